package dev.tradewind.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code walkforward show}. */
@Command(name = "show", description = "Show a walk that is kept, or list all of them.")
final class WalkForwardShowCommand extends ReportingVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WALK",
      description = "Its name; all are listed without one.")
  String id = "";

  @Override
  ExitCode run() throws IOException {
    StudyFiles files = new StudyFiles(session().home());
    if (!id.isEmpty()) {
      writeOne(files.walk(id));
      return ExitCode.OK;
    }
    List<Json> walks = files.walks();
    Table table = Table.of("walk", "windows", "trials", "efficiency", "sharpe", "verdict");
    for (Json each : walks) {
      table.row(
          List.of(
              each.text("study"),
              Integer.toString(each.get("windows").items().size()),
              each.get("trials").display(),
              each.get("efficiency").display(),
              each.get("statistics").get("sharpe").display(),
              each.get("verdict").text("level")));
    }
    write(table, Json.array(walks));
    return ExitCode.OK;
  }
}
