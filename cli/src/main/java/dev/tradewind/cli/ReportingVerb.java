package dev.tradewind.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** A verb whose data can be had in several forms. */
abstract class ReportingVerb extends Verb {
  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "Form of the data: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  /** Writes a list in the form asked for. */
  final void write(Table table, Json json) throws IOException {
    switch (output) {
      case TABLE -> table.print(session().out());
      case CSV -> table.csv(session().out());
      case JSON -> {
        json.write(session().out());
        session().out().write('\n');
      }
    }
    session().out().flush();
  }

  /** Writes one thing as name and value in the form asked for. */
  final void writeOne(Json json) throws IOException {
    Table table = Table.of("field", "value");
    json.properties().forEach((name, value) -> table.row(List.of(name, value.display())));
    write(table, json);
  }
}
