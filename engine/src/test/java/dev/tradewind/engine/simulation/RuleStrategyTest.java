package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.time.Timeframe;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What rules do, bar by bar, with numbers worked by hand. Bars are days of four equal prices unless
 * said otherwise; there are no costs, and a decision on the close of day n fills on day n + 1. What
 * fills within a bar is stamped with its end, which is the beginning of the next day.
 */
class RuleStrategyTest {
  private static final Instrument ONE = Scripted.instrument("ONE", "0.01", "1");
  private static final SimulationConfig FREE = Scripted.config("10000", "0", "0");

  private static BarSeries days(Instrument instrument, double... prices) {
    double[][] rows = new double[prices.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {prices[i], prices[i], prices[i], prices[i]};
    }
    return bars(instrument, rows);
  }

  /** Each row {@code {open, high, low, close}}; more volume than any order asks for. */
  private static BarSeries bars(Instrument instrument, double[]... rows) {
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1D"), rows.length);
    for (int i = 0; i < rows.length; i++) {
      builder.append(i * Scripted.DAY, rows[i][0], rows[i][1], rows[i][2], rows[i][3], 1e9);
    }
    return builder.build();
  }

  private static RuleDescriptor rule(String... pathsAndTexts) {
    Map<RuleField, String> texts = new HashMap<>(Map.of(RuleField.NAME, "tested"));
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      texts.put(RuleField.of(pathsAndTexts[i]).orElseThrow(), pathsAndTexts[i + 1]);
    }
    return switch (new RuleDefinition(texts, List.of(), List.of())
        .check(ExpressionScope.standard())) {
      case RuleCheck.Accepted(RuleDescriptor accepted) -> accepted;
      case RuleCheck.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  private static SimulationResult run(RuleDescriptor rule, BarSeries... series) {
    return Simulator.run(List.of(series), rule, Map.of(), FREE, SimulationListener.NONE);
  }

  /** {@code day side lots@price}, and the instrument's index where there are several. */
  private static List<String> fills(SimulationResult result) {
    boolean several = result.instruments().size() > 1;
    return result.fills().stream()
        .map(
            fill ->
                Math.floorDiv(fill.timeMicros(), Scripted.DAY)
                    + " "
                    + fill.side()
                    + " "
                    + fill.lots()
                    + "@"
                    + BigDecimal.valueOf(fill.priceTicks(), 2).stripTrailingZeros().toPlainString()
                    + (several ? " #" + fill.instrument() : ""))
        .toList();
  }

  private static List<String> reasons(SimulationResult result) {
    return result.rejections().stream().map(Rejection::reason).toList();
  }

  // --- sizes -------------------------------------------------------------------------------------

  @Test
  void equalCashSharesTheFreeCashByWhatHoldsNothing() {
    Instrument two = Scripted.instrument("TWO", "0.01", "1");
    SimulationResult result =
        run(rule("enter", "close == 20"), days(ONE, 20, 20, 20), days(two, 10, 20, 20));

    // Half of 10 000 on day 1, the rest of 5 000 on day 2.
    assertThat(fills(result)).containsExactly("1 BUY 250@20 #0", "2 BUY 250@20 #1");
  }

  @Test
  void aQuantityIsRoundedDownToLots() {
    Instrument coarse = Scripted.instrument("COARSE", "0.01", "0.5");
    SimulationResult result =
        run(
            rule("enter", "close == 20", "size.type", "quantity", "size.value", "2.7"),
            days(coarse, 20, 20, 21));

    assertThat(fills(result)).containsExactly("1 BUY 5@20");
  }

  @Test
  void anAmountOfCashBuysWhatItPaysAtTheFill() {
    SimulationResult result =
        run(
            rule("enter", "close == 20", "size.type", "cash", "size.value", "1000"),
            days(ONE, 20, 30, 30));

    // 1 000 / 30 = 33.3.
    assertThat(fills(result)).containsExactly("1 BUY 33@30");
  }

  @Test
  void aPercentageOfTheEquityCountsWhatIsHeld() {
    Instrument two = Scripted.instrument("TWO", "0.01", "1");
    SimulationResult result =
        run(
            rule("enter", "close == 20", "size.type", "percent_of_equity", "size.value", "40"),
            days(ONE, 20, 20, 40, 40, 40),
            days(two, 1, 1, 20, 20, 20));

    // 4 000 / 20 = 200. On day 2 the equity is 6 000 + 200 * 40 = 14 000; 5 600 / 20 = 280.
    assertThat(fills(result)).containsExactly("1 BUY 200@20 #0", "3 BUY 280@20 #1");
  }

  @Test
  void riskPerTradeDividesTheRiskByTheDistanceOfTheFillToTheStop() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 20",
                "stop.distance",
                "2",
                "size.type",
                "risk_per_trade",
                "size.value",
                "0.01"),
            bars(ONE, row(20), row(21), new double[] {20, 20, 17, 19}, row(19)));

    // 1 % of 10 000 is 100; filled at 21 the stop at 18 is 3 away: 33 lots; the stop fills at 18.
    assertThat(fills(result)).containsExactly("1 BUY 33@21", "3 SELL 33@18");
    assertThat(result.roundTrips().getFirst().pnl()).isCloseTo(-99, within(1e-9));
  }

  @Test
  void aVolatilityTargetIsDividedByTheYearlyVolatilityAndCapped() {
    // Two log returns of +a and -a, a = ln(110 / 100): sample deviation a * sqrt(2) = 0.134789,
    // times sqrt(365) = 2.575133 a year; 0.5 / 2.575133 = 0.194165 of 10 000 / 110 = 17.65.
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 100 and close[1] == 110",
                "size.type",
                "volatility_target",
                "size.value",
                "0.5",
                "size.lookback",
                "2"),
            days(ONE, 100, 110, 100, 110, 110));
    SimulationResult capped =
        run(
            rule(
                "enter",
                "close == 100 and close[1] == 110",
                "size.type",
                "volatility_target",
                "size.value",
                "5",
                "size.max",
                "0.3",
                "size.lookback",
                "2"),
            days(ONE, 100, 110, 100, 100, 100));

    assertThat(fills(result)).containsExactly("3 BUY 17@110");
    assertThat(fills(capped)).containsExactly("3 BUY 30@100");
  }

  @Test
  void kellyWaitsForRoundTripsAndThenFollowsThem() {
    // Round trips of +10 % and -5 %: W = 1/2, payoff 2, Kelly 1/2 - 1/2 / 2 = 0.25; half of it is
    // 0.125. Before there are two the fraction is 0.2.
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 100",
                "exit",
                "close != 100",
                "size.type",
                "kelly",
                "size.value",
                "0.5",
                "size.minTrades",
                "2",
                "size.before",
                "0.2"),
            days(ONE, 100, 100, 110, 110, 100, 100, 95, 95, 100, 100));

    // 0.2 * 10 000 = 20 lots; +200. 0.2 * 10 200 = 20 lots; -100. 0.125 * 10 100 = 12.6 lots.
    assertThat(fills(result))
        .containsExactly(
            "1 BUY 20@100", "3 SELL 20@110", "5 BUY 20@100", "7 SELL 20@95", "9 BUY 12@100");
  }

  @Test
  void withoutAnEdgeKellyDoesNotEnter() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 100",
                "exit",
                "close != 100",
                "size.type",
                "kelly",
                "size.value",
                "1",
                "size.minTrades",
                "1"),
            days(ONE, 100, 100, 90, 90, 100, 100, 100));

    assertThat(fills(result)).containsExactly("1 BUY 10@100", "3 SELL 10@90");
    assertThat(reasons(result)).isEmpty();
  }

  // --- exits -------------------------------------------------------------------------------------

  private static double[] row(double price) {
    return new double[] {price, price, price, price};
  }

  @Test
  void aTargetFillsAtItsPriceAndEndsTheStop() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 20",
                "stop.fraction",
                "0.1",
                "target.fraction",
                "0.2",
                "size.type",
                "quantity",
                "size.value",
                "10"),
            bars(
                ONE,
                row(20),
                row(21),
                new double[] {22, 25, 22, 23},
                new double[] {17, 17, 15, 16},
                row(16)));

    // Target 24, stop 18, both from the close of 20 on which was decided.
    assertThat(fills(result)).containsExactly("1 BUY 10@21", "3 SELL 10@24");
    assertThat(result.openPositions()).isEmpty();
  }

  @Test
  void aTrailingStopFollowsTheBestPrice() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 20",
                "trailingStop.fraction",
                "0.1",
                "size.type",
                "quantity",
                "size.value",
                "10"),
            bars(ONE, row(20), row(20), row(30), new double[] {29, 29, 26, 26}, row(26)));

    // Best price 30, so the stop is at 27.
    assertThat(fills(result)).containsExactly("1 BUY 10@20", "4 SELL 10@27");
  }

  @Test
  void aFixedAndATrailingStopWorkTogetherAndEndTogether() {
    RuleDescriptor both =
        rule(
            "enter",
            "close == 20",
            "stop.distance",
            "5",
            "trailingStop.fraction",
            "0.5",
            "size.type",
            "quantity",
            "size.value",
            "10");

    // At first the fixed stop at 15 is nearer than the trailing one at 10.
    SimulationResult early =
        run(both, bars(ONE, row(20), row(20), row(16), new double[] {16, 16, 14, 14}, row(13)));
    // After 40 the trailing one at 20 is nearer.
    SimulationResult late =
        run(both, bars(ONE, row(20), row(21), row(40), new double[] {30, 30, 18, 18}, row(13)));

    assertThat(fills(early)).containsExactly("1 BUY 10@20", "4 SELL 10@15");
    assertThat(fills(late)).containsExactly("1 BUY 10@21", "4 SELL 10@20");
    assertThat(early.openPositions()).isEmpty();
    assertThat(late.openPositions()).isEmpty();
  }

  @Test
  void aTimeStopCountsTheBarOfTheEntry() {
    SimulationResult result =
        run(rule("enter", "close == 20", "timeStop", "2"), days(ONE, 20, 30, 30, 30, 30));

    // In on day 1; days 1 and 2 are two bars, so it leaves on day 3.
    assertThat(fills(result)).containsExactly("1 BUY 333@30", "3 SELL 333@30");
  }

  @Test
  void anExitConditionEndsThePositionAndItsStops() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 20",
                "exit",
                "close == 25",
                "stop.price",
                "15",
                "size.type",
                "quantity",
                "size.value",
                "10"),
            days(ONE, 20, 22, 25, 25, 20, 20, 10, 10));

    // In again on day 5; the stop of the first position does not end the second one twice.
    assertThat(fills(result))
        .containsExactly("1 BUY 10@22", "3 SELL 10@25", "5 BUY 10@20", "6 SELL 10@10");
  }

  @Test
  void anUndefinedStopIsARefusedOrderWithItsReason() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "close == 20",
                "stop.distance",
                "atr(3)",
                "size.type",
                "quantity",
                "size.value",
                "10"),
            days(ONE, 20, 21, 22, 23, 24, 25));

    assertThat(fills(result)).isEmpty();
    assertThat(reasons(result)).singleElement().asString().contains("stop").contains("NaN");
  }

  // --- entries -----------------------------------------------------------------------------------

  @Test
  void pyramidingAddsUntilTheMostEntries() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "close >= 20",
                "exit",
                "close < 20",
                "pyramiding",
                "2",
                "size.type",
                "quantity",
                "size.value",
                "10"),
            days(ONE, 20, 21, 22, 23, 24, 10, 10));

    assertThat(fills(result)).containsExactly("1 BUY 10@21", "2 BUY 10@22", "6 SELL 20@10");
  }

  /** Day, close and volume; a tenth of the volume of the day before fills at an open. */
  private static BarSeries thin(double... closes) {
    BarSeries.Builder builder = BarSeries.builder(ONE, Timeframe.parse("1D"), closes.length);
    for (int i = 0; i < closes.length; i++) {
      builder.append(i * Scripted.DAY, closes[i], closes[i], closes[i], closes[i], 1_000);
    }
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stop.fraction", "target.fraction"})
  void anEntryThatIsNotFilledYetDoesNotHoldTheExitBack(String exitOrder) {
    RuleDescriptor rule =
        exitOrder.isEmpty()
            ? rule("enter", "close == 20", "exit", "close == 21")
            : rule("enter", "close == 20", "exit", "close == 21", exitOrder, "0.5");
    SimulationResult result =
        Simulator.run(
            List.of(thin(20, 20, 20, 21, 21, 22, 22)),
            rule,
            Map.of(),
            FREE.withFills(new FillRules(FillModel.NEXT_OPEN, 0.1, 0, 0)),
            SimulationListener.NONE);

    // 500 are wanted, 100 a day are to be had; on the close of day 3 it ends.
    assertThat(fills(result))
        .containsExactly(
            "1 BUY 100@20",
            "2 BUY 100@20",
            "3 BUY 100@21",
            "4 SELL 100@21",
            "5 SELL 100@22",
            "6 SELL 100@22");
    assertThat(result.openPositions()).isEmpty();
  }

  @Test
  void afterAnExitACooldownPasses() {
    SimulationResult result =
        run(
            rule("enter", "close == 20", "exit", "close == 10", "cooldown", "2"),
            days(ONE, 20, 20, 10, 20, 20, 20, 20));

    // Out on day 3; decisions on days 3 and 4 are skipped, that of day 5 fills on day 6.
    assertThat(fills(result)).containsExactly("1 BUY 500@20", "3 SELL 500@20", "6 BUY 500@20");
  }

  @Test
  void aFilterKeepsInstrumentsOut() {
    Instrument two = Scripted.instrument("TWO", "0.01", "1");
    SimulationResult result =
        run(
            rule(
                "enter",
                "true",
                "universe.filter",
                "close > 50",
                "size.type",
                "quantity",
                "size.value",
                "1"),
            days(ONE, 20, 20, 20),
            days(two, 60, 60, 60));

    assertThat(fills(result)).containsExactly("1 BUY 1@60 #1");
  }

  @Test
  void aUniverseOfInstrumentsKeepsOthersOutAndMustNameOneOfTheRun() {
    Map<RuleField, String> texts = Map.of(RuleField.NAME, "tested", RuleField.ENTER, "true");
    Instrument two = Scripted.instrument("TWO", "0.01", "1");
    RuleDescriptor onlyTwo =
        ((RuleCheck.Accepted)
                new RuleDefinition(texts, List.of(), List.of("TWO"))
                    .check(ExpressionScope.standard()))
            .rule();

    SimulationResult result = run(onlyTwo, days(ONE, 20, 20), days(two, 10, 10));

    assertThat(fills(result)).containsExactly("1 BUY 500@10 #1");
    assertThatThrownBy(() -> run(onlyTwo, days(ONE, 20, 20)))
        .hasMessageContaining("universe.instruments must name an instrument of the run, named TWO");
  }

  @Test
  void aRuleMaySellShort() {
    SimulationResult result =
        Simulator.run(
            List.of(bars(ONE, row(20), row(20), new double[] {20, 20, 15, 16}, row(16), row(16))),
            rule(
                "direction",
                "short",
                "shortEnter",
                "close == 20",
                "target.fraction",
                "0.2",
                "stop.fraction",
                "0.2",
                "size.type",
                "quantity",
                "size.value",
                "10"),
            Map.of(),
            FREE,
            SimulationListener.NONE);

    // The target is 16 below, the stop 24 above the close of 20.
    assertThat(fills(result)).containsExactly("1 SELL 10@20", "3 BUY 10@16");
    assertThat(result.roundTrips().getFirst().pnl()).isCloseTo(40, within(1e-9));
  }

  @Test
  void aRuleOfBothDirectionsTurnsThePosition() {
    SimulationResult result =
        run(
            rule(
                "direction",
                "both",
                "enter",
                "close == 30",
                "shortEnter",
                "close == 20",
                "size.type",
                "quantity",
                "size.value",
                "10"),
            days(ONE, 30, 30, 20, 20, 30, 30));

    assertThat(reasons(result)).isEmpty();
    assertThat(fills(result))
        .containsExactly(
            "1 BUY 10@30", "3 SELL 10@20", "3 SELL 10@20", "5 BUY 10@30", "5 BUY 10@30");
  }

  // --- several instruments -----------------------------------------------------------------------

  @Test
  void aRotationHoldsTheBestAndSellsBeforeItBuys() {
    Instrument two = Scripted.instrument("TWO", "0.01", "1");
    Instrument three = Scripted.instrument("THREE", "0.01", "1");
    SimulationResult result =
        run(
            rule("rank", "close", "top", "1", "rebalance", "3"),
            days(ONE, 10, 10, 10, 10, 10, 10),
            days(two, 20, 20, 20, 20, 20, 20),
            days(three, 5, 25, 50, 50, 50, 50));

    // Ranked on days 0 and 3. On day 0 TWO is best; on day 3 THREE is, TWO is sold on day 4, and
    // its proceeds buy THREE on day 5.
    assertThat(fills(result))
        .containsExactly("1 BUY 500@20 #1", "4 SELL 500@20 #1", "5 BUY 200@50 #2");
  }

  @Test
  void aPositionIsBroughtBackToItsSizeBeyondTheTolerance() {
    SimulationResult result =
        run(
            rule(
                "enter",
                "true",
                "size.type",
                "percent_of_equity",
                "size.value",
                "50",
                "rebalance",
                "2",
                "tolerance",
                "0.1"),
            days(ONE, 100, 100, 110, 110, 200, 200, 200));

    // 50 lots. Day 2: equity 10 500, half is 47.7 lots, off by 3 of 50: left. Day 4: equity
    // 15 000, half is 37.5 lots: 13 are sold on day 5.
    assertThat(fills(result)).containsExactly("1 BUY 50@100", "5 SELL 13@200");
  }

  @Test
  void theShortFormAndADocumentFillAlike() {
    double[] prices = new double[400];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = Math.round((100 + 20 * Math.sin(i / 7.0) + 5 * Math.sin(i / 2.0)) * 100) / 100.0;
    }
    BarSeries series = days(ONE, prices);
    RuleDescriptor document =
        rule(
            "enter", "close > ema(close, 5)", "exit", "close < ema(close, 5)", "direction", "long");
    RuleDescriptor line =
        ((RuleCheck.Accepted)
                RuleDefinition.of("close > ema(close, 5)", "close < ema(close, 5)")
                    .check(ExpressionScope.standard()))
            .rule();

    assertThat(run(document, series).fills()).hasSizeGreaterThan(20);
    assertThat(fills(run(document, series))).isEqualTo(fills(run(line, series)));
  }

  // --- one position behind the other -------------------------------------------------------------

  @Test
  void aPositionThatFollowsAnotherAtOnceKeepsItsOwnExits() {
    RuleDescriptor both =
        rule(
            "direction",
            "both",
            "enter",
            "close == 20",
            "shortEnter",
            "close == 21",
            "stop.distance",
            "3",
            "size.type",
            "quantity",
            "size.value",
            "1");

    // Long from 20 with a stop at 17; turned on 21, with a stop at 24 which the fifth day reaches.
    assertThat(fills(run(both, days(ONE, 20, 20, 21, 21, 25, 25))))
        .containsExactly("1 BUY 1@20", "3 SELL 1@21", "3 SELL 1@21", "4 BUY 1@25");
  }

  @Test
  void theEquityOfAShortPositionIsThatOfEachClose() {
    BarSeries series = days(ONE, 20, 20, 30, 10, 20);
    SimulationResult result =
        Simulator.run(
            List.of(series),
            rule(
                "direction",
                "short",
                "shortEnter",
                "close == 20",
                "size.type",
                "quantity",
                "size.value",
                "100"),
            Map.of(),
            FREE.withMargin(new MarginRules(1, 0.25, 0, true)),
            SimulationListener.NONE);

    assertThat(List.of(result.equity(1), result.equity(2), result.equity(3), result.equity(4)))
        .containsExactly(10_000.0, 9_000.0, 11_000.0, 10_000.0);
    assertThat(result.statistic("maxDrawdown")).isEqualTo(0.1, within(1e-12));
  }
}
