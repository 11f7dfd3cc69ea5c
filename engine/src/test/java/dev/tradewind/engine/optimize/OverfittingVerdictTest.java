package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.optimize.OverfittingVerdict.Level;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep of 2 000 sets on noise is called luck, one on a planted edge is not. */
class OverfittingVerdictTest {
  private static final StrategyDescriptor CROSS =
      BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow();

  private static final StrategyDescriptor RSI =
      BuiltInStrategies.INSTANCE.find("rsi_mean_reversion").orElseThrow();

  /**
   * Daily bars: a random walk, with a trend that keeps its direction for a while.
   *
   * @param drift of a day, in deviations of a day
   */
  static BarSeries walk(long seed, double drift, int bars) {
    SplittableRandom random = new SplittableRandom(seed);
    Instrument instrument =
        new Instrument(
            "WALK",
            AssetClass.CRYPTO,
            "USD",
            new BigDecimal("0.0001"),
            new BigDecimal("0.0001"),
            TradingCalendar.ROUND_THE_CLOCK);
    BarSeries.Builder series = BarSeries.builder(instrument, Timeframe.parse("1D"), bars);
    double price = 1_000;
    double direction = 1;
    for (int i = 0; i < bars; i++) {
      direction = random.nextDouble() < 1.0 / 25 ? -direction : direction;
      double open = Math.rint(price * 1e4) / 1e4;
      price *= Math.exp(0.02 * (random.nextGaussian() + drift * direction));
      double close = Math.rint(price * 1e4) / 1e4;
      series.append(
          1_577_836_800_000_000L + i * 86_400_000_000L,
          open,
          Math.max(open, close),
          Math.min(open, close),
          close,
          1e9);
    }
    return series.build();
  }

  private static OverfittingVerdict sweep(
      StrategyDescriptor strategy, List<String> dimensions, String constraint, BarSeries series) {
    SearchSpace space =
        SearchSpace.parse(dimensions, List.of(constraint)).within(strategy, Map.of());
    Goals goals = Goals.parse(List.of("sharpe"), List.of(), SimulationEvaluator.statistics(series));
    StudyPlan plan =
        new StudyPlan(
            space, goals, StudyTest.sampler("sobol"), 2_000, 200, 1, Optional.empty(), "walk");
    SimulationEvaluator evaluator =
        new SimulationEvaluator(
            List.of(series), strategy, Map.of(), SimulationConfig.DEFAULT, goals.statistics());
    StudyResult result;
    try (InProcessRunner runner = new InProcessRunner(evaluator, 2)) {
      result = Study.run(plan, runner, List.of(), StudyListener.NONE);
    }
    assertThat(result.trials()).hasSize(2_000);
    LedgerEntry entry = LedgerEntry.of("data", strategy.id(), result);
    return OverfittingVerdict.of(
        result,
        evaluator.simulate(result.best().orElseThrow().parameters()),
        LedgerEntry.total(List.of(entry), "data", strategy.id()));
  }

  /**
   * Of the seeds 1 to 60 those with a ratio above 1.6; docs/concepts/overfitting.md has them all.
   */
  @ParameterizedTest
  @ValueSource(longs = {23, 27, 38})
  void onNoiseAGreatRatioIsCalledLuck(long seed) {
    OverfittingVerdict verdict =
        sweep(
            RSI,
            List.of("period=2..30", "oversold=5..50", "overbought=50..95"),
            "oversold < overbought",
            walk(seed, 0, 500));

    assertThat(verdict.sharpe()).isGreaterThan(1.6);
    assertThat(verdict.deflatedSharpe()).isLessThan(0.5);
    assertThat(verdict.overfitting().probability()).isGreaterThan(0.45);
    assertThat(verdict.haircutSharpe()).isLessThan(0.5);
    assertThat(verdict.level()).isEqualTo(Level.LUCK);
    assertThat(verdict.sentences().getFirst())
        .isEqualTo(
            "This is luck: the best of "
                + verdict.trials()
                + " trials is no better than chance would have made it.");
    assertThat(String.join(" ", verdict.sentences()))
        .contains("probability of back-test overfitting")
        .contains("years would be needed for such a ratio to mean anything");
  }

  /**
   * How often the verdict errs on noise. The deflated ratio is a probability: where the trials
   * resemble each other it is spread over 0..1 on noise as a p-value is, so that a part of the
   * walks must show more than 0.5 and some more than 0.95. {@code -Dtradewind.noise=50} measures
   * the rates that the documentation states; here a few walks must not be called evidence.
   */
  @Test
  void noiseIsSeldomCalledEvidence() {
    int walks = Integer.getInteger("tradewind.noise", 4);
    Map<Level, Integer> levels = new EnumMap<>(Level.class);
    int[] above = new int[3];
    double pbo = 0;
    for (int seed = 1; seed <= walks; seed++) {
      for (int kind = 0; kind < 2; kind++) {
        OverfittingVerdict verdict =
            kind == 0
                ? sweep(
                    RSI,
                    List.of("period=2..30", "oversold=5..50", "overbought=50..95"),
                    "oversold < overbought",
                    walk(1_000 + seed, 0, 500))
                : sweep(
                    CROSS,
                    List.of("fast=1..40", "slow=5..250:5"),
                    "fast < slow",
                    walk(1_000 + seed, 0, 500));
        levels.merge(verdict.level(), 1, Integer::sum);
        above[0] += verdict.deflatedSharpe() > 0.5 ? 1 : 0;
        above[1] += verdict.deflatedSharpe() > 0.8 ? 1 : 0;
        above[2] += verdict.deflatedSharpe() > 0.95 ? 1 : 0;
        pbo += verdict.overfitting().probability() / walks / 2;
      }
    }
    if (walks > 4) {
      System.out.println(
          "noise: " + levels + " above 0.5, 0.8, 0.95: " + Arrays.toString(above) + " pbo " + pbo);
    }
    assertThat(levels.getOrDefault(Level.EVIDENCE, 0)).isLessThanOrEqualTo(walks / 10 + 1);
    assertThat(levels.getOrDefault(Level.LUCK, 0)).isGreaterThanOrEqualTo(walks);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aPlantedEdgeIsNotCalledLuck(long seed) {
    OverfittingVerdict verdict =
        sweep(
            CROSS, List.of("fast=1..40", "slow=5..250:5"), "fast < slow", walk(seed, 0.45, 1_500));

    assertThat(verdict.level()).isEqualTo(Level.EVIDENCE);
    assertThat(verdict.deflatedSharpe()).isGreaterThan(0.95);
    assertThat(verdict.overfitting().probability()).isLessThan(0.05);
    assertThat(verdict.haircutSharpe()).isGreaterThan(1.5);
    assertThat(verdict.sentences().getFirst()).startsWith("This is more than luck");
  }

  @Test
  void theLedgerChargesEveryStudyOnceAndKeepsItsLines() {
    LedgerEntry first = new LedgerEntry("d", "f", "one", 100, 90, 1.5, 0.5);
    LedgerEntry longer = new LedgerEntry("d", "f", "one", 200, 190, 3, 1);
    LedgerEntry second = new LedgerEntry("d", "f", "two", 50, 50, -1, 0.25);
    LedgerEntry other = new LedgerEntry("d", "g", "three", 7, 0, 0, 0);
    List<LedgerEntry> all = List.of(first, longer, second, other);
    List<String> lines = new ArrayList<>(all.stream().map(LedgerEntry::line).toList());
    lines.add("d\tf\tcut");

    assertThat(LedgerEntry.read(lines)).isEqualTo(all);
    LedgerEntry.Total total = LedgerEntry.total(all, "d", "f");
    assertThat(total.trials()).isEqualTo(250);
    assertThat(total.studies()).isEqualTo(2);
    assertThat(total.variance())
        .isCloseTo((1.25 - 4.0 / 240) / 239, org.assertj.core.data.Offset.offset(1e-15));
    assertThat(LedgerEntry.total(all, "d", "g").variance()).isZero();
    assertThatThrownBy(() -> new LedgerEntry("", "f", "s", 1, 1, 0, 0))
        .hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> new LedgerEntry("d", "f", "s", 1, 2, 0, 0))
        .hasMessageContaining("trials must be >= defined >= 0, were 1 and 2");
    assertThatThrownBy(() -> LedgerEntry.read(List.of("x\t.")))
        .hasMessageContaining("no line of a ledger");
  }

  @Test
  void aSingleRunIsOneTrialHoweverOftenItIsMade() {
    BarSeries series = walk(3, 0, 400);
    List<LedgerEntry> ledger = new ArrayList<>();
    String hash = SimulationEvaluator.dataHash(List.of(series));
    TrialCount count = null;
    SimulationResult last = null;
    for (int fast : new int[] {5, 5, 8, 5}) {
      last =
          Simulator.run(
              List.of(series),
              CROSS,
              Map.of("fast", new BigDecimal(fast + ".0")),
              SimulationConfig.DEFAULT,
              SimulationListener.NONE);
      assertThat(last.dataHash()).isEqualTo(hash);
      ledger.add(LedgerEntry.ofRun(hash, last));
      count = TrialCount.of(last, hash, ledger);
      assertThat(count.trials()).isEqualTo(ledger.size() > 2 ? 2 : 1);
    }
    assertThat(count.studies()).isZero();
    assertThat(count.sentence()).startsWith("2 trials so far").contains("2 single runs");
    assertThat(count.assumption().key()).isEqualTo(TrialCount.KEY);
    assertThat(count.expectedBest()).isPositive();
    // A set of which only that it was tried is known does not hide what it showed before.
    ledger.add(LedgerEntry.ofSet(hash, "ema_crossover", last.parameters()));
    ledger.add(LedgerEntry.ofSet(hash, "ema_crossover", Map.of("fast", BigDecimal.ONE)));
    TrialCount more = TrialCount.of(last, hash, ledger);
    assertThat(more.trials()).isEqualTo(3);
    assertThat(more.expectedBest()).isGreaterThan(count.expectedBest());
    assertThat(more.deflatedSharpe()).isLessThan(count.deflatedSharpe());
    assertThat(LedgerEntry.total(ledger, "other data", "ema_crossover").trials()).isZero();
  }

  @Test
  void changingANumberOrAVersionOfARuleIsTryingTheSameKind() {
    assertThat(LedgerEntry.family("ema_crossover")).isEqualTo("ema_crossover");
    assertThat(LedgerEntry.family("mine@0123456789ab")).isEqualTo("mine");
    assertThat(LedgerEntry.family("signals hot with mine@0123456789ab"))
        .isEqualTo("signals hot with mine");
    assertThat(
            LedgerEntry.family("enter ema(close, 5) > sma2(close, 20.5); exit rsi(close, 2) > 7"))
        .isEqualTo("enter ema(close, #) > sma2(close, #); exit rsi(close, #) > #");
    assertThat(
            LedgerEntry.total(
                List.of(
                    new LedgerEntry("d", "mine@0123456789ab", "one", 3, 0, 0, 0),
                    LedgerEntry.ofSet("d", "mine@ba9876543210", Map.of())),
                "d",
                "mine@4"))
        .isEqualTo(new LedgerEntry.Total(4, 0, 1, 1));
  }

  @Test
  void halvingRunsOnTheFirstPartOfTheData() {
    BarSeries series = walk(3, 0, 600);
    Goals goals =
        Goals.parse(
            List.of("totalReturn"),
            List.of("tradeCount >= 1"),
            SimulationEvaluator.statistics(series));
    StudyPlan plan =
        new StudyPlan(
            SearchSpace.parse(List.of("fast=2..40", "slow=5..100"), List.of())
                .within(CROSS, Map.of()),
            goals,
            StudyTest.sampler("tpe"),
            32,
            16,
            1,
            Optional.of(new SuccessiveHalving(3, 4)),
            "walk");
    SimulationEvaluator evaluator =
        new SimulationEvaluator(
            List.of(series),
            CROSS,
            Map.of(),
            new SimulationConfig(
                BigDecimal.valueOf(1_000), BigDecimal.ONE, BigDecimal.ONE, 0.02, 0),
            goals.statistics());
    try (InProcessRunner runner = new InProcessRunner(evaluator, 2)) {
      StudyResult result = Study.run(plan, runner, List.of(), StudyListener.NONE);

      assertThat(result.trials()).hasSize(32);
      assertThat(result.trials().stream().filter(each -> each.fraction() == 1)).hasSize(2);
      assertThat(result.trials().stream().filter(each -> each.fraction() == 0.0625)).hasSize(24);
      Trial best = result.best().orElseThrow();
      assertThat(best.objective(0))
          .isEqualTo(evaluator.simulate(best.parameters()).statistic("totalReturn"));
    }
  }
}
