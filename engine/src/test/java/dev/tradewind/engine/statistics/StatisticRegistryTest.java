package dev.tradewind.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatisticRegistryTest {
  private static final Path GUIDE = Path.of("../docs/concepts/statistics.md");

  private static List<Statistic> ofNothing() {
    StatisticsInput input =
        new StatisticsInput(
            1, 1, Double.NaN, new Drawdown(0, 0), 365, 0, Double.NaN, 0, 0, 0, 0, List.of(), 0);
    return Statistics.of(input, new double[0]);
  }

  @Test
  @DisplayName("every definition has a value, and every value a definition, in the same order")
  void complete() {
    assertThat(ofNothing().stream().map(Statistic::key))
        .containsExactlyElementsOf(
            StatisticRegistry.all().stream().map(StatisticDefinition::key).toList());
    assertThat(StatisticRegistry.all()).hasSizeBetween(60, 100);
    assertThat(StatisticRegistry.find("sharpe")).isPresent();
    assertThat(StatisticRegistry.find("nothing")).isEmpty();
    assertThatThrownBy(() -> StatisticRegistry.place("nothing")).hasMessageContaining("nothing");
  }

  @Test
  @DisplayName("what says that it is always defined is so; the rest is undefined without data")
  void undefined() {
    for (Statistic each : ofNothing()) {
      StatisticDefinition definition = StatisticRegistry.find(each.key()).orElseThrow();
      if (!definition.undefined().isEmpty()) {
        assertThat(each.value()).as(each.key()).isNaN();
      }
    }
  }

  @Test
  @DisplayName("definitions are complete sentences for people")
  void texts() {
    for (StatisticDefinition each : StatisticRegistry.all()) {
      assertThat(each.title()).as(each.key()).isNotBlank();
      assertThat(each.formula()).as(each.key()).isNotBlank().doesNotEndWith(".");
      assertThat(each.source()).as(each.key()).isNotBlank();
      assertThat(each.formula() + each.undefined()).as(each.key()).doesNotContain("|");
    }
    assertThat(ofNothing().getFirst().definition()).isEqualTo("Final equity / initial cash − 1.");
  }

  @Test
  @DisplayName("the page has what the registry has (-Dguide.write=true writes it)")
  void documented() throws IOException {
    String guide = Files.readString(GUIDE);
    assertThat(guide).contains(StatisticsGuide.MARKER);
    int end = guide.indexOf(StatisticsGuide.MARKER) + StatisticsGuide.MARKER.length();
    if (Boolean.getBoolean("guide.write")) {
      Files.writeString(GUIDE, guide.substring(0, end) + StatisticsGuide.reference());
      return;
    }
    assertThat(guide.substring(end)).isEqualTo(StatisticsGuide.reference());
  }
}
