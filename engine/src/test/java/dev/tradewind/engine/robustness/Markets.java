package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Seeded prices and small strategies for the checks. */
final class Markets {
  static final long MINUTE = 60_000_000L;
  static final long DAY = 1_440 * MINUTE;

  private Markets() {}

  static Instrument instrument(String id) {
    return new Instrument(
        id,
        AssetClass.CRYPTO,
        "USD",
        new BigDecimal("0.0001"),
        new BigDecimal("0.00001"),
        TradingCalendar.ROUND_THE_CLOCK);
  }

  /**
   * A random walk whose returns repeat a part of the one before.
   *
   * @param persistence 0 for noise; positive for trends
   */
  static BarSeries walk(
      String id, String timeframe, int bars, double persistence, double size, long seed) {
    return walk(id, timeframe, bars, 0, persistence, size, seed);
  }

  static BarSeries walk(
      String id,
      String timeframe,
      int bars,
      int firstBar,
      double persistence,
      double size,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Timeframe length = Timeframe.parse(timeframe);
    BarSeries.Builder builder = BarSeries.builder(instrument(id), length, bars);
    double price = 100;
    double before = 0;
    long start = 18_262 * DAY;
    for (int i = 0; i < bars; i++) {
      double change = persistence * before + size * gaussian(random);
      before = change;
      double open = price;
      double close = price * Math.exp(change);
      double high = Math.max(open, close) * (1 + size / 4 * random.nextDouble());
      double low = Math.min(open, close) * (1 - size / 4 * random.nextDouble());
      builder.append(
          start + (firstBar + i) * length.micros(),
          open,
          high,
          low,
          close,
          1_000 + random.nextInt(500));
      price = close;
    }
    return builder.build();
  }

  private static double gaussian(SplittableRandom random) {
    return random.nextGaussian();
  }

  /** Long while a condition on the index of the newest bar holds; holds nothing else in mind. */
  static Strategy longWhile(IntPredicate holds) {
    return new Strategy() {
      @Override
      public void onStart(StrategySetup setup) {}

      @Override
      public void onBar(StrategyContext context) {
        trade(context, 0, holds.test(context.barCount(0) - 1));
      }
    };
  }

  static void trade(StrategyContext context, int instrument, boolean wanted) {
    boolean held = context.positionLots(instrument) > 0;
    if (context.hasPendingOrder(instrument) || held == wanted) {
      return;
    }
    context.submit(
        wanted
            ? new OrderIntent.Market(instrument, Side.BUY, new OrderSize.CashFraction(0.9))
            : new OrderIntent.Market(instrument, Side.SELL, new OrderSize.EntirePosition()));
  }

  /** A run of a strategy that is made of the bars it is given. */
  static Subject made(List<BarSeries> series, Function<List<BarSeries>, Strategy> maker) {
    return new Subject(
        series,
        "made",
        List.of(),
        Map.of(),
        SimulationConfig.DEFAULT.withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0)),
        RunScope.STANDARD,
        (parameters, world) -> maker.apply(world));
  }
}
