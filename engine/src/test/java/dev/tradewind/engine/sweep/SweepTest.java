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
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.RuleCatalog;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep against the simulator, number by number. */
class SweepTest {
  private static final FillRules ANY_VOLUME = new FillRules(FillModel.NEXT_OPEN, 0, 0, 0);
  private static final SimulationConfig WHOLE = SimulationConfig.DEFAULT.withFills(ANY_VOLUME);

  private static final List<ExpressionParameter> PARAMETERS =
      List.of(
          new ExpressionParameter("a", ExpressionParameter.Type.INTEGER, 1, 50, 1, 5),
          new ExpressionParameter("b", ExpressionParameter.Type.INTEGER, 2, 80, 1, 20),
          new ExpressionParameter("level", ExpressionParameter.Type.NUMBER, 0, 100, 0.5, 40));
  private static final int RULES = Integer.getInteger("tradewind.sweeps", 60);

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

  private static String operand(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> "close";
      case 1 -> "ema(close, $a)";
      case 2 -> "sma(close, $b)";
      case 3 -> "highest(high, $a)[1]";
      case 4 -> "lowest(low, $b)[1]";
      case 5 -> "sma(open, 10)";
      case 6 -> "(high + low) / 2";
      case 7 -> "close[$0]".replace("$0", String.valueOf(random.nextInt(4)));
      default -> "ema(close, $a) + atr(14)";
    };
  }

  private static String condition(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 6 : 9);
    return switch (kind) {
      case 0 -> "crosses_above(" + operand(random) + ", " + operand(random) + ")";
      case 1 -> "crosses_below(" + operand(random) + ", " + operand(random) + ")";
      case 2 -> "rsi(close, $a) < $level";
      case 3 ->
          operand(random)
              + List.of(" < ", " <= ", " > ", " >= ", " == ", " != ").get(random.nextInt(6))
              + operand(random);
      case 4 -> "rising(close, 2)";
      case 5 -> "zscore(close, $b) > 0.5";
      case 6 -> "not (" + condition(random, depth - 1) + ")";
      case 7 -> "(" + condition(random, depth - 1) + ") and (" + condition(random, depth - 1) + ")";
      default -> "(" + condition(random, depth - 1) + ") or (" + condition(random, depth - 1) + ")";
    };
  }

  private static ParameterSets sets(Random random, int count) {
    List<double[]> rows = new java.util.ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new double[] {
            2 + random.nextInt(10), 2 + random.nextInt(20), random.nextInt(140) / 2.0 + 15
          });
    }
    return ParameterSets.of(List.of("a", "b", "level"), rows);
  }

  private static String resolved(String text, ParameterSets sets, int set) {
    return text.replace("$a", String.valueOf((int) sets.value(set, 0)))
        .replace("$b", String.valueOf((int) sets.value(set, 1)))
        .replace("$level", String.valueOf(sets.value(set, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1D", "1m"})
  void everyNumberIsThatOfTheSimulator(String timeframe) {
    Random random = new Random(timeframe.hashCode());
    int traded = 0;
    for (int i = 0; i < RULES; i++) {
      BarSeries series =
          walk(
              random.nextLong(),
              50 + random.nextInt(1_000),
              timeframe,
              i % 2 == 0 ? TradingCalendar.ROUND_THE_CLOCK : TradingCalendar.EXCHANGE);
      SimulationConfig config =
          new SimulationConfig(
                  BigDecimal.valueOf(random.nextInt(100) == 0 ? 50 : 100_000),
                  BigDecimal.valueOf(random.nextInt(30)),
                  BigDecimal.valueOf(random.nextInt(20)),
                  random.nextInt(3) * 0.01,
                  0)
              .withFills(ANY_VOLUME);
      String enter = condition(random, 2);
      String exit = condition(random, 2);
      ParameterSets sets = sets(random, 7);
      SweepResult result =
          Sweep.run(
              series,
              new SweepRule(
                  enter,
                  exit,
                  PARAMETERS,
                  new OrderSize.CashFraction(1),
                  ExpressionScope.standard()),
              sets,
              config,
              1 + random.nextInt(3),
              SimulationListener.NONE);
      for (int set = 0; set < sets.size(); set++) {
        String rule = "enter " + resolved(enter, sets, set) + "; exit " + resolved(exit, sets, set);
        SimulationResult run =
            Simulator.run(
                List.of(series),
                RuleCatalog.STANDARD.find(rule).orElseThrow(),
                Map.of(),
                config,
                SimulationListener.NONE);
        traded += run.fills().size();
        for (SweepStatistic statistic : result.statistics()) {
          double expected =
              statistic == SweepStatistic.REJECTIONS
                  ? run.rejections().size()
                  : run.statistic(statistic.key());
          assertThat(result.value(set, statistic))
              .as("%s of %s, rule %d", statistic.key(), rule, i)
              .isEqualTo((Double) expected);
        }
      }
    }
    assertThat(traded).isGreaterThan(1_000);
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
