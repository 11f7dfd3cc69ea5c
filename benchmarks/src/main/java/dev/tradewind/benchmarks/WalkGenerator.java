package dev.tradewind.benchmarks;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * One-minute bars of a seeded geometric random walk, the input of every workload: 10 normal
 * sub-steps of deviation 0.0002 a bar, the open a normal step of 0.00002 from the close before,
 * log-normal volume, from 100 on 2020-01-01 UTC, prices rounded to 6 decimals. Never downloaded.
 */
public final class WalkGenerator {
  /** Bars of the workloads. */
  public static final int BARS = 1_000_000;

  /** What is traded: fine enough that prices need no rounding. */
  public static final Instrument INSTRUMENT =
      new Instrument(
          "WALK",
          AssetClass.OTHER,
          "USD",
          new BigDecimal("0.000001"),
          BigDecimal.ONE,
          TradingCalendar.ROUND_THE_CLOCK);

  private static final long SEED = 42;
  private static final long START_SECONDS =
      LocalDateTime.of(2020, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private WalkGenerator() {}

  /** The first bars of the walk; the same ones on every machine. */
  public static BarSeries series(int bars) {
    Random random = new Random(SEED);
    BarSeries.Builder builder = BarSeries.builder(INSTRUMENT, Timeframe.parse("1m"), bars);
    double close = 100;
    for (int i = 0; i < bars; i++) {
      double open = close * StrictMath.exp(random.nextGaussian() * 0.00002);
      double price = open;
      double high = open;
      double low = open;
      for (int step = 0; step < 10; step++) {
        price *= StrictMath.exp(random.nextGaussian() * 0.0002);
        high = Math.max(high, price);
        low = Math.min(low, price);
      }
      close = price;
      double volume = StrictMath.exp(3 + random.nextGaussian());
      builder.append(
          (START_SECONDS + i * 60L) * 1_000_000L,
          rounded(open),
          rounded(high),
          rounded(low),
          rounded(close),
          rounded(volume));
    }
    return builder.build();
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }

  /** Writes bars as {@code timestamp,open,high,low,close,volume}, times to the second in UTC. */
  public static void write(BarSeries bars, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("timestamp,open,high,low,close,volume\n");
      for (int i = 0; i < bars.size(); i++) {
        long seconds = bars.openTime(i) / 1_000_000L;
        out.write(TIME.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)));
        out.write(
            ","
                + decimal(bars.open(i))
                + ","
                + decimal(bars.high(i))
                + ","
                + decimal(bars.low(i))
                + ","
                + decimal(bars.close(i))
                + ","
                + decimal(bars.volume(i))
                + "\n");
      }
    }
  }

  private static String decimal(double value) {
    return BigDecimal.valueOf(value).toPlainString();
  }
}
