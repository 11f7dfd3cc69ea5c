package dev.tradewind.engine.robustness;

import dev.tradewind.engine.robustness.CheckReport.Column;
import dev.tradewind.engine.robustness.CheckReport.Figure;
import dev.tradewind.engine.robustness.CheckReport.Outcome;
import dev.tradewind.engine.robustness.CheckReport.Table;
import dev.tradewind.engine.robustness.CheckReport.Unit;
import dev.tradewind.engine.strategy.ParameterDefinition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The same run with each parameter some steps up and down, and with two moved together if asked. A
 * step is a tenth of the value, of a whole number at least one.
 */
final class NeighboursCheck {
  private static final int MAX_VARIANTS = 2_000;

  private NeighboursCheck() {}

  static CheckReport run(Subject subject, Settings settings, Effort effort) {
    List<Map<String, BigDecimal>> variants = variants(subject, settings);
    if (variants.isEmpty()) {
      return new CheckReport(
          Check.NEIGHBOURS,
          Outcome.NOTHING_TO_SAY,
          "The strategy has no parameter that can be moved.",
          List.of(),
          List.of(),
          List.of());
    }
    List<Measured> measured =
        effort.map(
            variants.size() + 1,
            (i, listener) ->
                Measured.of(i == 0 ? subject : subject.with(variants.get(i - 1)), listener));
    return report(subject, variants, measured);
  }

  private static CheckReport report(
      Subject subject, List<Map<String, BigDecimal>> variants, List<Measured> measured) {
    Measured base = measured.getFirst();
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row("this run", base));
    double[] sharpes = new double[variants.size()];
    int gaining = 0;
    int better = 0;
    for (int i = 0; i < sharpes.length; i++) {
      Measured one = measured.get(i + 1);
      rows.add(row(moved(subject.parameters(), variants.get(i)), one));
      sharpes[i] = one.sharpeOrZero();
      gaining += sharpes[i] > 0 ? 1 : 0;
      better += sharpes[i] > base.sharpeOrZero() ? 1 : 0;
    }
    Arrays.sort(sharpes);
    double median = (sharpes[(sharpes.length - 1) / 2] + sharpes[sharpes.length / 2]) / 2;
    double kept = base.sharpeOrZero() > 0 ? median / base.sharpe() : Double.NaN;
    double share = (double) gaining / sharpes.length;
    List<Column> columns =
        new ArrayList<>(List.of(new Column("parameters", "Parameters", Unit.TEXT)));
    columns.addAll(Measured.COLUMNS);
    return new CheckReport(
        Check.NEIGHBOURS,
        Double.isNaN(kept)
            ? Outcome.NOTHING_TO_SAY
            : kept < Doubt.NEIGHBOURS.threshold() ? Outcome.DOUBTFUL : Outcome.PASSED,
        "The median Sharpe ratio of "
            + Words.count(sharpes.length, "neighbour")
            + " is "
            + Words.number(median, 2)
            + " (this run: "
            + Words.number(base.sharpe(), 2)
            + "); "
            + better
            + " do better and "
            + gaining
            + " have one above 0.",
        List.of(
            new Figure(Figures.NEIGHBOURS_KEPT, "Median Sharpe ratio kept", kept, Unit.FRACTION),
            new Figure(Figures.NEIGHBOURS_GAINING, "Neighbours that gain", share, Unit.FRACTION),
            new Figure("neighbours.better", "Neighbours that do better", better, Unit.COUNT)),
        List.of(new Table("neighbours", "Neighbouring parameters", columns, rows)),
        List.of());
  }

  private static List<Cell> row(String name, Measured measured) {
    List<Cell> row = new ArrayList<>(List.of(Cell.of(name)));
    row.addAll(measured.cells());
    return row;
  }

  private static String moved(Map<String, BigDecimal> from, Map<String, BigDecimal> to) {
    List<String> parts = new ArrayList<>();
    to.forEach(
        (name, value) -> {
          BigDecimal before = from.get(name);
          if (before == null || before.compareTo(value) != 0) {
            parts.add(name + "=" + value.stripTrailingZeros().toPlainString());
          }
        });
    return String.join(", ", parts);
  }

  static List<Map<String, BigDecimal>> variants(Subject subject, Settings settings) {
    Set<Map<String, BigDecimal>> variants = new LinkedHashSet<>();
    List<ParameterDefinition> movable = subject.definitions();
    for (ParameterDefinition one : movable) {
      for (BigDecimal value : values(one, subject, settings.steps())) {
        add(variants, subject, Map.of(one.name(), value));
      }
    }
    if (settings.pairs()) {
      for (int i = 0; i < movable.size(); i++) {
        for (int j = i + 1; j < movable.size(); j++) {
          for (BigDecimal first : values(movable.get(i), subject, settings.steps())) {
            for (BigDecimal second : values(movable.get(j), subject, settings.steps())) {
              add(
                  variants,
                  subject,
                  Map.of(movable.get(i).name(), first, movable.get(j).name(), second));
            }
          }
        }
      }
    }
    return List.copyOf(variants).subList(0, Math.min(variants.size(), MAX_VARIANTS));
  }

  private static void add(
      Set<Map<String, BigDecimal>> variants, Subject subject, Map<String, BigDecimal> moved) {
    Map<String, BigDecimal> all = new TreeMap<>(subject.parameters());
    all.putAll(moved);
    if (subject.source().problems(all).isEmpty()) {
      variants.add(all);
    }
  }

  private static List<BigDecimal> values(ParameterDefinition one, Subject subject, int steps) {
    BigDecimal at = subject.parameters().getOrDefault(one.name(), one.defaultValue());
    BigDecimal step = step(one, at);
    List<BigDecimal> values = new ArrayList<>();
    for (int k = -steps; k <= steps; k++) {
      BigDecimal value = at.add(step.multiply(BigDecimal.valueOf(k)));
      if (k != 0 && one.problem(value).isEmpty()) {
        values.add(value);
      }
    }
    return values;
  }

  private static BigDecimal step(ParameterDefinition one, BigDecimal at) {
    BigDecimal tenth = at.abs().movePointLeft(1);
    if (one.integer()) {
      return tenth.setScale(0, RoundingMode.HALF_UP).max(BigDecimal.ONE);
    }
    return tenth.signum() == 0 ? one.max().subtract(one.min()).movePointLeft(2) : tenth;
  }
}
