package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.RuleCatalog;
import dev.tradewind.engine.strategy.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the built-in strategies do with a few bars. */
class BuiltInStrategyRunsTest {
  private static final SimulationConfig CONFIG = Scripted.config("1000", "0", "0");

  private static List<String> fills(
      String strategy, Map<String, BigDecimal> parameters, double[]... prices) {
    List<BarSeries> series =
        IntStream.range(0, prices.length)
            .mapToObj(i -> Scripted.flat(Scripted.instrument("I" + i, "0.01", "1"), prices[i]))
            .toList();
    SimulationResult result =
        Simulator.run(
            series,
            RuleCatalog.STANDARD.find(strategy).orElseThrow(),
            parameters,
            CONFIG,
            SimulationListener.NONE);
    assertThat(result.rejections()).isEmpty();
    return result.fills().stream().map(BuiltInStrategyRunsTest::line).toList();
  }

  private static String line(Fill fill) {
    return (fill.side() == Side.BUY ? "buy " : "sell ")
        + fill.lots()
        + " of "
        + fill.instrument()
        + " at bar "
        + fill.timeMicros() / Scripted.DAY;
  }

  @Test
  void buyAndHoldSharesTheCashEqually() {
    assertThat(fills("buy_and_hold", Map.of(), new double[] {10, 10, 10}))
        .containsExactly("buy 100 of 0 at bar 1");
    assertThat(
            fills("buy_and_hold", Map.of(), new double[] {10, 10, 10}, new double[] {50, 50, 50}))
        .containsExactly("buy 50 of 0 at bar 1", "buy 10 of 1 at bar 1");
  }

  @Test
  void theCrossoverNeedsBothAveragesOnBothBars() {
    Map<String, BigDecimal> parameters =
        Map.of("fast", BigDecimal.ONE, "slow", BigDecimal.valueOf(2));

    // Above from the first defined bar on: that is no cross.
    assertThat(fills("ema_crossover", parameters, new double[] {1, 2, 3, 4, 5})).isEmpty();
    assertThat(fills("ema_crossover", parameters, new double[] {10, 9, 12, 12, 8, 8, 8}))
        .containsExactly("buy 83 of 0 at bar 3", "sell 83 of 0 at bar 5");
  }

  @Test
  void meanReversionBuysTheOversoldAndSellsTheOverbought() {
    Map<String, BigDecimal> parameters = Map.of("period", BigDecimal.valueOf(2));

    assertThat(fills("rsi_mean_reversion", parameters, new double[] {10, 9, 8, 8, 9, 11, 12, 12}))
        .containsExactly("buy 125 of 0 at bar 3", "sell 125 of 0 at bar 6");
  }

  @Test
  void aRuleIsTheSameStrategyAsTheBuiltInOne() {
    double[] prices = {10, 9, 8, 8, 9, 11, 12, 12};

    assertThat(fills("enter rsi(close, 2) < 30; exit rsi(close, 2) > 70", Map.of(), prices))
        .isEqualTo(fills("rsi_mean_reversion", Map.of("period", BigDecimal.valueOf(2)), prices))
        .hasSize(2);
  }

  @Test
  void aRuleSharesTheCashAndReadsOtherInstruments() {
    assertThat(
            fills(
                "enter close of \"I1\" > 40; exit close of \"I1\" < 30",
                Map.of(),
                new double[] {10, 10, 10, 10, 10},
                new double[] {50, 50, 20, 20, 20}))
        .containsExactly(
            "buy 50 of 0 at bar 1",
            "buy 10 of 1 at bar 1",
            "sell 50 of 0 at bar 3",
            "sell 10 of 1 at bar 3");
  }
}
