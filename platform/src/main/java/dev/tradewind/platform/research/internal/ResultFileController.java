package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.shared.Attachment;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.report.Csv;
import dev.tradewind.report.HtmlReport;
import dev.tradewind.report.PdfReport;
import dev.tradewind.report.ResultJson;
import dev.tradewind.report.TearSheet;
import dev.tradewind.report.TearSheetJson;
import dev.tradewind.store.duckdb.ResultParquet;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A finished backtest as a file, and the sheet of which the full report is made. */
@RestController
@RequestMapping("/api/v1/backtests")
class ResultFileController {
  private static final List<String> FORMATS = List.of("html", "pdf", "json", "csv", "parquet");
  private static final List<String> TABLES = List.of("round-trips", "equity");

  private final BacktestTable table;
  private final ResultTable results;
  private final MarketData market;

  ResultFileController(BacktestTable table, ResultTable results, MarketData market) {
    this.table = table;
    this.results = results;
    this.market = market;
  }

  /** A result with what its documents need. */
  private record Whole(BacktestTable.Row row, StoredResult result, Report report) {
    TearSheet sheet() {
      return TearSheet.of(result, report.series());
    }
  }

  private Whole whole(String id) {
    BacktestTable.Row row =
        table
            .find(Ids.parse("backtest", id))
            .orElseThrow(() -> ProblemException.notFound("there is no such backtest"));
    StoredResult result =
        results
            .stored(row)
            .orElseThrow(
                () ->
                    ProblemException.conflict("the backtest has no result; it is " + row.status()));
    Report report = Report.of(row, result.document(), market);
    return new Whole(row, result.against(report.benchmark()), report);
  }

  @GetMapping("/{id}/tear-sheet")
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      description =
          "Daily and rolling curves, years, worst drawdowns, breakdowns of the round trips and the"
              + " uncertainty of the result; undefined is null.",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  void tearSheet(@PathVariable String id, HttpServletResponse response) throws IOException {
    TearSheet sheet = whole(id).sheet();
    response.setContentType("application/json;charset=utf-8");
    Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    TearSheetJson.write(sheet, out);
  }

  @GetMapping("/{id}/export")
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  void export(
      @PathVariable String id,
      @RequestParam String format,
      @RequestParam(name = "table", required = false) @Nullable String rows,
      HttpServletResponse response)
      throws IOException {
    require("format", format, FORMATS);
    String content = rows == null ? TABLES.getFirst() : rows;
    require("table", content, TABLES);
    boolean isEquity = content.equals("equity");
    Whole whole = whole(id);
    boolean isTable = format.equals("csv") || format.equals("parquet");
    String name = (isTable ? content : "backtest") + "-" + whole.row().id() + "." + format;
    switch (format) {
      case "html" -> {
        try (Writer out = Attachment.text(response, "text/html", name)) {
          HtmlReport.write(
              whole.report().run(), whole.result(), whole.report().series(), whole.sheet(), out);
        }
      }
      case "json" -> {
        try (Writer out = Attachment.text(response, "application/json", name)) {
          ResultJson.report(whole.report().run(), whole.result(), whole.sheet(), out);
        }
      }
      case "csv" -> {
        try (Writer out = Attachment.text(response, "text/csv", name)) {
          if (isEquity) {
            Csv.equity(whole.result(), out);
          } else {
            Csv.roundTrips(whole.result(), out);
          }
        }
      }
      case "pdf" -> {
        TearSheet sheet = whole.sheet();
        Attachment.head(response, "application/pdf", name);
        PdfReport.write(whole.report().run(), whole.result(), sheet, response.getOutputStream());
      }
      default -> parquet(whole, isEquity, name, response);
    }
  }

  private static void require(String field, String value, List<String> known) {
    if (!known.contains(value)) {
      throw ProblemException.field(field, value, Suggestion.unknown(field, value, known));
    }
  }

  private static void parquet(
      Whole whole, boolean isEquity, String name, HttpServletResponse response) throws IOException {
    Path folder = Files.createTempDirectory("export");
    Path file = folder.resolve("result.parquet");
    try {
      if (isEquity) {
        ResultParquet.equity(whole.result(), file);
      } else {
        ResultParquet.roundTrips(whole.result(), file);
      }
      Attachment.send(response, "application/vnd.apache.parquet", name, file);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
