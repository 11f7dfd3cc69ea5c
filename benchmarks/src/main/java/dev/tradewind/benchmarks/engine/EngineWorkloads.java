package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.Medians;
import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.strategy.StrategySetup;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** W1 and W5 on the event-driven engine, statistics included. */
public final class EngineWorkloads {
  private static final SimulationConfig CONFIG =
      new SimulationConfig(
              BigDecimal.valueOf((long) PlainLoops.CASH), BigDecimal.TEN, BigDecimal.ZERO, 0, 0)
          // The loops beside them know no limit by volume.
          .withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0));
  private static final OrderSize ONE = new OrderSize.Lots(1);

  private EngineWorkloads() {}

  /** W1 and W5. */
  public static List<Workload> all() {
    return List.of(
        new Comparison(
            "w1",
            "EMA 9/21 crossover, one unit, 1 000 000 bars, with statistics",
            PlainLoops::w1,
            EngineWorkloads::w1),
        new Comparison(
            "w5",
            "an order on every bar, alternately buy and sell, 1 000 000 bars",
            PlainLoops::w5,
            EngineWorkloads::w5),
        new Comparison(
            "bracket",
            "a buy with a stop and a target on every flat bar, 1 000 000 bars",
            PlainLoops::bracket,
            EngineWorkloads::bracket),
        new UniverseWorkload(),
        new SimulationCurve());
  }

  private record Comparison(
      String name,
      String description,
      Function<PlainLoops, PlainLoops.Result> plain,
      Function<BarSeries, SimulationResult> product)
      implements Workload {
    @Override
    public Map<String, Object> measure() throws Exception {
      BarSeries bars = WalkGenerator.series(WalkGenerator.BARS);
      PlainLoops loops = new PlainLoops(bars);
      Map<String, Object> result =
          Medians.compare(() -> named(plain.apply(loops)), () -> named(product.apply(bars)));
      Map<String, Object> all =
          Medians.compare(
              () -> named(plain.apply(loops)),
              () -> product.apply(bars).statistics().getLast().value());
      result.put("allStatisticsMillis", all.get("productMillis"));
      result.put("allStatisticsRatio", all.get("ratio"));
      return result;
    }

    private static double named(PlainLoops.Result result) {
      return result.totalReturn() + result.sharpe() + result.maxDrawdown() + result.trades();
    }

    /** The statistics that the workloads name; all others of a result are computed when asked. */
    private static double named(SimulationResult result) {
      return result.statistic("totalReturn")
          + result.statistic("sharpe")
          + result.statistic("maxDrawdown")
          + result.roundTrips().size();
    }
  }

  /** An EMA 9/21 crossover, long only, one unit. */
  public static SimulationResult w1(BarSeries bars) {
    return run(bars, new Crossover());
  }

  /** An order on every bar, alternately buy and sell. */
  public static SimulationResult w5(BarSeries bars) {
    return run(bars, new Alternate());
  }

  /** On every flat bar a buy with a stop and a target. */
  public static SimulationResult bracket(BarSeries bars) {
    return run(bars, new Brackets());
  }

  /** One unit of each while its close is above that of 20 bars before. */
  static SimulationResult universe(List<BarSeries> series) {
    return Simulator.run(
        series, new AboveBefore(), "AboveBefore", Map.of(), CONFIG, SimulationListener.NONE);
  }

  /** Buy once and hold: what a bar costs without orders. */
  public static SimulationResult buyAndHold(BarSeries bars) {
    StrategyDescriptor strategy = BuiltInStrategies.INSTANCE.find("buy_and_hold").orElseThrow();
    return Simulator.run(List.of(bars), strategy, Map.of(), CONFIG, SimulationListener.NONE);
  }

  private static SimulationResult run(BarSeries bars, Strategy strategy) {
    return Simulator.run(
        List.of(bars),
        strategy,
        strategy.getClass().getSimpleName(),
        Map.of(),
        CONFIG,
        SimulationListener.NONE);
  }

  private static final class Crossover implements Strategy {
    private FeatureHandle fast = new FeatureHandle(0, 0, 0);
    private FeatureHandle slow = new FeatureHandle(0, 0, 0);

    @Override
    public void onStart(StrategySetup setup) {
      fast = setup.feature(0, "ema(close, 9)");
      slow = setup.feature(0, "ema(close, 21)");
    }

    @Override
    public void onBar(StrategyContext context) {
      double fastNow = context.value(fast);
      double slowNow = context.value(slow);
      double fastBefore = context.value(fast, 1);
      double slowBefore = context.value(slow, 1);
      if (fastNow > slowNow && fastBefore <= slowBefore) {
        if (context.positionLots(0) == 0) {
          context.submit(new OrderIntent.Market(0, Side.BUY, ONE));
        }
      } else if (fastNow < slowNow && fastBefore >= slowBefore) {
        if (context.positionLots(0) > 0) {
          context.submit(new OrderIntent.Market(0, Side.SELL, ONE));
        }
      }
    }
  }

  private static final class Alternate implements Strategy {
    @Override
    public void onStart(StrategySetup setup) {}

    @Override
    public void onBar(StrategyContext context) {
      Side side = context.positionLots(0) == 0 ? Side.BUY : Side.SELL;
      context.submit(new OrderIntent.Market(0, side, ONE));
    }
  }

  private static final class Brackets implements Strategy {
    private static final OrderType MARKET = new OrderType.Market();

    @Override
    public void onStart(StrategySetup setup) {}

    @Override
    public void onBar(StrategyContext context) {
      if (context.positionLots(0) == 0) {
        double close = context.value(0, BarField.CLOSE, 0);
        context.submit(
            new OrderIntent.Bracket(
                new OrderIntent.Order(0, Side.BUY, ONE, MARKET),
                new OrderType.Stop(close * (1 - PlainLoops.DISTANCE)),
                new OrderType.Limit(close * (1 + PlainLoops.DISTANCE))));
      }
    }
  }

  private static final class AboveBefore implements Strategy {
    @Override
    public void onStart(StrategySetup setup) {}

    @Override
    public void onBar(StrategyContext context) {
      int instrument = context.instrument();
      double close = context.value(instrument, BarField.CLOSE, 0);
      double before = context.value(instrument, BarField.CLOSE, PlainLoops.LOOK_BACK);
      boolean held = context.positionLots(instrument) > 0;
      if (held ? close < before : close > before) {
        context.submit(new OrderIntent.Market(instrument, held ? Side.SELL : Side.BUY, ONE));
      }
    }
  }
}
