package dev.tradewind.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Against scipy and numpy ({@code independent/uncertainty.py}) and worked examples of the papers.
 */
class UncertaintyTest {
  private static final Map<String, Double> GOLDEN = new LinkedHashMap<>();
  private static final UncertaintyOptions OPTIONS =
      new UncertaintyOptions(
          999, 0.95, 0, 42, 252, 0.02, 0, 100_000, new UncertaintyOptions.Trials(20, 0.5));

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        UncertaintyTest.class.getResourceAsStream("/independent/uncertainty.csv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .forEach(
              line -> {
                int comma = line.indexOf(',');
                GOLDEN.put(line.substring(0, comma), Double.parseDouble(line.substring(comma + 1)));
              });
    }
  }

  private static double[] column(String name) {
    return GOLDEN.entrySet().stream()
        .filter(each -> each.getKey().startsWith(name + "."))
        .mapToDouble(Map.Entry::getValue)
        .toArray();
  }

  private static void same(String key, double actual) {
    double expected = GOLDEN.get(key);
    assertThat(actual).as(key).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  private static void same(String name, Interval interval) {
    same(name + ".estimate", interval.estimate());
    same(name + ".standardError", interval.standardError());
    same(name + ".low", interval.low());
    same(name + ".high", interval.high());
    assertThat(interval.resamples()).isEqualTo(999);
    assertThat(interval.isBounded()).isTrue();
  }

  private static void same(String name, MonteCarlo.Quantiles quantiles) {
    same(name + ".p5", quantiles.p5());
    same(name + ".p25", quantiles.p25());
    same(name + ".p50", quantiles.p50());
    same(name + ".p75", quantiles.p75());
    same(name + ".p95", quantiles.p95());
  }

  private static void same(String name, MonteCarlo run) {
    same(name + ".finalEquity", run.finalEquity());
    same(name + ".maxDrawdown", run.maxDrawdown());
    same(name + ".finalEquityRank", run.finalEquityRank());
    same(name + ".maxDrawdownRank", run.maxDrawdownRank());
    same(name + ".lossShare", run.lossShare());
  }

  private static Uncertainty measured() {
    return Uncertainty.of(column("return"), column("pnl"), OPTIONS);
  }

  @Test
  @DisplayName("intervals are those of scipy.stats.bootstrap from the same draws")
  void intervals() {
    Uncertainty u = measured();

    same("independent.sharpe", u.independent().sharpe());
    same("independent.cagr", u.independent().cagr());
    same("independent.maxDrawdown", u.independent().maxDrawdown());
    same("profitFactor", u.profitFactor());
    assertThat(u.blocks().meanBlock()).isEqualTo(6);
    same("blocks.sharpe", u.blocks().sharpe());
    same("blocks.cagr", u.blocks().cagr());
    same("blocks.maxDrawdown", u.blocks().maxDrawdown());
  }

  @Test
  void monteCarlo() {
    Uncertainty u = measured();

    same("resampledReturns", u.resampledReturns());
    same("noEdge", u.noEdge());
    same("shuffledTrades.maxDrawdown", u.shuffledTrades().maxDrawdown());
    same("shuffledTrades.maxDrawdownRank", u.shuffledTrades().maxDrawdownRank());
    assertThat(u.shuffledTrades().finalEquityRank()).isNaN();
  }

  @Test
  void testsOfTheMean() {
    Uncertainty u = measured();

    same("meanTest.t", u.meanTest().t());
    same("meanTest.pValue", u.meanTest().pValue());
    same("robustMeanTest.t", u.robustMeanTest().t());
    same("robustMeanTest.pValue", u.robustMeanTest().pValue());
    same("robustMeanTest.lags", u.robustMeanTest().lags());
  }

  @Test
  void sharpeRatios() {
    Uncertainty u = measured();

    same("skewness", u.skewness());
    same("kurtosis", u.kurtosis());
    same("probabilisticSharpe", u.probabilisticSharpe());
    same("deflatedSharpe", u.deflatedSharpe());
    same("minimumTrackRecordDays", u.minimumTrackRecordDays());
    assertThat(u.warnings())
        .singleElement()
        .asString()
        .contains("shorter than the " + (long) Math.ceil(u.minimumTrackRecordDays()));
  }

  @Test
  @DisplayName("two runs: Jobson-Korkie-Memmel, Ledoit-Wolf and a paired block bootstrap")
  void sharpeDifference() {
    SharpeDifference d = SharpeDifference.of(column("return"), column("other"), OPTIONS);

    same("sharpeDifference.difference", d.difference());
    same("sharpeDifference.correlation", d.correlation());
    same("sharpeDifference.jobsonKorkie", d.jobsonKorkie());
    same("sharpeDifference.ledoitWolf", d.ledoitWolf());
    same("sharpeDifference.standardError", d.standardError());
    same("sharpeDifference.bootstrapLow", d.bootstrapLow());
    same("sharpeDifference.bootstrapHigh", d.bootstrapHigh());
    same("sharpeDifference.bootstrap", d.bootstrap());
    assertThat(d.isSignificant(0.05)).isFalse();
  }

  @Test
  void distributions() {
    GOLDEN.forEach(
        (key, expected) -> {
          String argument = key.substring(key.indexOf('.') + 1);
          if (key.startsWith("studentT.")) {
            int dot = argument.lastIndexOf('.');
            double actual =
                StudentT.twoSided(
                    Double.parseDouble(argument.substring(0, dot)),
                    Double.parseDouble(argument.substring(dot + 1)));
            assertThat(actual).as(key).isCloseTo(expected, within(1e-11 * expected));
          } else if (key.startsWith("cdf.")) {
            assertThat(NormalDistribution.cdf(Double.parseDouble(argument)))
                .as(key)
                .isCloseTo(expected, within(1e-13 * expected));
          } else if (key.startsWith("quantile.")) {
            assertThat(NormalDistribution.quantile(Double.parseDouble(argument)))
                .as(key)
                .isCloseTo(expected, within(1e-14 * Math.max(1, Math.abs(expected))));
          }
        });
    assertThat(NormalDistribution.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NormalDistribution.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(NormalDistribution.quantile(1.5)).isNaN();
    assertThat(NormalDistribution.cdf(Double.NaN)).isNaN();
    assertThat(NormalDistribution.cdf(50)).isEqualTo(1);
    assertThat(StudentT.twoSided(0, 5)).isEqualTo(1);
    assertThat(StudentT.twoSided(1, 0)).isNaN();
  }

  @Test
  @DisplayName("Bailey and López de Prado (2012): the fund of 24 months")
  void probabilisticSharpeOfThePaper() {
    assertThat(SharpeInference.probabilistic(0.458, 0, 24, -2.448, 10.164))
        .isCloseTo(0.913, within(5e-4));
    assertThat(SharpeInference.probabilistic(0.458, 0, 24, 0, 3)).isCloseTo(0.982, within(5e-4));
  }

  @Test
  @DisplayName("Bailey and López de Prado (2012): years until a ratio of 2 is told from 1")
  void minimumTrackRecordOfThePaper() {
    double[] years = {2.73, 2.83, 3.24};
    int[] periods = {252, 52, 12};
    for (int i = 0; i < 3; i++) {
      double root = Math.sqrt(periods[i]);
      double needed = SharpeInference.minimumTrackRecord(2 / root, 1 / root, 0, 3, 0.95);
      assertThat(needed / periods[i]).isCloseTo(years[i], within(0.005));
    }
    assertThat(SharpeInference.minimumTrackRecord(0.1, 0.1, 0, 3, 0.95)).isNaN();
  }

  @Test
  @DisplayName("Bailey and López de Prado (2014): a ratio of 2.5 over 1250 days")
  void deflatedSharpeOfThePaper() {
    double sharpe = 2.5 / Math.sqrt(250);
    double variance = 0.5 / 250;

    assertThat(SharpeInference.expectedMaximum(100, variance)).isCloseTo(0.1132, within(5e-5));
    assertThat(SharpeInference.deflated(sharpe, 1250, -3, 10, 100, variance))
        .isCloseTo(0.9004, within(5e-5));
    assertThat(SharpeInference.deflated(sharpe, 1250, -3, 10, 46, variance))
        .isCloseTo(0.9505, within(5e-5));
    assertThat(SharpeInference.deflated(sharpe, 1250, 0, 3, 88, variance))
        .isCloseTo(0.9505, within(5e-5));
    assertThat(SharpeInference.expectedMaximum(1, variance)).isZero();
  }

  @Test
  @DisplayName("Efron and Tibshirani (1993), 14.3: acceleration of the spatial test data is 0.061")
  void accelerationOfTheBook() {
    double[] a = {
      48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26,
      30, 41
    };
    double[] leftOut = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      double[] rest = new double[a.length - 1];
      System.arraycopy(a, 0, rest, 0, i);
      System.arraycopy(a, i + 1, rest, i, a.length - 1 - i);
      leftOut[i] = Moments.of(rest).m2() / rest.length;
    }
    assertThat(Moments.of(a).m2() / a.length).isCloseTo(171.5, within(0.05));
    assertThat(BcaInterval.acceleration(leftOut)).isCloseTo(0.061, within(5e-4));
  }

  @Test
  void theResultDoesNotDependOnTheThreads() throws Exception {
    Uncertainty here = measured();
    for (int threads : new int[] {1, 3}) {
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        assertThat(pool.submit(UncertaintyTest::measured).get()).isEqualTo(here);
      }
    }
    assertThat(Uncertainty.of(column("return"), column("pnl"), OPTIONS.withSeed(43)))
        .isNotEqualTo(here);
  }

  @Test
  void smallSamplesAreUndefinedAndSaySo() {
    Uncertainty none =
        Uncertainty.of(new double[0], new double[0], UncertaintyOptions.of(365, 0, 1));

    assertThat(none.independent().sharpe().estimate()).isNaN();
    assertThat(none.blocks().maxDrawdown().low()).isNaN();
    assertThat(none.profitFactor().high()).isNaN();
    assertThat(none.probabilisticSharpe()).isNaN();
    assertThat(none.meanTest().pValue()).isNaN();
    assertThat(none.robustMeanTest().pValue()).isNaN();
    assertThat(none.shuffledTrades().maxDrawdownRank()).isNaN();
    assertThat(none.noEdge().finalEquityRank()).isNaN();
    assertThat(none.warnings()).hasSize(3);
  }

  @Test
  void withoutALossTheProfitFactorHasNoUpperBound() {
    double[] pnls = {5, 3, 8, -1, 4, 9, -2, 7};
    Interval factor = Bootstrap.profitFactor(pnls, UncertaintyOptions.of(252, 0, 100));

    assertThat(factor.estimate()).isEqualTo(12);
    assertThat(factor.low()).isPositive().isLessThan(12);
    assertThat(factor.high()).isNaN();
    assertThat(factor.isBounded()).isFalse();
    assertThat(factor.covers(12)).isFalse();
  }

  @Test
  void constantReturnsHaveNoRatio() {
    double[] returns = new double[40];
    Arrays.fill(returns, 0.001);
    Bootstrap.Path path = Bootstrap.blocks(returns, UncertaintyOptions.of(252, 0, 100));

    assertThat(path.sharpe().estimate()).isNaN();
    assertThat(path.sharpe().undefined()).isEqualTo(path.sharpe().resamples());
    assertThat(path.maxDrawdown().estimate()).isZero();
  }

  @Test
  void badOptionsAreNamed() {
    assertThatThrownBy(() -> OPTIONS.withResamples(99))
        .hasMessage("resamples must be in 100..1000000, was 99");
    assertThatThrownBy(() -> new UncertaintyOptions.Trials(0, 1)).hasMessageContaining("trials");
    assertThatThrownBy(() -> new UncertaintyOptions.Trials(1, -1))
        .hasMessageContaining("sharpeVariance");
    assertThatThrownBy(() -> UncertaintyOptions.of(0, 0, 1)).hasMessageContaining("periodsPerYear");
    assertThatThrownBy(() -> UncertaintyOptions.of(1, 0, 0)).hasMessageContaining("initialCash");
    assertThatThrownBy(() -> new UncertaintyOptions(100, 1, 0, 1, 252, 0, 0, 1, null))
        .hasMessageContaining("confidence");
    assertThatThrownBy(() -> new UncertaintyOptions(100, 0.9, 0.5, 1, 252, 0, 0, 1, null))
        .hasMessageContaining("meanBlock");
    assertThatThrownBy(() -> Uncertainty.of(new double[] {Double.NaN}, new double[0], OPTIONS))
        .hasMessage("returns[0] must be finite, was NaN");
    assertThat(OPTIONS.resamplesOf(10_000_000)).isEqualTo(100);
  }
}
