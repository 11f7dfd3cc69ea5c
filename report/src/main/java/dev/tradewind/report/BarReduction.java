package dev.tradewind.report;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;

/**
 * Bars at the resolution that a chart can show. Used by the HTML report and by the server's charts.
 */
public final class BarReduction {
  private static final long MINUTE = 60_000_000L;
  private static final long DAY = 1_440 * MINUTE;
  private static final long WEEK = 7 * DAY;

  /** 1970-01-05, the first Monday: weeks begin on Mondays. */
  private static final long FIRST_MONDAY = 4 * DAY;

  private static final String[] LADDER = {
    "1s", "5s", "15s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "4h", "8h", "12h", "1D", "1W",
    "2W", "4W", "8W", "13W", "26W", "52W"
  };

  private BarReduction() {}

  /**
   * The bars themselves if there are at most {@code maxBars} of them, or else bars of the shortest
   * round resolution that gives so few: opens of the first, highs, lows, closes of the last,
   * volumes added up ({@code NaN} only where all are). Whether bars were reduced shows in the
   * timeframe of what is returned.
   *
   * @param maxBars &ge; 1
   */
  public static BarSeries reduce(BarSeries series, int maxBars) {
    if (maxBars < 1) {
      throw new IllegalArgumentException("maxBars must be >= 1, was " + maxBars);
    }
    if (series.size() <= maxBars) {
      return series;
    }
    long length = series.timeframe().micros();
    boolean isRound = DAY % length == 0 || length % DAY == 0;
    for (String code : isRound ? LADDER : new String[0]) {
      Timeframe candidate = Timeframe.parse(code);
      boolean fits = candidate.micros() > length && candidate.micros() % length == 0;
      if (fits && count(series, candidate, maxBars) <= maxBars) {
        return aggregate(series, candidate);
      }
    }
    return byMultiples(series, maxBars);
  }

  /** For odd lengths and very long spans: twice, four times, … the bars' own length. */
  private static BarSeries byMultiples(BarSeries series, int maxBars) {
    String code = series.timeframe().code();
    long count = Long.parseLong(code.substring(0, code.length() - 1));
    String unit = code.substring(code.length() - 1);
    for (long factor = 2; count * factor <= 99_999; factor *= 2) {
      Timeframe candidate = Timeframe.parse(count * factor + unit);
      if (count(series, candidate, maxBars) <= maxBars) {
        return aggregate(series, candidate);
      }
    }
    throw new IllegalArgumentException(
        "bars of "
            + code
            + " cannot be reduced to "
            + maxBars
            + ": no resolution is long enough ("
            + series.instrument().id()
            + ")");
  }

  private static int count(BarSeries series, Timeframe resolution, int enough) {
    int count = 0;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < series.size() && count <= enough; i++) {
      long start = start(series.openTime(i), resolution);
      if (start != last) {
        count++;
        last = start;
      }
    }
    return count;
  }

  private static long start(long time, Timeframe resolution) {
    long length = resolution.micros();
    long origin = length % WEEK == 0 ? FIRST_MONDAY : 0;
    return origin + Math.floorDiv(time - origin, length) * length;
  }

  /** Bars of a longer timeframe; each opens where its stretch of UTC time opens. */
  private static BarSeries aggregate(BarSeries series, Timeframe resolution) {
    BarSeries.Builder out = BarSeries.builder(series.instrument(), resolution, 1_024);
    int i = 0;
    while (i < series.size()) {
      long start = start(series.openTime(i), resolution);
      double open = series.open(i);
      double high = series.high(i);
      double low = series.low(i);
      double close = series.close(i);
      double volume = series.volume(i);
      for (i++; i < series.size() && start(series.openTime(i), resolution) == start; i++) {
        high = Math.max(high, series.high(i));
        low = Math.min(low, series.low(i));
        close = series.close(i);
        volume = add(volume, series.volume(i));
      }
      out.append(start, open, high, low, close, volume);
    }
    return out.build();
  }

  private static double add(double sum, double volume) {
    if (Double.isNaN(volume)) {
      return sum;
    }
    return Double.isNaN(sum) ? volume : sum + volume;
  }
}
