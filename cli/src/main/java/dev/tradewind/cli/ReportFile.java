package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.report.Csv;
import dev.tradewind.report.HtmlReport;
import dev.tradewind.report.PdfReport;
import dev.tradewind.report.ResultJson;
import dev.tradewind.report.RunInfo;
import dev.tradewind.report.TearSheet;
import dev.tradewind.store.duckdb.ResultParquet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A file to which a report is written, its form by the end of its name. */
record ReportFile(Path target, Form form) {
  static final String ENDINGS = ".html, .pdf, .json, .csv or .parquet";

  /** What a report can be. */
  enum Form {
    HTML,
    PDF,
    JSON,
    CSV,
    PARQUET;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The file of that name.
   *
   * @throws CliException if its name ends in nothing that is known
   */
  static ReportFile of(String option, Path target) {
    String name = String.valueOf(target.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (Form form : Form.values()) {
      if (form.code().equals(ending) || (form == Form.HTML && ending.equals("htm"))) {
        return new ReportFile(target, form);
      }
    }
    throw new CliException(
        ExitCode.USAGE,
        option
            + " must end in "
            + Arrays.stream(Form.values())
                .map(each -> "." + each.code())
                .collect(Collectors.joining(", "))
            + ", was "
            + name);
  }

  /** Writes a result of this process. The file appears only when it is complete. */
  void write(RunInfo run, SimulationResult result, List<BarSeries> series) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      switch (form) {
        case HTML -> {
          try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            HtmlReport.write(run, result, series, out);
          }
        }
        case PDF -> {
          try (OutputStream out = Files.newOutputStream(part)) {
            PdfReport.write(run, result, TearSheet.of(result, series), out);
          }
        }
        case JSON -> {
          try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            ResultJson.report(run, result, TearSheet.of(result, series), out);
          }
        }
        case CSV -> {
          try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            Csv.roundTrips(result, out);
          }
        }
        case PARQUET -> ResultParquet.roundTrips(result, part);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
