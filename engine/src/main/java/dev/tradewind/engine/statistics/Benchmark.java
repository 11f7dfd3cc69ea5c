package dev.tradewind.engine.statistics;

import dev.tradewind.engine.market.BarSeries;
import java.util.List;

/**
 * What holding instruments would have brought, on the days of a run. Used for the measures against
 * buy and hold, by reports and by comparisons.
 */
public final class Benchmark {
  private Benchmark() {}

  /**
   * The daily returns of holding equal amounts from each instrument's first close on, without
   * costs. An instrument that has not begun stands at its first close.
   *
   * @param series at least one bar each; none gives an empty array
   * @param days of the run
   * @return one for each day; their product is the buy-and-hold return plus one
   */
  public static double[] buyAndHold(List<BarSeries> series, DailyEquity days) {
    if (series.isEmpty()) {
      return new double[0];
    }
    double[] index = new double[days.size()];
    for (BarSeries one : series) {
      add(index, one, days, series.size());
    }
    double before = 1;
    for (int i = 0; i < index.length; i++) {
      double now = index[i];
      index[i] = now / before - 1;
      before = now;
    }
    return index;
  }

  private static void add(double[] index, BarSeries series, DailyEquity days, int instruments) {
    double[] closes = closes(series, days);
    double first = series.close(0);
    for (int i = 0; i < index.length; i++) {
      index[i] += (Double.isNaN(closes[i]) ? 1 : closes[i] / first) / instruments;
    }
  }

  /** The last close up to the end of each day; {@code NaN} before the first one. */
  public static double[] closes(BarSeries series, DailyEquity days) {
    double[] closes = new double[days.size()];
    int known = 0;
    for (int i = 0; i < closes.length; i++) {
      long end = (days.epochDay(i) + 1L) * DailyEquity.DAY;
      if (known < series.size() && series.closeTime(known) <= end) {
        known = DailyEquity.firstAfter(series.size(), series::closeTime, known, end);
      }
      closes[i] = known == 0 ? Double.NaN : series.close(known - 1);
    }
    return closes;
  }
}
