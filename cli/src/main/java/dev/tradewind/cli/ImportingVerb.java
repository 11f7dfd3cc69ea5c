package dev.tradewind.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A verb that imports a file and says what became of its rows. */
abstract class ImportingVerb extends ReportingVerb {
  private static final int SHOWN_REJECTIONS = 10;

  /** Prints the document of an import that has ended, and answers with the code for it. */
  final ExitCode ended(Json document) throws IOException {
    print(document);
    return exitCode(document);
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
    String timeframe = document.text("timeframe");
    return Table.of("import", document.text("fileName"))
        .row(
            List.of(
                "series",
                document.text("instrument") + " " + (timeframe.isEmpty() ? "trades" : timeframe)))
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
