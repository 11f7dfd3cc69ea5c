package dev.tradewind.engine.sweep;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.statistics.ReturnBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
 * time; a set's trades are walked from signal to signal.
 */
public final class Sweep {
  private static final int BLOCK = 512;
  private static final long BUDGET_BYTES = 512L << 20;

  private final BarSeries series;
  private final SweepRule rule;
  private final ParameterSets sets;
  private final SimulationConfig config;
  private final ConditionPlan plan;
  private final Condition enter;
  private final Condition exit;
  private final Columns columns;
  private final double[] values;
  private final Map<Integer, String> problems = new ConcurrentHashMap<>();
  private final Map<Integer, String> simulated = new ConcurrentHashMap<>();

  private final int blockCount;
  private final @Nullable ReturnBlocks[] blocks;

  private Sweep(
      BarSeries series,
      SweepRule rule,
      ParameterSets sets,
      SimulationConfig config,
      int blockCount) {
    this.blockCount = blockCount;
    this.blocks = new @Nullable ReturnBlocks[blockCount > 0 ? sets.size() : 0];
    this.series = series;
    this.rule = rule;
    this.sets = sets;
    this.config = config;
    this.plan = new ConditionPlan(sets.names());
    this.enter = plan.add(condition("enter", rule.enter()));
    this.exit = plan.add(condition("exit", rule.exit()));
    this.columns = new Columns(series, rule.scope(), rule.parameters(), sets, BUDGET_BYTES);
    this.values = new double[Math.multiplyExact(sets.size(), SweepStatistic.values().length)];
    Arrays.fill(values, Double.NaN);
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
    return run(series, rule, sets, config, threads, 0, listener);
  }

  /**
   * Evaluates every set and sums its daily returns in blocks.
   *
   * @param blocks into how many blocks; 0 for none
   */
  public static SweepResult run(
      BarSeries series,
      SweepRule rule,
      ParameterSets sets,
      SimulationConfig config,
      int threads,
      int blocks,
      SimulationListener listener) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1, was " + threads);
    }
    return new Sweep(series, rule, sets, config, blocks).evaluate(threads, listener);
  }

  private Expression condition(String part, String text) {
    switch (ExpressionChecker.in(rule.scope().withParameters(rule.parameters(), Map.of()))
        .check(text)) {
      case CheckResult.Checked(var checked) -> {
        if (checked.type() != ValueType.BOOLEAN) {
          throw new IllegalArgumentException(part + " must be a condition, was " + text);
        }
      }
      case CheckResult.Refused refused ->
          throw new IllegalArgumentException(part + ": " + refused.render());
    }
    if (ExpressionParser.parse(text) instanceof ParseResult.Parsed parsed) {
      return parsed.expression();
    }
    throw new IllegalStateException("checked but not read: " + text);
  }

  private SweepResult evaluate(int threads, SimulationListener listener) {
    TradeWalk.Bars bars = new TradeWalk.Bars(series);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int from = 0; from < sets.size(); from += BLOCK) {
        int to = Math.min(sets.size(), from + BLOCK);
        Map<Columns.Key, String> wrong = columns.prepare(plan.operands(), from, to);
        ConcurrentHashMap<Truths.Shared, long[]> shared = new ConcurrentHashMap<>();
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
          int first = from + (int) ((long) (to - from) * part / threads);
          int last = from + (int) ((long) (to - from) * (part + 1) / threads);
          work.add(
              () -> {
                evaluate(first, last, bars, wrong, shared);
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
    return new SweepResult(sets, values, new TreeMap<>(problems), new TreeMap<>(simulated), blocks);
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

  private void evaluate(
      int first,
      int last,
      TradeWalk.Bars bars,
      Map<Columns.Key, String> wrong,
      ConcurrentHashMap<Truths.Shared, long[]> shared) {
    TradeWalk walk = new TradeWalk(bars, config, EntrySize.of(rule.size()));
    Truths truths = new Truths(plan, columns, sets, series.size(), shared);
    for (int set = first; set < last; set++) {
      String problem = problem(set, wrong);
      if (problem != null) {
        problems.put(set, problem);
        continue;
      }
      truths.turnTo(set);
      try {
        walk.walk(truths.holds(enter), truths.holds(exit));
        walk.measures(values, set * SweepStatistic.values().length);
        if (blockCount > 0) {
          blocks[set] = walk.blocks(blockCount).orElse(null);
        }
      } catch (NotColumnarException e) {
        problems.put(set, e.getMessage() + "; simulate it by itself, or without participation");
      } catch (ArithmeticException e) {
        problems.put(set, "the amounts are too large for an exact ledger: " + e.getMessage());
      }
    }
  }

  private @Nullable String problem(int set, Map<Columns.Key, String> wrong) {
    if (wrong.isEmpty()) {
      return null;
    }
    for (Operand operand : plan.operands()) {
      String problem = wrong.get(columns.key(operand, set));
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }
}
