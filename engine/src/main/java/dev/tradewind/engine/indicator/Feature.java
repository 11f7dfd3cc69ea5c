package dev.tradewind.engine.indicator;

import dev.tradewind.engine.market.BarField;

/**
 * A column that can be computed from the bars of one instrument. The set is closed: every kernel is
 * causal (value {@code i} depends on bars {@code 0..i} only), which a test checks for each.
 */
public sealed interface Feature {
  /** Canonical text, the name of the feature: {@code ema(close, 21)}. */
  String canonical();

  /** Number of leading bars on which the feature is {@code NaN}, &ge; 0. */
  int warmUp();

  /** A column of the bars themselves. */
  record Field(BarField field) implements Feature {
    @Override
    public String canonical() {
      return field.code();
    }

    @Override
    public int warmUp() {
      return 0;
    }
  }

  /** Simple moving average, see {@link MovingAverages#sma}. */
  record Sma(BarField input, int period) implements Feature {
    /** Refuses a period below 1. */
    public Sma {
      Periods.require("sma", input.code(), period, 1);
    }

    @Override
    public String canonical() {
      return "sma(" + input.code() + ", " + period + ")";
    }

    @Override
    public int warmUp() {
      return period - 1;
    }
  }

  /** Exponential moving average, see {@link MovingAverages#ema}. */
  record Ema(BarField input, int period) implements Feature {
    /** Refuses a period below 1. */
    public Ema {
      Periods.require("ema", input.code(), period, 1);
    }

    @Override
    public String canonical() {
      return "ema(" + input.code() + ", " + period + ")";
    }

    @Override
    public int warmUp() {
      return period - 1;
    }
  }

  /** Relative strength index, see {@link Oscillators#rsi}. */
  record Rsi(BarField input, int period) implements Feature {
    /** Refuses a period below 2. */
    public Rsi {
      Periods.require("rsi", input.code(), period, 2);
    }

    @Override
    public String canonical() {
      return "rsi(" + input.code() + ", " + period + ")";
    }

    @Override
    public int warmUp() {
      return period;
    }
  }
}
