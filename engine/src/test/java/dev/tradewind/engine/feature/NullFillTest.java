package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NullFillTest {
  private static final double NAN = Double.NaN;

  private static double[] filled(NullPolicy policy, long[] known, int[] restarts, double... x) {
    double[] values = x.clone();
    NullFill.fill(policy, values, known, restarts);
    return values;
  }

  private static long[] times(int rows) {
    long[] times = new long[rows];
    Arrays.setAll(times, i -> 10L * i);
    return times;
  }

  @Test
  void skipLeavesHoles() {
    long[] known = times(3);
    assertThat(filled(NullPolicy.SKIP, known, new int[0], 1, NAN, 3)).containsExactly(1, NAN, 3);
    assertThat(known).containsExactly(0, 10, 20);
  }

  @Test
  void forwardFillTakesTheValueBeforeAndIsKnownWithTheBar() {
    long[] known = times(5);
    assertThat(filled(NullPolicy.FORWARD_FILL, known, new int[0], NAN, 1, NAN, NAN, 4))
        .containsExactly(NAN, 1, 1, 1, 4);
    assertThat(known).containsExactly(0, 10, 20, 30, 40);
  }

  @Test
  void interpolationIsKnownWithTheValueBehind() {
    long[] known = times(7);
    assertThat(filled(NullPolicy.INTERPOLATE, known, new int[0], NAN, 1, NAN, NAN, 4, NAN, NAN))
        .containsExactly(NAN, 1, 2, 3, 4, NAN, NAN);
    assertThat(known).containsExactly(0, 10, 40, 40, 40, 50, 60);
  }

  @Test
  void nothingIsFilledAcrossARestart() {
    int[] restarts = {2};
    assertThat(filled(NullPolicy.FORWARD_FILL, times(4), restarts, 1, NAN, NAN, 4))
        .containsExactly(1, 1, NAN, 4);
    assertThat(filled(NullPolicy.INTERPOLATE, times(4), restarts, 1, NAN, NAN, 4))
        .containsExactly(1, NAN, NAN, 4);
  }

  @ParameterizedTest
  @EnumSource(NullPolicy.class)
  void noAnswerDependsOnALaterRow(NullPolicy policy) {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] values = new double[60];
      Arrays.setAll(values, i -> random.nextInt(3) == 0 ? i * 1.5 : NAN);
      long[] known = times(60);
      double[] whole = filled(policy, known, new int[0], values);
      int cut = 1 + random.nextInt(59);
      double[] part = filled(policy, times(cut), new int[0], Arrays.copyOf(values, cut));
      for (int i = 0; i < cut; i++) {
        if (known[i] < 10L * cut) {
          assertThat(Double.valueOf(part[i]))
              .as("seed %d, row %d", seed, i)
              .isEqualTo(Double.valueOf(whole[i]));
        }
      }
    }
  }
}
