package dev.tradewind.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against an independent implementation (independent/overfitting.py) and the papers' examples. */
class OverfittingMeasuresTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-9);

  private static double[][] returns(double edge) {
    long x = 12_345;
    double[][] rows = new double[20][250];
    for (int k = 0; k < rows.length; k++) {
      for (int t = 0; t < rows[k].length; t++) {
        x = (x * 1_103_515_245L + 12_345) % (1L << 31);
        rows[k][t] = ((double) x / (1L << 31) - 0.5) / 50 + (k == 3 ? edge : 0);
      }
    }
    return rows;
  }

  private static Map<String, Double> golden() throws IOException {
    Map<String, Double> golden = new HashMap<>();
    try (var in =
        Objects.requireNonNull(
            OverfittingMeasuresTest.class.getResourceAsStream("/independent/overfitting.csv"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] fields = line.split(",", -1);
        golden.put(fields[0], Double.valueOf(fields[1]));
      }
    }
    return golden;
  }

  private static List<ReturnBlocks> blocks(double[][] rows, int count) {
    return Arrays.stream(rows).map(row -> ReturnBlocks.of(row, count)).toList();
  }

  @ParameterizedTest
  @CsvSource({"noise, 0", "weak, 0.0008", "edge, 0.002"})
  void isWhatTheIndependentImplementationSays(String name, double edge) throws IOException {
    Map<String, Double> golden = golden();
    double[][] rows = returns(edge);
    List<ReturnBlocks> blocks = blocks(rows, 10);

    BacktestOverfitting overfitting = BacktestOverfitting.of(blocks);
    assertThat(overfitting.probability()).isCloseTo(golden.get(name + ".pbo"), EXACT);
    assertThat(overfitting.lossProbability()).isCloseTo(golden.get(name + ".loss"), EXACT);
    assertThat(overfitting.degradation()).isCloseTo(golden.get(name + ".slope"), EXACT);
    assertThat(overfitting.combinations()).isEqualTo(252);
    assertThat(overfitting.trials()).isEqualTo(20);

    double[] ratios = blocks.stream().mapToDouble(ReturnBlocks::sharpe).toArray();
    double best = Arrays.stream(ratios).max().orElseThrow();
    HaircutSharpe haircut = HaircutSharpe.of(best, ratios, 30, 250);
    assertThat(haircut.sharpe()).isCloseTo(golden.get(name + ".sharpe"), EXACT);
    assertThat(haircut.pValue()).isCloseTo(golden.get(name + ".p"), EXACT);
    assertThat(haircut.bonferroni()).isCloseTo(golden.get(name + ".bonferroni"), EXACT);
    assertThat(haircut.holm()).isCloseTo(golden.get(name + ".holm"), EXACT);
    assertThat(haircut.bhy()).isCloseTo(golden.get(name + ".bhy"), EXACT);
    assertThat(haircut.remaining(haircut.bonferroni()))
        .isCloseTo(golden.get(name + ".leftBonferroni"), EXACT);
    assertThat(haircut.remaining(haircut.holm())).isCloseTo(golden.get(name + ".leftHolm"), EXACT);
    assertThat(haircut.remaining(haircut.bhy())).isCloseTo(golden.get(name + ".leftBhy"), EXACT);
    assertThat(haircut.remaining()).isCloseTo(golden.get(name + ".left"), EXACT);

    RealityCheck check = RealityCheck.of(rows, 500, 5, 99);
    assertThat(check.white()).isCloseTo(golden.get(name + ".white"), EXACT);
    assertThat(check.lower()).isCloseTo(golden.get(name + ".lower"), EXACT);
    assertThat(check.consistent()).isCloseTo(golden.get(name + ".consistent"), EXACT);
    assertThat(check.upper()).isCloseTo(golden.get(name + ".upper"), EXACT);
    assertThat(check.trials()).isEqualTo(20);
    assertThat(check.resamples()).isEqualTo(500);
    assertThat(check.meanBlock()).isEqualTo(5);

    SignChangeTest signs = SignChangeTest.of(blocks);
    List<ReturnBlocks> byRatio =
        blocks.stream().sorted(Comparator.comparingDouble(ReturnBlocks::sharpe)).toList();
    assertThat(signs.probability(byRatio.getLast())).isEqualTo(golden.get(name + ".signs"));
    assertThat(signs.probability(byRatio.get(18))).isEqualTo(golden.get(name + ".signsOfSecond"));
    assertThat(golden.get(name + ".lost")).isPositive();
    assertThat(signs.trials()).isEqualTo(20);
    assertThat(signs.changes()).isEqualTo(1024);
  }

  /**
   * Harvey and Liu, "Backtesting", Journal of Portfolio Management 42 (2015), the example of six
   * strategies in "P-value Adjustment under FWER" and "... under FDR": one is significant at 5 %
   * after Bonferroni, two after Holm, four after BHY. Their BHY leaves the largest p-value as it
   * is; the adjusted p-values usual elsewhere multiply it by the harmonic sum too, and would give
   * 0.1323 and 0.1470 at the end.
   */
  @Test
  void theAdjustedPValuesAreThoseOfThePapersExample() {
    double[] p = {0.005, 0.009, 0.0128, 0.0135, 0.045, 0.06};
    Offset<Double> printed = Offset.offset(5e-5);

    double[] holm = {0.03, 0.045, 0.0512, 0.0512, 0.09, 0.09};
    double[] bhy = {0.0496, 0.0496, 0.0496, 0.0496, 0.06, 0.06};
    for (int i = 0; i < p.length; i++) {
      assertThat(HaircutSharpe.holm(p)[i]).isCloseTo(holm[i], printed);
      assertThat(HaircutSharpe.bhy(p)[i]).isCloseTo(bhy[i], printed);
    }
    assertThat(HaircutSharpe.bhy(new double[] {0.2})).containsExactly(0.2);
  }

  /**
   * The same, the example under independence: a ratio of 0.75 a year over 20 years of months has a
   * p-value of 0.0008; one of 200 has 0.15 after all, and 0.32 is left. Bonferroni is its bound.
   */
  @Test
  void theRatioThatIsLeftIsThatOfThePapersExample() {
    double month = 0.75 / Math.sqrt(12);
    double[] others = new double[200];
    others[0] = month;
    HaircutSharpe haircut = HaircutSharpe.of(month, others, 200, 240);

    assertThat(haircut.pValue()).isCloseTo(0.0008, Offset.offset(1.5e-4));
    assertThat(haircut.bonferroni()).isEqualTo(200 * haircut.pValue());
    double independent = 1 - Math.pow(1 - 0.0008, 200);
    assertThat(independent).isCloseTo(0.15, Offset.offset(5e-3));
    assertThat(haircut.remaining(independent) * Math.sqrt(12)).isCloseTo(0.32, Offset.offset(5e-3));
  }

  /**
   * Harvey, Liu and Zhu, "... and the Cross-Section of Expected Returns", Review of Financial
   * Studies 29 (2016), table 4: of ten tests that are all significant alone, three remain after
   * Bonferroni and four after Holm, at 5 %.
   */
  @Test
  void theHaircutFindsWhatThePapersExampleFinds() {
    double[] t = {1.99, 2.63, 2.21, 3.43, 2.17, 2.64, 4.56, 5.34, 2.75, 2.49};
    int periods = 1_000_000;
    double[] ratios = Arrays.stream(t).map(each -> each / Math.sqrt(periods)).toArray();
    List<Integer> bonferroni = new ArrayList<>();
    for (int i = 0; i < t.length; i++) {
      HaircutSharpe each = HaircutSharpe.of(ratios[i], ratios, 10, periods);
      assertThat(each.pValue()).isLessThan(0.05);
      if (each.bonferroni() <= 0.05) {
        bonferroni.add(i + 1);
      }
    }

    assertThat(bonferroni).containsExactly(4, 7, 8);
    // Holm on the p-values as they are printed: unrounded, the fifth is just within the bound.
    double[] printed = {0, 0, 0.0005, 0.0060, 0.0084, 0.0085, 0.0128, 0.0271, 0.0300, 0.0466};
    assertThat(Arrays.stream(HaircutSharpe.holm(printed)).filter(each -> each <= 0.05)).hasSize(4);
  }

  /**
   * The p-values of {@code arch.bootstrap.SPA} 8.0.0 (K. Sheppard) on the same returns: stationary
   * bootstrap with blocks of 5, 20 000 resamples. Its scale is a bootstrap's, ours Hansen's kernel.
   */
  @ParameterizedTest
  @CsvSource({"0, 0.3797, 0.4951, 0.5205", "0.0008, 0.2922, 0.3793, 0.4012", "0.002, 0, 0, 0"})
  void theSuperiorPredictiveAbilityIsThatOfAnotherLibrary(
      double edge, double lower, double consistent, double upper) {
    RealityCheck check = RealityCheck.of(returns(edge), 20_000, 5, 7);

    Offset<Double> near = Offset.offset(0.07);
    assertThat(check.lower()).isCloseTo(lower, near);
    assertThat(check.consistent()).isCloseTo(consistent, near);
    assertThat(check.upper()).isCloseTo(upper, near);
  }

  @Test
  void onNoiseTheProbabilityOfOverfittingIsAboutOneHalf() {
    SplittableRandom random = new SplittableRandom(11);
    double sum = 0;
    for (int n = 0; n < 40; n++) {
      double[][] rows = new double[50][400];
      for (double[] row : rows) {
        for (int t = 0; t < row.length; t++) {
          row[t] = random.nextGaussian() / 100;
        }
      }
      sum += BacktestOverfitting.of(blocks(rows, 8)).probability();
    }

    assertThat(sum / 40).isBetween(0.4, 0.65);
  }

  /** On noise a p-value is below a bound at most as often as the bound says. */
  @Test
  void theChanceOfTheBestIsAPValue() {
    SplittableRandom random = new SplittableRandom(5);
    int tenth = 0;
    int half = 0;
    for (int n = 0; n < 400; n++) {
      double[] common = random.doubles(160, -1, 1).toArray();
      double[][] rows = new double[12][160];
      for (double[] row : rows) {
        for (int t = 0; t < row.length; t++) {
          row[t] = common[t] + random.nextGaussian() / 2;
        }
      }
      List<ReturnBlocks> trials = blocks(rows, 10);
      ReturnBlocks best =
          trials.stream().max(Comparator.comparingDouble(ReturnBlocks::sharpe)).orElseThrow();
      double chance = SignChangeTest.of(trials).probability(best);
      tenth += chance <= 0.1 ? 1 : 0;
      half += chance <= 0.5 ? 1 : 0;
    }

    // 400 times 0.1 and 0.5, give or take three deviations.
    assertThat(tenth).isBetween(22, 58);
    assertThat(half).isBetween(170, 230);
  }

  @Test
  void theSameTrialManyTimesIsOneTrial() {
    double[] row = returns(0.001)[3];
    List<ReturnBlocks> one = blocks(new double[][] {row}, 10);
    List<ReturnBlocks> many = blocks(new double[][] {row, row, row, row, row, row}, 10);

    assertThat(SignChangeTest.of(many).probability(many.getFirst()))
        .isEqualTo(SignChangeTest.of(one).probability(one.getFirst()));
    // All blocks gained: of 1 024 ways only the one they are in is as good.
    double[] gains = new double[100];
    Arrays.fill(gains, 0.01);
    List<ReturnBlocks> sure = blocks(new double[][] {gains}, 10);
    assertThat(SignChangeTest.of(sure).probability(sure.getFirst())).isEqualTo(1 / 1024.0);
    // What did nothing, and what lost, is as good as anything.
    List<ReturnBlocks> nothing = blocks(new double[][] {new double[100]}, 10);
    assertThat(SignChangeTest.of(nothing).probability(nothing.getFirst())).isEqualTo(1);
    // A trial that pays every day does not hide another one that gains.
    double[] costs = gains.clone();
    for (int t = 0; t < costs.length; t++) {
      costs[t] = -3 * gains[t];
    }
    List<ReturnBlocks> both = blocks(new double[][] {gains, costs}, 10);
    assertThat(SignChangeTest.of(both).probability(both.getFirst())).isEqualTo(1 / 1024.0);
    assertThat(SignChangeTest.of(both).probability(both.getLast())).isEqualTo(1);
  }

  @Test
  void theMinimumLengthIsThatOfThePaper() {
    // Bailey and others 2014: with five years of data, no more than 45 independent trials should be
    // tried, or a Sharpe ratio of 1 is almost sure to be found.
    assertThat(MinimumBacktestLength.years(45, 1)).isBetween(4.8, 5.1);
    assertThat(MinimumBacktestLength.years(46, 1))
        .isGreaterThan(MinimumBacktestLength.years(45, 1));
    // The same: after 7 trials, a two-year back-test is expected to show a ratio of 1.
    assertThat(MinimumBacktestLength.years(7, 1)).isBetween(1.7, 2.1);
    assertThat(MinimumBacktestLength.years(1, 1)).isZero();
    assertThat(MinimumBacktestLength.years(45, 2))
        .isCloseTo(MinimumBacktestLength.years(45, 1) / 4, EXACT);
    assertThat(MinimumBacktestLength.years(45, 0)).isNaN();
  }

  @Test
  void trialsThatDidNothingHaveASharpeRatioOfZero() {
    double[][] rows = new double[3][64];
    for (int t = 0; t < 64; t++) {
      rows[1][t] = t % 2 == 0 ? 0.02 : -0.01;
    }
    BacktestOverfitting result = BacktestOverfitting.of(blocks(rows, 4));

    assertThat(result.probability()).isZero();
    assertThat(ReturnBlocks.of(rows[0], 4).sharpe()).isNaN();
    assertThat(HaircutSharpe.of(Double.NaN, new double[] {Double.NaN}, 1, 64).remaining()).isNaN();
    assertThat(RealityCheck.of(rows, 200, RealityCheck.usualBlock(64), 1).consistent())
        .isLessThan(0.05);
  }

  @Test
  void blocksAreSumsOfTheirReturns() {
    double[] row = returns(0)[0];
    ReturnBlocks blocks = ReturnBlocks.of(row, 7);
    double mean = Arrays.stream(row).average().orElseThrow();
    double squares = Arrays.stream(row).map(v -> (v - mean) * (v - mean)).sum();

    assertThat(blocks.sharpe()).isCloseTo(mean / Math.sqrt(squares / 249), EXACT);
    assertThat(blocks.observations()).isEqualTo(250);
    int sum = 0;
    double[] sums = new double[7];
    double[] ofSquares = new double[7];
    for (int b = 0; b < 7; b++) {
      sum += blocks.observations(b);
      sums[b] = blocks.sum(b);
      ofSquares[b] = blocks.squares(b);
    }
    assertThat(sum).isEqualTo(250);
    assertThat(ReturnBlocks.ofSums(250, sums, ofSquares))
        .isEqualTo(blocks)
        .hasSameHashCodeAs(blocks);
    assertThat(ReturnBlocks.of(new double[1], 1).sharpe()).isNaN();
  }

  @Test
  void refusesWhatCannotBeCompared() {
    List<ReturnBlocks> mixed = new ArrayList<>(blocks(returns(0), 10));
    mixed.set(5, ReturnBlocks.of(new double[200], 10));

    assertThatThrownBy(() -> BacktestOverfitting.of(mixed.subList(0, 1)))
        .hasMessage("trials must be at least 2, were 1");
    assertThatThrownBy(() -> SignChangeTest.of(List.of()))
        .hasMessage("trials must be at least 1, were 0");
    assertThatThrownBy(() -> SignChangeTest.of(mixed))
        .hasMessageContaining("trials must have the same blocks (10) and returns (250)");
    assertThatThrownBy(() -> SignChangeTest.of(blocks(returns(0), 22)))
        .hasMessage("blocks must be at most 20, were 22");
    assertThatThrownBy(() -> BacktestOverfitting.of(mixed))
        .hasMessageContaining("trials must have the same blocks (10) and returns (250)");
    assertThatThrownBy(() -> BacktestOverfitting.of(blocks(returns(0), 5)))
        .hasMessageContaining("blocks must be even");
    assertThatThrownBy(() -> ReturnBlocks.of(new double[3], 0)).hasMessageContaining("blocks must");
    assertThatThrownBy(() -> ReturnBlocks.ofSums(3, new double[0], new double[0]))
        .hasMessageContaining("sums and squares");
    assertThatThrownBy(() -> HaircutSharpe.of(1, new double[3], 2, 100))
        .hasMessageContaining("tests must be >= the number of ratios (3), was 2");
    assertThatThrownBy(() -> HaircutSharpe.of(1, new double[3], 3, 1))
        .hasMessageContaining("periods must be >= 2");
    assertThatThrownBy(() -> RealityCheck.of(new double[0][0], 10, 2, 0))
        .hasMessageContaining("at least 10 returns");
    assertThatThrownBy(() -> RealityCheck.of(new double[2][20], 0, 2, 0))
        .hasMessageContaining("resamples and meanBlock must be >= 1");
    assertThatThrownBy(
            () -> RealityCheck.of(new double[][] {new double[20], new double[19]}, 1, 2, 0))
        .hasMessageContaining("all trials must have 20 returns, one has 19");
  }
}
