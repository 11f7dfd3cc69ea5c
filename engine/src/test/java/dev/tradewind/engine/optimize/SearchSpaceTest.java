package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceTest {
  private static final StrategyDescriptor CROSS =
      BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fast=2..30 | fast=2..30 | 29",
        "slow = 31 .. 130 : 5 | slow=31..130:5 | 20",
        "x=1..1000:log | x=1..1000:log | 1000",
        "x=0.5..3.0:0.1 | x=0.5..3.0:0.1 | 26",
        "x={a, b,c} | x={a,b,c} | 3",
        "x=-3..3 | x=-3..3 | 7",
        "x=5..5 | x=5..5 | 1",
        "x=1..9:3 | x=1..9:3 | 3",
      })
  void readsDimensions(String text, String canonical, long count) {
    Dimension dimension = Dimension.parse(text);

    assertThat(dimension.text()).isEqualTo(canonical);
    assertThat(dimension.domain().count()).hasValue(count);
    assertThat(Dimension.parse(canonical)).isEqualTo(dimension);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x=2..30", "x=1..1000:log", "x=3..50:7", "x=0.5..3.0:0.1", "x={a,b,c}"})
  void everyCountableValueHasItsPlaceAndItsText(String text) {
    Domain domain = Dimension.parse(text).domain();
    for (long i = 0; i < domain.count().orElseThrow(); i++) {
      double value = domain.at(i);
      assertThat(domain.fromUnit(domain.toUnit(value))).as(text + " " + i).isEqualTo(value);
      assertThat(domain.parse(domain.text(value))).isEqualTo(value);
    }
    assertThat(domain.fromUnit(0)).isEqualTo(domain.low());
    assertThat(domain.fromUnit(0x1.fffffffffffffp-1)).isEqualTo(domain.high());
  }

  @Test
  void realNumbersSpanTheirBoundsEvenly() {
    Domain linear = Dimension.parse("x=-1.0..3.0").domain();
    Domain log = Dimension.parse("x=0.01..100.0:log").domain();

    assertThat(linear.fromUnit(0.25)).isEqualTo(0.0);
    assertThat(linear.toUnit(2)).isEqualTo(0.75);
    assertThat(log.fromUnit(0.5)).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(log.toUnit(10)).isCloseTo(0.75, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(linear.count()).isEmpty();
    assertThat(Dimension.parse("x=0.0..0.0").domain().fromUnit(0.3)).isZero();
  }

  @Test
  void stepsOfRealNumbersAreExactDecimals() {
    Domain domain = Dimension.parse("x=0.1..0.9:0.1").domain();
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < domain.count().orElseThrow(); i++) {
      texts.add(domain.text(domain.at(i)));
    }

    assertThat(texts)
        .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "fast | space must be NAME=2..30",
        "=2..3 | space must be NAME=2..30",
        "2x=1..3 | name must be a letter",
        "x=30..2 | min must be <= max (2), was 30; swap the bounds (space 'x=30..2')",
        "x=3.5..2 | min must be <= max (2), was 3.5; swap the bounds",
        "x=1..9:0 | step must be > 0, was 0",
        "x=1.0..9:-1 | step must be > 0, was -1",
        "x=0..9:log | min must be > 0 on a log scale, was 0",
        "x=-1.5..9:log | min must be > 0 on a log scale, was -1.5",
        "x=1.5..9:0.5:log | a log scale of numbers takes no step",
        "x=0.0..1e9:1e-9 | step must give at most 10^9 values",
        "x={a,a} | choices must differ",
        "x={a,} | choices must not be empty",
        "x=a..b | values must be NAME=2..30",
        "x=1..99999999999999 | bounds must be in -10^12..10^12",
        "x=1..9:: | values must be NAME=2..30",
        "x=1-2..9 | bounds must be numbers",
      })
  void refusesWhatIsNoDimension(String text, String message) {
    assertThatThrownBy(() -> Dimension.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesContradictionsBeforeAnyWork() {
    assertThatThrownBy(() -> SearchSpace.parse(List.of(), List.of()))
        .hasMessageContaining("space must have at least one parameter");
    assertThatThrownBy(() -> SearchSpace.parse(List.of("a=1..2", "a=3..4"), List.of()))
        .hasMessageContaining("parameter a is in the space twice");
    assertThatThrownBy(
            () -> SearchSpace.parse(List.of("fast=2..30", "slow=31..130"), List.of("fast > slow")))
        .hasMessage(
            "constraint 'fast > slow' can never hold for fast=2..30, slow=31..130; widen the bounds"
                + " or leave the constraint out");
    assertThatThrownBy(() -> SearchSpace.parse(List.of("a=1..2 if b == 1", "b=1..2"), List.of()))
        .hasMessageContaining("condition of a 'b == 1': 'b' is unknown");
  }

  @Test
  void saysHowManySetsMeetEachConstraint() {
    SearchSpace space =
        SearchSpace.parse(
            List.of("a=1..10", "b=1..10"), List.of("a + b == 5", "a * b == 21", "a >= 1"));

    assertThatThrownBy(space::requireSomething)
        .hasMessage(
            "no set of parameters meets all constraints: of all 100 sets constraint 'a + b == 5'"
                + " alone is met by 4, constraint 'a * b == 21' alone is met by 2, constraint 'a >="
                + " 1' alone is met by 100; widen the bounds or loosen a constraint");
  }

  @Test
  void tellsThePartThatIsLeft() {
    assertThat(
            SearchSpace.parse(List.of("a=1..10", "b=1..10"), List.of("a < b")).requireSomething())
        .isEqualTo(0.45);
    assertThat(
            SearchSpace.parse(List.of("a=0.0..1.0", "b=0.0..1.0"), List.of("a < b"))
                .requireSomething())
        .isBetween(0.48, 0.52);
  }

  @Test
  void inactiveParametersAreLeftOut() {
    SearchSpace space =
        SearchSpace.parse(
            List.of("mode={1,2}", "stop=1..3 if mode == 2", "width=5..6 if stop > 1"),
            List.of("stop < 3"));
    Sampler grid = Samplers.all().getFirst().create(space, 1, 0);
    List<String> sets = grid.ask(100).stream().map(ParameterSet::toString).toList();

    assertThat(sets)
        .containsExactly(
            "mode=1", "mode=2 stop=1", "mode=2 stop=2 width=5", "mode=2 stop=2 width=6");
    assertThat(grid.ask(10)).isEmpty();
    assertThat(space.isUnconditional()).isFalse();
  }

  @Test
  void aStrategyNarrowsTheSpace() {
    SearchSpace space =
        SearchSpace.parse(List.of("fast=2..5", "slow=2..5"), List.of()).within(CROSS, Map.of());

    assertThat(space.requireSomething()).isEqualTo(6.0 / 16);
    assertThat(space.count()).hasValue(16);
  }

  @Test
  void aStrategyRefusesWhatItDoesNotHave() {
    SearchSpace space =
        SearchSpace.parse(List.of("fats=2..5", "slow=0..5000", "fast=2.5..3.5"), List.of());

    assertThatThrownBy(() -> space.within(CROSS, Map.of()))
        .hasMessageContaining("strategy ema_crossover has no parameter 'fats'; did you mean fast?")
        .hasMessageContaining("slow must be in 2..1000, was 0 (space 'slow=0..5000')")
        .hasMessageContaining("slow must be in 2..1000, was 5000")
        .hasMessageContaining("fast takes whole numbers only, was 2.5..3.5");
    assertThatThrownBy(
            () ->
                SearchSpace.parse(List.of("fast={3,x,-1}"), List.of())
                    .within(CROSS, Map.of("fast", BigDecimal.ONE)))
        .hasMessageContaining("parameter fast is both searched and fixed");
    assertThatThrownBy(
            () -> SearchSpace.parse(List.of("fast={3,x,-1}"), List.of()).within(CROSS, Map.of()))
        .hasMessageContaining("choices of fast must be numbers, was 'x'")
        .hasMessageContaining("fast must be in 1..1000, was -1");
  }

  @Test
  void setsAreWrittenAndRead() {
    SearchSpace space =
        SearchSpace.parse(List.of("a=1..9", "b=0.5..1.5:0.25", "c={x y,z}"), List.of());
    ParameterSet set = space.set(new double[] {3, 1.25, 0});

    assertThat(set.texts()).isEqualTo(new TreeMap<>(Map.of("a", "3", "b", "1.25", "c", "x y")));
    assertThat(space.parse(set.texts())).isEqualTo(set).hasSameHashCodeAs(set);
    assertThat(set.number(2)).isZero();
    assertThatThrownBy(set::numbers).hasMessageContaining("choices of c must be numbers");
    assertThatThrownBy(() -> space.parse(Map.of("a", "10")))
        .hasMessage("value must be of 1..9, was 10");
    assertThatThrownBy(() -> space.parse(Map.of("c", "w"))).hasMessageContaining("one of [x y, z]");
    assertThatThrownBy(() -> space.parse(Map.of("b", "w"))).hasMessageContaining("was w");
    assertThatThrownBy(() -> space.parse(Map.of("b", "9"))).hasMessageContaining("was 9");
    assertThatThrownBy(() -> space.parse(Map.of("a", "q"))).hasMessageContaining("was q");
  }
}
