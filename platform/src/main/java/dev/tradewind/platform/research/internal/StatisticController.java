package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.statistics.StatisticDefinition;
import dev.tradewind.engine.statistics.StatisticRegistry;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What every statistic means, from the registry that the engine computes by. */
@RestController
class StatisticController {
  /** A statistic; {@code undefined} says when it has no value and is empty where it always has. */
  record StatisticView(
      String key,
      String title,
      String group,
      Statistic.Unit unit,
      String period,
      StatisticDefinition.Direction direction,
      String formula,
      String undefined,
      String source) {}

  @GetMapping("/api/v1/statistics")
  @Allow(Allow.To.READERS)
  Page<StatisticView> definitions() {
    return Page.whole(
        StatisticRegistry.all().stream()
            .map(
                each ->
                    new StatisticView(
                        each.key(),
                        each.title(),
                        each.group().title(),
                        each.unit(),
                        each.period().title(),
                        each.direction(),
                        each.formula(),
                        each.undefined(),
                        each.source()))
            .toList());
  }
}
