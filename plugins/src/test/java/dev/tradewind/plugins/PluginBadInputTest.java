package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradewind.engine.simulation.ErrorPolicy;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.RunError;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user's code can do wrong that is no attack, as the engine's own table has it for code in
 * this process: the same words, places and values come through from the other one.
 */
class PluginBadInputTest {
  private static final PluginLimits TIGHT = new PluginLimits(32, 2_000, 60_000, 20_000);
  private static final int BARS = 30;

  @TempDir Path folder;

  @AfterEach
  void everyProcessIsGone() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private StrategyDescriptor strategy(String start, String statements) throws IOException {
    Path jar =
        CompiledJar.of(
            folder.resolve("wrong.jar"),
            CompiledJar.provider(
                "Wrong",
                "wrong",
                "public void onStart(StrategySetup setup) {"
                    + start
                    + "}\npublic void onBar(StrategyContext context) {"
                    + " if (context.barCount(0) == 2) context.submit(new OrderIntent.Market(0,"
                    + " Side.BUY, new OrderSize.Lots(1)));"
                    + " if (context.barCount(0) == 6) { "
                    + statements
                    + " } }"));
    PluginJar read = PluginJar.read(jar, TIGHT);
    assertThat(read.problem()).isEmpty();
    return read.strategies().getFirst().descriptor();
  }

  private static SimulationResult run(StrategyDescriptor strategy, ErrorPolicy policy) {
    return Simulator.run(
        List.of(TestMarket.walk("A", "1D", BARS, 1)),
        strategy,
        Map.of(),
        SimulationConfig.DEFAULT.withOnError(policy, 20),
        SimulationListener.NONE);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(
            "throw new IllegalStateException(\"value 17\");",
            "it threw IllegalStateException: value 17 (test.Wrong$Run.onBar, line "),
        arguments(
            "int zero = context.barCount(0) - 6; context.submit(new OrderIntent.Cancel(1 / zero));",
            "it threw ArithmeticException: / by zero (test.Wrong$Run.onBar, line "),
        arguments(
            "while (true) context.submit(new OrderIntent.Market(0, Side.BUY, new"
                + " OrderSize.Lots(1)));",
            "orders of one callback must be <= 20 (maxOrdersPerBar)"),
        arguments(
            "context.positionLots(7);",
            "it asked for what is not there: number 7 (counted from 0) of 1 (test.Wrong$Run"),
        arguments(
            "context.value(7, BarField.CLOSE, 0);",
            "it asked for what is not there: number 7 (counted from 0) of 1 (test.Wrong$Run"),
        arguments("context.value(0, BarField.CLOSE, -1);", "barsAgo must be >= 0, was -1 (test.W"),
        arguments("context.submit(null);", "it passed null where a value is needed (test.Wrong"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureNamesItsPlaceAndEndsTheRunOrNot(String statements, String expected)
      throws IOException {
    StrategyDescriptor strategy = strategy("", statements);
    StrategyFailedException failure =
        catchThrowableOfType(StrategyFailedException.class, () -> run(strategy, ErrorPolicy.STOP));
    assertThat(failure)
        .hasMessageStartingWith("strategy " + strategy.id() + " failed in onBar (instrument A,")
        .hasMessageContainingAll("newest known bar 5, time 2020-", expected)
        .hasMessageNotContainingAny("java.lang", "dev.tradewind");
    SimulationResult part = failure.partialResult().orElseThrow();
    assertThat(part.isPartial()).isTrue();
    assertThat(part.equitySize()).isEqualTo(6);
    assertThat(part.fills()).hasSize(1);

    SimulationResult whole = run(strategy, ErrorPolicy.CONTINUE);
    assertThat(whole.isPartial()).isFalse();
    assertThat(whole.equitySize()).isEqualTo(BARS);
    assertThat(whole.errors())
        .singleElement()
        .extracting(RunError::message)
        .asString()
        .contains(strategy.id(), "instrument A", "newest known bar 5", expected);
  }

  @Test
  void aLoopEndsTheRunAlsoWhereItIsToGoOn() throws IOException {
    StrategyDescriptor strategy = strategy("", "while (true) {}");
    for (ErrorPolicy policy : ErrorPolicy.values()) {
      StrategyFailedException failure =
          catchThrowableOfType(StrategyFailedException.class, () -> run(strategy, policy));
      assertThat(failure)
          .hasMessageContainingAll(
              strategy.id(),
              "instrument A",
              "newest known bar 5",
              "it did not return from onBar within 2000 ms");
      assertThat(failure.partialResult().orElseThrow().fills()).hasSize(1);
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("new OrderSize.Lots(-1), new OrderType.Market()", 0, "-1"),
        arguments("new OrderSize.Notional(Double.NaN), new OrderType.Market()", 0, "NaN"),
        arguments("new OrderSize.EquityFraction(-1), new OrderType.Market()", 0, "-1.0"),
        arguments("new OrderSize.Lots(1), new OrderType.Limit(Double.NaN)", 0, "NaN"),
        arguments("new OrderSize.Lots(1), new OrderType.Stop(-5)", 0, "-5.0"),
        arguments("new OrderSize.Lots(1), new OrderType.Market()", 7, "7"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void anOrderWithoutSenseIsRefusedWithValueAndPlaceAndTheRunGoesOn(
      String order, int instrument, String value) throws IOException {
    StrategyDescriptor strategy =
        strategy(
            "",
            "context.submit(new OrderIntent.Order(" + instrument + ", Side.BUY, " + order + "));");
    SimulationResult result = run(strategy, ErrorPolicy.STOP);

    assertThat(result.isPartial()).isFalse();
    assertThat(result.fills()).hasSize(1);
    assertThat(result.rejections())
        .singleElement()
        .extracting(Rejection::reason)
        .asString()
        .contains(value, "2020-");
  }

  static Stream<Arguments> starts() {
    return Stream.of(
        arguments("setup.feature(0, \"close@nothere + 1\");", "nothere"),
        arguments("setup.feature(0, \"ref(NOTHERE, close)\");", "NOTHERE"),
        arguments("setup.feature(0, \"rsj(close, 14)\");", "rsj"),
        arguments("setup.feature(7, \"close\");", "number 7 (counted from 0) of 1"),
        arguments("setup.bars(0, \"1m\");", "1m"),
        arguments("throw new IllegalStateException(\"no idea\");", "it threw IllegalStateE"));
  }

  @ParameterizedTest
  @MethodSource("starts")
  void whatIsNotThereIsNamedAtTheStart(String start, String expected) throws IOException {
    StrategyDescriptor strategy = strategy(start, "");
    for (ErrorPolicy policy : ErrorPolicy.values()) {
      assertThat(catchThrowableOfType(StrategyFailedException.class, () -> run(strategy, policy)))
          .hasMessageStartingWith("strategy " + strategy.id() + " failed to start: ")
          .hasMessageContainingAll(expected, "(test.Wrong$Run.onStart, line ")
          .hasMessageNotContainingAny("java.lang", "dev.tradewind");
    }
  }

  @Test
  void aWarmUpLongerThanTheDataEndsTheRunOrNot() throws IOException {
    StrategyDescriptor strategy = strategy("setup.feature(0, \"sma(close, 31)\");", "");
    assertThat(
            catchThrowableOfType(
                StrategyFailedException.class, () -> run(strategy, ErrorPolicy.STOP)))
        .hasMessageContainingAll(strategy.id(), "sma(close, 31)", "first 30 bars", "A has 30");
    assertThat(run(strategy, ErrorPolicy.CONTINUE).errors()).hasSize(1);
  }

  @Test
  void otherRunsAreUntouched() throws Exception {
    StrategyDescriptor good =
        PluginJar.read(
                CompiledJar.of(
                    folder.resolve("good.jar"),
                    CompiledJar.onBar(
                        "Good",
                        "good",
                        "context.submit(new OrderIntent.Market(0, context.barCount(0) % 2 == 0 ?"
                            + " Side.SELL : Side.BUY, new OrderSize.Lots(1)));")),
                TIGHT)
            .strategies()
            .getFirst()
            .descriptor();
    String alone = run(good, ErrorPolicy.STOP).resultHash();
    StrategyDescriptor bad = strategy("", "while (true) {}");
    FutureTask<StrategyFailedException> failing =
        new FutureTask<>(
            () ->
                catchThrowableOfType(
                    StrategyFailedException.class, () -> run(bad, ErrorPolicy.STOP)));
    Thread.ofPlatform().start(failing);
    assertThat(run(good, ErrorPolicy.STOP).resultHash()).isEqualTo(alone);
    assertThat(failing.get()).hasMessageContaining(bad.id());
    assertThat(run(good, ErrorPolicy.STOP).resultHash()).isEqualTo(alone);
  }
}
