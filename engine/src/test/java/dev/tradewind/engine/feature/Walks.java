package dev.tradewind.engine.feature;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.SplittableRandom;

/** Seeded bars with gaps and bars that are known late. */
final class Walks {
  static final Instrument COIN = instrument("COIN", TradingCalendar.ROUND_THE_CLOCK);

  private Walks() {}

  static Instrument instrument(String id, TradingCalendar calendar) {
    return new Instrument(
        id, AssetClass.CRYPTO, "USD", new BigDecimal("0.01"), BigDecimal.ONE, calendar);
  }

  static BarSeries walk(Instrument instrument, String timeframe, long seed, int bars) {
    SplittableRandom random = new SplittableRandom(seed);
    Timeframe length = Timeframe.parse(timeframe);
    BarSeries.Builder builder = BarSeries.builder(instrument, length, bars);
    long time = 1_577_836_800_000_000L + random.nextInt(300) * length.micros();
    double price = 100;
    for (int i = 0; i < bars; i++) {
      double open = price;
      price *= 1 + (random.nextDouble() - 0.5) * 0.02;
      double high = Math.max(open, price) * (1 + random.nextDouble() * 0.004);
      double low = Math.min(open, price) * (1 - random.nextDouble() * 0.004);
      builder.append(time, open, high, low, price, random.nextInt(100));
      if (random.nextInt(25) == 0) {
        long close = time + length.micros();
        builder.closing(close, close + random.nextInt(3) * length.micros() / 2, false);
      }
      time += (random.nextInt(12) == 0 ? 1 + random.nextInt(40) : 1) * length.micros();
    }
    return builder.build();
  }
}
