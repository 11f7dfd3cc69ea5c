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
      StudyFiles.Kept kept = files.walk(id);
      StudyVerbs.show(this, kept);
      return ExitCode.OK;
    }
    Table table = Table.of("walk", "state", "windows", "trials", "efficiency", "sharpe", "verdict");
    List<Json> walks = new ArrayList<>();
    for (StudyFiles.Kept each : files.kept(StudyFiles.Kind.WALK)) {
      Json shown = each.result().isNull() ? Json.of("study", each.id()) : each.result();
      add(table, walks, shown.with("trials", Json.number(each.trials())), each.state());
    }
    Optional<PlatformClient> platform = PlatformClient.find(session());
    if (platform.isPresent()) {
      for (Json each : platform.get().all("/studies", Map.of("limit", "200"))) {
        if (each.text("kind").equals("WALK_FORWARD") && each.text("status").equals("DONE")) {
          Json detail = platform.get().get("/studies/" + PlatformClient.segment(each.text("id")));
          add(table, walks, WalkJson.ofPlatform(detail), "DONE");
        }
      }
    }
    write(table, Json.array(walks));
    return ExitCode.OK;
  }

  private static void add(Table table, List<Json> walks, Json walk, String state) {
    walks.add(walk.with("state", Json.ofText(state)));
    table.row(
        List.of(
            walk.text("study"),
            state,
            Integer.toString(walk.get("windows").items().size()),
            walk.get("trials").display(),
            walk.get("efficiency").display(),
            walk.get("statistics").get("sharpe").display(),
            walk.get("verdict").text("level")));
  }
}
