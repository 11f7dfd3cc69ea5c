package dev.tradewind.engine.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.RuleCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each check tells what it is for, in the same way every time. */
class RobustnessTest {
  private static final Settings QUICK = new Settings(200, 1e-6, 8, 60, 20, 2, false, 1);
  private static final Effort EFFORT = Effort.all(SimulationListener.NONE);

  private static Subject subject(String strategy, Map<String, BigDecimal> given, BarSeries... on) {
    StrategyDescriptor descriptor = RuleCatalog.STANDARD.find(strategy).orElseThrow();
    return Subject.of(
        List.of(on),
        descriptor,
        given,
        SimulationConfig.DEFAULT.withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0)),
        RunScope.STANDARD);
  }

  /** Trends that last: what went up goes on. */
  private static BarSeries trending(int bars, long seed) {
    return Markets.walk("BTC", "1D", bars, 0.6, 0.01, seed);
  }

  private static BarSeries noise(int bars, long seed) {
    return Markets.walk("BTC", "1D", bars, 0, 0.01, seed);
  }

  private static final String FOLLOW = "enter close > close[1]; exit close < close[1]";

  @ParameterizedTest
  @EnumSource(Check.class)
  void aCheckAnswersTheSameOnOneThreadAndOnThree(Check check) {
    Subject subject = subject("ema_crossover", Map.of(), trending(300, 3));

    CheckReport one = Robustness.run(check, subject, QUICK, Effort.QUIET);
    CheckReport three =
        Robustness.run(check, subject, QUICK, new Effort(3, SimulationListener.NONE));

    assertThat(three).isEqualTo(one);
    assertThat(one.check()).isEqualTo(check);
    assertThat(one.sentence()).endsWith(".");
  }

  @ParameterizedTest
  @EnumSource(Check.class)
  void aCheckTellsHowFarItIsAndCanBeStopped(Check check) {
    Subject subject = subject("ema_crossover", Map.of(), trending(300, 3));
    List<Long> told = new ArrayList<>();
    Robustness.run(
        check,
        subject,
        QUICK,
        new Effort(
            2,
            (done, total) -> {
              assertThat(done).isBetween(0L, total);
              told.add(done);
              return true;
            }));

    assertThat(told).isNotEmpty().isSorted();
    assertThatThrownBy(
            () -> Robustness.run(check, subject, QUICK, new Effort(2, (done, total) -> false)))
        .isInstanceOf(SimulationCancelledException.class);
  }

  @Test
  void anAverageForgetsWhereItBeganAndAMeanAtOnce() {
    Subject subject =
        subject(
            "enter ema(close, 10) > sma(close, 10); exit ema(close, 10) < sma(close, 10)",
            Map.of(),
            noise(600, 4));
    WarmUp found =
        Robustness.warmUp(
            Markets.made(
                subject.series(),
                world ->
                    new dev.tradewind.engine.strategy.Strategy() {
                      @Override
                      public void onStart(dev.tradewind.engine.strategy.StrategySetup setup) {
                        setup.feature(0, "ema(close, 10)");
                        setup.feature(0, "sma(close, 10)");
                        setup.feature(0, "obv()");
                      }

                      @Override
                      public void onBar(dev.tradewind.engine.strategy.StrategyContext context) {}
                    }),
            QUICK,
            EFFORT);

    assertThat(found.features()).extracting(WarmUp.Feature::declared).startsWith(9, 9);
    // A part of (1 - 2/11)^n is left after n bars: 1e-6 needs about 70.
    assertThat(found.features().get(0).needed()).isBetween(30, 90);
    assertThat(found.features().get(1).needed()).isEqualTo(9);
    assertThat(found.features().get(2).needed()).isEqualTo(-1);
    assertThat(found.neededByFeatures()).isEqualTo(-1);
  }

  @Test
  void ordersAgreeOnceTheValuesDo() {
    WarmUp found =
        Robustness.warmUp(subject("ema_crossover", Map.of(), noise(1_000, 4)), QUICK, EFFORT);

    assertThat(found.neededByFeatures()).isBetween(21, 300);
    assertThat(found.neededByOrders()).isLessThan(400);
    assertThat(found.starts()).hasSize(8);
  }

  @Test
  void theBreakEvenCostIsWhereNothingIsLeft() {
    Subject subject = subject(FOLLOW, Map.of(), trending(800, 5));
    CheckReport report = Robustness.run(Check.COSTS, subject, QUICK, EFFORT);
    double breakEven = report.figure(Figures.BREAK_EVEN).orElseThrow();

    assertThat(breakEven).isBetween(20.0, 999.0);
    SimulationConfig at =
        CostsCheck.with(
            subject.config(), BigDecimal.valueOf(breakEven).setScale(2), BigDecimal.ZERO);
    assertThat(subject.under(at).run(SimulationListener.NONE).statistic("totalReturn"))
        .isCloseTo(0, within(0.02));
    assertThat(report.tables().getFirst().rows()).hasSize(25);
  }

  @Test
  void aDelayTakesAwayWhatLastsOneBar() {
    CheckReport report =
        Robustness.run(Check.DELAY, subject(FOLLOW, Map.of(), trending(800, 5)), QUICK, EFFORT);

    assertThat(report.figure(Figures.DELAY_KEPT).orElseThrow()).isBetween(-0.5, 0.9);
  }

  @Test
  void neighboursStayWithinTheBoundsOfTheParameters() {
    CheckReport report =
        Robustness.run(
            Check.NEIGHBOURS,
            subject(
                "ema_crossover",
                Map.of("fast", BigDecimal.ONE, "slow", BigDecimal.TWO),
                trending(300, 2)),
            QUICK,
            EFFORT);

    // fast 1 cannot fall and may not reach slow; slow may be 3 and 4.
    assertThat(report.tables().getFirst().rows()).hasSize(3);
  }

  @Test
  void resampledPathsAreValidBarsOfTheSameTimes() {
    BarSeries bars = noise(200, 9);
    for (int block : new int[] {1, 20}) {
      BarSeries path = Worlds.resampled(List.of(bars), block, 7).getFirst();
      assertThat(path.size()).isEqualTo(bars.size());
      assertThat(path.contentHash()).isNotEqualTo(bars.contentHash());
      for (int i = 0; i < path.size(); i++) {
        assertThat(path.openTime(i)).isEqualTo(bars.openTime(i));
        assertThat(path.closeTime(i)).isEqualTo(bars.closeTime(i));
        assertThat(path.low(i))
            .isPositive()
            .isLessThanOrEqualTo(Math.min(path.open(i), path.close(i)));
        assertThat(path.high(i)).isGreaterThanOrEqualTo(Math.max(path.open(i), path.close(i)));
      }
    }
  }

  @Test
  void whatMovedTogetherStillDoesOnAResampledPath() {
    BarSeries one = noise(200, 9);
    BarSeries same = one.withInstrument(Markets.instrument("ETH"));
    List<BarSeries> paths = Worlds.resampled(List.of(one, same), 5, 7);

    assertThat(paths.getFirst().contentHash()).isEqualTo(paths.getLast().contentHash());
  }

  // --- verdicts ----------------------------------------------------------------------------------

  private static Verdict judge(Subject subject) {
    Map<Check, CheckReport> reports = new EnumMap<>(Check.class);
    for (Check check : Check.values()) {
      reports.put(check, Robustness.run(check, subject, QUICK, EFFORT));
    }
    return Verdict.of(Basis.of(subject.run(SimulationListener.NONE), 1), reports.values());
  }

  @Test
  void onNoiseItSaysSo() {
    for (long seed = 1; seed <= 6; seed++) {
      Verdict verdict = judge(subject(FOLLOW, Map.of(), noise(700, seed)));

      assertThat(verdict.level()).as("seed %d: %s", seed, verdict).isEqualTo(Verdict.Level.NO_EDGE);
      assertThat(verdict.words()).startsWith("No e");
      assertThat(verdict.strongest()).hasSize(3);
      assertThat(verdict.reasons())
          .isSortedAccordingTo((a, b) -> Double.compare(b.strength(), a.strength()));
    }
  }

  @Test
  void onNoiseWithoutCostsItSaysSoToo() {
    SimulationConfig free =
        CostsCheck.with(
            SimulationConfig.DEFAULT.withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0)),
            BigDecimal.ZERO,
            BigDecimal.ZERO);
    for (long seed = 1; seed <= 6; seed++) {
      Verdict verdict = judge(subject("ema_crossover", Map.of(), noise(1_500, seed)).under(free));

      assertThat(verdict.level())
          .as("seed %d: %s", seed, verdict)
          .isIn(Verdict.Level.NO_EDGE, Verdict.Level.TOO_LITTLE);
    }
  }

  @Test
  void onAPlantedEdgeItDoesNot() {
    for (long seed = 1; seed <= 3; seed++) {
      Verdict verdict = judge(subject(FOLLOW, Map.of(), trending(1_200, seed)));

      assertThat(verdict.level())
          .as("seed %d: %s", seed, verdict)
          .isIn(Verdict.Level.FRAGILE, Verdict.Level.WITHSTOOD);
      assertThat(verdict.reasons()).noneMatch(each -> each.doubt().kind() == Doubt.Kind.EDGE);
    }
  }

  @Test
  void lookingAheadIsWorseThanAllElse() {
    Subject subject =
        Markets.made(
            List.of(noise(300, 1)),
            world ->
                Markets.longWhile(
                    i ->
                        i + 1 < world.getFirst().size()
                            && world.getFirst().close(i + 1) > world.getFirst().close(i)));
    Verdict verdict =
        Verdict.of(
            Basis.of(subject.run(SimulationListener.NONE), 0),
            List.of(Robustness.run(Check.LOOKAHEAD, subject, QUICK, EFFORT)));

    assertThat(verdict.level()).isEqualTo(Verdict.Level.NOT_BELIEVABLE);
    assertThat(verdict.strongest().getFirst().doubt()).isEqualTo(Doubt.LOOK_AHEAD);
    assertThat(verdict.strongest().getFirst().words()).contains("depend on bars");
    assertThat(verdict.reasons())
        .anyMatch(each -> each.doubt() == Doubt.UNCHECKED && each.words().contains("paths"));
  }

  @Test
  void tooLittleIsNotJudged() {
    Subject held = subject("buy_and_hold", Map.of(), trending(300, 3));

    assertThat(judge(held).level()).isEqualTo(Verdict.Level.TOO_LITTLE);
  }

  @Test
  void aRunThatWasNotExaminedIsCalledSo() {
    Verdict verdict = Verdict.of(new Basis(0.5, 0.1, 200, 1_000, 2, 0.99, 0.01, 0.1), List.of());

    assertThat(verdict.level()).isEqualTo(Verdict.Level.UNEXAMINED);
    assertThat(verdict.words()).startsWith("Not examined");
  }

  @Test
  void whatTheRunItselfTellsNeedsNoCheck() {
    Verdict verdict = Verdict.of(new Basis(0.1, 0.05, 200, 1_000, 2, 0.7, 0.59, 0.8), List.of());

    assertThat(verdict.level()).isEqualTo(Verdict.Level.NO_EDGE);
    assertThat(verdict.strongest().getFirst().doubt()).isEqualTo(Doubt.UNCERTAIN_SHARPE);
    assertThat(verdict.strongest().getFirst().words()).contains("70.0 %", "p = 0.59");
    assertThat(verdict.strongest().get(1).words())
        .isEqualTo("Fees and slippage take 80.0 % of what it earned before them.");
  }

  @Test
  void whatWasTriedBeforeIsAReasonForDoubt() {
    Basis basis = new Basis(0.5, 0.1, 200, 1_000, 2, 0.99, 0.01, 0.1);

    Verdict many =
        Verdict.of(basis, List.of(), Optional.of(new TrialsBefore(70, 0.3, "70 trials so far.")));
    assertThat(many.level()).isEqualTo(Verdict.Level.NO_EDGE);
    assertThat(many.strongest().getFirst().doubt()).isEqualTo(Doubt.MANY_TRIALS);
    assertThat(many.strongest().getFirst().words()).isEqualTo("70 trials so far.");
    Verdict first =
        Verdict.of(basis, List.of(), Optional.of(new TrialsBefore(1, 0.3, "the first")));
    assertThat(first.reasons())
        .noneMatch(each -> each.doubt() == Doubt.MANY_TRIALS || each.doubt() == Doubt.TRIALS);
  }

  @Test
  void theCheckOfCostsTakesThePlaceOfTheirShare() {
    Subject subject = subject(FOLLOW, Map.of(), noise(700, 1));
    Verdict verdict =
        Verdict.of(
            new Basis(0.1, 0.05, 200, 1_000, 2, 0.99, 0.01, 1.8),
            List.of(Robustness.run(Check.COSTS, subject, QUICK, EFFORT)));

    assertThat(verdict.reasons()).noneMatch(each -> each.doubt() == Doubt.COST_SHARE);
  }

  @Test
  void costsBeyondAllProfitAreCalledSo() {
    Verdict verdict = Verdict.of(new Basis(0.1, 0.05, 200, 1_000, 2, 0.99, 0.01, 1.8), List.of());

    assertThat(verdict.strongest().getFirst().words()).contains("more than all");
  }

  @Test
  void strengthsGrowWithTheDistanceFromTheThreshold() {
    for (Doubt doubt : Doubt.values()) {
      double slight = doubt.strength(doubt.threshold());
      assertThat(slight).isCloseTo(doubt.weight() / 2, within(1e-12));
      assertThat(doubt.strength(doubt.worst())).isCloseTo(doubt.weight(), within(1e-12));
      assertThat(doubt.applies(Double.NaN)).isFalse();
      assertThat(doubt.applies(doubt.worst())).isTrue();
      assertThat(doubt.isAbove()).isEqualTo(doubt.worst() > doubt.threshold());
    }
  }

  @Test
  void theNumbersOfARuleAreCounted() {
    assertThat(Basis.tunable(RuleCatalog.STANDARD.find("ema_crossover").orElseThrow()))
        .isEqualTo(2);
    assertThat(
            Basis.tunable(
                RuleCatalog.STANDARD
                    .find("enter rsi(close, 14) < 30.5; exit ema2(close, 3) > 70")
                    .orElseThrow()))
        .isEqualTo(4);
  }

  @Test
  void settingsOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new Settings(9, 1e-6, 20, 200, 20, 2, false, 0))
        .hasMessage("maxDecisions must be in 10..1000000, was 9");
    assertThatThrownBy(() -> new Settings(10, 0, 20, 200, 20, 2, false, 0))
        .hasMessage("tolerance must be in (0, 0.1], was 0.0");
    assertThatThrownBy(() -> new Effort(0, SimulationListener.NONE))
        .hasMessage("threads must be >= 1, was 0");
  }
}
