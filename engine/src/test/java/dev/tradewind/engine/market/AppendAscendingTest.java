package dev.tradewind.engine.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Rows of columns are added as the same bars one by one. */
class AppendAscendingTest {
  private static final Instrument INSTRUMENT =
      new Instrument(
          "X",
          AssetClass.CRYPTO,
          "USD",
          new BigDecimal("0.01"),
          BigDecimal.ONE,
          TradingCalendar.ROUND_THE_CLOCK);
  private static final long[] TIMES = {90, 100, 200, 300, 300, 400};

  private static double[][] values() {
    double[][] values = new double[5][TIMES.length];
    for (int i = 0; i < TIMES.length; i++) {
      values[0][i] = 10 + i;
      values[1][i] = 12 + i;
      values[2][i] = 9 + i;
      values[3][i] = 11 + i;
      values[4][i] = i == 2 ? Double.NaN : i;
    }
    return values;
  }

  private static BarSeries.Builder builder() {
    return BarSeries.builder(INSTRUMENT, Timeframe.parse("1s"), 1);
  }

  @Test
  void rowsAreAddedUpToTheFirstThatDoesNotAscend() {
    BarSeries.Builder columns = builder();
    assertThat(columns.appendAscending(TIMES, 5, values(), 1, 6)).isEqualTo(3);
    assertThat(columns.appendAscending(TIMES, 5, values(), 4, 6)).isZero();
    assertThat(columns.appendAscending(TIMES, 5, values(), 5, 6)).isEqualTo(1);

    BarSeries.Builder rows = builder();
    for (int i : new int[] {1, 2, 3, 5}) {
      double[][] v = values();
      rows.append(TIMES[i] + 5, v[0][i], v[1][i], v[2][i], v[3][i], v[4][i]);
    }
    assertThat(columns.build().contentHash()).isEqualTo(rows.build().contentHash());
  }

  @Test
  void rowsThatCannotBeAddNothing() {
    BarSeries.Builder columns = builder();
    double[][] infinite = values();
    infinite[2][3] = Double.POSITIVE_INFINITY;
    assertThatThrownBy(() -> columns.appendAscending(TIMES, 0, infinite, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 3");
    double[][] negative = values();
    negative[4][1] = -1;
    assertThatThrownBy(() -> columns.appendAscending(TIMES, 0, negative, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("volume must be >= 0");
    assertThat(columns.size()).isZero();
  }
}
