package dev.tradewind.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both forms against the definition, on values with many ties. */
class WindowExtremeTest {
  private static final int SIZE = 500;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 14, 64, 499, 600})
  void bothFormsGiveTheExtremeOfTheWindow(int period) {
    SplittableRandom random = new SplittableRandom(7);
    double[] x = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = i < 100 ? i : i < 200 ? -i : random.nextInt(9) - 4;
    }
    double[] state = new double[5 + 2 * WindowExtreme.size(period)];
    Arrays.fill(state, 99);
    int high = 2;
    int low = 2 + WindowExtreme.size(period);
    WindowExtreme.reset(state, high);
    WindowExtreme.reset(state, low);
    double[] highest = new double[SIZE];
    double[] lowest = new double[SIZE];
    WindowExtreme.highest(x, 0, SIZE, period, highest);
    WindowExtreme.lowest(x, 0, SIZE, period, lowest);
    for (int i = 0; i < SIZE; i++) {
      double max = x[i];
      double min = x[i];
      int maxAge = 0;
      int minAge = 0;
      for (int k = 1; k < period && k <= i; k++) {
        maxAge = x[i - k] > max ? k : maxAge;
        minAge = x[i - k] < min ? k : minAge;
        max = Math.max(max, x[i - k]);
        min = Math.min(min, x[i - k]);
      }
      assertThat(WindowExtreme.highest(state, high, period, x[i])).isEqualTo(max);
      assertThat(WindowExtreme.lowest(state, low, period, x[i])).isEqualTo(min);
      assertThat(WindowExtreme.age(state, high)).isEqualTo(maxAge);
      assertThat(WindowExtreme.age(state, low)).isEqualTo(minAge);
      assertThat(highest[i]).isEqualTo(Double.valueOf(i < period - 1 ? Double.NaN : max));
      assertThat(lowest[i]).isEqualTo(Double.valueOf(i < period - 1 ? Double.NaN : min));
    }
    assertThat(state[0]).isEqualTo(99);
    assertThat(state[state.length - 1]).isEqualTo(99);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void zeroHasNoSign(int period) {
    double[] x = {0.0, -0.0, 0.0, -0.0, -0.0, -0.0, 0.0};
    double[] state = new double[WindowExtreme.size(period)];
    double[] out = new double[x.length];
    WindowExtreme.lowest(x, 0, x.length, period, out);
    for (int i = 0; i < x.length; i++) {
      assertThat(WindowExtreme.lowest(state, 0, period, x[i])).isEqualTo(Double.valueOf(0.0));
      assertThat(out[i]).isEqualTo(Double.valueOf(i < period - 1 ? Double.NaN : 0.0));
    }
  }
}
