package dev.tradewind.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on the platform's features. */
@Command(
    name = "features",
    description = "List, show, add, build, verify and export the platform's features.",
    subcommands = {
      FeatureVerbs.ListCommand.class,
      FeatureVerbs.ShowCommand.class,
      FeatureVerbs.AddCommand.class,
      FeatureVerbs.BuildCommand.class,
      FeatureVerbs.VerifyCommand.class,
      FeatureVerbs.CoverageCommand.class,
      FeatureUndefinedCommand.class,
      FeatureVerbs.ExportCommand.class
    })
final class FeatureVerbs extends VerbGroup {
  private static final String FEATURES = "features";
  private static final String PATH = "/features/";

  private static Json body(Map<String, @Nullable String> texts) {
    Map<String, Json> properties = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          if (text != null) {
            properties.put(name, Json.ofText(text));
          }
        });
    return Json.object(properties);
  }

  private static Map<String, @Nullable String> series(
      @Nullable String instrument, @Nullable String timeframe) {
    Map<String, @Nullable String> texts = new TreeMap<>();
    texts.put("instrument", instrument);
    texts.put("timeframe", timeframe);
    return texts;
  }

  /** How work that has ended ended. */
  static ExitCode ended(Verb verb, Json document) {
    String status = document.text("status");
    if ("DONE".equals(status)) {
      return ExitCode.OK;
    }
    verb.session()
        .err()
        .println("tradewind: " + status + ": " + Table.shownWhole(document.text("message")));
    return "CANCELLED".equals(status) || "INTERRUPTED".equals(status)
        ? ExitCode.INTERRUPTED
        : ExitCode.FAILURE;
  }

  private static Json follow(ReportingVerb verb, String path, String title, Json body)
      throws IOException, InterruptedException {
    PlatformClient platform = PlatformClient.require(verb.session(), FEATURES);
    Json accepted = platform.post(path, body);
    String id = PlatformClient.segment(accepted.get("id").display());
    try (Progress progress = verb.progress(title)) {
      return new RemoteJob(platform, path + "/" + id).await(progress);
    }
  }

  /** {@code features list}. */
  @Command(name = "list", description = "List the features in use.")
  static final class ListCommand extends ReportingVerb {
    @Option(
        names = "--search",
        paramLabel = "TEXT",
        description = "Only those whose name, expression or description has this text.")
    @Nullable String search;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), FEATURES);
      Map<String, String> query = new TreeMap<>(Map.of("limit", "200"));
      if (search != null) {
        query.put("q", search);
      }
      List<Json> items = platform.all("/features", query);
      Table table = Table.of("name", "version", "seeded", "problem", "expression");
      for (Json each : items) {
        table.row(
            List.of(
                each.text("name"),
                each.get("version").display(),
                each.get("seeded").isTrue() ? "yes" : "no",
                each.text("problem"),
                each.text("expression")));
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }
  }

  /** {@code features show}. */
  @Command(name = "show", description = "Show one feature.")
  static final class ShowCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Option(
        names = "--version-number",
        paramLabel = "N",
        description = "An older version (default: the one in use).")
    @Nullable Integer version;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), FEATURES);
      Map<String, String> query =
          version == null ? Map.of() : Map.of("version", version.toString());
      Json answer = platform.get(PATH + PlatformClient.segment(name), query);
      Map<String, Json> properties = new LinkedHashMap<>(answer.get("feature").properties());
      properties.put("versions", answer.get("versions"));
      writeOne(Json.object(properties));
      return ExitCode.OK;
    }
  }

  /** {@code features add}. */
  @Command(
      name = "add",
      description = {
        "Add a feature; the platform builds it at once and after every import.",
        "With --replace an existing one gets a new version."
      })
  static final class AddCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Small letters, digits and _.")
    String name = "";

    @Parameters(
        index = "1",
        paramLabel = "EXPRESSION",
        description = "What is computed, such as 'ema(close, 21)@4h'.")
    String expression = "";

    @Option(
        names = "--nulls",
        paramLabel = "POLICY",
        description = "skip, forward_fill or interpolate (default: skip).")
    @Nullable String nulls;

    @Option(
        names = "--outliers",
        paramLabel = "METHOD",
        description = "none, z_score or iqr (default: z_score; none for conditions).")
    @Nullable String outliers;

    @Option(
        names = "--threshold",
        paramLabel = "NUMBER",
        description = "Standard deviations (default: 4) or interquartile ranges (default: 1.5).")
    @Nullable Double threshold;

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    @Nullable String description;

    @Option(names = "--replace", description = "Give an existing feature a new version.")
    boolean replace;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), FEATURES);
      Map<String, @Nullable String> texts = new LinkedHashMap<>();
      texts.put("name", name);
      texts.put("expression", expression);
      texts.put("nullPolicy", upper(nulls));
      texts.put("outlierMethod", upper(outliers));
      texts.put("description", description);
      Map<String, Json> properties = new LinkedHashMap<>(body(texts).properties());
      if (threshold != null) {
        properties.put("outlierThreshold", Json.number(threshold));
      }
      Json body = Json.object(properties);
      writeOne(
          replace && exists(platform)
              ? platform.put(PATH + PlatformClient.segment(name), body)
              : platform.post("/features", body));
      return ExitCode.OK;
    }

    private static @Nullable String upper(@Nullable String text) {
      return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    private boolean exists(PlatformClient platform) throws IOException, InterruptedException {
      return platform.all("/features", Map.of("limit", "200", "q", name)).stream()
          .anyMatch(each -> each.text("name").equals(name));
    }
  }

  /** {@code features build}. */
  @Command(
      name = "build",
      description = "Bring all features up to the stored bars, and say what was done.")
  static final class BuildCommand extends ReportingVerb {
    @Option(names = "--instrument", paramLabel = "ID", description = "Only of this instrument.")
    @Nullable String instrument;

    @Option(names = "--timeframe", paramLabel = "TF", description = "Only on these bars.")
    @Nullable String timeframe;

    @Option(
        names = "--rebuild",
        description = "Also compute again what is up to date; a verification follows.")
    boolean rebuild;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Map<String, Json> asked =
          new LinkedHashMap<>(body(series(instrument, timeframe)).properties());
      if (rebuild) {
        asked.put("rebuild", Json.bool(true));
      }
      Json done = follow(this, "/feature-builds", "building", Json.object(asked));
      Json result = done.get("result");
      Table table = Table.of("series", "columns", "bars", "revised", "skipped");
      table.row(
          List.of(
              result.get("series").display(),
              result.get("columns").display(),
              result.get("bars").display(),
              result.get("revised").display(),
              result.get("skippedCount").display()));
      for (Json skipped : result.get("skipped").items()) {
        note(
            "skipped "
                + skipped.text("feature")
                + " of "
                + skipped.text("instrument")
                + " "
                + skipped.text("timeframe")
                + ": "
                + Table.shownWhole(skipped.text("reason")));
      }
      write(table, done);
      return ended(this, done);
    }
  }

  /** {@code features verify}. */
  @Command(
      name = "verify",
      description = {
        "Compute stored features from scratch and compare them bit by bit.",
        "Lists each column that differs with its first differing bar, and then ends with 1."
      })
  static final class VerifyCommand extends ReportingVerb {
    private static final List<String> COLUMNS =
        List.of(
            "instrument",
            "timeframe",
            "feature",
            "version",
            "bar",
            "kind",
            "stored",
            "computed",
            "differingBars");

    @Option(names = "--instrument", paramLabel = "ID", description = "Only of this instrument.")
    @Nullable String instrument;

    @Option(names = "--timeframe", paramLabel = "TF", description = "Only on these bars.")
    @Nullable String timeframe;

    @Option(names = "--feature", paramLabel = "NAME", description = "Only this feature.")
    @Nullable String feature;

    @Option(
        names = "--sample",
        paramLabel = "SHARE",
        description = "Only this share of the columns, such as 0.1 (default: all).")
    @Nullable Double sample;

    @Option(
        names = "--seed",
        paramLabel = "NUMBER",
        description = "Chooses the sample (default: 0).")
    @Nullable Long seed;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Map<String, @Nullable String> texts = series(instrument, timeframe);
      texts.put("feature", feature);
      Map<String, Json> properties = new LinkedHashMap<>(body(texts).properties());
      if (sample != null) {
        properties.put("sample", Json.number(sample));
      }
      if (seed != null) {
        properties.put("seed", Json.number(seed));
      }
      Json done = follow(this, "/feature-verifications", "verifying", Json.object(properties));
      Table table = Table.of(COLUMNS.toArray(String[]::new));
      for (Json each : done.get("mismatches").items()) {
        table.row(COLUMNS.stream().map(column -> each.get(column).display()).toList());
      }
      write(table, done);
      ExitCode code = ended(this, done);
      if (code == ExitCode.OK) {
        note(Table.shownWhole(done.text("message")));
      }
      return done.get("mismatchCount").asLong() > 0 ? ExitCode.FAILURE : code;
    }
  }

  /** {@code features coverage}. */
  @Command(
      name = "coverage",
      description = "Show how much of a feature is built, missing and flagged, by series.")
  static final class CoverageCommand extends ReportingVerb {
    private static final List<String> COLUMNS =
        List.of(
            "instrument",
            "timeframe",
            "built",
            "bars",
            "behindBars",
            "nullShare",
            "outlierShare",
            "lastBar");

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Option(names = "--instrument", paramLabel = "ID", description = "Only of this instrument.")
    @Nullable String instrument;

    @Option(names = "--timeframe", paramLabel = "TF", description = "Only on these bars.")
    @Nullable String timeframe;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      PlatformClient platform = PlatformClient.require(session(), FEATURES);
      Map<String, String> query = new TreeMap<>(Map.of("limit", "200"));
      series(instrument, timeframe)
          .forEach(
              (key, value) -> {
                if (value != null) {
                  query.put(key, value);
                }
              });
      List<Json> items = new ArrayList<>();
      Table table = Table.of(COLUMNS.toArray(String[]::new));
      for (Json each : platform.all(PATH + PlatformClient.segment(name) + "/coverage", query)) {
        items.add(each);
        table.row(COLUMNS.stream().map(column -> each.get(column).display()).toList());
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }
  }

  /** {@code features export}. */
  @Command(
      name = "export",
      description = {
        "Write stored features of a series to a file.",
        "A manifest of definitions, versions and hashes goes to FILE.manifest.json."
      })
  static final class ExportCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "Instrument id.")
    String instrument = "";

    @Parameters(index = "1", paramLabel = "TIMEFRAME", description = "Such as 1m, 1h or 1D.")
    String timeframe = "";

    @Option(names = "--file", paramLabel = "FILE", required = true, description = "Where to write.")
    Path file = Path.of("");

    @Option(
        names = "--feature",
        paramLabel = "NAME",
        description = "Only this feature; may be given again (default: all that are built).")
    List<String> features = new ArrayList<>();

    @Option(
        names = "--label",
        paramLabel = "LABEL",
        description = {
          "Also write what is to be learnt, and when it is known; may be given again:",
          "'forward_return(5, log)', 'direction(5, 0.01)', 'trend_scanning(5, 20)' or",
          "'triple_barrier(2, 1, 20)' with --label-volatility."
        })
    List<String> labels = new ArrayList<>();

    @Option(
        names = "--label-volatility",
        paramLabel = "EXPR",
        description = "What a barrier is a multiple of, a fraction.")
    @Nullable String volatility;

    @Option(
        names = "--label-side",
        paramLabel = "EXPR",
        description = "1 long, -1 short, 0 no label (default: all long).")
    @Nullable String side;

    @Option(
        names = "--label-raw",
        description = "Labels on prices as they were traded (default: adjusted for splits).")
    boolean rawPrices;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "csv, parquet or arrow (default: by the name of FILE, or else csv).")
    @Nullable String format;

    @Option(names = "--from", paramLabel = "TIME", description = "From this moment or date on.")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this moment or date.")
    @Nullable String to;

    @Option(names = "--as-of", paramLabel = "TIME", description = "Only what was known then.")
    @Nullable String asOf;

    @Option(names = "--replace", description = "Overwrite FILE if it exists.")
    boolean replace;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      ExportTarget.check(file, replace);
      Map<String, @Nullable String> texts = series(instrument, timeframe);
      texts.put("format", chosenFormat());
      texts.put("from", from);
      texts.put("to", to);
      texts.put("asOf", asOf);
      texts.put("volatility", volatility);
      texts.put("side", side);
      Map<String, Json> properties = new LinkedHashMap<>(body(texts).properties());
      if (!features.isEmpty()) {
        properties.put("features", Json.array(features.stream().map(Json::ofText).toList()));
      }
      if (!labels.isEmpty()) {
        properties.put("labels", Json.array(labels.stream().map(Json::ofText).toList()));
        properties.put("rawPrices", Json.bool(rawPrices));
      }
      Json done = follow(this, "/feature-exports", "exporting", Json.object(properties));
      ExitCode code = ended(this, done);
      if (code == ExitCode.OK) {
        PlatformClient platform = PlatformClient.require(session(), FEATURES);
        String id = PlatformClient.segment(done.text("id"));
        platform.download("/feature-exports/" + id + "/file", Map.of(), file);
        Path manifest = file.resolveSibling(file.getFileName() + ".manifest.json");
        Files.writeString(manifest, done.get("manifest").compact() + "\n");
        note("wrote " + file + " and " + manifest);
        writeOne(
            Json.of(
                "file", file,
                "features", done.get("features").items().size(),
                "bytes", done.get("bytes").asLong()));
      }
      return code;
    }

    private String chosenFormat() {
      if (format != null) {
        return format.toLowerCase(Locale.ROOT);
      }
      String name = String.valueOf(file.getFileName());
      return name.endsWith(".parquet") ? "parquet" : name.endsWith(".arrow") ? "arrow" : "csv";
    }
  }
}
