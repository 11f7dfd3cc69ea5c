package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Short series and scripted strategies for tables of fill rules. */
final class Scripted {
  static final long DAY = 86_400_000_000L;

  private Scripted() {}

  static Instrument instrument(String id, String tick, String lot) {
    return new Instrument(
        id,
        AssetClass.CRYPTO,
        "USD",
        new BigDecimal(tick),
        new BigDecimal(lot),
        TradingCalendar.ROUND_THE_CLOCK);
  }

  /** Daily bars from 1970-01-01 whose four prices are equal. */
  static BarSeries flat(Instrument instrument, double... prices) {
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1D"), prices.length);
    for (int i = 0; i < prices.length; i++) {
      builder.append(i * DAY, prices[i], prices[i], prices[i], prices[i], 1_000);
    }
    return builder.build();
  }

  /** Daily bars, each {@code {open, high, low, close}}. */
  static BarSeries bars(Instrument instrument, double[]... rows) {
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1D"), rows.length);
    for (int i = 0; i < rows.length; i++) {
      builder.append(i * DAY, rows[i][0], rows[i][1], rows[i][2], rows[i][3], 1_000);
    }
    return builder.build();
  }

  static SimulationConfig config(String cash, String feeBps, String slippageBps) {
    return unlimited(
        new SimulationConfig(
            new BigDecimal(cash), new BigDecimal(feeBps), new BigDecimal(slippageBps), 0, 0));
  }

  /** The same without a limit by volume. */
  static SimulationConfig unlimited(SimulationConfig config) {
    return config.withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0));
  }

  /** The same without short selling. */
  static SimulationConfig longOnly(SimulationConfig config) {
    return config.withMargin(new MarginRules(1, 0.25, 0.03, false));
  }

  static OrderIntent buy(long lots) {
    return new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(lots));
  }

  static OrderIntent buyFraction(double fraction) {
    return new OrderIntent.Market(0, Side.BUY, new OrderSize.CashFraction(fraction));
  }

  static OrderIntent sell(long lots) {
    return new OrderIntent.Market(0, Side.SELL, new OrderSize.Lots(lots));
  }

  static OrderIntent sellAll() {
    return new OrderIntent.Market(0, Side.SELL, new OrderSize.EntirePosition());
  }

  /** A strategy that only has an {@code onBar}. */
  static Supplier<Strategy> onBar(Consumer<StrategyContext> onBar) {
    return () ->
        new Strategy() {
          @Override
          public void onStart(StrategySetup setup) {}

          @Override
          public void onBar(StrategyContext context) {
            onBar.accept(context);
          }
        };
  }

  /** Hands in the given orders after the given bars (0 for the first) of instrument 0. */
  static Supplier<Strategy> script(Map<Integer, List<OrderIntent>> orders) {
    return onBar(
        context -> {
          if (context.instrument() == 0) {
            orders.getOrDefault(context.barCount(0) - 1, List.of()).forEach(context::submit);
          }
        });
  }

  static SimulationResult run(
      BarSeries series, SimulationConfig config, Map<Integer, List<OrderIntent>> orders) {
    return run(List.of(series), config, script(orders));
  }

  static SimulationResult run(
      List<BarSeries> series, SimulationConfig config, Supplier<Strategy> strategy) {
    return Simulator.run(
        series, strategy.get(), "scripted", Map.of(), config, SimulationListener.NONE);
  }
}
