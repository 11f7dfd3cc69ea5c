package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast fill price against the readable one. */
class FillPricingTest {
  private static final long SEED = 4_711L;

  @ParameterizedTest
  @CsvSource({
    "100.05, 0, 0.01, 10005, 10005",
    "100.05, 5, 0.01, 10011, 9999",
    "0.1, 0, 0.1, 1, 1",
    "0.3, 0, 0.1, 3, 3",
    "4.35, 0, 0.05, 87, 87",
    "1.0E-7, 10, 0.00000001, 11, 9",
    "64000.123456, 2.5, 0.5, 128033, 127968",
    "0.004, 0, 0.01, 1, 0",
    "7, 1000, 2, 4, 3",
  })
  void pricesAreRoundedAgainstTheTrader(
      double open, BigDecimal slippage, BigDecimal tick, long buy, long sell) {
    assertThat(new FillPricing(tick, slippage, true).ticks(open)).isEqualTo(buy);
    assertThat(new FillPricing(tick, slippage, false).ticks(open)).isEqualTo(sell);
  }

  @Test
  void theFastPriceIsTheReadableOne() {
    SplittableRandom random = new SplittableRandom(SEED);
    String[] ticks = {"0.01", "0.00000001", "0.5", "0.25", "1", "0.000001", "25", "0.0003"};
    String[] slippages = {"0", "5", "0.0001", "12.3456", "1000", "7.5"};
    for (int round = 0; round < 400; round++) {
      BigDecimal tick = new BigDecimal(ticks[random.nextInt(ticks.length)]);
      BigDecimal slippage = new BigDecimal(slippages[random.nextInt(slippages.length)]);
      FillPricing buy = new FillPricing(tick, slippage, true);
      FillPricing sell = new FillPricing(tick, slippage, false);
      for (int i = 0; i < 100; i++) {
        double open = price(random);
        String what =
            "seed " + SEED + ", open " + open + ", tick " + tick + ", slippage " + slippage;
        assertThat(buy.ticks(open)).as(what).isEqualTo(buy.reference(open));
        assertThat(sell.ticks(open)).as(what).isEqualTo(sell.reference(open));
      }
    }
  }

  /** Prices with few decimals, with many, computed ones, and small and large ones. */
  private static double price(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(1, 10_000_000) / 100.0;
      case 1 -> random.nextLong(1, 1_000_000_000_000L) / 1e6;
      case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(-6, 6)) + 1e-9;
      case 3 -> random.nextInt(1, 1000) * 1e-8;
      default -> random.nextInt(1, 1_000_000);
    };
  }

  @Test
  void aPriceThatDoesNotFitThrows() {
    FillPricing pricing = new FillPricing(new BigDecimal("0.000000000001"), BigDecimal.ZERO, true);

    assertThatThrownBy(() -> pricing.ticks(1e18)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void noPriceGivesNoTicks() {
    FillPricing pricing = new FillPricing(new BigDecimal("0.01"), BigDecimal.TEN, false);

    assertThat(pricing.ticks(0)).isZero();
    assertThat(pricing.ticks(-5)).isNotPositive();
    assertThat(pricing.ticks(-5.123456789012345)).isNotPositive();
  }
}
