package dev.tradewind.engine.indicator;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /**
   * The values of several features, the same as of each alone; moving averages of one input share a
   * pass.
   *
   * @return one column for each feature, in their order
   */
  public static double[][] computeAll(BarSeries series, List<Feature> features) {
    double[][] columns = new double[features.size()][];
    Map<BarField, Integer> waiting = new EnumMap<>(BarField.class);
    for (int i = 0; i < columns.length; i++) {
      if (!(features.get(i) instanceof Feature.Ema ema)) {
        columns[i] = compute(series, features.get(i));
        continue;
      }
      Integer first = waiting.remove(ema.input());
      if (first == null) {
        waiting.put(ema.input(), i);
      } else if (features.get(first) instanceof Feature.Ema partner) {
        columns[first] = series.copyOf(ema.input());
        columns[i] = new double[series.size()];
        MovingAverages.emaPair(
            columns[first], partner.period(), columns[first], ema.period(), columns[i]);
      }
    }
    for (int alone : waiting.values()) {
      columns[alone] = compute(series, features.get(alone));
    }
    return columns;
  }
}
