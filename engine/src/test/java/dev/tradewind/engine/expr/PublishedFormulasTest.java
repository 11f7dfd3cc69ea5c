package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What TA-Lib lacks, against the published formula written a second time, bar by bar and without
 * regard for speed; the Hull average also against a published table.
 */
class PublishedFormulasTest {
  private static final int BARS = 400;
  private static final SampleBars WALK = SampleBars.of(SampleBars.Shape.WALK, BARS);
  private static final double[] HIGH = field(SeriesInput.HIGH);
  private static final double[] LOW = field(SeriesInput.LOW);
  private static final double[] CLOSE = field(SeriesInput.CLOSE);
  private static final double[] VOLUME = field(SeriesInput.VOLUME);
  private static final double[] TYPICAL = field(SeriesInput.TYPICAL);

  private static double[] field(SeriesInput input) {
    return WALK.fields()[input.ordinal()];
  }

  private static double[] own(String name, double... constants) {
    FunctionDefinition function = FunctionRegistry.standard().find(name).orElseThrow();
    return KernelContract.batch(function.kernel(constants), WALK.inputsOf(function), BARS)[
        function.output()];
  }

  /** The function is undefined before {@code first} and the formula's value from there on. */
  private static void check(double[] own, int first, IntToDoubleFunction formula) {
    for (int bar = 0; bar < own.length; bar++) {
      if (bar < first) {
        assertThat(own[bar]).as("bar %d", bar).isNaN();
      } else {
        assertThat(own[bar])
            .as("bar %d", bar)
            .isCloseTo(formula.applyAsDouble(bar), within(1e-9 * 100));
      }
    }
  }

  private static double weighted(IntToDoubleFunction x, int period, int bar) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < period; i++) {
      sum += (period - i) * x.applyAsDouble(bar - i);
      weights += period - i;
    }
    return sum / weights;
  }

  private static double highest(double[] x, int period, int bar) {
    return Arrays.stream(x, bar - period + 1, bar + 1).max().orElseThrow();
  }

  private static double lowest(double[] x, int period, int bar) {
    return Arrays.stream(x, bar - period + 1, bar + 1).min().orElseThrow();
  }

  private static double hull(double[] x, int period, int bar) {
    IntToDoubleFunction value = i -> x[i];
    return weighted(
        i -> 2 * weighted(value, period / 2, i) - weighted(value, period, i),
        (int) Math.floor(Math.sqrt(period)),
        bar);
  }

  @Test
  void theHullAverageIsThatOfItsFormula() {
    check(own("hma", 16), 18, bar -> hull(CLOSE, 16, bar));
    check(own("hma", 21), 23, bar -> hull(CLOSE, 21, bar));
  }

  /**
   * Technical Analysis of Stocks &amp; Commodities, December 2010, Trading Indexes With The Hull
   * Moving Average: the spreadsheet's first closes and averages over 9 days, to four places.
   */
  @Test
  void theHullAverageIsThatOfThePublishedTable() {
    double[] closes = {
      84.53, 87.39, 84.55, 82.83, 82.58, 83.74, 83.33, 84.57, 86.98, 87.10, 83.11, 83.60, 83.66,
      82.76, 79.22, 79.03, 78.18, 77.42, 74.65, 77.48, 76.87
    };
    double[] published = {
      86.3204, 85.3705, 84.1044, 83.0197, 81.3913, 79.6511, 78.0443, 76.8832, 75.5363, 75.1713,
      75.3597
    };
    FunctionDefinition hma = FunctionRegistry.standard().find("hma").orElseThrow();
    double[] own = KernelContract.batch(hma.kernel(9), new double[][] {closes}, closes.length)[0];
    for (int i = 0; i < published.length; i++) {
      assertThat(own[10 + i]).as("bar %d", 10 + i).isCloseTo(published[i], within(5e-5));
    }
    assertThat(own[9]).isNaN();
  }

  @Test
  void volumeWeightedAveragesAreThoseOfTheirFormula() {
    check(own("vwma", 20), 19, bar -> volumeWeighted(CLOSE, bar - 19, bar));
    check(own("vwap_rolling", 7), 6, bar -> volumeWeighted(TYPICAL, bar - 6, bar));
    int session = SampleBars.SESSION_BARS;
    check(own("vwap"), 0, bar -> volumeWeighted(TYPICAL, bar / session * session, bar));
  }

  private static double volumeWeighted(double[] x, int from, int to) {
    double traded = 0;
    double volume = 0;
    for (int i = from; i <= to; i++) {
      traded += x[i] * VOLUME[i];
      volume += VOLUME[i];
    }
    return traded / volume;
  }

  @Test
  void wildersAverageIsThatOfItsFormula() {
    double[] average = new double[BARS];
    average[13] = Arrays.stream(CLOSE, 0, 14).average().orElseThrow();
    for (int i = 14; i < BARS; i++) {
      average[i] = (average[i - 1] * 13 + CLOSE[i]) / 14;
    }
    check(own("rma", 14), 13, bar -> average[bar]);
  }

  @Test
  void theSmoothedStochasticOfTheIndexIsThatOfItsFormula() {
    double[] index = own("rsi", 14);
    IntToDoubleFunction raw =
        bar -> {
          double lowest = lowest(index, 14, bar);
          return 100 * (index[bar] - lowest) / (highest(index, 14, bar) - lowest);
        };
    IntToDoubleFunction k =
        bar ->
            (raw.applyAsDouble(bar) + raw.applyAsDouble(bar - 1) + raw.applyAsDouble(bar - 2)) / 3;
    check(own("stoch_rsi_k", 14, 14, 3, 3), 29, k);
    check(
        own("stoch_rsi_d", 14, 14, 3, 3),
        31,
        bar -> (k.applyAsDouble(bar) + k.applyAsDouble(bar - 1) + k.applyAsDouble(bar - 2)) / 3);
  }

  @Test
  void theCloudIsThatOfItsFormula() {
    check(own("ichimoku_tenkan", 9), 8, bar -> middle(9, bar));
    check(own("ichimoku_kijun", 26), 25, bar -> middle(26, bar));
    check(
        own("ichimoku_senkou_a", 9, 26, 26),
        51,
        bar -> (middle(9, bar - 26) + middle(26, bar - 26)) / 2);
    check(own("ichimoku_senkou_b", 52, 26), 77, bar -> middle(52, bar - 26));
    check(own("ichimoku_chikou", 26), 26, bar -> CLOSE[bar] - CLOSE[bar - 26]);
  }

  private static double middle(int period, int bar) {
    return (highest(HIGH, period, bar) + lowest(LOW, period, bar)) / 2;
  }

  /** TradingView's published reference of {@code ta.supertrend}, with an average as TA-Lib's. */
  @Test
  void theSupertrendIsThatOfItsFormula() {
    double[] range = own("atr", 10);
    double[] upper = new double[BARS];
    double[] lower = new double[BARS];
    boolean[] rising = new boolean[BARS];
    int turns = 0;
    for (int i = 10; i < BARS; i++) {
      upper[i] = (HIGH[i] + LOW[i]) / 2 + 3 * range[i];
      lower[i] = (HIGH[i] + LOW[i]) / 2 - 3 * range[i];
      if (i == 10) {
        continue;
      }
      if (!(lower[i] > lower[i - 1] || CLOSE[i - 1] < lower[i - 1])) {
        lower[i] = lower[i - 1];
      }
      if (!(upper[i] < upper[i - 1] || CLOSE[i - 1] > upper[i - 1])) {
        upper[i] = upper[i - 1];
      }
      rising[i] = rising[i - 1] ? CLOSE[i] >= lower[i] : CLOSE[i] > upper[i];
      turns += rising[i] == rising[i - 1] ? 0 : 1;
    }
    assertThat(turns).isGreaterThan(4);
    check(own("supertrend", 10, 3), 10, bar -> rising[bar] ? lower[bar] : upper[bar]);
    check(own("supertrend_direction", 10, 3), 10, bar -> rising[bar] ? 1 : -1);
  }
}
