package dev.tradewind.engine.indicator;

import dev.tradewind.engine.market.BarSeries;

/** Computes a feature over a whole series; used by the simulator and by charts. */
public final class FeatureColumns {
  private FeatureColumns() {}

  /**
   * The values of a feature, one for each bar.
   *
   * @return length {@code series.size()}, {@code NaN} through the warm-up
   */
  public static double[] compute(BarSeries series, Feature feature) {
    return switch (feature) {
      case Feature.Field field -> series.copyOf(field.field());
      case Feature.Sma sma -> {
        double[] out = new double[series.size()];
        MovingAverages.sma(series.copyOf(sma.input()), sma.period(), out);
        yield out;
      }
      case Feature.Ema ema -> {
        double[] column = series.copyOf(ema.input());
        MovingAverages.ema(column, ema.period(), column);
        yield column;
      }
      case Feature.Rsi rsi -> {
        double[] out = new double[series.size()];
        Oscillators.rsi(series.copyOf(rsi.input()), rsi.period(), out);
        yield out;
      }
    };
  }
}
