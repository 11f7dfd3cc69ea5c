package dev.tradewind.engine.statistics;

import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;

/**
 * Whether an instrument was calm or wild before a day: the deviation of its logarithmic daily
 * returns over 20 days, sorted into thirds over the whole series. The thirds are known in hindsight
 * only: they describe, and nothing may be decided on them.
 */
final class VolatilityRegimes {
  static final String[] NAMES = {"low", "normal", "high", "unknown"};
  static final int DAYS = 20;
  private static final int UNKNOWN = 3;

  private final int[] days;
  private final double[] deviations;
  private final double low;
  private final double high;

  private VolatilityRegimes(int[] days, double[] deviations, double low, double high) {
    this.days = days;
    this.deviations = deviations;
    this.low = low;
    this.high = high;
  }

  static VolatilityRegimes of(BarSeries series) {
    DailyEquity closes =
        DailyEquity.of(series.size(), series::closeTime, series::close, Double.NaN, false);
    int n = closes.size();
    int[] days = new int[n];
    double[] deviations = new double[n];
    double[] moves = new double[n];
    for (int i = 0; i < n; i++) {
      days[i] = closes.epochDay(i);
      moves[i] = i == 0 ? Double.NaN : Math.log(closes.value(i) / closes.value(i - 1));
      deviations[i] = i < DAYS ? Double.NaN : deviation(moves, i);
    }
    double[] sorted = Arrays.stream(deviations).filter(Double::isFinite).sorted().toArray();
    return new VolatilityRegimes(
        days,
        deviations,
        BcaInterval.at(sorted, sorted.length, 1.0 / 3),
        BcaInterval.at(sorted, sorted.length, 2.0 / 3));
  }

  private static double deviation(double[] moves, int last) {
    double[] window = Arrays.copyOfRange(moves, last - DAYS + 1, last + 1);
    return Moments.of(window).deviation();
  }

  /** The place in {@link #NAMES} of the days that ended before the day of a time. */
  int at(long micros) {
    int today = Math.toIntExact(Math.floorDiv(micros, DailyEquity.DAY));
    int found = Arrays.binarySearch(days, today);
    int before = (found >= 0 ? found : -found - 1) - 1;
    double value = before < 0 ? Double.NaN : deviations[before];
    if (!Double.isFinite(value) || Double.isNaN(low)) {
      return UNKNOWN;
    }
    if (value <= low) {
      return 0;
    }
    return value <= high ? 1 : 2;
  }
}
