package dev.tradewind.engine.optimize;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.OverfittingVerdict.Level;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.SharpeInference;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches in one window and proves on the next, again and again (R. Pardo, "The Evaluation and
 * Optimization of Trading Strategies", 2008). What is proved is one simulation over all windows:
 * cash and positions are carried from window to window, and each strategy takes over what the one
 * before it held.
 */
public final class WalkForward {
  private static final long DAY = 86_400_000_000L;

  private final SimulationInput input;
  private final StrategyDescriptor strategy;
  private final Map<String, BigDecimal> fixed;
  private final SimulationConfig config;
  private final RunScope scope;

  /**
   * A walk whose features name what is standard.
   *
   * @param series one for each instrument; windows are cut by the bars of the first
   * @param strategy what to run
   * @param fixed parameters that are not searched
   * @param config assumptions of every run
   */
  public WalkForward(
      List<BarSeries> series,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> fixed,
      SimulationConfig config) {
    this(SimulationInput.of(series), strategy, fixed, config, RunScope.STANDARD);
  }

  /**
   * A walk.
   *
   * @param input what every run reads; windows are cut by the bars of the first series
   * @param strategy what to run
   * @param fixed parameters that are not searched
   * @param config assumptions of every run
   * @param scope what features may name
   */
  public WalkForward(
      SimulationInput input,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> fixed,
      SimulationConfig config,
      RunScope scope) {
    this.scope = scope;
    this.input = input;
    this.strategy = strategy;
    this.fixed = Map.copyOf(fixed);
    this.config = config;
  }

  /**
   * A window with what was found in it.
   *
   * @param window bars of the first series
   * @param inFrom start of the search, UTC microseconds
   * @param inTo end of the search
   * @param outFrom start of the proof
   * @param outTo end of the proof
   * @param trials number of trials
   * @param parameters the best set; null where no trial had a value and kept the constraints, and
   *     nothing is held then
   * @param objective its first objective; {@code NaN} without a best set
   * @param inSampleGrowth logarithmic growth of a year in the search; {@code NaN} without a best
   *     set
   * @param outOfSampleGrowth logarithmic growth of a year in the proof
   * @param outOfSampleReturn growth in the proof, a fraction
   * @param outOfSampleSharpe Sharpe ratio of a year in the proof; {@code NaN} where undefined
   */
  public record WindowResult(
      WindowRule.Window window,
      long inFrom,
      long inTo,
      long outFrom,
      long outTo,
      int trials,
      @Nullable ParameterSet parameters,
      double objective,
      double inSampleGrowth,
      double outOfSampleGrowth,
      double outOfSampleReturn,
      double outOfSampleSharpe) {}

  /**
   * A whole walk.
   *
   * @param windows in time order
   * @param run the simulation of all proofs; before the first of them nothing is held
   * @param statistics of the proofs together: totalReturn, sharpe, maxDrawdown, roundTrips,
   *     winRate, days
   * @param efficiency mean growth of a year in the proofs over that in the searches; {@code NaN}
   *     where the searches did not grow
   * @param stability of each parameter
   * @param trials trials of all windows
   * @param returns daily returns of the proofs
   */
  public record Result(
      List<WindowResult> windows,
      SimulationResult run,
      Map<String, Double> statistics,
      double efficiency,
      List<ParameterStability> stability,
      int trials,
      List<Double> returns) {
    /** Copies. */
    public Result {
      windows = List.copyOf(windows);
      statistics = new TreeMap<>(statistics);
      stability = List.copyOf(stability);
      returns = List.copyOf(returns);
    }

    private double[] days() {
      return returns.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** This walk as one trial of the ledger: whoever walks again and again is charged for it. */
    public LedgerEntry ledgerEntry(String dataHash, String family, String id) {
      double sharpe = ReturnBlocks.of(days(), 1).sharpe();
      return Double.isNaN(sharpe)
          ? new LedgerEntry(dataHash, family, id, 1, 0, 0, 0)
          : new LedgerEntry(dataHash, family, id, 1, 1, sharpe, sharpe * sharpe);
    }

    /**
     * What the proofs are worth.
     *
     * @param walks all walks on these data, this one included
     */
    public Verdict verdict(LedgerEntry.Total walks) {
      double[] days = days();
      double[] moments = OverfittingVerdict.moments(days);
      double sharpe = ReturnBlocks.of(days, 1).sharpe();
      int count = Math.max(1, walks.trials());
      double deflated =
          SharpeInference.deflated(
              sharpe, days.length, moments[0], moments[1], count, walks.variance());
      Level level;
      if (!(deflated >= 0.5)) {
        level = Level.LUCK;
      } else {
        level = deflated >= 0.95 && efficiency >= 0.5 ? Level.EVIDENCE : Level.DOUBTFUL;
      }
      List<String> text = new ArrayList<>();
      text.add(
          switch (level) {
            case LUCK -> "What was found did not hold: out of sample it is no better than chance.";
            case DOUBTFUL ->
                "What was found may hold: out of sample it is better than nothing, but not by"
                    + " enough to rule out luck, or far less than in sample.";
            case EVIDENCE -> "What was found held out of sample by more than luck explains.";
          });
      text.add(
          "The probability that the out-of-sample Sharpe ratio of "
              + OverfittingVerdict.rounded(statistics.getOrDefault("sharpe", Double.NaN))
              + " is truly above what the best of "
              + count
              + (count == 1 ? " walk" : " walks")
              + " without skill would show is "
              + OverfittingVerdict.rounded(deflated)
              + ".");
      text.add(
          "Walk-forward efficiency is "
              + OverfittingVerdict.rounded(efficiency)
              + ": the growth of the proofs over that of the searches; below 0.5 most of what was"
              + " found was fitted.");
      return new Verdict(level, deflated, count, text);
    }
  }

  /**
   * What a walk is worth.
   *
   * @param level the conclusion
   * @param deflatedSharpe probability that the true ratio is above what luck would show; {@code
   *     NaN} where undefined
   * @param walks number of walks that are charged
   * @param sentences the verdict for people, the conclusion first
   */
  public record Verdict(Level level, double deflatedSharpe, int walks, List<String> sentences) {
    /** Copies. */
    public Verdict {
      sentences = List.copyOf(sentences);
    }
  }

  /** How each window is searched; the seed of a window is the plan's plus its index. */
  public record Search(
      SearchSpace space, Goals goals, SamplerFactory sampler, int trials, int batch, long seed) {}

  /** Keeps the trials of the windows, so that a walk that was interrupted goes on. */
  public interface Keeper {
    /** Keeps nothing. */
    Keeper NONE = new Keeper() {};

    /** The trials of a window that were done before. */
    default List<Trial> known(int window, StudyPlan plan) {
      return List.of();
    }

    /** A trial is done; called one at a time. */
    default void onTrial(int window, Trial trial) {}
  }

  /** Opens what evaluates the trials of a window, which is closed behind it. */
  @FunctionalInterface
  public interface Runners {
    /**
     * A runner of a window.
     *
     * @param window evaluates its trials in this process
     * @param fromMicros first open of the window, UTC microseconds
     * @param toMicros moment by which its bars end
     */
    TrialRunner open(SimulationEvaluator window, long fromMicros, long toMicros);

    /** Threads of this process, as many. */
    static Runners local(int workers) {
      return (window, from, to) -> new SweepRunner(window, workers);
    }
  }

  /**
   * Walks without keeping trials.
   *
   * @throws IllegalArgumentException if no window fits
   * @throws StudyCancelledException if the listener stopped it
   */
  public Result run(WindowRule rule, Search search, int workers, StudyListener listener) {
    return run(rule, search, Runners.local(workers), listener, Keeper.NONE);
  }

  /**
   * Walks.
   *
   * @param rule the windows
   * @param search how to search in each
   * @param runners evaluate trials; change nothing but time
   * @param listener told of progress over all windows; may stop
   * @param keeper of the trials
   * @throws IllegalArgumentException if no window fits
   * @throws StudyCancelledException if the listener stopped it
   */
  public Result run(
      WindowRule rule, Search search, Runners runners, StudyListener listener, Keeper keeper) {
    BarSeries first = input.series().getFirst();
    List<WindowRule.Window> windows = rule.windows(first);
    long total = (long) windows.size() * search.trials();
    List<WindowResult> found = new ArrayList<>();
    for (int w = 0; w < windows.size(); w++) {
      long before = (long) w * search.trials();
      int number = w;
      found.add(
          search(
              windows.get(w),
              search,
              number,
              runners,
              keeper,
              new StudyListener() {
                @Override
                public void onTrial(Trial trial) {
                  keeper.onTrial(number, trial);
                }

                @Override
                public boolean onProgress(long done, long ignored) {
                  return listener.onProgress(before + done, total);
                }
              }));
    }
    return prove(found, search.space());
  }

  private WindowResult search(
      WindowRule.Window window,
      Search search,
      int number,
      Runners runners,
      Keeper keeper,
      StudyListener listener) {
    BarSeries first = input.series().getFirst();
    long inFrom = first.openTime(window.inFrom());
    long inTo = first.closeTime(window.inTo() - 1);
    SimulationInput part = input.between(inFrom, inTo);
    for (BarSeries each : part.series()) {
      if (each.size() == 0) {
        throw new IllegalArgumentException(
            each.instrument().id() + " has no bar in a window; begin where all instruments have");
      }
    }
    SimulationEvaluator evaluator =
        new SimulationEvaluator(part, strategy, fixed, config, search.goals().statistics(), scope);
    StudyPlan plan =
        new StudyPlan(
            search.space(),
            search.goals(),
            search.sampler(),
            search.trials(),
            search.batch(),
            search.seed() + number,
            Optional.empty(),
            "window");
    StudyResult study;
    try (TrialRunner runner = runners.open(evaluator, inFrom, inTo)) {
      study = Study.run(plan, runner, keeper.known(number, plan), listener);
    }
    Optional<Trial> best = study.best();
    double growth = Double.NaN;
    if (best.isPresent()) {
      SimulationResult run = evaluator.simulate(best.get().parameters());
      growth =
          growth(
              run.statistic("totalReturn"),
              run.dailyReturns().length,
              run.statistic("periodsPerYear"));
    }
    return new WindowResult(
        window,
        inFrom,
        inTo,
        first.openTime(window.outFrom()),
        first.closeTime(window.outTo() - 1),
        study.trials().size(),
        best.map(Trial::parameters).orElse(null),
        best.map(each -> each.objective(0)).orElse(Double.NaN),
        growth,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  private static double growth(double totalReturn, int days, double periodsPerYear) {
    return days == 0 ? Double.NaN : Math.log1p(totalReturn) / days * periodsPerYear;
  }

  private Result prove(List<WindowResult> found, SearchSpace space) {
    List<SwitchingStrategy.Turn> turns = new ArrayList<>();
    for (WindowResult each : found) {
      ParameterSet set = each.parameters();
      @Nullable Strategy made =
          set == null ? null : strategy.create(SearchSpace.values(set, fixed));
      turns.add(new SwitchingStrategy.Turn(each.outFrom(), each.outTo(), made));
    }
    long from = found.getFirst().inFrom();
    long to = found.getLast().outTo();
    SimulationResult run =
        Simulator.run(
            input.between(from, to),
            new SwitchingStrategy(turns),
            strategy.id() + " (walk-forward)",
            Map.of(),
            config,
            scope,
            SimulationListener.NONE);
    double periods = run.statistic("periodsPerYear");
    List<WindowResult> proved = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    double inSum = 0;
    double outSum = 0;
    int compared = 0;
    for (int w = 0; w < found.size(); w++) {
      WindowResult each = found.get(w);
      // A window's days end where the next one's begin, so that the change over is in one of them.
      long end = w + 1 < found.size() ? found.get(w + 1).outFrom() : each.outTo();
      double[] days = daily(run, each.outFrom(), end);
      double total = 1;
      for (double day : days) {
        all.add(day);
        total *= 1 + day;
      }
      double growth = growth(total - 1, days.length, periods);
      if (!Double.isNaN(each.inSampleGrowth()) && !Double.isNaN(growth)) {
        inSum += each.inSampleGrowth();
        outSum += growth;
        compared++;
      }
      proved.add(
          new WindowResult(
              each.window(),
              each.inFrom(),
              each.inTo(),
              each.outFrom(),
              each.outTo(),
              each.trials(),
              each.parameters(),
              each.objective(),
              each.inSampleGrowth(),
              growth,
              total - 1,
              ReturnBlocks.of(days, 1).sharpe() * Math.sqrt(periods)));
    }
    return new Result(
        proved,
        run,
        statistics(run, all, periods, found.getFirst().outFrom()),
        compared > 0 && inSum > 0 ? outSum / inSum : Double.NaN,
        ParameterStability.of(
            space, proved.stream().map(WindowResult::parameters).filter(Objects::nonNull).toList()),
        proved.stream().mapToInt(WindowResult::trials).sum(),
        all);
  }

  /** Returns of the UTC days that end in a span, the first from the equity at its start. */
  private static double[] daily(SimulationResult run, long from, long to) {
    double before = run.config().initialCash().doubleValue();
    double last = before;
    long day = Long.MIN_VALUE;
    List<Double> returns = new ArrayList<>();
    for (int i = 0; i < run.equitySize(); i++) {
      long time = run.equityTime(i);
      if (time <= from) {
        before = run.equity(i);
        last = before;
        continue;
      }
      if (time > to) {
        break;
      }
      long its = Math.floorDiv(time - 1, DAY);
      if (its != day && day != Long.MIN_VALUE) {
        returns.add(last / before - 1);
        before = last;
      }
      day = its;
      last = run.equity(i);
    }
    if (day != Long.MIN_VALUE) {
      returns.add(last / before - 1);
    }
    return returns.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Map<String, Double> statistics(
      SimulationResult run, List<Double> returns, double periods, long from) {
    double[] days = returns.stream().mapToDouble(Double::doubleValue).toArray();
    double peak = run.config().initialCash().doubleValue();
    double fall = 0;
    for (int i = 0; i < run.equitySize(); i++) {
      if (run.equityTime(i) > from) {
        peak = Math.max(peak, run.equity(i));
        fall = Math.max(fall, 1 - run.equity(i) / peak);
      }
    }
    long wins = run.roundTrips().stream().filter(each -> each.pnl() > 0).count();
    int trips = run.roundTrips().size();
    Map<String, Double> statistics = new TreeMap<>();
    statistics.put(
        "totalReturn",
        run.equity(run.equitySize() - 1) / run.config().initialCash().doubleValue() - 1);
    statistics.put("sharpe", ReturnBlocks.of(days, 1).sharpe() * Math.sqrt(periods));
    statistics.put("maxDrawdown", fall);
    statistics.put("roundTrips", (double) trips);
    statistics.put("winRate", trips == 0 ? Double.NaN : (double) wins / trips);
    statistics.put("days", (double) days.length);
    return statistics;
  }
}
