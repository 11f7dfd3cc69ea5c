package dev.tradewind.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  ExitCode run() throws IOException, InterruptedException {
    StudyFiles files = new StudyFiles(session().home());
    if (StudyVerbs.isRemote(id)) {
      return StudyVerbs.remote(this, id).print(this);
    }
    if (!id.isEmpty()) {
      WalkJson.print(files.walk(id), this);
      return ExitCode.OK;
    }
    List<Json> walks = new ArrayList<>(files.walks());
    Optional<PlatformClient> platform = PlatformClient.find(session());
    if (platform.isPresent()) {
      for (Json each : platform.get().all("/studies", Map.of("limit", "200"))) {
        if (each.text("kind").equals("WALK_FORWARD") && each.text("status").equals("DONE")) {
          walks.add(
              WalkJson.ofPlatform(
                  platform.get().get("/studies/" + PlatformClient.segment(each.text("id")))));
        }
      }
    }
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
