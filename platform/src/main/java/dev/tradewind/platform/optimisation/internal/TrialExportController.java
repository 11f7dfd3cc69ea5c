package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.Attachment;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.report.Csv;
import dev.tradewind.store.duckdb.CsvParquet;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All trials of a study as a file, in their order. The same study gives the same bytes. */
@RestController
@RequestMapping("/api/v1/studies/{id}/export")
class TrialExportController {
  private static final List<String> FORMATS = List.of("csv", "parquet");
  private static final int CHUNK = 5_000;

  private final StudyTable studies;
  private final TrialTable trials;

  TrialExportController(StudyTable studies, TrialTable trials) {
    this.studies = studies;
    this.trials = trials;
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  void exportStudy(
      @PathVariable String id, @RequestParam String format, HttpServletResponse response)
      throws IOException {
    if (!FORMATS.contains(format)) {
      throw ProblemException.field("format", format, Suggestion.unknown("format", format, FORMATS));
    }
    StudyTable.Row study =
        studies
            .find(Ids.parse("study", id))
            .orElseThrow(() -> ProblemException.notFound("there is no such study"));
    boolean isCsv = format.equals("csv");
    String name = "study-" + id + "." + format;
    if (isCsv) {
      try (Writer out = Attachment.text(response, "text/csv", name)) {
        write(study, out);
      }
    } else {
      Attachment.head(response, "application/vnd.apache.parquet", name);
      parquet(study, response);
    }
  }

  private void parquet(StudyTable.Row study, HttpServletResponse response) throws IOException {
    Path folder = Files.createTempDirectory("study");
    Path csv = folder.resolve("trials.csv");
    Path file = folder.resolve("trials.parquet");
    try {
      try (Writer out = Files.newBufferedWriter(csv)) {
        write(study, out);
      }
      CsvParquet.convert(csv, columns(study), file);
      Files.copy(file, response.getOutputStream());
    } finally {
      Files.deleteIfExists(csv);
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  /** Columns with DuckDB's types. A name that is there already gets what it is before it. */
  private static Map<String, String> columns(StudyTable.Row study) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (study.kind() == StudyTable.Kind.WALK_FORWARD) {
      columns.put("window", "BIGINT");
    }
    columns.put("trial", "BIGINT");
    columns.put("state", "VARCHAR");
    columns.put("fraction", "DOUBLE");
    columns.put("candidate", "BOOLEAN");
    columns.put("pareto", "BOOLEAN");
    study.parameters().forEach(name -> add(columns, "parameter ", name));
    study.objectives().forEach(name -> add(columns, "objective ", name));
    study.statistics().forEach(name -> add(columns, "statistic ", name));
    columns.put("problem", "VARCHAR");
    return columns;
  }

  private static void add(Map<String, String> columns, String kind, String name) {
    columns.put(columns.containsKey(name) || name.equals("problem") ? kind + name : name, "DOUBLE");
  }

  private void write(StudyTable.Row study, Writer out) throws IOException {
    out.write(String.join(",", columns(study).keySet().stream().map(Csv::text).toList()) + "\n");
    boolean isWalk = study.kind() == StudyTable.Kind.WALK_FORWARD;
    int part = 0;
    long after = -1;
    List<TrialTable.Row> rows;
    do {
      rows =
          trials.select(
              "study_id = :study AND (part, n) > (:part, :after)",
              Map.of("study", study.id(), "part", part, "after", after),
              "part, n",
              CHUNK);
      for (TrialTable.Row row : rows) {
        line(row, isWalk, out);
        part = row.part();
        after = row.number();
      }
    } while (rows.size() == CHUNK);
  }

  private static void line(TrialTable.Row row, boolean isWalk, Writer out) throws IOException {
    List<String> cells = new ArrayList<>();
    if (isWalk) {
      cells.add(Integer.toString(row.part()));
    }
    cells.add(Long.toString(row.number()));
    cells.add(row.state().name().toLowerCase(Locale.ROOT));
    cells.add(Csv.number(row.fraction()));
    cells.add(Boolean.toString(row.place() < Double.POSITIVE_INFINITY));
    cells.add(Boolean.toString(row.pareto()));
    for (@Nullable String text : row.parameters()) {
      cells.add(text == null ? "" : text);
    }
    row.objectives().forEach(value -> cells.add(Csv.number(value)));
    row.statistics().forEach(value -> cells.add(Csv.number(value)));
    cells.add(row.problem() == null ? "" : Csv.text(row.problem()));
    out.write(String.join(",", cells) + "\n");
  }
}
