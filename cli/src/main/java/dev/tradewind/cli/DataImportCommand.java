package dev.tradewind.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code data import}. */
@Command(
    name = "import",
    description = {
      "Import a file of prices or trades: CSV (also .gz), JSON or Parquet.",
      "Nothing is repaired: rows are accepted or rejected with line and reason, and what looks",
      "wrong is flagged. Importing the same file again changes nothing."
    })
final class DataImportCommand extends ReportingVerb {
  private static final int SHOWN_REJECTIONS = 10;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file to import.")
  Path file = Path.of("");

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      required = true,
      description = "Store the prices under this id, such as BTC-USD.")
  String instrument = "";

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "Length of a bar, such as 1m, 1h or 1D (default: inferred, and said).")
  @Nullable String timeframe;

  @Option(
      names = "--replace",
      description = "Where stored bars disagree with the file, the file wins.")
  boolean replace;

  @Mixin FileOptions reading = new FileOptions();

  @Mixin InstrumentOptions describing = new InstrumentOptions();

  @Override
  ExitCode run() throws IOException, InterruptedException {
    requireFile(file);
    MarketData.ImportRequest request =
        new MarketData.ImportRequest(
            file, instrument, Arguments.timeframe(timeframe), replace, reading, describing);
    describing.instrument(instrument, null);
    Json document;
    try (MarketData data = MarketData.open(session());
        Progress progress = progress("importing")) {
      document = data.importFile(request, progress);
    }
    print(document);
    return exitCode(document);
  }

  static void requireFile(Path file) throws NoSuchFileException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new CliException(ExitCode.REFUSED, file + " is a directory, not a file of prices");
    }
  }

  private ExitCode exitCode(Json document) {
    ExitCode code =
        switch (document.text("status")) {
          case "DONE" -> ExitCode.OK;
          case "REFUSED" -> ExitCode.REFUSED;
          case "CONFLICT" -> ExitCode.CONFLICT;
          case "CANCELLED", "INTERRUPTED" -> ExitCode.INTERRUPTED;
          default -> ExitCode.FAILURE;
        };
    if (code != ExitCode.OK) {
      String message = Table.shownWhole(document.text("message"));
      boolean names = code != ExitCode.CONFLICT || message.contains("--replace");
      session()
          .err()
          .println("tradewind: " + message + (names ? "" : "; --replace lets the file win"));
    }
    return code;
  }

  private void print(Json document) throws IOException {
    Writer out = session().out();
    Json report = document.get("report");
    switch (output) {
      case JSON -> {
        document.write(out);
        out.write('\n');
      }
      case CSV -> problems(document, Integer.MAX_VALUE).csv(out);
      case TABLE -> {
        summary(document, report).print(out);
        Table problems = problems(document, SHOWN_REJECTIONS);
        if (!problems.isEmpty()) {
          out.write('\n');
          problems.print(out);
        }
        for (Json note : report.get("notes").items()) {
          out.write("note: " + Table.shownWhole(note.text()) + "\n");
        }
      }
    }
    out.flush();
  }

  private static Table summary(Json document, Json report) {
    return Table.of("import", document.text("fileName"))
        .row(List.of("series", document.text("instrument") + " " + document.text("timeframe")))
        .row(List.of("status", document.text("status")))
        .row(List.of("result", document.text("message")))
        .row(List.of("rows read", report.get("rowsRead").display()))
        .row(List.of("accepted", report.get("accepted").display()))
        .row(List.of("rejected", report.get("rejectedCount").display()));
  }

  /** What was rejected, flagged or found in conflict, one row each. */
  private static Table problems(Json document, int limit) {
    Table table = Table.of("problem", "count", "line", "time", "detail");
    Json report = document.get("report");
    report.get("rejections").items().stream()
        .limit(limit)
        .forEach(
            each ->
                table.row(
                    List.of("rejected", "1", each.get("line").display(), "", each.text("reason"))));
    for (Json flag : report.get("flags").items()) {
      Json first = flag.get("examples").items().stream().findFirst().orElse(Json.NULL);
      table.row(
          List.of(
              flag.text("kind"),
              flag.get("count").display(),
              first.get("line").display(),
              first.text("time"),
              first.text("detail")));
    }
    for (Json each : document.get("conflict").get("examples").items()) {
      String values =
          "%s stored %s, offered %s"
              .formatted(
                  each.text("field"), each.get("stored").display(), each.get("offered").display());
      table.row(List.of("conflict", "1", "", each.text("time"), values));
    }
    return table;
  }
}
