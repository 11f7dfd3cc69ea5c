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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of operands, one for each combination of their parameters, computed for a block of
 * sets at a time. Read by many threads after {@link #prepare}.
 */
final class Columns {
  private final BarSeries series;
  private final ExpressionScope scope;
  private final List<ExpressionParameter> parameters;
  private final ParameterSets sets;
  private final long budgetBytes;
  private Map<Key, Column> known = new HashMap<>();

  Columns(
      BarSeries series,
      ExpressionScope scope,
      List<ExpressionParameter> parameters,
      ParameterSets sets,
      long budgetBytes) {
    this.series = series;
    this.scope = scope;
    this.parameters = parameters;
    this.sets = sets;
    this.budgetBytes = budgetBytes;
  }

  /** Which column. */
  record Key(int operand, List<Double> values) {}

  /** Values and where they are numbers. */
  static final class Column {
    final double[] values;
    final long[] defined;

    Column(double[] values) {
      this.values = values;
      this.defined = Bits.defined(values);
    }
  }

  Key key(Operand operand, int set) {
    List<Double> values = new ArrayList<>(operand.parameters().size());
    for (int parameter : operand.parameters()) {
      values.add(sets.value(set, parameter));
    }
    return new Key(operand.index(), values);
  }

  /** The column of an operand in a set; {@code null} if its values are not allowed there. */
  @Nullable Column get(Operand operand, int set) {
    return known.get(key(operand, set));
  }

  /** Number of bytes of one column. */
  private long bytes() {
    return 8L * series.size() + series.size() / 8;
  }

  /**
   * Computes what the sets from one to another need and is not there yet.
   *
   * @return what is wrong with a combination, by its key
   */
  Map<Key, String> prepare(List<Operand> operands, int from, int to) {
    Set<Key> needed = new LinkedHashSet<>();
    Map<Key, String> problems = new HashMap<>();
    List<Key> missing = new ArrayList<>();
    List<CheckedExpression> expressions = new ArrayList<>();
    for (int set = from; set < to; set++) {
      for (Operand operand : operands) {
        Key key = key(operand, set);
        if (needed.add(key) && !known.containsKey(key)) {
          switch (check(operand, set)) {
            case CheckResult.Checked(var checked) -> {
              missing.add(key);
              expressions.add(checked);
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
      Program program =
          ProgramCompiler.compile(
              expressions, ProgramScope.of(series.instrument(), series.timeframe()));
      double[][] values = program.batch(ProgramData.of(series));
      for (int i = 0; i < values.length; i++) {
        known.put(missing.get(i), new Column(values[i]));
      }
    }
    return problems;
  }

  private CheckResult check(Operand operand, int set) {
    Map<String, Double> values = new HashMap<>();
    for (int parameter : operand.parameters()) {
      values.put(sets.names().get(parameter), sets.value(set, parameter));
    }
    return ExpressionChecker.in(scope.withParameters(parameters, values))
        .check(operand.expression());
  }
}
