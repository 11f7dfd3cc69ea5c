package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.FunctionParameter.Kind;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Columns to feed functions with: bars of a seeded walk in sessions of {@value #SESSION_BARS} bars,
 * and further columns for arguments.
 *
 * @param fields one column for each {@link SeriesInput}
 * @param series columns for numeric arguments
 * @param conditions columns for truth values
 */
record SampleBars(double[][] fields, double[][] series, double[][] conditions) {
  static final long SEED = 20_260_101L;
  static final int SESSION_BARS = 90;
  private static final long MINUTE = 60_000_000L;
  private static final long FIRST = 1_704_205_800_000_000L;
  private static final int ARGUMENTS = 4;

  /** What the prices of the walk do. */
  enum Shape {
    WALK,
    FLAT,
    ZERO_VOLUME,
    FLAT_WITHOUT_VOLUME,
    TINY,
    HUGE,
    LARGEST,
    RISING,
    FALLING,
    STEPS
  }

  static SampleBars of(Shape shape, int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] fields = new double[SeriesInput.values().length][size];
    double[][] series = new double[ARGUMENTS][size];
    double[][] conditions = new double[ARGUMENTS][size];
    double close = 100;
    for (int i = 0; i < size; i++) {
      double open = close * (1 + (random.nextDouble() - 0.5) * 0.004);
      close = next(shape, i, close, random.nextDouble() - 0.5);
      double high = Math.max(open, close) * (1 + random.nextDouble() * 0.01);
      double low = Math.min(open, close) * (1 - random.nextDouble() * 0.01);
      double volume = Math.rint(1 + random.nextDouble() * 1000);
      boolean flat = shape == Shape.FLAT || shape == Shape.FLAT_WITHOUT_VOLUME;
      boolean idle = shape == Shape.ZERO_VOLUME || shape == Shape.FLAT_WITHOUT_VOLUME;
      double scale =
          shape == Shape.TINY
              ? 1e-6
              : shape == Shape.HUGE ? 1e9 : shape == Shape.LARGEST ? 1e147 : 1;
      double[] prices = {
        flat ? 100 : open * scale,
        flat ? 100 : high * scale,
        flat ? 100 : low * scale,
        flat ? 100 : close * scale
      };
      fill(fields, i, prices, idle ? 0 : volume * scale);
      for (int k = 0; k < ARGUMENTS; k++) {
        double noise = flat || k == 0 ? 0 : 0.02 * (random.nextDouble() - 0.5);
        series[k][i] = prices[3] * (1 + noise);
        conditions[k][i] = !flat && random.nextDouble() < 0.4 ? 1 : 0;
      }
    }
    return new SampleBars(fields, series, conditions);
  }

  private static double next(Shape shape, int bar, double close, double change) {
    return switch (shape) {
      case RISING -> close * 1.001;
      case FALLING -> close * 0.999;
      case STEPS -> bar % 40 < 30 ? close : close * (1 + change * 0.1);
      default -> close * (1 + change * 0.02);
    };
  }

  private static void fill(double[][] fields, int bar, double[] prices, double volume) {
    double open = prices[0];
    double high = prices[1];
    double low = prices[2];
    double close = prices[3];
    long time = FIRST + bar * MINUTE;
    long session = FIRST + bar / SESSION_BARS * SESSION_BARS * MINUTE;
    for (SeriesInput input : SeriesInput.values()) {
      fields[input.ordinal()][bar] =
          switch (input) {
            case OPEN -> open;
            case HIGH -> high;
            case LOW -> low;
            case CLOSE -> close;
            case VOLUME -> volume;
            case TYPICAL -> (high + low + close) / 3;
            case MEDIAN -> (high + low) / 2;
            case OPEN_TIME -> time;
            case CLOSE_TIME -> time + MINUTE;
            case SESSION_OPEN -> session;
            case SESSION_CLOSE -> session + SESSION_BARS * MINUTE;
          };
    }
  }

  /** Replaces the bar; the first numeric argument becomes its close. */
  void put(int bar, double[] openHighLowCloseVolume) {
    fill(fields, bar, openHighLowCloseVolume, openHighLowCloseVolume[4]);
    series[0][bar] = openHighLowCloseVolume[3];
  }

  /** The columns that the function's kernel is fed, as copies. */
  double[][] inputsOf(FunctionDefinition function) {
    List<double[]> in = new ArrayList<>();
    for (SeriesInput input : function.implicitInputs()) {
      in.add(fields[input.ordinal()].clone());
    }
    int numbers = 0;
    int truths = 0;
    for (FunctionParameter parameter : function.parameters()) {
      if (parameter.kind() == Kind.SERIES) {
        in.add(series[numbers++].clone());
      } else if (parameter.kind() == Kind.CONDITION) {
        in.add(conditions[truths++].clone());
      }
    }
    return in.toArray(double[][]::new);
  }

  /** These bars with prices and numeric arguments times {@code price}, volumes times another. */
  SampleBars times(double price, double volume) {
    double[][] scaled = new double[fields.length][];
    for (SeriesInput input : SeriesInput.values()) {
      int i = input.ordinal();
      double factor = input == SeriesInput.VOLUME ? volume : input.isField() ? price : 1;
      scaled[i] = times(fields[i], factor);
    }
    double[][] arguments = new double[series.length][];
    for (int k = 0; k < series.length; k++) {
      arguments[k] = times(series[k], price);
    }
    return new SampleBars(scaled, arguments, conditions);
  }

  static double[] times(double[] column, double factor) {
    double[] scaled = new double[column.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = column[i] * factor;
    }
    return scaled;
  }
}
