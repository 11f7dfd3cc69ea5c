package dev.tradewind.engine.indicator;

import static dev.tradewind.engine.indicator.KernelRuns.column;
import static dev.tradewind.engine.indicator.KernelRuns.constants;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogicFunctionsTest {
  private static final double NAN = Double.NaN;

  private static double[] values(double... values) {
    return values;
  }

  @Test
  void aCrossingPassesTheOtherColumn() {
    double[] a = values(1, 3, 2, 2, 3, 1, NAN, 3, 1);
    double[] b = values(2, 2, 2, 2, 2, 2, 2, 2, 2);

    assertThat(column("crosses_above", constants(), a, b))
        .containsExactly(NAN, 1, 0, 0, 1, 0, NAN, NAN, 0);
    assertThat(column("crosses_below", constants(), a, b))
        .containsExactly(NAN, 0, 0, 0, 0, 1, NAN, NAN, 1);
  }

  @Test
  void aRunIsAsManyChangesOneWay() {
    double[] x = values(1, 2, 3, 3, 4, 5, 4, 3, NAN, 1, 2, 3);

    assertThat(column("rising", constants(2), x))
        .containsExactly(NAN, NAN, 1, 0, 0, 1, 0, 0, NAN, NAN, NAN, 1);
    assertThat(column("falling", constants(2), x))
        .containsExactly(NAN, NAN, 0, 0, 0, 0, 0, 1, NAN, NAN, NAN, 0);
    assertThat(column("rising", constants(1), x))
        .containsExactly(NAN, 1, 1, 0, 1, 1, 0, 0, NAN, NAN, 1, 1);
  }

  @Test
  void sinceCountsFromTheLastTruth() {
    assertThat(column("since", constants(), values(0, 0, 1, 0, 0, 1, 1, 0, NAN, 0, 1, 0)))
        .containsExactly(NAN, NAN, 0, 1, 2, 0, 0, 1, NAN, NAN, 0, 1);
  }

  @Test
  void truthsAreCountedInTheWindow() {
    assertThat(column("count_true", constants(3), values(1, 0, 1, 1, 1, 0, 0, 0, NAN, 1, 1, 1)))
        .containsExactly(NAN, NAN, 2, 2, 3, 2, 1, 0, NAN, NAN, NAN, 3);
  }
}
