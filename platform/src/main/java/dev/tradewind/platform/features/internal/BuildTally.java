package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.store.FeatureRefresh;
import java.util.ArrayList;
import java.util.List;

/** Counts what a build does. One thread. */
final class BuildTally {
  private static final int SHOWN = 100;

  private final List<BuildTable.Skipped> skipped = new ArrayList<>();
  private long skippedCount;
  private long series;
  private long columns;
  private long bars;
  private long revised;

  void series() {
    series++;
  }

  void refreshed(FeatureRefresh refresh) {
    columns++;
    bars += refresh.computed();
    revised += refresh.revised();
  }

  /** A definition that is wrong. */
  void skip(String feature, String reason) {
    skip(new BuildTable.Skipped(null, null, feature, reason));
  }

  /** A feature that cannot be built on these bars. */
  void skip(BarSeries on, String feature, String reason) {
    skip(new BuildTable.Skipped(on.instrument().id(), on.timeframe().code(), feature, reason));
  }

  private void skip(BuildTable.Skipped one) {
    skippedCount++;
    if (skipped.size() < SHOWN) {
      skipped.add(one);
    }
  }

  BuildTable.Result result() {
    return new BuildTable.Result(
        series, columns, bars, revised, List.copyOf(skipped), skippedCount);
  }

  /** In one line, for people. */
  String summary() {
    return columns
        + " columns of "
        + series
        + " series up to date, "
        + bars
        + " values computed"
        + (revised == 0 ? "" : ", " + revised + " of them revised")
        + (skippedCount == 0 ? "" : ", " + skippedCount + " columns cannot be built");
  }
}
