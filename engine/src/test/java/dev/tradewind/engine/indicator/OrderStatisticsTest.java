package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatisticsTest {
  /** Coarse values, so that many are equal. */
  private static final double[] X =
      new SplittableRandom(3).doubles(1_500).map(v -> Math.rint((v - 0.5) * 40)).toArray();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 20, 252})
  void valuesAreThoseOfASortedCopyOfTheWindow(int n) {
    double[] rank = KernelRuns.filled(X.length, Double.NaN);
    double[] median = rank.clone();
    double[] ninth = rank.clone();
    double[] highest = rank.clone();
    double[] lowestBars = rank.clone();
    for (int i = n - 1; i < X.length; i++) {
      double x = X[i];
      double[] window = Arrays.copyOfRange(X, i - n + 1, i + 1);
      long less = Arrays.stream(window).filter(v -> v < x).count();
      long equal = Arrays.stream(window).filter(v -> v == x).count();
      rank[i] = (less + (equal + 1) / 2.0) / n;
      double lowest = Arrays.stream(window).min().orElseThrow();
      int age = 0;
      while (window[n - 1 - age] != lowest) {
        age++;
      }
      lowestBars[i] = age;
      Arrays.sort(window);
      highest[i] = window[n - 1] + 0.0;
      median[i] = (window[(n - 1) / 2] + window[n / 2]) / 2 + 0.0;
      double place = 0.9 * (n - 1);
      int below = (int) place;
      double above = window[Math.min(n - 1, below + 1)];
      ninth[i] = window[below] + (place - below) * (above - window[below]);
    }
    KernelRuns.assertClose(column("rank", constants(n), X), rank, 0, "rank");
    KernelRuns.assertClose(column("percentile", constants(n, 0.5), X), median, 0, "median");
    KernelRuns.assertClose(column("percentile", constants(n, 0.9), X), ninth, 1e-15, "ninth");
    KernelRuns.assertClose(column("percentile", constants(n, 1), X), highest, 0, "percentile 1");
    KernelRuns.assertClose(column("highest", constants(n), X), highest, 0, "highest");
    KernelRuns.assertClose(column("lowest_bars", constants(n), X), lowestBars, 0, "lowest_bars");
  }

  @Test
  void channelsAndExtremesAgree() {
    double[][] bars = KernelRuns.bars(4, 500);
    double[] upper = column("donchian_upper", constants(20), bars[1], bars[2]);
    double[] middle = column("donchian_middle", constants(20), bars[1], bars[2]);
    double[] lower = column("donchian_lower", constants(20), bars[1], bars[2]);

    assertThat(upper).isEqualTo(column("highest", constants(20), bars[1]));
    assertThat(lower).isEqualTo(column("lowest", constants(20), bars[2]));
    for (int i = 19; i < 500; i++) {
      assertThat(middle[i]).isEqualTo((upper[i] + lower[i]) / 2);
    }
    double[] ages = column("highest_bars", constants(20), bars[1]);
    for (int i = 19; i < 500; i++) {
      assertThat(bars[1][i - (int) ages[i]]).isEqualTo(upper[i]);
    }
  }
}
