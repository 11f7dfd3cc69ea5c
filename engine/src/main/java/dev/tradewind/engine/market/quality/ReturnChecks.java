package dev.tradewind.engine.market.quality;

import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;
import java.util.List;

/**
 * Checks of the step from one close to the next.
 *
 * <p>Log returns have fat tails: a normal distribution's three deviations would flag every lively
 * day. The bounds are 10 standard deviations from the mean and 25 quartile ranges from the
 * quartiles (of up to {@value #SAMPLE} returns at even distances), which on years of real prices
 * leave a handful of bars to look at.
 */
final class ReturnChecks {
  private static final double MAX_Z = 10;
  private static final double MAX_IQR = 25;
  private static final int SAMPLE = 16_384;
  private static final double[] SPLITS = {2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50, 100};
  private static final double SPLIT_TOLERANCE = 0.05;

  /** How far the close of the day may be from the split price: the jump must stay. */
  private static final double SPLIT_DRIFT = 0.25;

  private final BarSeries series;
  private final Tally zScore = new Tally(QualityKind.OUTLIER_ZSCORE);
  private final Tally quartiles = new Tally(QualityKind.OUTLIER_IQR);
  private final Tally splits = new Tally(QualityKind.SPLIT_LIKE_JUMP);

  ReturnChecks(BarSeries series) {
    this.series = series;
  }

  void addTo(List<QualityFinding> findings) {
    List<Bounds> bounds = outliers();
    double lowest = bounds.stream().mapToDouble(Bounds::low).max().orElse(0);
    double highest =
        bounds.stream().mapToDouble(Bounds::high).min().orElse(Double.POSITIVE_INFINITY);
    for (int i = 1; i < series.size(); i++) {
      double before = series.close(i - 1);
      double now = series.close(i);
      // Cheap tests first: most steps are small, and most opens are near the close before.
      if (now < before * lowest || now > before * highest) {
        for (Bounds each : bounds) {
          flag(each, i);
        }
      }
      double ratio = series.open(i) / before;
      if (ratio < 0.6 || ratio > 1.8) {
        split(i, ratio);
      }
    }
    for (Tally tally : List.of(zScore, quartiles, splits)) {
      tally.finding().ifPresent(findings::add);
    }
  }

  /**
   * What is flagged.
   *
   * @param low ratios of a close to the one before that are lower
   * @param high ratios that are higher
   * @param unit how far away is told in
   * @param middle from where, both of log returns
   */
  private record Bounds(
      Tally tally, double low, double high, double unit, String unitName, double middle) {
    static Bounds of(
        Tally tally, double unit, double least, double most, String unitName, double middle) {
      // Compares ratios, so that no logarithm is taken again; without a unit nothing is outside.
      return unit > 0
          ? new Bounds(tally, Math.exp(least), Math.exp(most), unit, unitName, middle)
          : new Bounds(tally, 0, Double.POSITIVE_INFINITY, 1, unitName, middle);
    }
  }

  private List<Bounds> outliers() {
    int n = series.size();
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (int i = 1; i < n; i++) {
      double step = logReturn(series.close(i - 1), series.close(i));
      if (Double.isFinite(step)) {
        sum += step;
        squares += step * step;
        count++;
      }
    }
    if (count < 20) {
      return List.of();
    }
    double mean = sum / count;
    double deviation = Math.sqrt(Math.max(0, (squares - sum * mean) / (count - 1)));
    double[] sample = sample();
    double q1 = sample[sample.length / 4];
    double q3 = sample[sample.length - 1 - sample.length / 4];
    double range = q3 - q1;
    return List.of(
        Bounds.of(
            zScore,
            deviation,
            mean - MAX_Z * deviation,
            mean + MAX_Z * deviation,
            "standard deviations",
            mean),
        Bounds.of(
            quartiles,
            range,
            q1 - MAX_IQR * range,
            q3 + MAX_IQR * range,
            "quartile ranges",
            (q1 + q3) / 2));
  }

  /**
   * The logarithm of {@code now / before}. Small steps, nearly all of them, use {@code ln(b/a) = 2
   * (x + x^3/3 + x^5/5 + …)} with {@code x = (b - a) / (b + a)}, whose remainder is below 1e-16 of
   * the sum for {@code |x| < 0.005}; this third of an import's checks then takes a third of the
   * time.
   */
  static double logReturn(double before, double now) {
    double x = (now - before) / (now + before);
    if (before > 0 && Math.abs(x) < 0.005) {
      double square = x * x;
      return 2 * x * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square / 7)));
    }
    return Math.log(now / before);
  }

  /** Counts a step if it is outside. */
  private void flag(Bounds bounds, int i) {
    double before = series.close(i - 1);
    double now = series.close(i);
    if (!(before > 0 && now > 0 && (now < before * bounds.low || now > before * bounds.high))) {
      return;
    }
    bounds.tally.count(1);
    if (bounds.tally.wantsExample()) {
      double away = Math.abs(Math.log(now / before) - bounds.middle) / bounds.unit;
      bounds.tally.example(
          i,
          "close "
              + before
              + " to "
              + now
              + ", "
              + Math.round(away * 10) / 10.0
              + " "
              + bounds.unitName
              + " away");
    }
  }

  private double[] sample() {
    int n = series.size() - 1;
    int step = Math.max(1, (n + SAMPLE - 1) / SAMPLE);
    double[] values = new double[n / step + 1];
    int count = 0;
    for (int i = 1; i <= n; i += step) {
      double value = logReturn(series.close(i - 1), series.close(i));
      if (Double.isFinite(value)) {
        values[count] = value;
        count++;
      }
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private void split(int i, double ratio) {
    double size = ratio < 1 ? 1 / ratio : ratio;
    for (double n : SPLITS) {
      if (Math.abs(size / n - 1) <= SPLIT_TOLERANCE && stays(i, ratio < 1 ? 1 / n : n)) {
        splits.count(1);
        if (splits.wantsExample()) {
          splits.example(
              i,
              "close "
                  + series.close(i - 1)
                  + ", next open "
                  + series.open(i)
                  + ": like a "
                  + (ratio < 1
                      ? (int) n + " for 1 split"
                      : "1 for " + (int) n + " merger of shares"));
        }
        return;
      }
    }
  }

  private boolean stays(int i, double expected) {
    double closes = series.close(i) / series.close(i - 1);
    return Math.abs(closes / expected - 1) <= SPLIT_DRIFT;
  }
}
