package dev.tradewind.cli;

import dev.tradewind.engine.optimize.CrossValidation;
import dev.tradewind.engine.optimize.ParameterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Combinatorial purged cross-validation of the sets of a study. */
final class CrossValidationOptions {
  @Option(
      names = "--cross-validate",
      paramLabel = "GROUPSxTESTED",
      description = {
        "Also cut the days into groups and test what is best on the others on every choice of so"
            + " many",
        "of them, such as 6x2. For grid, random and sobol. Runs every set a second time."
      })
  @Nullable String groups;

  @Option(
      names = "--purge",
      paramLabel = "DAYS",
      description =
          "Days left out of training before each test: as long as positions are held (default: 5).",
      defaultValue = "5")
  int purge;

  @Option(
      names = "--embargo",
      paramLabel = "DAYS",
      description = "Days left out of training behind each test (default: 5).",
      defaultValue = "5")
  int embargo;

  @Option(
      names = "--min-trades",
      paramLabel = "COUNT",
      description = "Round trips that a set must have in training to be chosen (default: 0).",
      defaultValue = "0")
  int minTrades;

  /** The rule; empty where none is asked for. */
  Optional<CrossValidation.Rule> rule(String sampler) {
    if (groups == null) {
      return Optional.empty();
    }
    String problem = CrossValidation.Rule.problem(sampler);
    if (problem != null) {
      throw new CliException(ExitCode.USAGE, problem);
    }
    try {
      return Optional.of(CrossValidation.Rule.parse(groups, purge, embargo, minTrades));
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }

  static Json json(CrossValidation.Rule rule) {
    return Json.of(
        "groups", rule.groups(),
        "testGroups", rule.testGroups(),
        "purge", rule.purge(),
        "embargo", rule.embargo(),
        "minTrades", rule.minTrades());
  }

  /** What came out, in the form of the platform's API. */
  static Json json(CrossValidation found) {
    List<Json> splits = new ArrayList<>();
    for (CrossValidation.Choice each : found.splits()) {
      @Nullable ParameterSet set = each.parameters();
      splits.add(
          Json.of(
              "tested",
                  Json.array(
                      each.tested().stream().map(group -> Json.number(group.longValue())).toList()),
              "parameters", set == null ? Json.NULL : OptimizeRunCommand.texts(set.texts()),
              "inSample", each.inSample(),
              "outOfSample", each.outOfSample(),
              "rank", each.rank()));
    }
    List<Json> paths = new ArrayList<>();
    for (CrossValidation.Path each : found.paths()) {
      paths.add(
          Json.of(
              "sharpe", each.sharpe(),
              "totalReturn", each.totalReturn(),
              "maxDrawdown", each.maxDrawdown()));
    }
    return Json.of(
        "days", found.days(),
        "sets", found.sets(),
        "inSample", found.inSample(),
        "mean", found.mean(),
        "deviation", found.deviation(),
        "deciles",
            Json.array(
                found.deciles().stream().map(each -> Json.number(each.doubleValue())).toList()),
        "lossShare", found.lossShare(),
        "worseHalf", found.worseHalf(),
        "text", String.join(" ", found.sentences()),
        "paths", Json.array(paths),
        "splits", Json.array(splits));
  }
}
