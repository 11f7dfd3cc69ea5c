package dev.tradewind.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules as strategies. */
class RuleCatalogTest {
  private static StrategyDescriptor find(String id) {
    return RuleCatalog.STANDARD.find(id).orElseThrow();
  }

  @Test
  void aRuleIsNamedByItsCanonicalText() {
    StrategyDescriptor rule = find("enter  rsi(close,14)<30; exit rsi(close,14) > 70 ");

    assertThat(rule.problems(Map.of())).isEmpty();
    assertThat(rule.id()).isEqualTo("enter rsi(close, 14) < 30; exit rsi(close, 14) > 70");
    assertThat(find(rule.id()).id()).isEqualTo(rule.id());
    assertThat(rule.create(Map.of())).isNotSameAs(rule.create(Map.of()));
  }

  @Test
  void everyProblemIsSaidWithItsPartAndPlace() {
    StrategyDescriptor rule = find("enter rsj(close, 14) < 30; exit close");

    assertThat(rule.problems(Map.of()))
        .hasSize(2)
        .anyMatch(text -> text.startsWith("enter: ") && text.contains("rsj"))
        .anyMatch(text -> text.startsWith("exit: must be a condition"));
    assertThatThrownBy(() -> rule.create(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rsj");
    assertThat(find("enter close > open").problems(Map.of()).getFirst())
        .contains("enter CONDITION; exit CONDITION");
    assertThat(find("enter true; exit false").problems(Map.of("fast", BigDecimal.ONE)))
        .containsExactly("parameter 'fast' is unknown (a rule has none)");
  }

  @Test
  void builtInStrategiesAreFoundByTheirNames() {
    assertThat(RuleCatalog.STANDARD.all()).isEqualTo(BuiltInStrategies.INSTANCE.all());
    assertThat(find("ema_crossover").id()).isEqualTo("ema_crossover");
    assertThat(RuleCatalog.STANDARD.find("nothing")).isEmpty();
  }
}
