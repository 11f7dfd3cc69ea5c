package dev.tradewind.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on the platform's signals. */
@Command(
    name = "signal",
    description = "List, show, generate, export and tidy the platform's signals.",
    subcommands = {
      SignalVerbs.DefinitionsCommand.class,
      SignalVerbs.AddCommand.class,
      SignalVerbs.ActivateCommand.class,
      SignalVerbs.DeactivateCommand.class,
      SignalVerbs.DeleteCommand.class,
      SignalVerbs.ListCommand.class,
      SignalVerbs.ShowCommand.class,
      SignalVerbs.GenerateCommand.class,
      SignalVerbs.ExportCommand.class,
      SignalVerbs.UnusedCommand.class,
      SignalVerbs.TidyCommand.class
    })
final class SignalVerbs extends VerbGroup {
  private static final String SIGNALS = "signals";
  private static final String PATH = "/signal-definitions";

  private static void put(Map<String, Json> properties, String name, @Nullable String text) {
    if (text != null) {
      properties.put(name, Json.ofText(text));
    }
  }

  /** Which signals are meant. */
  static final class Filter {
    @Option(names = "--instrument", paramLabel = "ID", description = "Only of this instrument.")
    @Nullable String instrument;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only entry or only exit.")
    @Nullable String kind;

    @Option(names = "--direction", paramLabel = "WAY", description = "Only long or only short.")
    @Nullable String direction;

    @Option(names = "--from", paramLabel = "TIME", description = "Bars from this time on (UTC).")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Bars before this time (UTC).")
    @Nullable String to;

    @Option(
        names = "--version-number",
        paramLabel = "N",
        description = "Of an older version of the definition (default: the one in use).")
    @Nullable Integer version;

    Map<String, String> query(@Nullable String definition) {
      Map<String, String> query = new TreeMap<>();
      add(query, "definition", definition);
      add(query, "instrument", instrument);
      add(query, "kind", kind);
      add(query, "direction", direction);
      add(query, "from", from);
      add(query, "to", to);
      add(query, "version", version == null ? null : version.toString());
      return query;
    }

    private static void add(Map<String, String> query, String name, @Nullable String value) {
      if (value != null) {
        query.put(name, value);
      }
    }
  }

  /** {@code signal definitions}. */
  @Command(name = "definitions", description = "List the definitions in use.")
  static final class DefinitionsCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), SIGNALS);
      List<Json> items = platform.all(PATH, Map.of("limit", "200"));
      Table table =
          Table.of("name", "version", "timeframe", "active", "scanner", "problem", "entry", "exit");
      for (Json each : items) {
        table.row(
            List.of(
                each.text("name"),
                each.get("version").display(),
                each.text("timeframe"),
                each.get("active").isTrue() ? "yes" : "no",
                each.text("scanner"),
                each.text("problem"),
                each.text("entry"),
                each.text("exit")));
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }
  }

  /** {@code signal add}. */
  @Command(
      name = "add",
      description = {
        "Add a definition; its signals are generated at once and after every import.",
        "With --replace an existing one gets a new version."
      })
  static final class AddCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Small letters, digits and _.")
    String name = "";

    @Option(
        names = "--timeframe",
        paramLabel = "TF",
        required = true,
        description = "The bars on which conditions are decided.")
    String timeframe = "";

    @Option(names = "--entry", paramLabel = "CONDITION", description = "Begins a long position.")
    @Nullable String entry;

    @Option(names = "--exit", paramLabel = "CONDITION", description = "Ends a long position.")
    @Nullable String exit;

    @Option(
        names = "--short-entry",
        paramLabel = "CONDITION",
        description = "Begins a short position.")
    @Nullable String shortEntry;

    @Option(
        names = "--short-exit",
        paramLabel = "CONDITION",
        description = "Ends a short position.")
    @Nullable String shortExit;

    @Option(
        names = "--strength",
        paramLabel = "EXPRESSION",
        description = "How strong a signal is, 0 to 100.")
    @Nullable String strength;

    @Option(
        names = "--instrument",
        paramLabel = "ID",
        description = "Only this instrument; may be repeated (default: all of the timeframe).")
    List<String> instruments = List.of();

    @Option(
        names = "--scanner",
        paramLabel = "NAME",
        description = "Only instruments that pass this scanner on the bar of an entry.")
    @Nullable String scanner;

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    @Nullable String description;

    @Option(names = "--replace", description = "Give an existing definition a new version.")
    boolean replace;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), SIGNALS);
      Map<String, Json> properties = new LinkedHashMap<>();
      put(properties, "name", name);
      put(properties, "timeframe", timeframe);
      put(properties, "entry", entry);
      put(properties, "exit", exit);
      put(properties, "shortEntry", shortEntry);
      put(properties, "shortExit", shortExit);
      put(properties, "strength", strength);
      put(properties, "scanner", scanner);
      put(properties, "description", description);
      properties.put("instruments", Json.array(instruments.stream().map(Json::ofText).toList()));
      Json body = Json.object(properties);
      boolean exists =
          replace
              && platform.all(PATH, Map.of("limit", "200", "q", name)).stream()
                  .anyMatch(each -> each.text("name").equals(name));
      writeOne(
          exists
              ? platform.put(PATH + "/" + PlatformClient.segment(name), body)
              : platform.post(PATH, body));
      return ExitCode.OK;
    }
  }

  /** {@code signal activate}. */
  @Command(name = "activate", description = "Make signals of a definition from now on.")
  static final class ActivateCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      writeOne(
          PlatformClient.require(session(), SIGNALS)
              .post(PATH + "/" + PlatformClient.segment(name) + "/activate", Json.NULL));
      return ExitCode.OK;
    }
  }

  /** {@code signal deactivate}. */
  @Command(
      name = "deactivate",
      description = "Make no more signals of a definition; those that are there stay.")
  static final class DeactivateCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      writeOne(
          PlatformClient.require(session(), SIGNALS)
              .post(PATH + "/" + PlatformClient.segment(name) + "/deactivate", Json.NULL));
      return ExitCode.OK;
    }
  }

  /** {@code signal delete}. */
  @Command(
      name = "delete",
      description = "Take a definition out of use; its signals stay readable until 'signal tidy'.")
  static final class DeleteCommand extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient.require(session(), SIGNALS).delete(PATH + "/" + PlatformClient.segment(name));
      note("deleted " + name);
      return ExitCode.OK;
    }
  }

  /** {@code signal unused}. */
  @Command(
      name = "unused",
      description = "List the signals of old versions and of deleted definitions.")
  static final class UnusedCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      Json page = PlatformClient.require(session(), SIGNALS).get("/signals/unused");
      Table table = Table.of("definition", "version", "deleted", "signals");
      for (Json each : page.get("items").items()) {
        table.row(
            List.of(
                each.text("definition"),
                each.get("version").display(),
                each.get("deleted").isTrue() ? "yes" : "no",
                each.get("signals").display()));
      }
      write(table, page.get("items"));
      return ExitCode.OK;
    }
  }

  /** {@code signal tidy}. */
  @Command(
      name = "tidy",
      description = {
        "Delete the signals of a definition's versions that are not in use.",
        "Runs that traded them stay, but cannot be verified any more."
      })
  static final class TidyCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "DEFINITION", description = "Its name.")
    String definition = "";

    @Option(
        names = "--version-number",
        paramLabel = "N",
        description = "Only of this version (default: all that are not in use).")
    @Nullable Integer version;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Map<String, String> query = new TreeMap<>(Map.of("definition", definition));
      Filter.add(query, "version", version == null ? null : version.toString());
      Json deleted = PlatformClient.require(session(), SIGNALS).delete("/signals/unused", query);
      Table table = Table.of("definition", "versions", "signals");
      table.row(
          List.of(
              deleted.text("definition"),
              deleted.get("versions").items().stream()
                  .map(Json::display)
                  .collect(Collectors.joining(" ")),
              deleted.get("signals").display()));
      write(table, deleted);
      return ExitCode.OK;
    }
  }

  /** {@code signal list}. */
  @Command(
      name = "list",
      description = {
        "List signals, newest first.",
        "With --as-of, those of one instrument made anew of what was known then."
      })
  static final class ListCommand extends ReportingVerb {
    private static final List<String> COLUMNS =
        List.of(
            "id",
            "definition",
            "version",
            "instrument",
            "kind",
            "direction",
            "bar",
            "knownAt",
            "strength",
            "partnerBar",
            "hash");
    private static final int PAGE = 200;

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "DEFINITION",
        description = "Only of this definition.")
    @Nullable String definition;

    @Mixin Filter filter = new Filter();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "At most so many, 1 to 200 (default: ${DEFAULT-VALUE}).")
    int limit;

    @Option(
        names = "--as-of",
        paramLabel = "TIME",
        description = "As they would have been then (UTC), without later bars and corrections.")
    @Nullable String asOf;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      if (limit < 1 || limit > PAGE) {
        throw wrongUsage("--limit must be in 1..200, was " + limit);
      }
      PlatformClient platform = PlatformClient.require(session(), SIGNALS);
      if (asOf != null) {
        return listAsOf(platform, asOf);
      }
      Map<String, String> query = filter.query(definition);
      query.put("limit", Integer.toString(limit));
      Json page = platform.get("/signals", query);
      Table table = Table.of(COLUMNS.toArray(String[]::new));
      for (Json each : page.get("items").items()) {
        table.row(COLUMNS.stream().map(column -> each.get(column).display()).toList());
      }
      write(table, page.get("items"));
      if (page.get("total").asLong() > limit) {
        note(limit + " of " + page.get("total").display() + " signals; export has all");
      }
      return ExitCode.OK;
    }

    private ExitCode listAsOf(PlatformClient platform, String moment)
        throws IOException, InterruptedException {
      boolean narrowed =
          filter.kind != null
              || filter.direction != null
              || filter.from != null
              || filter.to != null;
      if (definition == null || filter.instrument == null || narrowed) {
        throw wrongUsage("--as-of needs DEFINITION and --instrument, and no other filter");
      }
      Map<String, String> query = filter.query(definition);
      query.put("asOf", moment);
      Json then = platform.get("/signals/as-of", query);
      Table table =
          Table.of("kind", "direction", "bar", "knownAt", "strength", "hash", "stored", "values");
      for (Json each : then.get("signals").items().stream().limit(limit).toList()) {
        table.row(
            List.of(
                each.text("kind"),
                each.text("direction"),
                each.text("bar"),
                each.text("knownAt"),
                each.get("strength").display(),
                each.text("hash"),
                each.get("stored").isTrue() ? "yes" : "no",
                each.get("snapshot").items().stream()
                    .map(value -> value.text("column") + " = " + value.get("value").display())
                    .collect(Collectors.joining(", "))));
      }
      write(table, then);
      note(
          then.get("count").display()
              + " signals as of "
              + then.text("asOf")
              + "; "
              + then.get("changed").display()
              + " are stored otherwise now, "
              + then.get("added").display()
              + " were not there then");
      return ExitCode.OK;
    }
  }

  /** {@code signal show}. */
  @Command(name = "show", description = "Show one signal with the values it was decided on.")
  static final class ShowCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "ID", description = "Its id, from 'signal list'.")
    String id = "";

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), SIGNALS);
      Json answer = platform.get("/signals/" + PlatformClient.segment(id));
      Map<String, Json> properties = new LinkedHashMap<>(answer.get("signal").properties());
      for (Json each : answer.get("snapshot").items()) {
        properties.put(each.text("column"), each.get("value"));
      }
      writeOne(Json.object(properties));
      return ExitCode.OK;
    }
  }

  /** {@code signal generate}. */
  @Command(
      name = "generate",
      description = "Bring signals up to the stored bars, and say what was done.")
  static final class GenerateCommand extends ReportingVerb {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "DEFINITION",
        description = "Only of this definition (default: all that are active).")
    @Nullable String definition;

    @Option(names = "--instrument", paramLabel = "ID", description = "Only of this instrument.")
    @Nullable String instrument;

    @Option(
        names = "--afresh",
        description = "Make all signals again, not only those on bars that changed.")
    boolean afresh;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), SIGNALS);
      Map<String, Json> properties = new LinkedHashMap<>();
      put(properties, "definition", definition);
      put(properties, "instrument", instrument);
      properties.put("afresh", Json.bool(afresh));
      Json accepted = platform.post("/signal-generations", Json.object(properties));
      String id = PlatformClient.segment(accepted.get("id").display());
      Json done;
      try (Progress progress = progress("generating")) {
        done = new RemoteJob(platform, "/signal-generations/" + id).await(progress);
      }
      Json result = done.get("result");
      Table table = Table.of("series", "bars", "added", "removed", "skipped");
      table.row(
          List.of(
              result.get("series").display(),
              result.get("bars").display(),
              result.get("added").display(),
              result.get("removed").display(),
              result.get("skippedCount").display()));
      for (Json skipped : result.get("skipped").items()) {
        note(
            "skipped "
                + skipped.text("definition")
                + " of "
                + skipped.text("instrument")
                + ": "
                + Table.shownWhole(skipped.text("reason")));
      }
      write(table, done);
      return FeatureVerbs.ended(this, done);
    }
  }

  /** {@code signal export}. */
  @Command(name = "export", description = "Write the signals of a definition to a file.")
  static final class ExportCommand extends Verb {
    @Parameters(index = "0", paramLabel = "DEFINITION", description = "Its name.")
    String definition = "";

    @Mixin Filter filter = new Filter();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "csv",
        description = "csv, json or parquet (default: ${DEFAULT-VALUE}).")
    String format = "";

    @Option(
        names = "--file",
        paramLabel = "FILE",
        required = true,
        description = "Where to write; replaced if it exists.")
    Path file = Path.of("");

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Map<String, String> query = filter.query(definition);
      query.put("format", format.toLowerCase(Locale.ROOT));
      PlatformClient.require(session(), SIGNALS)
          .download("/signals/export", query, file.toAbsolutePath());
      note("wrote " + file);
      return ExitCode.OK;
    }
  }
}
