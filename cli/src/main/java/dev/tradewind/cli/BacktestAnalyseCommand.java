package dev.tradewind.cli;

import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backtest analyse}. */
@Command(
    name = "analyse",
    description = {
      "Doubt a result: look-ahead, warm-up, luck, start date, costs, delay, parameters, prices.",
      "Opens with the verdict in words and the three strongest reasons for doubt.",
      "Ends with 1 if it looks ahead."
    })
final class BacktestAnalyseCommand extends ExaminingVerb {
  @Option(
      names = "--only",
      paramLabel = "CHECK",
      split = ",",
      description =
          "Only these checks, of lookahead, recursion, luck, starts, costs, delay, neighbours,"
              + " paths; may be repeated.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--decisions",
      paramLabel = "COUNT",
      description = "Look-ahead: examine all decisions up to so many (default: ${DEFAULT-VALUE}).",
      defaultValue = "2000")
  int decisions;

  @Option(
      names = "--tolerance",
      paramLabel = "PART",
      description =
          "Warm-up: relative difference up to which values agree (default: ${DEFAULT-VALUE}).",
      defaultValue = "1e-6")
  double tolerance;

  @Option(
      names = "--starts",
      paramLabel = "COUNT",
      description = "How many later first bars, 2 to 200 (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  int starts;

  @Option(
      names = "--paths",
      paramLabel = "COUNT",
      description =
          "How many resampled price paths of each kind, 20 to 10000 (default: ${DEFAULT-VALUE}).",
      defaultValue = "200")
  int paths;

  @Option(
      names = "--block",
      paramLabel = "BARS",
      description = "Mean length of the resampled blocks (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  int block;

  @Option(
      names = "--steps",
      paramLabel = "COUNT",
      description = "How many steps each parameter is moved, 1 to 10 (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  int steps;

  @Option(names = "--pairs", description = "Also move two parameters together.")
  boolean pairs;

  @Override
  List<Check> checks() {
    if (only.isEmpty()) {
      return List.of(Check.values());
    }
    return only.stream()
        .distinct()
        .map(
            code ->
                Check.find(code)
                    .orElseThrow(
                        () ->
                            wrongUsage(
                                "--only must be of "
                                    + String.join(", ", Check.codes())
                                    + ", was '"
                                    + Table.shown(code)
                                    + "'")))
        .toList();
  }

  @Override
  Settings settings() {
    return settings(decisions, tolerance, starts, paths, block, steps, pairs);
  }

  @Override
  Map<String, Json> request() {
    settings();
    return Map.of(
        "maxDecisions", Json.number((long) decisions),
        "tolerance", Json.number(tolerance),
        "starts", Json.number((long) starts),
        "paths", Json.number((long) paths),
        "blockBars", Json.number((long) block),
        "steps", Json.number((long) steps),
        "pairs", Json.bool(pairs));
  }

  @Override
  boolean judges() {
    return true;
  }
}
