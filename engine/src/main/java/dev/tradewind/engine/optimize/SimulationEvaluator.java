package dev.tradewind.engine.optimize;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Evaluates sets of parameters with the simulator. Immutable; used by many threads at once.
 *
 * <p>Statistics have the names of the simulator's, and {@code tradeCount} is another name of {@code
 * roundTrips}.
 */
public final class SimulationEvaluator implements TrialEvaluator {
  /** Blocks into which the daily returns are summed. */
  public static final int BLOCKS = 16;

  private static final String TRADE_COUNT = "tradeCount";
  private static final String ROUND_TRIPS = "roundTrips";

  private final SimulationInput input;
  private final StrategyDescriptor strategy;
  private final Map<String, BigDecimal> fixed;
  private final SimulationConfig config;
  private final List<String> statistics;
  private final RunScope scope;

  /**
   * An evaluator whose features name what is standard.
   *
   * @param series one for each instrument, none empty
   * @param strategy what to run
   * @param fixed parameters that are not searched
   * @param config assumptions of every run
   * @param statistics those to keep of each run
   */
  public SimulationEvaluator(
      List<BarSeries> series,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> fixed,
      SimulationConfig config,
      Collection<String> statistics) {
    this(SimulationInput.of(series), strategy, fixed, config, statistics, RunScope.STANDARD);
  }

  /**
   * An evaluator.
   *
   * @param input what every run reads; no series is empty
   * @param strategy what to run
   * @param fixed parameters that are not searched
   * @param config assumptions of every run
   * @param statistics those to keep of each run
   * @param scope what features may name
   */
  public SimulationEvaluator(
      SimulationInput input,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> fixed,
      SimulationConfig config,
      Collection<String> statistics,
      RunScope scope) {
    this.input = input;
    this.strategy = strategy;
    this.fixed = Map.copyOf(fixed);
    this.config = config;
    this.statistics = List.copyOf(statistics);
    this.scope = scope;
  }

  /** The hash of the bars, as results of runs on nothing else give it. */
  public static String dataHash(List<BarSeries> series) {
    return SimulationInput.of(series).barsHash();
  }

  /**
   * All that a run depends on besides the searched parameters, as the context of a plan.
   *
   * @param dataHash of all that runs read, {@link SimulationInput#dataHash()}
   */
  public static String context(
      StrategyDescriptor strategy,
      Map<String, BigDecimal> fixed,
      SimulationConfig config,
      String dataHash) {
    return String.join(
        "\n",
        EngineVersion.CURRENT,
        dataHash,
        strategy.id(),
        strategy instanceof RuleDescriptor rule ? rule.definition().hash() : "",
        new TreeMap<>(fixed).toString(),
        config.toString());
  }

  /** The names of the statistics that goals may use, in the order in which they are shown. */
  public static List<String> statistics(BarSeries any) {
    BarSeries first = any.between(any.openTime(0), any.closeTime(0));
    SimulationResult result =
        Simulator.run(
            List.of(first),
            BuiltInStrategies.INSTANCE.find("buy_and_hold").orElseThrow(),
            Map.of(),
            SimulationConfig.DEFAULT,
            SimulationListener.NONE);
    List<String> names = new ArrayList<>(result.statistics().stream().map(Statistic::key).toList());
    if (!names.contains(TRADE_COUNT)) {
      names.add(TRADE_COUNT);
    }
    return List.copyOf(names);
  }

  /**
   * The same on the bars of a span alone.
   *
   * @param fromMicros first open, UTC microseconds
   * @param toMicros moment by which bars end
   */
  public SimulationEvaluator between(long fromMicros, long toMicros) {
    return new SimulationEvaluator(
        input.between(fromMicros, toMicros), strategy, fixed, config, statistics, scope);
  }

  /** What every run reads. */
  SimulationInput input() {
    return input;
  }

  List<BarSeries> series() {
    return input.series();
  }

  StrategyDescriptor strategy() {
    return strategy;
  }

  Map<String, BigDecimal> fixed() {
    return fixed;
  }

  SimulationConfig config() {
    return config;
  }

  RunScope scope() {
    return scope;
  }

  /** The statistics to keep. */
  List<String> kept() {
    return statistics;
  }

  /** The simulator's name of a statistic. */
  static String nameOf(String statistic) {
    return statistic.equals(TRADE_COUNT) ? ROUND_TRIPS : statistic;
  }

  @Override
  public Evaluation evaluate(TrialJob job, BooleanSupplier goesOn) {
    Map<String, BigDecimal> values;
    try {
      values = SearchSpace.values(job.parameters(), fixed);
    } catch (IllegalArgumentException e) {
      return Evaluation.failed(String.valueOf(e.getMessage()));
    }
    return evaluate(values, job.fraction(), goesOn);
  }

  /**
   * Evaluates values of the parameters as another process was handed them.
   *
   * @param values of all parameters that are searched or fixed
   * @param fraction the part of the data to run on, from its start, in (0, 1]
   * @param goesOn as of {@link TrialEvaluator}
   */
  public Evaluation evaluate(
      Map<String, BigDecimal> values, double fraction, BooleanSupplier goesOn) {
    try {
      SimulationResult result =
          simulate(part(fraction), values, (done, total) -> goesOn.getAsBoolean());
      TreeMap<String, Double> kept = new TreeMap<>();
      for (String name : statistics) {
        kept.put(name, statistic(result, name));
      }
      double[] returns = excess(result);
      return new Evaluation(
          kept,
          returns.length < BLOCKS
              ? Optional.empty()
              : Optional.of(ReturnBlocks.of(returns, BLOCKS)),
          Optional.empty());
    } catch (SimulationCancelledException e) {
      throw new StudyCancelledException(String.valueOf(e.getMessage()));
    } catch (StrategyFailedException | IllegalArgumentException | ArithmeticException e) {
      return Evaluation.failed(String.valueOf(e.getMessage()));
    }
  }

  /** The value of a statistic of a run; {@code NaN} where it is undefined. */
  public static double statistic(SimulationResult result, String name) {
    boolean isAlias =
        name.equals(TRADE_COUNT)
            && result.statistics().stream().noneMatch(each -> each.key().equals(name));
    return result.statistic(isAlias ? ROUND_TRIPS : name);
  }

  /** The run of a set of parameters on all data. */
  public SimulationResult simulate(ParameterSet parameters) {
    return simulate(input, SearchSpace.values(parameters, fixed), SimulationListener.NONE);
  }

  private SimulationResult simulate(
      SimulationInput on, Map<String, BigDecimal> values, SimulationListener listener) {
    return Simulator.run(
        on,
        strategy.create(values),
        strategy.id(),
        strategy.complete(values),
        config,
        scope,
        listener);
  }

  /** Daily returns over the risk-free rate. */
  public static double[] excess(SimulationResult result) {
    double[] returns = result.dailyReturns();
    double rate = result.config().riskFreeRate();
    if (rate != 0) {
      double daily = rate / result.statistic("periodsPerYear");
      for (int i = 0; i < returns.length; i++) {
        returns[i] -= daily;
      }
    }
    return returns;
  }

  /** The first part of the span, at least one bar of each series that has begun by then. */
  private SimulationInput part(double fraction) {
    if (fraction == 1) {
      return input;
    }
    List<BarSeries> series = input.series();
    long from = series.stream().mapToLong(each -> each.openTime(0)).min().orElseThrow();
    long to =
        series.stream().mapToLong(each -> each.closeTime(each.size() - 1)).max().orElseThrow();
    SimulationInput part = input.between(from, from + (long) ((to - from) * fraction));
    if (part.series().stream().anyMatch(each -> each.size() == 0)) {
      throw new IllegalArgumentException(
          "the first "
              + fraction
              + " of the data has no bar of an instrument; use fewer rounds of halving");
    }
    return part;
  }
}
