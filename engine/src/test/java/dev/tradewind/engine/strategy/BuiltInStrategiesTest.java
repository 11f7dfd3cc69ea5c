package dev.tradewind.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the catalogue says and refuses. What the strategies do is tested with the simulator. */
class BuiltInStrategiesTest {
  private static StrategyDescriptor find(String id) {
    return BuiltInStrategies.INSTANCE.find(id).orElseThrow();
  }

  private static BigDecimal of(String value) {
    return new BigDecimal(value);
  }

  @Test
  void theCatalogueHasTheThree() {
    assertThat(BuiltInStrategies.INSTANCE.all())
        .extracting(StrategyDescriptor::id)
        .containsExactly("buy_and_hold", "ema_crossover", "rsi_mean_reversion");
    assertThat(BuiltInStrategies.INSTANCE.find("nothing")).isEmpty();
    assertThat(BuiltInStrategies.INSTANCE.all())
        .allSatisfy(
            s -> {
              assertThat(s.title()).isNotBlank();
              assertThat(s.description()).isNotBlank();
              assertThat(s.problems(Map.of())).isEmpty();
              assertThat(s.create(Map.of())).isNotSameAs(s.create(Map.of()));
            });
  }

  @Test
  void defaultsCompleteTheValuesSortedByName() {
    assertThat(find("ema_crossover").complete(Map.of("slow", of("30"))))
        .containsExactly(Map.entry("fast", of("9")), Map.entry("slow", of("30")));
    assertThat(find("rsi_mean_reversion").complete(Map.of()).keySet())
        .containsExactly("overbought", "oversold", "period");
  }

  @Test
  void wrongValuesAreNamedAllAtOnce() {
    assertThat(find("ema_crossover").problems(Map.of("fast", of("9.5"), "slow", of("1001"))))
        .hasSize(2)
        .anyMatch(p -> p.contains("fast must be a whole number, was 9.5"))
        .anyMatch(p -> p.contains("slow must be in") && p.contains("1000, was 1001"));
    assertThat(find("ema_crossover").problems(Map.of("fast", of("21"))))
        .singleElement()
        .asString()
        .contains("fast must be < slow (21), was 21");
    assertThat(find("rsi_mean_reversion").problems(Map.of("oversold", of("80"))))
        .singleElement()
        .asString()
        .contains("oversold must be < overbought (70), was 80");
    assertThat(find("rsi_mean_reversion").problems(Map.of("overbought", of("100.5"))))
        .singleElement()
        .asString()
        .contains("was 100.5");
  }

  @Test
  void anUnknownNameGetsASuggestion() {
    assertThat(find("ema_crossover").problems(Map.of("fasst", of("9"))))
        .singleElement()
        .asString()
        .contains("fasst", "fast");
    assertThat(find("buy_and_hold").problems(Map.of("fast", of("9"))))
        .singleElement()
        .asString()
        .contains("fast");
  }

  @Test
  void aStrategyIsNotMadeFromWrongValues() {
    assertThatThrownBy(() -> find("ema_crossover").create(Map.of("fast", of("0"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fast");
  }
}
