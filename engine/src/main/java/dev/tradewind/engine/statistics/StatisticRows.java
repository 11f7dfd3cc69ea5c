package dev.tradewind.engine.statistics;

import dev.tradewind.engine.statistics.Statistic.Unit;
import dev.tradewind.engine.statistics.StatisticDefinition.Direction;
import dev.tradewind.engine.statistics.StatisticDefinition.Group;
import dev.tradewind.engine.statistics.StatisticDefinition.Period;
import java.util.ArrayList;
import java.util.List;

/** Definitions as they are written down, group by group. */
abstract class StatisticRows {
  private final List<StatisticDefinition> rows = new ArrayList<>();
  private Group group = Group.RETURN;

  /** What was written down, in its order. */
  final List<StatisticDefinition> all() {
    return List.copyOf(rows);
  }

  /** Rows from here on belong to this group. */
  final void begin(Group next) {
    group = next;
  }

  final void row(
      String key,
      String title,
      Unit unit,
      Period period,
      Direction direction,
      String formula,
      String undefined,
      String source) {
    rows.add(
        new StatisticDefinition(
            key, title, group, unit, period, direction, formula, undefined, source));
  }
}
