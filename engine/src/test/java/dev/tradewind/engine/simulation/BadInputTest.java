package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What strategies can do wrong, in code and in rules: the run ends or goes on as configured, says
 * where and with which value, and what was done until then adds up and is kept.
 */
class BadInputTest {
  private static final Instrument COIN = Scripted.instrument("COIN", "0.01", "1");
  private static final int BARS = 8;

  /** Cash of which buying, selling and buying all is more than the ledger counts. */
  private static final SimulationConfig RICH = Scripted.config("60000000000", "0", "0");

  private static BarSeries days(double price) {
    double[] prices = new double[BARS];
    java.util.Arrays.fill(prices, price);
    return Scripted.flat(COIN, prices);
  }

  private static final class Code implements Strategy {
    private final Consumer<StrategySetup> start;
    private final Consumer<StrategyContext> bar;

    private Code(Consumer<StrategySetup> start, Consumer<StrategyContext> bar) {
      this.start = start;
      this.bar = bar;
    }

    @Override
    public void onStart(StrategySetup setup) {
      start.accept(setup);
    }

    @Override
    public void onBar(StrategyContext context) {
      bar.accept(context);
    }
  }

  private static SimulationResult run(
      SimulationInput input, Strategy code, SimulationConfig config) {
    return Simulator.run(
        input, code, "wrong", Map.of(), config, RunScope.STANDARD, SimulationListener.NONE);
  }

  private static SimulationResult run(Strategy code, ErrorPolicy policy) {
    SimulationConfig config = Scripted.config("10000", "0", "0").withOnError(policy, 20);
    return run(SimulationInput.of(List.of(days(10))), code, config);
  }

  // --- code
  // ----------------------------------------------------------------------------------------

  private static Code onBar(Consumer<StrategyContext> third) {
    return new Code(
        setup -> {},
        context -> {
          if (context.barCount(0) == 1) {
            context.submit(Scripted.buy(1));
          } else if (context.barCount(0) == 3) {
            third.accept(context);
          }
        });
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments("throws", "value 17", onBar(context -> fail("value 17"))),
        arguments(
            "orders without end",
            "maxOrdersPerBar",
            onBar(
                context -> {
                  while (true) {
                    context.submit(Scripted.buy(1));
                  }
                })),
        arguments(
            "an instrument that is not there",
            "it asked for what is not there: number 7 (counted from 0) of 1",
            onBar(context -> context.positionLots(7))),
        arguments(
            "nothing in the place of an order",
            "it passed null where a value is needed",
            onBar(context -> context.submit(null))),
        arguments(
            "without a message",
            "it threw UnsupportedOperationException",
            onBar(
                context -> {
                  throw new UnsupportedOperationException();
                })),
        arguments(
            "bars of the future",
            "barsAgo must be >= 0, was -1",
            onBar(context -> context.value(0, dev.tradewind.engine.market.BarField.CLOSE, -1))));
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void aFailureNamesItsPlaceAndEndsTheRunOrNot(String what, String value, Strategy code) {
    StrategyFailedException failure =
        catchThrowableOfType(StrategyFailedException.class, () -> run(code, ErrorPolicy.STOP));
    assertThat(failure)
        .as(what)
        .hasMessageContainingAll("wrong", "onBar", "instrument COIN", "newest known bar 2", value)
        .hasMessageNotContainingAny("java.lang", "dev.tradewind");
    SimulationResult part = failure.partialResult().orElseThrow();
    assertThat(part.isPartial()).isTrue();
    assertThat(part.equitySize()).isEqualTo(3);
    assertThat(part.fills()).hasSize(1);

    SimulationResult whole = run(code, ErrorPolicy.CONTINUE);
    assertThat(whole.isPartial()).isFalse();
    assertThat(whole.equitySize()).isEqualTo(BARS);
    assertThat(whole.errors())
        .singleElement()
        .extracting(RunError::message)
        .asString()
        .contains("wrong", "instrument COIN", "newest known bar 2", value);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("-1", Scripted.buy(-1)),
        arguments("NaN", order(new OrderSize.Notional(Double.NaN))),
        arguments("-1.0", order(new OrderSize.EquityFraction(-1))),
        arguments(
            "NaN",
            new OrderIntent.Order(
                0, Side.BUY, new OrderSize.Lots(1), new OrderType.Limit(Double.NaN))),
        arguments("7", new OrderIntent.Market(7, Side.BUY, new OrderSize.Lots(1))));
  }

  private static OrderIntent order(OrderSize size) {
    return new OrderIntent.Order(0, Side.BUY, size, new OrderType.Market());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void anOrderWithoutSenseIsRefusedWithValueAndPlaceAndTheRunGoesOn(
      String value, OrderIntent intent) {
    SimulationResult result = run(onBar(context -> context.submit(intent)), ErrorPolicy.STOP);

    assertThat(result.isPartial()).isFalse();
    assertThat(result.fills()).hasSize(1);
    assertThat(result.rejections())
        .singleElement()
        .extracting(Rejection::reason)
        .asString()
        .contains(value, "1970-01-04");
  }

  @Test
  void whatIsNotThereIsNamedAtTheStart() {
    Code missing = new Code(setup -> setup.feature(0, "close@nothere + 1"), context -> {});
    Code unknown = new Code(setup -> setup.feature(0, "ref(NOTHERE, close)"), context -> {});
    for (Code each : List.of(missing, unknown)) {
      assertThat(
              catchThrowableOfType(
                  StrategyFailedException.class, () -> run(each, ErrorPolicy.CONTINUE)))
          .hasMessageContainingAll("wrong", "failed to start")
          .hasMessageMatching("(?si).*nothere.*");
    }
  }

  @Test
  void barsOfAnInstrumentThatIsNotInTheRunEndItOrNot() {
    Code missing = new Code(setup -> setup.feature(0, "close of \"NOPE\" > 1"), context -> {});

    assertThat(
            catchThrowableOfType(
                StrategyFailedException.class, () -> run(missing, ErrorPolicy.STOP)))
        .hasMessage(
            "strategy wrong: feature close of \"NOPE\" > 1 of instrument COIN asks for bars of NOPE"
                + " 1D, which the run does not have");
    assertThat(run(missing, ErrorPolicy.CONTINUE).errors()).hasSize(1);
    Code own = new Code(setup -> setup.feature(0, "close of \"COIN\" > 1"), context -> {});
    assertThat(run(own, ErrorPolicy.STOP).errors()).isEmpty();
  }

  @Test
  void aWarmUpLongerThanTheDataEndsTheRunOrNot() {
    Code slow = new Code(setup -> setup.feature(0, "sma(close, 9)"), context -> {});

    assertThat(
            catchThrowableOfType(StrategyFailedException.class, () -> run(slow, ErrorPolicy.STOP)))
        .hasMessageContainingAll("wrong", "sma(close, 9)", "first 8 bars", "COIN has 8");
    assertThat(run(slow, ErrorPolicy.CONTINUE).errors()).hasSize(1);
  }

  // --- rules
  // ---------------------------------------------------------------------------------------

  private static RuleDescriptor rule(String... pathsAndTexts) {
    Map<RuleField, String> texts = new HashMap<>(Map.of(RuleField.NAME, "wrong"));
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      texts.put(RuleField.of(pathsAndTexts[i]).orElseThrow(), pathsAndTexts[i + 1]);
    }
    return switch (new RuleDefinition(texts, List.of(), List.of())
        .check(ExpressionScope.standard())) {
      case RuleCheck.Accepted(RuleDescriptor accepted) -> accepted;
      case RuleCheck.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "quantity, 0 / (close - close), NaN",
    "quantity, close - 11, -1.0",
    "cash, 0 / (close - close), NaN",
    "cash, close - 11, -1.0",
    "percent_of_equity, 0 / (close - close), NaN",
    "percent_of_equity, close - 11, -0.01",
  })
  void aRuleThatComputesNoSizeIsRefusedWithItsValue(String type, String size, String value) {
    SimulationResult result =
        Simulator.run(
            List.of(days(10)),
            rule("enter", "close == 10", "size.type", type, "size.value", size),
            Map.of(),
            SimulationConfig.DEFAULT,
            SimulationListener.NONE);

    assertThat(result.fills()).isEmpty();
    assertThat(result.rejections().getFirst().reason()).contains(value, "COIN", "bar 0");
  }

  // --- amounts that do not fit
  // ---------------------------------------------------------------------

  /** Buys all, sells all, buys all: at a price of 1 the second purchase is beyond 92 billion. */
  private static Code churning(boolean quick) {
    return new Code(
        setup -> {},
        context -> {
          boolean buy = context.barCount(0) % 2 == 1;
          OrderSize size = buy ? new OrderSize.CashFraction(1) : new OrderSize.EntirePosition();
          Side side = buy ? Side.BUY : Side.SELL;
          context.submit(
              quick
                  ? new OrderIntent.Market(0, side, size)
                  : new OrderIntent.Order(0, side, size, new OrderType.MarketOnOpen()));
        });
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void anOverflowEndsTheRunWithItsPlaceAndKeepsWhatAddsUp(boolean quick) {
    LedgerOverflowException failure =
        catchThrowableOfType(
            LedgerOverflowException.class,
            () -> run(SimulationInput.of(List.of(days(1))), churning(quick), RICH));

    assertThat(failure)
        .hasMessageContainingAll(
            "strategy wrong", "overflow", "instrument COIN", "newest known bar 2", "price 1.0");
    SimulationResult part = failure.partialResult().orElseThrow();
    assertThat(part.isPartial()).isTrue();
    assertThat(part.fills()).hasSize(2);
    assertThat(part.roundTrips()).hasSize(1);
    assertThat(part.openPositions()).isEmpty();
    assertThat(part.equitySize()).isEqualTo(3);
    assertThat(part.errors()).hasSize(1);
    assertThat(part.rejections())
        .anySatisfy(each -> assertThat(each.reason()).contains("overflow"));
    adds(part, RICH);
    assertThat(part.assumptions().getFirst().text()).contains("ended before its data", "overflow");
    assertThat(part.statistics()).isNotEmpty();
    assertThat(part.resultHash()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aRunGoesOnWithoutTheOrderThatDoesNotFit(boolean quick) {
    SimulationConfig on = RICH.withOnError(ErrorPolicy.CONTINUE, 20);
    SimulationResult result = run(SimulationInput.of(List.of(days(1))), churning(quick), on);

    assertThat(result.isPartial()).isFalse();
    assertThat(result.equitySize()).isEqualTo(BARS);
    assertThat(result.fills()).hasSize(2);
    assertThat(result.errors())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.message()).contains("wrong", "COIN", "overflow"));
    adds(result, on);
  }

  private static void adds(SimulationResult result, SimulationConfig config) {
    LedgerTotals totals = result.ledger().orElseThrow();
    assertThat(totals.cash())
        .isEqualTo(
            config.initialCash().movePointRight(8).longValueExact()
                - totals.bought()
                + totals.sold()
                - totals.fees()
                - totals.conversion()
                - totals.borrow()
                + totals.dividends()
                + totals.inLieu());
  }

  private static Code holding() {
    return new Code(
        setup -> {},
        context -> {
          if (context.barCount(0) == 1) {
            context.submit(Scripted.buyFraction(1));
          }
        });
  }

  private static SimulationInput acting(SplitSchedule splits, DividendSchedule dividends) {
    return SimulationInput.of(List.of(days(1)))
        .withActions(Map.of("COIN", splits), Map.of("COIN", dividends));
  }

  @Test
  void aDividendThatDoesNotFitEndsTheRun() {
    DividendSchedule huge = DividendSchedule.of(new long[] {4 * Scripted.DAY}, new double[] {2});
    LedgerOverflowException failure =
        catchThrowableOfType(
            LedgerOverflowException.class,
            () -> run(acting(SplitSchedule.NONE, huge), holding(), RICH));

    assertThat(failure)
        .hasMessageContainingAll("wrong", "a dividend of 2.0", "COIN", "newest known bar 3");
    SimulationResult part = failure.partialResult().orElseThrow();
    adds(part, RICH);
    assertThat(part.equity(part.equitySize() - 1)).isEqualTo(6e10);
  }

  @Test
  void aSplitThatDoesNotFitEndsTheRunWithThePositionAsItWas() {
    SplitSchedule huge = SplitSchedule.of(new long[] {4 * Scripted.DAY}, new double[] {1e9});
    LedgerOverflowException failure =
        catchThrowableOfType(
            LedgerOverflowException.class,
            () -> run(acting(huge, DividendSchedule.NONE), holding(), RICH));

    assertThat(failure)
        .hasMessageContainingAll("wrong", "a split of 1.0E9", "COIN", "newest known bar 3");
    SimulationResult part = failure.partialResult().orElseThrow();
    adds(part, RICH);
    assertThat(part.openPositions().getFirst().quantity()).isEqualTo(6e10);
    assertThat(part.openPositions().getFirst().markPrice()).isEqualTo(1);
  }

  @Test
  void aRateOutOfRangeEndsTheRunWithItsPlace() {
    Instrument euro =
        new Instrument(
            "EURO", COIN.assetClass(), "EUR", COIN.tickSize(), COIN.lotSize(), COIN.calendar());
    BarSeries.Builder rates = BarSeries.builder(COIN, Timeframe.parse("1D"), BARS);
    for (int i = 0; i < BARS; i++) {
      double rate = i < 4 ? 1 : 1e7;
      rates.append((i - 1) * Scripted.DAY, rate, rate, rate, rate, 1);
    }
    double[] prices = new double[BARS];
    java.util.Arrays.fill(prices, 1);
    SimulationInput input =
        SimulationInput.of(List.of(Scripted.flat(euro, prices)))
            .withRates(Map.of("EUR", rates.build()));
    LedgerOverflowException failure =
        catchThrowableOfType(
            LedgerOverflowException.class,
            () ->
                run(
                    input,
                    holding(),
                    Scripted.config("1000", "0", "0").withAccountCurrency("USD", BigDecimal.ZERO)));

    assertThat(failure)
        .hasMessageContainingAll("wrong", "rate must be", "1.0E7", "EURO", "newest known bar");
    assertThat(failure.partialResult()).isPresent();
  }

  @Test
  void moreCashThanTheLedgerCountsIsRefused() {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class, () -> Scripted.config("92233720369", "0", "0")))
        .hasMessage("initialCash must be <= 92233720368.54775807, was 92233720369");
  }
}
