package dev.tradewind.engine.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values of measures on the way to a result: not set yet, undefined ({@code NaN}), or a number.
 * Belongs to one thread until it is published.
 */
public final class StatisticValues {
  private final double[] values = new double[StatisticRegistry.all().size()];
  private final boolean[] known = new boolean[values.length];

  StatisticValues() {
    Arrays.fill(values, Double.NaN);
  }

  /** Sets a measure; what is not finite becomes undefined. */
  void put(String key, double value) {
    int place = StatisticRegistry.place(key);
    values[place] = Double.isFinite(value) ? value : Double.NaN;
    known[place] = true;
  }

  /** Takes over what another has. */
  void putAll(StatisticValues other) {
    for (int i = 0; i < values.length; i++) {
      if (other.known[i]) {
        values[i] = other.values[i];
        known[i] = true;
      }
    }
  }

  /** Whether the measure was computed here, be it with an undefined value. */
  public boolean has(String key) {
    return StatisticRegistry.find(key).isPresent() && known[StatisticRegistry.place(key)];
  }

  /** The value; {@code NaN} where undefined or not computed. */
  public double get(String key) {
    return StatisticRegistry.find(key).isPresent()
        ? values[StatisticRegistry.place(key)]
        : Double.NaN;
  }

  /** Those that were computed, with their definitions, in the order of the registry. */
  List<Statistic> list(int periodsPerYear, double riskFreeRate) {
    String days = " Equity at UTC day ends, the first return from the initial cash";
    String year =
        days
            + "; "
            + periodsPerYear
            + " periods a year, risk-free rate "
            + riskFreeRate
            + " a year.";
    List<Statistic> list = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (known[i]) {
        StatisticDefinition each = StatisticRegistry.all().get(i);
        String formula = sentence(each.formula());
        String period =
            switch (each.period()) {
              case DAYS_A_YEAR -> year;
              case DAYS -> days + ".";
              case SPAN, BARS, MONTHS, YEARS, ROUND_TRIPS -> "";
            };
        list.add(new Statistic(each.key(), each.title(), values[i], each.unit(), formula + period));
      }
    }
    return List.copyOf(list);
  }

  private static String sentence(String formula) {
    return Character.toUpperCase(formula.charAt(0)) + formula.substring(1) + ".";
  }
}
