package dev.tradewind.engine.statistics;

import java.util.Locale;

/** Writes the reference part of docs/concepts/statistics.md from the registry. */
final class StatisticsGuide {
  static final String MARKER =
      "Everything from here on is written by `StatisticsGuide` from the registry that engine, API"
          + " and pages read; a test compares the two.\n\n";

  private StatisticsGuide() {}

  static String reference() {
    StringBuilder out = new StringBuilder();
    for (StatisticDefinition.Group group : StatisticDefinition.Group.values()) {
      out.append(out.isEmpty() ? "## " : "\n## ").append(group.title());
      out.append(
          "\n\n| key | name | unit | taken from | better | definition | undefined where | source |");
      out.append("\n|---|---|---|---|---|---|---|---|\n");
      for (StatisticDefinition each : StatisticRegistry.all()) {
        if (each.group() == group) {
          row(out, each);
        }
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, StatisticDefinition each) {
    out.append("| `").append(each.key()).append("` | ").append(each.title());
    out.append(" | ").append(each.unit().name().toLowerCase(Locale.ROOT));
    out.append(" | ").append(each.period().title());
    out.append(" | ").append(each.direction().title());
    out.append(" | ").append(each.formula());
    out.append(" | ").append(each.undefined().isEmpty() ? "never" : each.undefined());
    out.append(" | ").append(each.source()).append(" |\n");
  }
}
