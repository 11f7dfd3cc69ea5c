package dev.tradewind.testkit;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random walks for tests: the same seed gives the same bars on every machine. Tests print the seed
 * in their failure messages and take it from the property {@code tradewind.seed}. The prices are no
 * market's: never show them to a user. Stateless.
 */
public final class SeededBars {
  /** 2020-01-01 UTC in microseconds. */
  public static final long START_MICROS = 1_577_836_800_000_000L;

  private SeededBars() {}

  /** The seed of this run: the property {@code tradewind.seed}, or the one given. */
  public static long seed(long standard) {
    return Long.getLong("tradewind.seed", standard);
  }

  /** An instrument that trades round the clock, with a tick of 0.01 and a lot of 0.0001. */
  public static Instrument instrument(String id) {
    return new Instrument(
        id,
        AssetClass.CRYPTO,
        "USD",
        new BigDecimal("0.01"),
        new BigDecimal("0.0001"),
        TradingCalendar.ROUND_THE_CLOCK);
  }

  /** Bars without gaps from 2020 on. */
  public static BarSeries walk(long seed, Instrument instrument, Timeframe timeframe, int bars) {
    return walk(seed, instrument, timeframe, bars, 0);
  }

  /**
   * Bars from 2020 on.
   *
   * @param gapChance probability in [0, 1) that a bar is missing
   */
  public static BarSeries walk(
      long seed, Instrument instrument, Timeframe timeframe, int bars, double gapChance) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, bars);
    double price = 100;
    long time = START_MICROS;
    while (builder.size() < bars) {
      double open = cents(price);
      double high = open;
      double low = open;
      for (int step = 0; step < 10; step++) {
        price *= 1 + 0.002 * (random.nextDouble() - 0.5);
        high = Math.max(high, cents(price));
        low = Math.min(low, cents(price));
      }
      double volume = Math.rint(random.nextDouble() * 1e6) / 1e4;
      if (random.nextDouble() >= gapChance) {
        builder.append(time, open, high, low, cents(price), volume);
      }
      time += timeframe.micros();
    }
    return builder.build();
  }

  /** The bars with another close on one of them, its high and low widened to hold it. */
  public static BarSeries withClose(BarSeries series, int bar, double close) {
    BarSeries.Builder builder =
        BarSeries.builder(series.instrument(), series.timeframe(), series.size());
    for (int i = 0; i < series.size(); i++) {
      double c = i == bar ? close : series.close(i);
      double high = Math.max(series.high(i), c);
      double low = Math.min(series.low(i), c);
      builder.append(series.openTime(i), series.open(i), high, low, c, series.volume(i));
    }
    return builder.build();
  }

  /** The bars without some of them. */
  public static BarSeries without(BarSeries series, Integer... missing) {
    List<Integer> left = List.of(missing);
    BarSeries.Builder builder =
        BarSeries.builder(series.instrument(), series.timeframe(), series.size());
    for (int i = 0; i < series.size(); i++) {
      if (!left.contains(i)) {
        builder.append(
            series.openTime(i),
            series.open(i),
            series.high(i),
            series.low(i),
            series.close(i),
            series.volume(i));
      }
    }
    return builder.build();
  }

  /** The bars without the volume of some of them. */
  public static BarSeries withoutVolume(BarSeries series, Integer... missing) {
    List<Integer> left = List.of(missing);
    BarSeries.Builder builder =
        BarSeries.builder(series.instrument(), series.timeframe(), series.size());
    for (int i = 0; i < series.size(); i++) {
      builder.append(
          series.openTime(i),
          series.open(i),
          series.high(i),
          series.low(i),
          series.close(i),
          left.contains(i) ? Double.NaN : series.volume(i));
    }
    return builder.build();
  }

  private static double cents(double price) {
    return Math.rint(price * 100) / 100;
  }

  /** Bars with every odd value a double can have, for tests of storage. */
  public static BarSeries oddValues(Instrument instrument, Timeframe timeframe) {
    double[] odd = {
      1.0,
      -0.0,
      0.0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MIN_NORMAL,
      1e-310,
      Double.MAX_VALUE / 8,
      0.1 + 0.2,
      1.0 / 3,
      3 * Double.MIN_VALUE,
      123456789.12345679,
      -1.5,
      1e22,
      1e23,
      9007199254740992.0,
      2.225073858507201e-308
    };
    double[] volumes = {0, -0.0, Double.NaN, Double.MIN_VALUE, 1e300, 0.1};
    BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, odd.length);
    for (int i = 0; i < odd.length; i++) {
      builder.append(
          START_MICROS + i * timeframe.micros(),
          odd[i],
          odd[(i + 1) % odd.length],
          odd[(i + 2) % odd.length],
          odd[(i + 3) % odd.length],
          volumes[i % volumes.length]);
    }
    return builder.build();
  }
}
