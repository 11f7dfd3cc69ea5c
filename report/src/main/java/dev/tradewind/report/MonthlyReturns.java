package dev.tradewind.report;

import dev.tradewind.engine.simulation.SimulationResult;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Returns of calendar months in UTC. Used by the HTML report and by the server's monthly heat map.
 */
public final class MonthlyReturns {
  private static final long DAY_MICROS = 86_400_000_000L;

  private MonthlyReturns() {}

  /**
   * The return of one month.
   *
   * @param year for example 2020
   * @param month 1 to 12
   * @param value the last equity of the month over the last one before it, minus one; the first
   *     month starts from the initial cash
   */
  public record Month(int year, int month, double value) {}

  /** The months of a result, ascending; months without a bar are left out. */
  public static List<Month> of(SimulationResult result) {
    return of(
        result.equitySize(),
        result::equityTime,
        result::equity,
        result.config().initialCash().doubleValue());
  }

  /**
   * The months of an equity curve, ascending. A point at midnight closes the day before it, so that
   * a month ends with the close of its last bar.
   *
   * @param size number of points, &ge; 0
   * @param timeMicros UTC time of a point, ascending
   * @param equity value of a point, currency
   * @param initial value before the first point, currency, &gt; 0
   */
  public static List<Month> of(
      int size, IntToLongFunction timeMicros, IntToDoubleFunction equity, double initial) {
    List<Month> months = new ArrayList<>();
    double before = initial;
    long day = Long.MIN_VALUE;
    int month = Integer.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long nextDay = Math.floorDiv(timeMicros.applyAsLong(i) - 1, DAY_MICROS);
      if (nextDay == day) {
        continue;
      }
      day = nextDay;
      int nextMonth = monthOf(day);
      if (nextMonth != month && i > 0) {
        before = close(months, month, equity.applyAsDouble(i - 1), before);
      }
      month = nextMonth;
    }
    if (size > 0) {
      close(months, month, equity.applyAsDouble(size - 1), before);
    }
    return List.copyOf(months);
  }

  private static double close(List<Month> months, int month, double value, double before) {
    months.add(
        new Month(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, value / before - 1));
    return value;
  }

  private static int monthOf(long epochDay) {
    LocalDate date = LocalDate.ofInstant(UtcTimes.instant(epochDay * DAY_MICROS), ZoneOffset.UTC);
    return date.getYear() * 12 + date.getMonthValue() - 1;
  }
}
