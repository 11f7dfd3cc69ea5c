package dev.tradewind.engine.sweep;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.TradeArithmetic;
import dev.tradewind.engine.statistics.ReturnBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one rule with many parameter sets over the bars of one instrument. Every number is that
 * of the event-driven simulator to the last bit, and none depends on the number of threads.
 *
 * <p>A column that several sets share is computed once; conditions are worked out 64 bars at a
 * time; a set's trades are walked from signal to signal. A sweep keeps columns from one evaluation
 * to the next. Used by one caller at a time.
 */
public final class Sweep {
  private static final int BLOCK = 512;
  private static final long MOST_BYTES = 512L << 20;

  private final BarSeries series;
  private final List<String> names;
  private final SimulationConfig config;
  private final RulePlan plan;
  private final Columns columns;
  private final SweepBars bars;
  private final Optional<EntrySize> plain;
  private final SweepBars.@Nullable Ranges ranges;
  private final Optional<String> obstacle;

  /**
   * Prepares a sweep.
   *
   * @param series bars, not empty
   * @param names of the parameters, in the order of the sets to come
   * @param config costs and cash
   * @throws IllegalArgumentException if the rule cannot be swept, or an expression or a name of a
   *     parameter is wrong; says where
   */
  public Sweep(BarSeries series, SweepRule rule, List<String> names, SimulationConfig config) {
    this.series = series;
    this.names = List.copyOf(names);
    this.config = config;
    this.plan = new RulePlan(rule, names);
    long budget = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4);
    this.columns = new Columns(series, rule.scope(), rule.parameters(), plan.conditions(), budget);
    this.bars = new SweepBars(series);
    this.plain = plan.plainSize();
    if (plain.isPresent()) {
      this.ranges = null;
      this.obstacle = Optional.empty();
    } else {
      TradeArithmetic arithmetic = new TradeArithmetic(series, config);
      SweepBars.Ranges made = new SweepBars.Ranges(bars, arithmetic);
      this.ranges = made;
      this.obstacle = PositionWalk.obstacle(made, config, arithmetic, plan);
    }
    if (plain.isEmpty() && plan.hasOwnSize()) {
      throw new IllegalArgumentException("a size from outside is for rules that only buy and sell");
    }
  }

  /**
   * Evaluates every set.
   *
   * @param series bars, not empty
   * @param sets values for the rule's parameters
   * @param config costs and cash
   * @param threads &ge; 1
   * @param listener told of finished sets; may stop the sweep
   * @throws IllegalArgumentException if a condition or a name of a parameter is wrong; says where
   * @throws SimulationCancelledException if the listener says so
   */
  public static SweepResult run(
      BarSeries series,
      SweepRule rule,
      ParameterSets sets,
      SimulationConfig config,
      int threads,
      SimulationListener listener) {
    return new Sweep(series, rule, sets.names(), config).evaluate(sets, threads, 0, listener);
  }

  /** What in the assumptions no set can be evaluated under; empty if nothing is. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /**
   * Evaluates every set and sums its daily returns in blocks.
   *
   * @param sets values for the parameters of this sweep
   * @param threads &ge; 1
   * @param blocks into how many blocks returns are summed; 0 for none
   * @param listener told of finished sets; may stop the sweep
   * @throws SimulationCancelledException if the listener says so
   */
  public SweepResult evaluate(
      ParameterSets sets, int threads, int blocks, SimulationListener listener) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1, was " + threads);
    }
    if (!sets.names().equals(names)) {
      throw new IllegalArgumentException(
          "parameters of the sets must be " + names + ", were " + sets.names());
    }
    Evaluated into = new Evaluated(sets, blocks);
    obstacle.ifPresentOrElse(into::refuseAll, () -> evaluate(into, threads, listener));
    return into.result();
  }

  private void evaluate(Evaluated into, int threads, SimulationListener listener) {
    ParameterSets sets = into.sets;
    ConcurrentHashMap<Truths.Shared, long[]> shared = new ConcurrentHashMap<>();
    Worker[] workers = new Worker[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = new Worker(into, shared);
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      int to;
      for (int from = 0; from < sets.size(); from = to) {
        to = columns.fit(sets, from, Math.min(sets.size(), from + BLOCK), threads);
        columns.prepare(sets, from, to);
        shared.clear();
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
          Worker worker = workers[part];
          int first = from + (int) ((long) (to - from) * part / threads);
          int last = from + (int) ((long) (to - from) * (part + 1) / threads);
          work.add(
              () -> {
                worker.evaluate(first, last);
                return true;
              });
        }
        finish(pool.invokeAll(work));
        if (!listener.onProgress(to, sets.size())) {
          throw new SimulationCancelledException(to, sets.size());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SimulationCancelledException(0, sets.size());
    }
  }

  private static void finish(List<Future<Boolean>> parts) throws InterruptedException {
    for (Future<Boolean> part : parts) {
      try {
        part.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** What is known of the sets; each place is written by one thread. */
  private static final class Evaluated {
    final ParameterSets sets;
    final int blockCount;
    final double[] values;
    final @Nullable ReturnBlocks[] blocks;
    final Map<Integer, String> problems = new ConcurrentHashMap<>();

    Evaluated(ParameterSets sets, int blockCount) {
      this.sets = sets;
      this.blockCount = blockCount;
      this.blocks = new @Nullable ReturnBlocks[blockCount > 0 ? sets.size() : 0];
      this.values = new double[Math.multiplyExact(sets.size(), SweepStatistic.values().length)];
      Arrays.fill(values, Double.NaN);
    }

    void refuseAll(String why) {
      for (int set = 0; set < sets.size(); set++) {
        problems.put(set, why);
      }
    }

    SweepResult result() {
      return new SweepResult(sets, values, new TreeMap<>(problems), blocks);
    }
  }

  /** Walks sets, one after the other. Belongs to one thread at a time. */
  private final class Worker {
    private final Evaluated into;
    private final Truths truths;
    private final RuleNumbers numbers;
    private final Walk walk;
    private final Runnable walking;

    Worker(Evaluated into, ConcurrentHashMap<Truths.Shared, long[]> shared) {
      this.into = into;
      this.truths = new Truths(plan.conditions(), columns, into.sets, series.size(), shared);
      this.numbers = new RuleNumbers(plan, columns);
      RuleSignals signals = new RuleSignals(plan, series.size());
      if (ranges == null) {
        TradeWalk trades = new TradeWalk(bars, config, plain.orElseThrow());
        this.walk = trades;
        this.walking = () -> signals.walk(trades, truths);
      } else {
        PositionWalk positions = new PositionWalk(bars, ranges, config, plan, numbers, signals);
        this.walk = positions;
        this.walking =
            () -> {
              signals.turnTo(truths);
              positions.walk();
            };
      }
    }

    void evaluate(int first, int last) {
      for (int set = first; set < last; set++) {
        String problem = columns.problem(into.sets, set);
        if (problem == null) {
          problem = numbers.turnTo(into.sets, set).orElse(null);
        }
        if (problem == null) {
          problem = walked(set);
        }
        if (problem != null) {
          into.problems.put(set, problem);
        }
      }
    }

    private @Nullable String walked(int set) {
      truths.turnTo(set);
      try {
        walking.run();
      } catch (NotColumnarException e) {
        return e.getMessage() + "; simulate it by itself, or without participation";
      } catch (ArithmeticException e) {
        return "the amounts are too large for an exact ledger: " + e.getMessage();
      }
      walk.measures(into.values, set * SweepStatistic.values().length);
      if (into.blockCount > 0) {
        into.blocks[set] = walk.blocks(into.blockCount).orElse(null);
      }
      return null;
    }
  }
}
