package dev.tradewind.plugins;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.Random;

/** Seeded random walks. */
final class TestMarket {
  private static final long START = 1_600_000_000_000_000L / 86_400_000_000L * 86_400_000_000L;

  private TestMarket() {}

  static BarSeries walk(String id, String timeframe, int bars, long seed) {
    Instrument instrument =
        new Instrument(
            id,
            AssetClass.CRYPTO,
            "USD",
            new BigDecimal("0.01"),
            new BigDecimal("0.001"),
            TradingCalendar.ROUND_THE_CLOCK);
    Timeframe length = Timeframe.parse(timeframe);
    BarSeries.Builder builder = BarSeries.builder(instrument, length, bars);
    Random random = new Random(seed);
    double price = 100;
    for (int i = 0; i < bars; i++) {
      double open = price;
      double close = Math.max(1, open * (1 + 0.02 * random.nextGaussian()));
      double high = Math.max(open, close) * (1 + 0.005 * random.nextDouble());
      double low = Math.min(open, close) * (1 - 0.005 * random.nextDouble());
      builder.append(
          START + i * length.micros(), open, high, low, close, 1_000 * random.nextDouble());
      price = close;
    }
    return builder.build();
  }
}
