package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** The fraction that a ratio stands for. */
class SplitRatioTest {
  @Test
  void everyFractionOfSmallNumbersIsFoundAgain() {
    for (int top = 1; top <= 60; top++) {
      for (int bottom = 1; bottom <= 60; bottom++) {
        BigInteger common = BigInteger.valueOf(top).gcd(BigInteger.valueOf(bottom));
        assertThat(SplitRatio.of((double) top / bottom))
            .isEqualTo(
                new SplitRatio(
                    BigInteger.valueOf(top).divide(common),
                    BigInteger.valueOf(bottom).divide(common)));
      }
    }
  }

  @Test
  void aDecimalStaysWhatItSays() {
    assertThat(SplitRatio.of(1.05)).hasToString("21:20");
    assertThat(SplitRatio.of(0.3333)).hasToString("3333:10000");
    assertThat(SplitRatio.of(1e9)).hasToString("1000000000");
    assertThat(SplitRatio.of(1.0123456789)).hasToString("10123456789:10000000000");
    assertThat(SplitRatio.of(1e-12)).hasToString("1:1000000000000");
  }

  @Test
  void lotsAndWhatIsLeftOfThemAreExact() {
    SplitRatio third = SplitRatio.of(1.0 / 3);
    BigDecimal lot = new BigDecimal("30100000000");
    assertThat(third.times(9)).isEqualTo(3);
    assertThat(third.rest(9, lot, RoundingMode.CEILING)).isZero();
    assertThat(third.times(11)).isEqualTo(3);
    assertThat(third.rest(11, lot, RoundingMode.FLOOR)).isEqualTo(20_066_666_666L);
    assertThat(third.rest(11, lot, RoundingMode.CEILING)).isEqualTo(20_066_666_667L);
    assertThatThrownBy(() -> SplitRatio.of(1e9).times(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
