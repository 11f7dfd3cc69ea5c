package dev.tradewind.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = "Check this machine and the home directory, and say what to do.")
final class DoctorCommand extends ReportingVerb {
  @Override
  ExitCode run() throws IOException, InterruptedException {
    List<Checks.Finding> findings = new Checks(session()).all();
    Table table = Table.of("check", "state", "found", "what to do");
    List<Json> items = new ArrayList<>();
    for (Checks.Finding each : findings) {
      table.row(List.of(each.name(), each.state().toString(), each.found(), each.advice()));
      items.add(
          Json.of(
              "check", each.name(),
              "state", each.state().toString(),
              "found", each.found(),
              "advice", each.advice()));
    }
    if (output == OutputFormat.TABLE) {
      print(findings);
    } else {
      write(table, Json.array(items));
    }
    boolean failed = findings.stream().anyMatch(each -> each.state() == Checks.State.FAILED);
    return failed ? ExitCode.FAILURE : ExitCode.OK;
  }

  /** Advice is whole sentences, so it goes below and not into a column. */
  private void print(List<Checks.Finding> findings) throws IOException {
    for (Checks.Finding each : findings) {
      session()
          .out()
          .write(
              "%s %-9s %s\n"
                  .formatted(mark(each.state()), each.name(), Table.shownWhole(each.found())));
      if (!each.advice().isEmpty()) {
        session().out().write("                 " + each.advice() + "\n");
      }
    }
    session().out().flush();
  }

  private String mark(Checks.State state) {
    String text = "%-7s".formatted(state);
    if (!session().colours()) {
      return text;
    }
    String colour =
        switch (state) {
          case OK -> "32";
          case WARNING -> "33";
          case FAILED -> "31";
        };
    return "\u001b[" + colour + "m" + text + "\u001b[0m";
  }
}
