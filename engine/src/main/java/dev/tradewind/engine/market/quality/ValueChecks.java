package dev.tradewind.engine.market.quality;

import dev.tradewind.engine.market.BarSeries;
import java.util.List;
import java.util.function.Supplier;

/** Checks of the values of each bar on its own. */
final class ValueChecks {
  private final BarSeries series;
  private final Tally crossed = new Tally(QualityKind.HIGH_BELOW_LOW);
  private final Tally outside = new Tally(QualityKind.OUTSIDE_RANGE);
  private final Tally nonPositive = new Tally(QualityKind.NON_POSITIVE_PRICE);
  private final Tally zeroVolume = new Tally(QualityKind.ZERO_VOLUME);
  private final Tally missingVolume = new Tally(QualityKind.MISSING_VOLUME);

  ValueChecks(BarSeries series) {
    this.series = series;
  }

  void addTo(List<QualityFinding> findings) {
    boolean volumes = anyVolume(series);
    for (int i = 0; i < series.size(); i++) {
      prices(i);
      double volume = series.volume(i);
      if (volume == 0) {
        note(zeroVolume, i, () -> "volume 0");
      } else if (volumes && Double.isNaN(volume)) {
        note(missingVolume, i, () -> "no volume");
      }
    }
    for (Tally tally : List.of(crossed, outside, nonPositive, zeroVolume, missingVolume)) {
      tally.finding().ifPresent(findings::add);
    }
  }

  static boolean anyVolume(BarSeries series) {
    for (int i = 0; i < series.size(); i++) {
      if (!Double.isNaN(series.volume(i))) {
        return true;
      }
    }
    return false;
  }

  private void prices(int i) {
    double open = series.open(i);
    double high = series.high(i);
    double low = series.low(i);
    double close = series.close(i);
    if (high < low) {
      note(crossed, i, () -> "high " + high + " < low " + low);
    } else if (open < low || open > high || close < low || close > high) {
      note(
          outside,
          i,
          () -> "open " + open + " or close " + close + " outside " + low + " to " + high);
    }
    if (!(open > 0 && high > 0 && low > 0 && close > 0)) {
      note(
          nonPositive,
          i,
          () -> "open " + open + ", high " + high + ", low " + low + ", close " + close);
    }
  }

  private static void note(Tally tally, int bar, Supplier<String> detail) {
    tally.count(1);
    if (tally.wantsExample()) {
      tally.example(bar, detail.get());
    }
  }
}
