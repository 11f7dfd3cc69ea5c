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
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.SharpeInference;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A sweep of 2 000 sets on noise is called luck, one on a planted edge is not. */
class OverfittingVerdictTest {
  private static final StrategyDescriptor CROSS =
      BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow();

  private static final StrategyDescriptor RSI =
      BuiltInStrategies.INSTANCE.find("rsi_mean_reversion").orElseThrow();

  /**
   * Daily bars: a random walk whose price is a fair game, with a trend that keeps its direction for
   * a while.
   *
   * @param drift of a day, in deviations of a day
   */
  static BarSeries walk(long seed, double drift, int bars) {
    return walk(seed, drift, 0, bars);
  }

  /**
   * The same.
   *
   * @param pull part of the way back to the middle that is made a day
   */
  private static BarSeries walk(long seed, double drift, double pull, int bars) {
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
    double away = 0;
    for (int i = 0; i < bars; i++) {
      direction = random.nextDouble() < 1.0 / 25 ? -direction : direction;
      double open = Math.rint(price * 1e4) / 1e4;
      double shock = 0.02 * random.nextGaussian();
      double back = -pull * away;
      away += shock + back;
      price *= Math.exp(shock + 0.02 * drift * direction + back - 0.0002);
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
    return sweep(strategy, dimensions, constraint, series, 2_000, 0);
  }

  /**
   * Sweeps.
   *
   * @param others trials of another study before
   */
  private static OverfittingVerdict sweep(
      StrategyDescriptor strategy,
      List<String> dimensions,
      String constraint,
      BarSeries series,
      int trials,
      int others) {
    SearchSpace space =
        SearchSpace.parse(dimensions, List.of(constraint)).within(strategy, Map.of());
    Goals goals = Goals.parse(List.of("sharpe"), List.of(), SimulationEvaluator.statistics(series));
    StudyPlan plan =
        new StudyPlan(
            space,
            goals,
            StudyTest.sampler(others + trials < 2_000 ? "grid" : "sobol"),
            trials,
            200,
            1,
            Optional.empty(),
            "walk");
    SimulationEvaluator evaluator =
        new SimulationEvaluator(
            List.of(series), strategy, Map.of(), SimulationConfig.DEFAULT, goals.statistics());
    StudyResult result;
    try (InProcessRunner runner = new InProcessRunner(evaluator, 2)) {
      result = Study.run(plan, runner, List.of(), StudyListener.NONE);
    }
    assertThat(result.trials()).hasSize(trials);
    LedgerEntry before =
        new LedgerEntry("data", strategy.id(), "before", others, others, 0, others * 1e-4);
    LedgerEntry entry = LedgerEntry.of("data", strategy.id(), result);
    return OverfittingVerdict.of(
        result,
        evaluator.simulate(result.best().orElseThrow().parameters()),
        LedgerEntry.total(
            others == 0 ? List.of(entry) : List.of(before, entry), "data", strategy.id()));
  }

  private static OverfittingVerdict reverting(BarSeries series) {
    return sweep(
        RSI,
        List.of("period=2..30", "oversold=5..50", "overbought=50..95"),
        "oversold < overbought",
        series);
  }

  private static OverfittingVerdict following(BarSeries series) {
    return sweep(CROSS, List.of("fast=1..40", "slow=5..250:5"), "fast < slow", series);
  }

  /**
   * The first seeds, none chosen. How often the verdict errs is in docs/concepts/overfitting.md:
   * {@code -Dtradewind.noise=60} measures it.
   */
  @Test
  void noiseLooksGreatAndIsCalledLuck() {
    int walks = Integer.getInteger("tradewind.noise", 6);
    Map<Level, Integer> levels = new EnumMap<>(Level.class);
    int great = 0;
    int above = 0;
    double pbo = 0;
    for (int seed = 1; seed <= walks; seed++) {
      for (boolean reverts : new boolean[] {true, false}) {
        BarSeries series = walk(seed, 0, 500);
        OverfittingVerdict verdict = reverts ? reverting(series) : following(series);
        levels.merge(verdict.level(), 1, Integer::sum);
        above += verdict.deflatedSharpe() > 0.5 ? 1 : 0;
        pbo += verdict.overfitting().probability() / walks / 2;
        if (verdict.sharpe() > 1.6 && verdict.level() == Level.LUCK) {
          great++;
          assertThat(verdict.sentences().getFirst())
              .isEqualTo(
                  "This is luck: the best of "
                      + verdict.trials()
                      + " trials is no better than chance would have made it.");
          assertThat(String.join(" ", verdict.sentences()))
              .contains("Had every stretch of the data been as likely to go the other way")
              .contains("probability of back-test overfitting")
              .contains("years would be needed for such a ratio to mean anything");
          assertThat(verdict.haircutSharpe()).isLessThan(0.5);
          assertThat(
                  verdict.deflatedSharpe() < 0.5
                      || verdict.chance() > 0.1
                      || verdict.overfitting().probability() >= 0.5)
              .isTrue();
        }
      }
    }
    String found = levels + ", great " + great + ", above one half " + above + ", pbo " + pbo;
    if (walks > 6) {
      System.out.println("noise: " + found);
    }

    assertThat(great).as(found).isGreaterThanOrEqualTo(walks / 3);
    assertThat(levels.getOrDefault(Level.LUCK, 0)).as(found).isGreaterThanOrEqualTo(7 * walks / 4);
    assertThat(levels.getOrDefault(Level.EVIDENCE, 0)).as(found).isLessThanOrEqualTo(walks / 20);
    assertThat(pbo).as(found).isBetween(0.35, 0.65);
  }

  /** {@code -Dtradewind.noise=20 -Dtradewind.drift=0.3} measures how often a weaker one is seen. */
  @Test
  void aPlantedTrendIsNotCalledLuck() {
    planted(
        Double.parseDouble(System.getProperty("tradewind.drift", "0.45")),
        (seed, drift) -> following(walk(seed, drift, 1_500)));
  }

  /** {@code -Dtradewind.noise=20 -Dtradewind.pull=0.05} measures how often a weaker one is seen. */
  @Test
  void aPlantedWayBackIsNotCalledLuck() {
    planted(
        Double.parseDouble(System.getProperty("tradewind.pull", "0.1")),
        (seed, pull) -> reverting(walk(seed, 0, pull, 1_500)));
  }

  private static void planted(double edge, BiFunction<Long, Double, OverfittingVerdict> sweep) {
    int walks = Integer.getInteger("tradewind.noise", 3);
    Map<Level, Integer> levels = new EnumMap<>(Level.class);
    for (long seed = 1; seed <= walks; seed++) {
      OverfittingVerdict verdict = sweep.apply(seed, edge);
      levels.merge(verdict.level(), 1, Integer::sum);
      if (walks == 3) {
        assertThat(verdict.level()).as("seed " + seed).isEqualTo(Level.EVIDENCE);
        assertThat(verdict.deflatedSharpe()).isGreaterThan(0.5);
        assertThat(verdict.chance()).isLessThan(0.01);
        assertThat(verdict.overfitting().probability()).isLessThan(0.05);
        assertThat(verdict.haircutSharpe()).isGreaterThan(1);
        assertThat(verdict.sentences().getFirst()).startsWith("This is more than luck");
      }
    }
    if (walks > 3) {
      System.out.println("planted " + edge + ": " + levels);
    }
    assertThat(levels).isNotEmpty();
  }

  /** The best by itself has the figures of the verdict, but for the moments that are not kept. */
  @Test
  void aTrialChosenByHandHasItsOwnFigures() {
    SplittableRandom random = new SplittableRandom(8);
    List<ReturnBlocks> all = new ArrayList<>();
    for (int k = 0; k < 40; k++) {
      double edge = k / 400.0;
      double[] days = new double[320];
      for (int t = 0; t < days.length; t++) {
        days[t] = (random.nextGaussian() + edge) / 100;
      }
      all.add(ReturnBlocks.of(days, 16));
    }
    List<ReturnBlocks> ordered =
        all.stream().sorted(Comparator.comparingDouble(ReturnBlocks::sharpe)).toList();
    TrialWorth best = TrialWorth.of(ordered.getLast(), all, 100, 1.5, 365);
    TrialWorth middle = TrialWorth.of(ordered.get(20), all, 100, 1.5, 365);
    TrialWorth worst = TrialWorth.of(ordered.getFirst(), all, 100, 1.5, 365);

    assertThat(best.sharpe()).isEqualTo(ordered.getLast().sharpe() * Math.sqrt(365));
    assertThat(best.deflatedSharpe())
        .isEqualTo(
            SharpeInference.probabilistic(
                ordered.getLast().sharpe(), 1.5 / Math.sqrt(365), 320, 0, 3));
    assertThat(best.deflatedSharpe()).isGreaterThan(middle.deflatedSharpe());
    assertThat(middle.deflatedSharpe()).isGreaterThan(worst.deflatedSharpe());
    assertThat(best.chance()).isLessThan(middle.chance());
    assertThat(worst.chance()).isEqualTo(1);
    assertThat(best.haircutSharpe()).isBetween(middle.haircutSharpe(), best.sharpe());
    assertThat(middle.minimumYears()).isGreaterThan(best.minimumYears());
    assertThat(TrialWorth.of(ordered.getLast(), all, 40, 1.5, 365).chance())
        .isCloseTo(
            1 - Math.pow(1 - best.chance(), 0.4), org.assertj.core.data.Offset.offset(1e-12));
    ReturnBlocks nothing = ReturnBlocks.of(new double[320], 16);
    assertThat(TrialWorth.of(nothing, all, 100, 1.5, 365).sharpe()).isNaN();
    assertThat(TrialWorth.of(nothing, all, 100, 1.5, 365).haircutSharpe()).isNaN();
    assertThat(TrialWorth.of(ReturnBlocks.of(new double[20], 16), all, 9, 1, 365).chance()).isNaN();
  }

  /** What other studies tried of the kind is charged to the chance too. */
  @Test
  void otherStudiesMakeTheBestMoreLikelyByChance() {
    BarSeries series = walk(1, 0.45, 1_500);
    OverfittingVerdict first = sweep(CROSS, List.of("fast=1..9"), "fast < 10", series, 9, 0);
    OverfittingVerdict later = sweep(CROSS, List.of("fast=1..9"), "fast < 10", series, 9, 900);

    assertThat(first.trials()).isEqualTo(9);
    assertThat(later.trials()).isEqualTo(909);
    assertThat(later.chance())
        .isCloseTo(
            1 - Math.pow(1 - first.chance(), 909 / 9.0),
            org.assertj.core.data.Offset.offset(1e-12));
    assertThat(first.chance()).isBetween(1.0 / (1 << 16), 0.5);
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
