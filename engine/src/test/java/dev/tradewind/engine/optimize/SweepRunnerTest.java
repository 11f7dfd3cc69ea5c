package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.simulation.AssumptionOption;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The evaluations of a sweep against those of the simulator, to the last bit. */
class SweepRunnerTest {
  private static final List<String> KEPT =
      List.of("sharpe", "totalReturn", "maxDrawdown", "tradeCount", "winRate", "profitFactor");

  static BarSeries walk(long seed, int bars, double volume) {
    Random random = new Random(seed);
    Instrument instrument =
        new Instrument(
            "WALK",
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            new BigDecimal("0.001"),
            TradingCalendar.ROUND_THE_CLOCK);
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1h"), bars);
    long time = 1_577_836_800_000_000L;
    double close = 100;
    for (int i = 0; i < bars; i++) {
      double open = close;
      close = Math.round(open * Math.exp(random.nextGaussian() * 0.01) * 100) / 100.0;
      builder.append(
          time,
          open,
          Math.max(open, close) + 0.5,
          Math.min(open, close) - 0.5,
          close,
          volume * (1 + random.nextDouble()));
      time += 3_600_000_000L;
    }
    return builder.build();
  }

  private static RuleDefinition crossover() {
    return new RuleDefinition(
        Map.of(
            RuleField.NAME,
            "crossing",
            RuleField.ENTER,
            "crosses_above(ema(close, $fast), ema(close, $slow))",
            RuleField.EXIT,
            "crosses_below(ema(close, $fast), ema(close, $slow))",
            RuleField.REQUIRE,
            "$fast < $slow"),
        List.of(
            new RuleParameter("fast", "integer", "5", "2", "60", "1", ""),
            new RuleParameter("slow", "integer", "20", "2", "200", "1", "")),
        List.of());
  }

  private static StrategyDescriptor rule(RuleDefinition definition) {
    return switch (definition.check(ExpressionScope.standard())) {
      case RuleCheck.Accepted(var descriptor) -> descriptor;
      case RuleCheck.Refused(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  private static final SearchTexts LENGTHS =
      new SearchTexts(List.of("fast=2..12", "slow=5..40:5"), List.of(), List.of("fast < slow"));

  private static StudyPlan plan(
      StrategyDescriptor strategy, SearchTexts texts, Optional<SuccessiveHalving> halving) {
    return new StudyPlan(
        texts.space(strategy, Map.of()),
        texts.goals(KEPT),
        StudyTest.sampler("random"),
        40,
        16,
        3,
        halving,
        "");
  }

  private static List<String> lines(StudyPlan plan, TrialRunner runner) {
    return Study.run(plan, runner, List.of(), StudyListener.NONE).trials().stream()
        .map(StudyText::line)
        .toList();
  }

  private static SimulationEvaluator evaluator(
      List<BarSeries> series, StrategyDescriptor strategy, SimulationConfig config) {
    return new SimulationEvaluator(series, strategy, Map.of(), config, KEPT);
  }

  private static String compared(
      List<BarSeries> series,
      StrategyDescriptor strategy,
      SimulationConfig config,
      Optional<SuccessiveHalving> halving) {
    return compared(evaluator(series, strategy, config), plan(strategy, LENGTHS, halving));
  }

  private static String compared(SimulationEvaluator evaluator, StudyPlan plan) {
    try (SweepRunner sweep = new SweepRunner(evaluator, 2);
        InProcessRunner simulator = new InProcessRunner(evaluator, 2)) {
      assertThat(lines(plan, sweep)).isEqualTo(lines(plan, simulator));
      return sweep.how();
    }
  }

  @Test
  void aRuleIsSweptWithTheNumbersOfTheSimulator() {
    String how =
        compared(
            List.of(walk(1, 3_000, 1e6)),
            rule(crossover()),
            SimulationConfig.DEFAULT,
            Optional.empty());

    assertThat(how).startsWith("All").contains("sweep over columns");
  }

  @Test
  void underEveryAssumptionThereIsTheNumbersAreTheSame() {
    BarSeries series = walk(2, 1_200, 3e4);
    int swept = 0;
    List<Map<String, String>> given = new ArrayList<>();
    for (AssumptionOption option : AssumptionOptions.all()) {
      if (option.type() == AssumptionOption.Type.CHOICE) {
        option.choices().forEach(each -> given.add(Map.of(option.name(), each.value())));
      } else if (option.type() == AssumptionOption.Type.BOOLEAN) {
        given.add(Map.of(option.name(), "true"));
        given.add(Map.of(option.name(), "false"));
      } else if (option.min() != null) {
        given.add(Map.of(option.name(), "1"));
      }
    }
    for (Map<String, String> each : given) {
      AssumptionOptions.Outcome outcome =
          AssumptionOptions.apply(SimulationConfig.DEFAULT, new TreeMap<>(each));
      if (outcome.problems().isEmpty()) {
        String how =
            compared(List.of(series), rule(crossover()), outcome.config(), Optional.empty());
        swept += how.contains("sweep over columns") ? 1 : 0;
      }
    }
    assertThat(given).hasSizeGreaterThan(20);
    assertThat(swept).isGreaterThan(10);
  }

  @Test
  void whatDoesNotFillInFullIsSimulatedAndSaidSo() {
    String how =
        compared(
            List.of(walk(3, 1_000, 2_000)),
            rule(crossover()),
            SimulationConfig.DEFAULT,
            Optional.empty());

    assertThat(how).contains("simulated").contains("does not fill in full");
  }

  @Test
  void halvingAndWhatARuleSaysBeyondConditionsFallBack() {
    BarSeries series = walk(4, 1_500, 1e6);

    assertThat(
            compared(
                List.of(series),
                rule(crossover()),
                SimulationConfig.DEFAULT,
                Optional.of(new SuccessiveHalving(2, 2))))
        .contains("part of the data");
    assertThat(
            compared(
                List.of(series),
                rule(
                    crossover()
                        .with(RuleField.SIZE_TYPE, "percent_of_equity")
                        .with(RuleField.SIZE_VALUE, "50")
                        .with(RuleField.REBALANCE, "5")),
                SimulationConfig.DEFAULT,
                Optional.empty()))
        .contains("the rule has rebalance");
    assertThat(
            compared(
                List.of(series),
                rule(
                    crossover()
                        .with(RuleField.SIZE_TYPE, "kelly")
                        .with(RuleField.SIZE_VALUE, "0.5")),
                SimulationConfig.DEFAULT,
                Optional.empty()))
        .contains("the rule's size is kelly");
    assertThat(
            compared(
                List.of(series),
                BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow(),
                SimulationConfig.DEFAULT,
                Optional.empty()))
        .contains("is a program");
  }

  private static String comparedOn(SimulationInput input, Map<String, String> assumptions) {
    StrategyDescriptor strategy = rule(crossover());
    SimulationConfig config =
        AssumptionOptions.apply(SimulationConfig.DEFAULT, new TreeMap<>(assumptions)).config();
    return compared(
        new SimulationEvaluator(input, strategy, Map.of(), config, KEPT, RunScope.STANDARD),
        plan(strategy, LENGTHS, Optional.of(new SuccessiveHalving(2, 2))));
  }

  @Test
  void whatRunsReadBesideBarsIsSimulatedAndSaidSo() {
    BarSeries series = walk(7, 600, 1e6);
    SimulationInput bars = SimulationInput.of(List.of(series));
    SplitSchedule split = SplitSchedule.of(new long[] {series.openTime(300)}, new double[] {2});
    DividendSchedule paid =
        DividendSchedule.of(new long[] {series.openTime(200)}, new double[] {1.5});

    assertThat(comparedOn(bars.withActions(Map.of("WALK", split), Map.of()), Map.of()))
        .isEqualTo(
            "Every set is simulated by itself, because the instrument has splits or dividends in"
                + " the span.");
    assertThat(comparedOn(bars.withActions(Map.of(), Map.of("WALK", paid)), Map.of()))
        .contains("splits or dividends in the span");
    assertThat(comparedOn(bars.withDetail(Map.of("WALK", series)), Map.of()))
        .contains("finer bars show the way within bars");
    assertThat(
            comparedOn(
                bars.withRates(Map.of("USD", walk(8, 600, 1e6))), Map.of("accountCurrency", "EUR")))
        .contains("the account is in another currency");
    assertThat(comparedOn(bars.withBenchmark(walk(9, 600, 1e6)), Map.of()))
        .contains("evaluations are those of a sweep over columns");
  }

  @Test
  void exitsShortsAndSizesAreSweptToo() {
    BarSeries series = walk(6, 1_500, 1e6);
    RuleDefinition both =
        crossover()
            .with(RuleField.DIRECTION, "both")
            .with(RuleField.SHORT_ENTER, "crosses_below(ema(close, $fast), ema(close, $slow))");
    for (RuleDefinition each :
        List.of(
            crossover().with(RuleField.STOP_FRACTION, "0.03"),
            crossover()
                .with(RuleField.STOP_DISTANCE, "$slow / 10")
                .with(RuleField.TARGET_FRACTION, "$fast / 100"),
            crossover().with(RuleField.TRAILING_DISTANCE, "2 * atr($fast)"),
            crossover().with(RuleField.TIME_STOP, "$fast"),
            crossover()
                .with(RuleField.SIZE_TYPE, "percent_of_equity")
                .with(RuleField.SIZE_VALUE, "50"),
            crossover().with(RuleField.SIZE_TYPE, "equal_cash").with(RuleField.SIZE_VALUE, "0.4"),
            both,
            both.with(RuleField.STOP_FRACTION, "0.02").with(RuleField.TIME_STOP, "30"))) {
      assertThat(compared(List.of(series), rule(each), SimulationConfig.DEFAULT, Optional.empty()))
          .as("%s", each.texts())
          .startsWith("All");
    }
  }

  @Test
  void aWatchStopsIt() {
    StrategyDescriptor strategy = rule(crossover());
    StudyPlan plan = plan(strategy, LENGTHS, Optional.empty());
    try (SweepRunner sweep =
        new SweepRunner(
            evaluator(List.of(walk(5, 500, 1e6)), strategy, SimulationConfig.DEFAULT), 1)) {
      StudyListener stops =
          new StudyListener() {
            @Override
            public boolean onProgress(long done, long total) {
              return done < 5;
            }
          };
      assertThatThrownBy(() -> Study.run(plan, sweep, List.of(), stops))
          .isInstanceOf(StudyCancelledException.class);
    }
  }
}
