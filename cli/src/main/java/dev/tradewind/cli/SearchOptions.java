package dev.tradewind.cli;

import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.SamplerFactory;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SearchTexts;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.search.SearchSamplers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to search for, where and how. */
final class SearchOptions {
  @Option(
      names = "--space",
      paramLabel = "NAME=VALUES",
      required = true,
      description = {
        "A parameter to search: fast=2..30, slow=31..130:5, level=0.5..3.0:0.1, x=0.1..10.0:log,",
        "mode={1,2}, or one of these with ' if CONDITION'. May be repeated."
      })
  List<String> space = new ArrayList<>();

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description =
          "grid, random, sobol, tpe, tpe-multivariate, cmaes, gp, nsga2 or nsga3"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "tpe")
  String sampler = "";

  @Option(
      names = "--trials",
      paramLabel = "COUNT",
      description = "Most sets to try (default: the whole grid with grid, else 200).")
  @Nullable Integer trials;

  @Option(
      names = "--batch",
      paramLabel = "COUNT",
      description =
          "Sets that are proposed together; changes the result of samplers that learn, unlike"
              + " --workers (default: 512 with grid, random and sobol, else 8).")
  @Nullable Integer batch;

  @Option(
      names = "--objective",
      paramLabel = "EXPRESSION",
      description = {
        "A statistic or an expression over statistics to make large, with :min to make small. May"
            + " be",
        "repeated: the first decides which is the best (default: sharpe)."
      })
  List<String> objectives = new ArrayList<>();

  @Option(
      names = "--constraint",
      paramLabel = "CONDITION",
      description = {
        "A condition over statistics, such as \"tradeCount >= 30\", or over the parameters of the",
        "space, such as \"fast < slow\". May be repeated."
      })
  List<String> constraints = new ArrayList<>();

  @Option(
      names = "--workers",
      paramLabel = "COUNT",
      description = "Threads (default: all cores). Changes nothing but the time.")
  @Nullable Integer workers;

  int workers(Verb verb) {
    int count = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    if (count < 1 || count > 1_024) {
      throw verb.wrongUsage("--workers must be in 1..1024, was " + count);
    }
    return count;
  }

  /** Signals are rows without parameters, so only strategies can be searched. */
  static void requireStrategy(Verb verb, SimulationOptions simulation) {
    if (simulation.signals != null) {
      throw verb.wrongUsage("--signals cannot be searched, signals have no parameters");
    }
    if (simulation.strategy.isEmpty()) {
      throw verb.wrongUsage("--strategy is needed");
    }
  }

  SamplerFactory sampler() {
    return SearchSamplers.find(sampler)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "unknown sampler '"
                        + Table.shown(sampler)
                        + "'; known: "
                        + String.join(
                            ", ",
                            SearchSamplers.all().stream().map(SamplerFactory::name).toList())));
  }

  /** The space with the constraints on parameters, within what the strategy accepts. */
  SearchSpace space(StrategyDescriptor strategy, Map<String, BigDecimal> fixed) {
    return texts().space(strategy, fixed);
  }

  Goals goals(List<String> statistics) {
    return texts().goals(statistics);
  }

  SearchTexts texts() {
    return new SearchTexts(space, objectives, constraints);
  }

  int trials(SearchSpace searched) {
    return trials == null ? SearchTexts.usualTrials(sampler, searched) : trials;
  }

  int batch() {
    return batch == null ? SearchTexts.usualBatch(sampler) : batch;
  }
}
