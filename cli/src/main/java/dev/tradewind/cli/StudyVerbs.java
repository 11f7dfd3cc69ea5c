package dev.tradewind.cli;

import dev.tradewind.store.duckdb.CsvParquet;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on studies that are kept: those below the home directory, and the platform's. */
@Command(
    name = "study",
    description = "Export the trials of a study or walk.",
    subcommands = StudyVerbs.ExportCommand.class)
final class StudyVerbs extends VerbGroup {
  private static final String STUDIES = "studies with such a name";

  /** The platform's studies have longer names than those of this program. */
  static boolean isRemote(String id) {
    return id.indexOf('-') >= 0;
  }

  static RemoteStudy remote(Verb verb, String id) {
    return new RemoteStudy(PlatformClient.require(verb.session(), STUDIES), id);
  }

  /** {@code optimize list}. */
  @Command(
      name = "list",
      description = "List the studies and walks that are kept, those of the running platform too.")
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      Table table =
          Table.of("study", "kind", "state", "strategy", "sampler", "trials", "verdict", "best");
      List<Json> items = new ArrayList<>();
      for (StudyFiles.Kept each : new StudyFiles(session().home()).kept()) {
        Json best = each.result().get("best");
        add(
            table,
            items,
            Json.of(
                "study", each.id(),
                "kind", each.kind().text(),
                "state", each.state(),
                "strategy", each.about().text("strategy"),
                "sampler", each.about().text("sampler"),
                "trials", each.trials(),
                "verdict", each.result().get("verdict").text("level"),
                "best", best.isNull() ? Json.NULL : best.get("parameters"),
                "objectives", best.get("objectives")));
      }
      Optional<PlatformClient> platform = PlatformClient.find(session());
      if (platform.isPresent()) {
        for (Json each : platform.get().all("/studies", Map.of("limit", "200"))) {
          add(
              table,
              items,
              Json.of(
                  "study", each.text("id"),
                  "kind",
                      (each.text("kind").equals("WALK_FORWARD")
                              ? StudyFiles.Kind.WALK
                              : StudyFiles.Kind.SEARCH)
                          .text(),
                  "state", each.text("status"),
                  "strategy", each.text("strategy"),
                  "sampler", each.text("sampler"),
                  "trials", each.get("trials"),
                  "verdict", each.text("verdict"),
                  "best", each.get("bestParameters"),
                  "objectives", each.get("bestObjectives")));
        }
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }

    private static void add(Table table, List<Json> items, Json item) {
      items.add(item);
      table.row(
          List.of(
              item.text("study"),
              item.text("kind"),
              item.text("state"),
              item.text("strategy"),
              item.text("sampler"),
              item.get("trials").display(),
              item.text("verdict"),
              RemoteStudy.parameters(item.get("best"))));
    }
  }

  /** {@code optimize show}. */
  @Command(
      name = "show",
      description = "Show what a study or walk found, as it was printed when it ended.")
  static final class ShowCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "STUDY", description = "Its name from optimize list.")
    String id = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      if (isRemote(id)) {
        return remote(this, id).print(this);
      }
      show(this, new StudyFiles(session().home()).find(id));
      return ExitCode.OK;
    }
  }

  /** Prints what is kept of a study or walk: what it found, else how far it is. */
  static void show(ReportingVerb verb, StudyFiles.Kept kept) throws IOException {
    Json result = kept.result();
    boolean isWalk = kept.kind() == StudyFiles.Kind.WALK;
    if (verb.output == OutputFormat.CSV && (!isWalk || result.isNull())) {
      rows(new StudyFiles(verb.session().home()).trials(kept)).csv(verb.session().out());
      verb.session().out().flush();
      return;
    }
    if (result.isNull()) {
      verb.note(
          kept.sentence()
              + (kept.isRunning()
                  ? ""
                  : "; 'tradewind optimize resume " + kept.id() + "' goes on where it was"));
      verb.writeOne(kept.about());
      return;
    }
    if (isWalk) {
      WalkJson.print(result, verb);
      return;
    }
    if (verb.output == OutputFormat.JSON) {
      verb.writeOne(result);
      return;
    }
    Writer out = verb.session().out();
    out.write(Table.shownWhole(result.get("verdict").text("text")) + "\n");
    out.write("\nrecommended: " + Table.shownWhole(result.get("recommended").text("why")) + "\n");
    out.write(
        "\nbest of "
            + result.get("trials").display()
            + " trials: "
            + RemoteStudy.parameters(result.get("best").get("parameters"))
            + "\n");
    out.flush();
  }

  private static Table rows(List<List<String>> all) {
    Table table = Table.of(all.getFirst().toArray(String[]::new));
    all.stream().skip(1).forEach(table::row);
    return table;
  }

  /** {@code optimize resume}. */
  @Command(
      name = "resume",
      description = {
        "Go on with a study or walk that was stopped or cut off.",
        "One that is done answers what it found, or with a larger --trials is prolonged."
      })
  static final class ResumeCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "STUDY", description = "Its name from optimize list.")
    String id = "";

    @Option(
        names = "--trials",
        paramLabel = "COUNT",
        description = "Most sets to try (default: as before).")
    @Nullable Integer trials;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      if (isRemote(id)) {
        if (trials != null) {
          throw wrongUsage("--trials is for studies of the command line");
        }
        RemoteStudy study = remote(this, id);
        study.post("resume");
        try (Progress progress = progress("searching")) {
          study.await(progress);
        }
        return study.print(this);
      }
      StudyFiles.Kept kept = new StudyFiles(session().home()).find(id);
      if (kept.isRunning()) {
        throw new CliException(
            ExitCode.CONFLICT, kept.kind().noun() + " " + id + " is run by another process");
      }
      if (kept.about().isNull()) {
        throw new CliException(
            ExitCode.NOT_FOUND,
            "how "
                + kept.kind().noun()
                + " "
                + id
                + " was asked for is not kept; give its command again");
      }
      List<String> arguments = new ArrayList<>();
      List<String> before = kept.about().get("arguments").items().stream().map(Json::text).toList();
      Set<String> replaced = trials == null ? Set.of("--output") : Set.of("--output", "--trials");
      for (int i = 0; i < before.size(); i++) {
        String each = before.get(i);
        if (replaced.contains(each)) {
          i++;
        } else if (replaced.stream().noneMatch(name -> each.startsWith(name + "="))) {
          arguments.add(each);
        }
      }
      arguments.addAll(List.of("--output", output.name()));
      if (trials != null) {
        arguments.addAll(List.of("--trials", trials.toString()));
      }
      if (quiet) {
        arguments.add("--quiet");
      }
      int code = Tradewind.execute(session(), arguments.toArray(String[]::new));
      for (ExitCode each : ExitCode.values()) {
        if (each.code() == code) {
          return each;
        }
      }
      return ExitCode.FAILURE;
    }
  }

  /** {@code optimize stop}. */
  @Command(
      name = "stop",
      description =
          "Stop a study or walk that another process or the platform runs; it can be resumed.")
  static final class StopCommand extends Verb {
    @Parameters(index = "0", paramLabel = "STUDY", description = "Its name from optimize list.")
    String id = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      if (isRemote(id)) {
        remote(this, id).post("stop");
        note("study " + id + " is stopped");
        return ExitCode.OK;
      }
      StudyFiles files = new StudyFiles(session().home());
      StudyFiles.Kept kept = files.find(id);
      String name = kept.kind().noun() + " " + id;
      if (!kept.isRunning()) {
        throw new CliException(ExitCode.CONFLICT, name + " does not run");
      }
      files.stop(kept);
      note(name + " ends with the trials it is at");
      return ExitCode.OK;
    }
  }

  /** {@code optimize apply}. */
  @Command(
      name = "apply",
      description = {
        "Make a back-test, or a version of the strategy, of a set that a study found.",
        "The study is one of the platform; its evidence for and against the set is attached."
      })
  static final class ApplyCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "STUDY", description = "Its name from optimize list.")
    String id = "";

    @Option(
        names = "--trial",
        paramLabel = "NUMBER",
        description = "Which set (default: the recommended one).")
    @Nullable Long trial;

    @Option(
        names = "--window",
        paramLabel = "NUMBER",
        description = "Window of a walk that the trial is of, from 0.")
    @Nullable Integer window;

    @Option(
        names = "--as",
        paramLabel = "WHAT",
        description = "backtest or strategy (default: ${DEFAULT-VALUE}).",
        defaultValue = "backtest")
    String what = "";

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description =
            "Of the back-test; with --as strategy of another strategy to save it as, which those"
                + " that come with the product need.")
    @Nullable String name;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      if (!what.equals("backtest") && !what.equals("strategy")) {
        throw wrongUsage("--as must be backtest or strategy, was '" + Table.shown(what) + "'");
      }
      if (!isRemote(id)) {
        throw new CliException(
            ExitCode.NOT_FOUND,
            "study "
                + Table.shown(id)
                + " is none of the platform; run a set of it with 'backtest run --param'");
      }
      PlatformClient platform = PlatformClient.require(session(), STUDIES);
      String path = "/studies/" + PlatformClient.segment(id);
      long number = trial == null ? recommended(platform.get(path)) : trial;
      Map<String, Json> body = new LinkedHashMap<>();
      FileOptions.put(body, "name", name);
      writeOne(
          platform.post(
              path + "/trials/" + number + "/" + what + (window == null ? "" : "?window=" + window),
              Json.object(body)));
      return ExitCode.OK;
    }

    private static long recommended(Json detail) {
      Json recommended = detail.get("summary").get("recommended");
      return (long)
          recommended
              .get("trial")
              .asDouble()
              .orElseThrow(
                  () ->
                      new CliException(
                          ExitCode.REFUSED,
                          "the study recommends nothing: "
                              + Table.shownWhole(recommended.text("why"))
                              + " Name a set with --trial"));
    }
  }

  /** {@code study export}. */
  @Command(name = "export", description = "Write all trials of a study or walk to a file.")
  static final class ExportCommand extends Verb {
    @Parameters(index = "0", paramLabel = "STUDY", description = "Its name from optimize list.")
    String id = "";

    @Option(
        names = "--file",
        paramLabel = "FILE",
        required = true,
        description = "Where to; its ending .csv or .parquet says in which form.")
    Path file = Path.of("");

    @Override
    ExitCode run() throws IOException, InterruptedException {
      String name = String.valueOf(file.getFileName());
      boolean isParquet = name.endsWith(".parquet");
      if (!isParquet && !name.endsWith(".csv")) {
        throw wrongUsage("--file must end with .csv or .parquet, was '" + Table.shown(name) + "'");
      }
      if (isRemote(id)) {
        remote(this, id).export(isParquet ? "parquet" : "csv", file);
      } else {
        StudyFiles files = new StudyFiles(session().home());
        export(files.trials(files.find(id)), isParquet);
      }
      note("wrote " + file);
      return ExitCode.OK;
    }

    private void export(List<List<String>> rows, boolean isParquet) throws IOException {
      Path csv = isParquet ? Files.createTempFile("study", ".csv") : file;
      try {
        try (Writer out = Files.newBufferedWriter(csv, StandardCharsets.UTF_8)) {
          rows(rows).csv(out);
        }
        if (isParquet) {
          Map<String, String> types = new LinkedHashMap<>();
          for (String column : rows.getFirst()) {
            types.put(
                column,
                switch (column) {
                  case "trial", "window" -> "BIGINT";
                  case "state", "problem" -> "VARCHAR";
                  default -> "DOUBLE";
                });
          }
          CsvParquet.convert(csv, types, file);
        }
      } finally {
        if (isParquet) {
          Files.deleteIfExists(csv);
        }
      }
    }
  }
}
