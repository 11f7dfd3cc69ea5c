package dev.tradewind.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a sweep does besides numbers, which {@link SweepDifferenceTest} looks at. */
class SweepTest {
  private static final FillRules ANY_VOLUME = new FillRules(FillModel.NEXT_OPEN, 0, 0, 0);
  private static final SimulationConfig WHOLE = SimulationConfig.DEFAULT.withFills(ANY_VOLUME);

  private static final List<ExpressionParameter> PARAMETERS =
      List.of(
          new ExpressionParameter("a", ExpressionParameter.Type.INTEGER, 1, 50, 1, 5),
          new ExpressionParameter("b", ExpressionParameter.Type.INTEGER, 2, 80, 1, 20),
          new ExpressionParameter("level", ExpressionParameter.Type.NUMBER, 0, 100, 0.5, 40));

  private static BarSeries walk(long seed, int bars, String timeframe, TradingCalendar calendar) {
    Random random = new Random(seed);
    Instrument instrument =
        new Instrument(
            "WALK",
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            new BigDecimal("0.001"),
            calendar);
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse(timeframe), bars);
    long step = timeframe.equals("1D") ? 86_400_000_000L : 60_000_000L;
    long time = 1_577_836_800_000_000L;
    double close = 100;
    for (int i = 0; i < bars; i++) {
      double open = round(close * Math.exp(random.nextGaussian() * 0.002));
      close = round(open * Math.exp(random.nextGaussian() * 0.01));
      double high = Math.max(open, close) + round(random.nextDouble());
      double low = Math.max(0.01, Math.min(open, close) - round(random.nextDouble()));
      builder.append(time, open, high, low, close, 1_000_000 + random.nextInt(1_000_000));
      // A hole now and then, longer than a day.
      time += step * (random.nextInt(50) == 0 ? 1 + random.nextInt(5) : 1);
    }
    return builder.build();
  }

  private static double round(double price) {
    return Math.round(price * 100) / 100.0;
  }

  private static SweepRule crossover() {
    return new SweepRule(
        "crosses_above(ema(close, $a), ema(close, $b))",
        "crosses_below(ema(close, $a), ema(close, $b))",
        PARAMETERS,
        new OrderSize.Lots(1),
        ExpressionScope.standard());
  }

  private static ParameterSets grid(double[] a, double[] b) {
    LinkedHashMap<String, double[]> choices = new LinkedHashMap<>();
    choices.put("a", a);
    choices.put("b", b);
    return ParameterSets.grid(choices);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    BarSeries series = walk(7, 2_000, "1m", TradingCalendar.ROUND_THE_CLOCK);
    ParameterSets sets = grid(new double[] {2, 3, 5, 8}, new double[] {13, 21, 34, 55, 80});
    SweepResult one = Sweep.run(series, crossover(), sets, WHOLE, 1, SimulationListener.NONE);
    SweepResult three = Sweep.run(series, crossover(), sets, WHOLE, 3, SimulationListener.NONE);
    for (int set = 0; set < sets.size(); set++) {
      for (SweepStatistic statistic : one.statistics()) {
        assertThat(three.value(set, statistic)).isEqualTo((Double) one.value(set, statistic));
      }
    }
  }

  @Test
  void aValueThatIsNotAllowedIsAProblemOfItsSetsAlone() {
    BarSeries series = walk(7, 200, "1D", TradingCalendar.EXCHANGE);
    ParameterSets sets = grid(new double[] {5, 0}, new double[] {20});

    SweepResult result = Sweep.run(series, crossover(), sets, WHOLE, 1, SimulationListener.NONE);

    assertThat(result.problems())
        .containsExactly(Map.entry(1, "$a must be in 1..50 and whole, was 0"));
    assertThat(result.value(0, SweepStatistic.FINAL_EQUITY)).isFinite();
    assertThat(result.value(1, SweepStatistic.FINAL_EQUITY)).isNaN();
  }

  @Test
  void aWrongConditionIsShownWithItsPlace() {
    SweepRule rule =
        new SweepRule(
            "closes > 3",
            "close < 2",
            List.of(),
            new OrderSize.Lots(1),
            ExpressionScope.standard());

    assertThatThrownBy(
            () ->
                Sweep.run(
                    walk(7, 20, "1D", TradingCalendar.EXCHANGE),
                    rule,
                    ParameterSets.of(List.of(), List.of(new double[0])),
                    WHOLE,
                    1,
                    SimulationListener.NONE))
        .hasMessageContaining("enter")
        .hasMessageContaining("^");
  }

  @Test
  void aSizeThatASweepCannotGiveIsRefusedInWords() {
    assertThatThrownBy(() -> EntrySize.of(new OrderSize.EquityFraction(0.5)))
        .hasMessage("size of an entry must be lots or a part of the cash, was 0.5 of the equity");
  }

  @Test
  void aPartOfTheCashIsThatOfTheDecimal() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      long cash = random.nextLong(1L << (10 + random.nextInt(50)));
      double fraction =
          random.nextBoolean() ? random.nextInt(1, 1_000) / 1_000.0 : 1 - random.nextDouble();
      assertThat(EntrySize.budget(fraction, cash))
          .as("%s of %s", fraction, cash)
          .isEqualTo(EntrySize.reference(fraction, cash));
    }
  }

  @Test
  void aListenerStopsIt() {
    ParameterSets sets = grid(new double[] {2, 3}, new double[] {13, 21});

    assertThatThrownBy(
            () ->
                Sweep.run(
                    walk(7, 100, "1D", TradingCalendar.EXCHANGE),
                    crossover(),
                    sets,
                    WHOLE,
                    1,
                    (done, total) -> false))
        .isInstanceOf(SimulationCancelledException.class);
  }
}
