package dev.tradewind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.Instrument;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
  private static StoredResult with(
      StoredResult result, List<Instrument> instruments, double factor) {
    double[] values = result.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new StoredResult(
        instruments,
        result.strategy(),
        result.roundTrips(),
        result.statistics(),
        result.assumptions(),
        result.times(),
        values);
  }

  @Test
  void runsAreRebasedOnTheirCommonDays() {
    StoredResult run = StoredResult.walk(40 * 1_440, 1);
    StoredResult other = with(run, List.of(StoredResult.instrument("ETH-USD")), 3);
    RunComparison comparison = RunComparison.of(List.of(run, other), 100);

    assertThat(comparison.equity().size()).isEqualTo(40);
    assertThat(comparison.equity().value(0, 0)).isEqualTo(1);
    assertThat(comparison.equity().value(1, 39))
        .isCloseTo(comparison.equity().value(0, 39), org.assertj.core.api.Assertions.within(1e-12));
    assertThat(comparison.differences())
        .containsExactly(
            new RunComparison.Difference("instruments", List.of("BTC-USD", "ETH-USD")));
    assertThat(comparison.significance()).hasSize(1);
    assertThat(comparison.significance().getFirst().isSignificant(0.05)).isFalse();
    assertThat(comparison.significance().getFirst().days()).isEqualTo(39);
  }

  @Test
  void atMostEight() {
    List<StoredResult> nine = Collections.nCopies(9, StoredResult.small());
    assertThatThrownBy(() -> RunComparison.of(nine, 100)).hasMessage("runs must be 2..8, were 9");
  }
}
