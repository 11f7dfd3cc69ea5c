package dev.tradewind.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code features undefined}. */
@Command(
    name = "undefined",
    description = {
      "Show where a feature has no value on a series, and why.",
      "Reasons are WARM_UP, GAP, UNKNOWN_INSTRUMENT, NON_FINITE_INPUT and NO_RESULT; each line is a"
          + " stretch of bars, at most the first 1000."
    })
final class FeatureUndefinedCommand extends ReportingVerb {
  private static final List<String> COLUMNS = List.of("from", "to", "bars", "reason");

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
  String name = "";

  @Option(
      names = "--instrument",
      required = true,
      paramLabel = "ID",
      description = "Of this instrument.")
  String instrument = "";

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "On these bars (default: the only ones stored).")
  @Nullable String timeframe;

  @Option(
      names = "--version-number",
      paramLabel = "N",
      description = "An older version (default: the one in use).")
  @Nullable Integer version;

  @Option(names = "--from", paramLabel = "TIME", description = "From this moment or date on.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Before this moment or date.")
  @Nullable String to;

  @Override
  ExitCode run() throws IOException, InterruptedException {
    PlatformClient platform = PlatformClient.require(session(), "features");
    String length =
        timeframe == null
            ? DataVerbs.onlyTimeframe(instrument, StoredExpression.timeframes(platform, instrument))
                .code()
            : timeframe;
    Map<String, String> query =
        new TreeMap<>(Map.of("instrument", instrument, "timeframe", length));
    if (version != null) {
      query.put("version", version.toString());
    }
    if (from != null) {
      query.put("from", from);
    }
    if (to != null) {
      query.put("to", to);
    }
    Json answer = platform.get("/features/" + PlatformClient.segment(name) + "/undefined", query);
    Table table = Table.of(COLUMNS.toArray(String[]::new));
    for (Json span : answer.get("spans").items()) {
      table.row(COLUMNS.stream().map(column -> span.get(column).display()).toList());
    }
    List<String> sums = new ArrayList<>();
    for (Json reason : answer.get("reasons").items()) {
      sums.add(reason.get("bars").display() + " " + reason.text("reason"));
    }
    note(sums.isEmpty() ? "every bar has a value" : "bars: " + String.join(", ", sums));
    if (answer.get("truncated").isTrue()) {
      note("only the first 1000 stretches are listed; --from lists later ones");
    }
    write(table, answer);
    return ExitCode.OK;
  }
}
