package dev.tradewind.engine.market.quality;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.util.List;

/**
 * Checks of several bars in a row: the same bar again and again, and prices on a straight line,
 * which is what a publisher leaves who filled an outage by interpolation.
 */
final class RunChecks {
  private static final int MIN_FLAT = 10;
  private static final int MIN_INTERPOLATED = 3;
  private static final double TOLERANCE = 1e-9;
  private static final BarField[] PRICES = {
    BarField.OPEN, BarField.HIGH, BarField.LOW, BarField.CLOSE
  };

  private final BarSeries series;
  private final Tally flat = new Tally(QualityKind.FLAT_RUN);
  private final Tally interpolated = new Tally(QualityKind.INTERPOLATED_RUN);

  RunChecks(BarSeries series) {
    this.series = series;
  }

  void addTo(List<QualityFinding> findings) {
    int flatRun = 1;
    int lineRun = 0;
    int n = series.size();
    for (int i = 1; i <= n; i++) {
      if (i < n && sameAsBefore(i)) {
        flatRun++;
      } else {
        endFlat(i, flatRun);
        flatRun = 1;
      }
      if (i + 1 < n && onLine(i)) {
        lineRun++;
      } else {
        endLine(i, lineRun);
        lineRun = 0;
      }
    }
    flat.finding().ifPresent(findings::add);
    interpolated.finding().ifPresent(findings::add);
  }

  private void endFlat(int end, int run) {
    if (run < MIN_FLAT) {
      return;
    }
    flat.count(run);
    if (flat.wantsExample()) {
      flat.example(end - run, run + " bars at " + series.close(end - 1));
    }
  }

  private void endLine(int end, int run) {
    if (run < MIN_INTERPOLATED) {
      return;
    }
    interpolated.count(run);
    if (interpolated.wantsExample()) {
      interpolated.example(
          end - run,
          run
              + " bars on a straight line up to "
              + BarQuality.iso(series.openTime(end - 1))
              + ": probably filled in, not traded");
    }
  }

  private boolean sameAsBefore(int i) {
    return series.close(i) == series.close(i - 1)
        && series.open(i) == series.open(i - 1)
        && series.high(i) == series.high(i - 1)
        && series.low(i) == series.low(i - 1);
  }

  /** Whether bar {@code i} is the middle of its neighbours in every column and moves at all. */
  private boolean onLine(int i) {
    double close = series.close(i);
    if (!middle(series.close(i - 1), close, series.close(i + 1)) || sameAsBefore(i)) {
      return false;
    }
    for (BarField field : PRICES) {
      if (!middle(series.value(field, i - 1), series.value(field, i), series.value(field, i + 1))) {
        return false;
      }
    }
    double volume = series.volume(i);
    boolean volumeFits =
        Double.isNaN(volume) || middle(series.volume(i - 1), volume, series.volume(i + 1));
    return volumeFits
        && series.openTime(i + 1) - series.openTime(i) == series.timeframe().micros()
        && series.openTime(i) - series.openTime(i - 1) == series.timeframe().micros();
  }

  private static boolean middle(double before, double now, double after) {
    return Math.abs(before + after - 2 * now) <= TOLERANCE * Math.abs(now);
  }
}
