package dev.tradewind.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.market.BarSeries;
import org.junit.jupiter.api.Test;

/** A comparison of times means something only between equal results. */
class PlainFeaturesTest {
  /** Bars until every column is defined; the first ones differ in when a column begins. */
  private static final int SETTLED = 400;

  @Test
  void plainLoopsAndProgramAgreeOnEveryColumn() {
    BarSeries bars = WalkGenerator.series(20_000);
    PlainFeatures plain = new PlainFeatures(bars);
    assertThat(plain.all()).isFinite();
    double[][] columns =
        FeatureWorkloads.program(FeatureWorkloads.COLUMNS).batch(ProgramData.of(bars));

    for (int c = 0; c < columns.length; c++) {
      for (int i = SETTLED; i < bars.size(); i++) {
        double expected = plain.out[c][i];
        double actual = columns[c][i];
        assertThat(near(actual, expected))
            .as(
                "%s at bar %d: %s, by hand %s",
                FeatureWorkloads.COLUMNS.get(c), i, actual, expected)
            .isTrue();
      }
    }
  }

  /** Sums in another order differ in their last digits. */
  private static boolean near(double actual, double expected) {
    return Math.abs(actual - expected) <= 1e-7 * Math.max(1, Math.abs(expected));
  }
}
