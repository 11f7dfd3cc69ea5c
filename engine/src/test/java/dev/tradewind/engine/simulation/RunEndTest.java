package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that end before their data, and what they leave. */
class RunEndTest {
  private static final Instrument ONE = Scripted.instrument("ONE", "0.01", "1");
  private static final SimulationConfig FREE = Scripted.config("10000", "0", "0");

  private static final class Ending implements Strategy {
    private final List<String> told = new ArrayList<>();
    private final int failsAt;

    private Ending(int failsAt) {
      this.failsAt = failsAt;
    }

    @Override
    public void onStart(StrategySetup setup) {}

    @Override
    public void onBar(StrategyContext context) {
      if (context.barCount(0) == failsAt) {
        throw new IllegalStateException("value 17 of bar " + failsAt);
      }
      context.submit(new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(1)));
    }

    @Override
    public void onStop(StrategyContext context) {
      told.add("stop at " + context.barCount(0) + ", holds " + context.positionLots(0));
    }
  }

  private static BarSeries seconds(int bars) {
    BarSeries.Builder builder = BarSeries.builder(ONE, Timeframe.parse("1s"), bars);
    for (int i = 0; i < bars; i++) {
      builder.append(i * 1_000_000L, 1, 1, 1, 1, 1e6);
    }
    return builder.build();
  }

  private static SimulationResult run(Strategy strategy, SimulationListener listener) {
    return Simulator.run(List.of(seconds(20_000)), strategy, "ending", Map.of(), FREE, listener);
  }

  @Test
  void whatAFailedRunHadDoneIsKeptAndTheStrategyIsToldOfItsEnd() {
    Ending strategy = new Ending(4);

    StrategyFailedException failure =
        catchThrowableOfType(
            StrategyFailedException.class, () -> run(strategy, SimulationListener.NONE));

    assertThat(failure).hasMessageContainingAll("ending", "ONE", "bar 3", "value 17");
    SimulationResult partial = failure.partialResult().orElseThrow();
    assertThat(partial.isPartial()).isTrue();
    assertThat(partial.equitySize()).isEqualTo(4);
    assertThat(partial.fills()).hasSize(3);
    assertThat(partial.errors()).hasSize(1);
    assertThat(partial.assumptions())
        .anySatisfy(
            line -> {
              assertThat(line.isWarning()).isTrue();
              assertThat(line.text()).contains("before");
            });
    assertThat(strategy.told).containsExactly("stop at 4, holds 3");
  }

  @Test
  void whatACancelledRunHadDoneIsKeptAndTheStrategyIsToldOfItsEnd() {
    Ending strategy = new Ending(-1);

    SimulationCancelledException cancelled =
        catchThrowableOfType(
            SimulationCancelledException.class,
            () -> run(strategy, (done, total) -> done < 10_000));

    SimulationResult partial = cancelled.partialResult().orElseThrow();
    assertThat(partial.isPartial()).isTrue();
    assertThat(partial.equitySize()).isBetween(10_000, 19_999);
    assertThat(strategy.told).hasSize(1);
  }

  @Test
  void aRunThatGoesOnAfterFailuresIsToldOfItsEndOnce() {
    Ending strategy = new Ending(4);

    SimulationResult result =
        Simulator.run(
            List.of(seconds(10)),
            strategy,
            "ending",
            Map.of(),
            FREE.withOnError(ErrorPolicy.CONTINUE, 10),
            SimulationListener.NONE);

    assertThat(result.isPartial()).isFalse();
    assertThat(result.errors()).hasSize(1);
    assertThat(strategy.told).containsExactly("stop at 10, holds 8");
  }

  private static BarSeries flat(String id, int bars) {
    double[] prices = new double[bars];
    java.util.Arrays.fill(prices, 10);
    return Scripted.flat(Scripted.instrument(id, "0.01", "1"), prices);
  }

  private static SimulationResult averaging(ErrorPolicy policy, BarSeries... series) {
    Strategy strategy =
        new Strategy() {
          @Override
          public void onStart(StrategySetup setup) {
            for (int i = 0; i < setup.instrumentCount(); i++) {
              setup.feature(i, "sma(close, 5)");
              setup.feature(i, "sma(close, 8)");
            }
          }

          @Override
          public void onBar(StrategyContext context) {}
        };
    return Simulator.run(
        List.of(series),
        strategy,
        "averaging",
        Map.of(),
        FREE.withOnError(policy, 10),
        SimulationListener.NONE);
  }

  @Test
  void everyInstrumentThatIsShorterThanItsWarmUpIsNamed() {
    SimulationResult result = averaging(ErrorPolicy.STOP, flat("A", 9), flat("B", 4), flat("C", 7));

    assertThat(result.errors())
        .extracting(RunError::message)
        .containsExactly(
            "strategy averaging: feature sma(close, 8) is undefined on the first 7 bars, instrument"
                + " B has 4",
            "strategy averaging: feature sma(close, 8) is undefined on the first 7 bars, instrument"
                + " C has 7");
  }

  @Test
  void aRunInWhichNothingCanBeKnownEndsOrGoesOnAsConfigured() {
    StrategyFailedException failure =
        catchThrowableOfType(
            StrategyFailedException.class,
            () -> averaging(ErrorPolicy.STOP, flat("B", 4), flat("C", 7)));

    assertThat(failure).hasMessageContainingAll("averaging", "sma(close, 8)", "B has 4", "C has 7");
    assertThat(averaging(ErrorPolicy.CONTINUE, flat("B", 4), flat("C", 7)).errors()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY})
  void senselessAmountsAreRefusedWithTheirPlace(double amount) {
    SimulationResult result =
        Scripted.run(
            List.of(flat("A", 4)),
            FREE,
            Scripted.onBar(
                context -> {
                  if (context.barCount(0) == 2) {
                    context.submit(
                        new OrderIntent.Order(
                            0, Side.BUY, new OrderSize.Notional(amount), new OrderType.Market()));
                    context.submit(
                        new OrderIntent.Order(
                            0, Side.BUY, new OrderSize.Lots(1), new OrderType.Limit(amount)));
                  }
                }));

    assertThat(result.fills()).isEmpty();
    assertThat(result.rejections())
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.reason())
                    .contains("instrument A", "bar 1", Double.toString(amount)));
  }
}
