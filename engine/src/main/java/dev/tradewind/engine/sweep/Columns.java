package dev.tradewind.engine.sweep;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.Constants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of operands, one for each combination of their parameters, computed for a block of
 * sets at a time and kept while there is room. Read by many threads after {@link #prepare}.
 */
final class Columns {
  private final BarSeries series;
  private final ExpressionScope scope;
  private final List<ExpressionParameter> parameters;
  private final ConditionPlan plan;
  private final long budgetBytes;
  private Map<Key, Column> known = new HashMap<>();

  /** What is wrong with combinations, of all blocks so far. */
  private final Map<Key, String> problems = new HashMap<>();

  Columns(
      BarSeries series,
      ExpressionScope scope,
      List<ExpressionParameter> parameters,
      ConditionPlan plan,
      long budgetBytes) {
    this.series = series;
    this.scope = scope;
    this.parameters = parameters;
    this.plan = plan;
    this.budgetBytes = budgetBytes;
  }

  /** Which column. */
  record Key(int operand, List<Double> values) {}

  /** Values and where they are numbers, or one number for every bar. */
  static final class Column {
    private final double @Nullable [] values;
    private final long @Nullable [] defined;
    private final double constant;

    private Column(double[] values) {
      this.values = values;
      this.defined = Bits.defined(values);
      this.constant = Double.NaN;
    }

    private Column(double constant) {
      this.values = null;
      this.defined = null;
      this.constant = constant;
    }

    boolean isConstant() {
      return values == null;
    }

    double constant() {
      return constant;
    }

    double[] values() {
      return Objects.requireNonNull(values);
    }

    long[] defined() {
      return Objects.requireNonNull(defined);
    }
  }

  Key key(Operand operand, ParameterSets sets, int set) {
    List<Double> values = new ArrayList<>(operand.parameters().size());
    for (int parameter : operand.parameters()) {
      values.add(sets.value(set, parameter));
    }
    return new Key(operand.index(), values);
  }

  /** The column of an operand in a set; {@code null} if its values are not allowed there. */
  @Nullable Column get(Operand operand, ParameterSets sets, int set) {
    return known.get(key(operand, sets, set));
  }

  /** Number of bytes of one column. */
  private long bytes() {
    return 8L * series.size() + series.size() / 8;
  }

  /** The end of a block of sets whose columns have room, at least {@code least} sets if any. */
  int fit(ParameterSets sets, int from, int to, int least) {
    long most = Math.max(1, budgetBytes / bytes());
    Set<Key> needed = new HashSet<>();
    int end = from;
    while (end < to) {
      for (Operand operand : plan.operands()) {
        if (plan.isCompared(operand)) {
          needed.add(key(operand, sets, end));
        }
      }
      if (needed.size() > most && end - from >= least) {
        return end;
      }
      end++;
    }
    return end;
  }

  /** Computes what the sets from one to another need and is not there yet. */
  void prepare(ParameterSets sets, int from, int to) {
    Set<Key> needed = new LinkedHashSet<>();
    List<Key> missing = new ArrayList<>();
    List<CheckedExpression> expressions = new ArrayList<>();
    for (int set = from; set < to; set++) {
      for (Operand operand : plan.operands()) {
        Key key = key(operand, sets, set);
        if (needed.add(key) && !known.containsKey(key) && !problems.containsKey(key)) {
          switch (check(operand, sets, set)) {
            case CheckResult.Checked(var checked) -> {
              OptionalDouble constant = Constants.of(checked.expression());
              if (constant.isPresent() && !plan.isCompared(operand)) {
                known.put(key, new Column(constant.getAsDouble()));
              } else {
                missing.add(key);
                expressions.add(checked);
              }
            }
            case CheckResult.Refused refused ->
                problems.put(key, refused.problems().getFirst().sentence());
          }
        }
      }
    }
    if (bytes() * (known.size() + missing.size()) > budgetBytes) {
      Map<Key, Column> kept = new HashMap<>();
      known.forEach(
          (key, column) -> {
            if (needed.contains(key)) {
              kept.put(key, column);
            }
          });
      known = kept;
    }
    if (!missing.isEmpty()) {
      compute(missing, expressions);
    }
  }

  private void compute(List<Key> missing, List<CheckedExpression> expressions) {
    Program program =
        ProgramCompiler.compile(
            expressions, ProgramScope.of(series.instrument(), series.timeframe()));
    double[][] values = program.batch(ProgramData.of(series));
    boolean isElsewhere = program.sources().size() > 1;
    for (int i = 0; i < values.length; i++) {
      // A crossing needs a bar more, and there are no bars of other instruments; the simulator
      // decides what such a run is.
      if (isElsewhere || program.warmUp(i) + 1 >= series.size()) {
        problems.put(missing.get(i), "a column may be undefined on every bar");
      }
      known.put(missing.get(i), new Column(values[i]));
    }
  }

  /** What is wrong with a set of the block; {@code null} if nothing is. */
  @Nullable String problem(ParameterSets sets, int set) {
    if (problems.isEmpty()) {
      return null;
    }
    for (Operand operand : plan.operands()) {
      String problem = problems.get(key(operand, sets, set));
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private CheckResult check(Operand operand, ParameterSets sets, int set) {
    Map<String, Double> values = new HashMap<>();
    for (int parameter : operand.parameters()) {
      values.put(sets.names().get(parameter), sets.value(set, parameter));
    }
    return ExpressionChecker.in(scope.withParameters(parameters, values))
        .check(operand.expression());
  }
}
