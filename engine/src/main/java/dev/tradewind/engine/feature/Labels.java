package dev.tradewind.engine.feature;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes label columns from their definitions. Stateless. */
public final class Labels {
  private Labels() {}

  /**
   * The labels of all bars.
   *
   * @throws IllegalArgumentException if the definition needs a volatility column; it has its own
   *     method
   */
  public static LabelColumn of(LabelDefinition definition, LabelPrices prices) {
    return switch (definition) {
      case LabelDefinition.ForwardReturn forward -> forward(forward, prices);
      case LabelDefinition.Direction direction -> direction(direction, prices);
      case LabelDefinition.TrendScanning scanning -> scanning(scanning, prices);
      case LabelDefinition.TripleBarrier barrier ->
          throw new IllegalArgumentException(
              "a volatility column must be given (label " + barrier.text() + ")");
    };
  }

  /**
   * The labels of the triple-barrier method.
   *
   * @param volatility one fraction for each bar, known with it; a feature column
   * @param side 1 long, -1 short, 0 or {@code NaN} no label, for each bar; {@code null}: all long
   * @throws IllegalArgumentException if a column has not one value for each bar, or a side is none
   *     of these
   */
  public static LabelColumn of(
      LabelDefinition.TripleBarrier definition,
      LabelPrices prices,
      double[] volatility,
      double @Nullable [] side) {
    length("volatility", volatility, prices);
    if (side != null) {
      length("side", side, prices);
    }
    Rows rows = new Rows(prices);
    for (int i = 0; i < prices.size(); i++) {
      double direction = side == null ? 1 : side[i];
      if (direction != 1 && direction != -1 && direction != 0 && !Double.isNaN(direction)) {
        throw new IllegalArgumentException(
            "side must be 1, -1, 0 or undefined, was " + direction + " (row " + i + ")");
      }
      if (!(volatility[i] > 0) || !(direction * direction == 1) || !(prices.close(i) > 0)) {
        rows.settle(i, i, Double.NaN);
      } else {
        touch(rows, definition, i, volatility[i], direction > 0);
      }
    }
    return rows.column(definition.text());
  }

  private static void length(String name, double[] column, LabelPrices prices) {
    if (column.length != prices.size()) {
      throw new IllegalArgumentException(
          name + " must have " + prices.size() + " values, had " + column.length);
    }
  }

  private static void touch(
      Rows rows, LabelDefinition.TripleBarrier barriers, int row, double volatility, boolean buy) {
    LabelPrices prices = rows.prices;
    double close = prices.close(row);
    double up = close * (1 + (buy ? barriers.takeProfit() : barriers.stop()) * volatility);
    double down = close * (1 - (buy ? barriers.stop() : barriers.takeProfit()) * volatility);
    int last = (int) Math.min((long) row + barriers.bars(), prices.size() - 1L);
    for (int j = row + 1; j <= last; j++) {
      boolean touchesUp = prices.high(j) >= up;
      boolean touchesDown = prices.low(j) <= down;
      if (touchesUp || touchesDown) {
        boolean stopped = buy ? touchesDown : touchesUp;
        rows.settle(row, j, stopped ? -1 : 1);
        return;
      }
    }
    if (last - row == barriers.bars()) {
      rows.settle(row, last, 0);
    }
  }

  private static LabelColumn forward(LabelDefinition.ForwardReturn forward, LabelPrices prices) {
    Rows rows = new Rows(prices);
    int bars = forward.bars();
    for (int i = 0; i < prices.size() - bars; i++) {
      double simple = simpleReturn(prices, i, bars);
      double value =
          forward.logarithmic() ? StrictMath.log(prices.close(i + bars) / prices.close(i)) : simple;
      rows.settle(i, i + bars, Double.isNaN(simple) ? Double.NaN : value);
    }
    return rows.column(forward.text());
  }

  private static double simpleReturn(LabelPrices prices, int row, int bars) {
    double from = prices.close(row);
    double to = prices.close(row + bars);
    double value = from > 0 && to > 0 ? to / from - 1 : Double.NaN;
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static LabelColumn direction(LabelDefinition.Direction direction, LabelPrices prices) {
    Rows rows = new Rows(prices);
    int bars = direction.bars();
    double threshold = direction.threshold();
    for (int i = 0; i < prices.size() - bars; i++) {
      double value = simpleReturn(prices, i, bars);
      double label = value > threshold ? 1 : value < -threshold ? -1 : 0;
      rows.settle(i, i + bars, Double.isNaN(value) ? Double.NaN : label);
    }
    return rows.column(direction.text());
  }

  private static LabelColumn scanning(LabelDefinition.TrendScanning scanning, LabelPrices prices) {
    Rows rows = new Rows(prices);
    for (int i = 0; i < prices.size() - scanning.maxBars(); i++) {
      rows.settle(
          i,
          i + scanning.maxBars(),
          Trends.best(prices, i, scanning.minBars(), scanning.maxBars()));
    }
    return rows.column(scanning.text());
  }

  /** A column while it is made. */
  private static final class Rows {
    private final LabelPrices prices;
    private final double[] values;
    private final int[] ends;

    Rows(LabelPrices prices) {
      this.prices = Objects.requireNonNull(prices);
      this.values = new double[prices.size()];
      this.ends = new int[prices.size()];
      Arrays.fill(values, Double.NaN);
      Arrays.fill(ends, -1);
    }

    void settle(int row, int bar, double value) {
      values[row] = value;
      ends[row] = bar;
    }

    LabelColumn column(String name) {
      return new LabelColumn(name, values, ends, prices.knownAt());
    }
  }
}
