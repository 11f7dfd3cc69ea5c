package dev.tradewind.cli;

import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.report.RunInfo;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run for people: the head, the measures, the doubts. Made from a result of this process or from
 * the platform's document of one.
 *
 * @param title strategy, parameters and instruments on one line
 * @param measures label and rendered value
 * @param warnings texts of those assumptions that are reasons for doubt
 * @param facts name and value of what identifies the run
 */
record RunSheet(
    String title, List<List<String>> measures, List<String> warnings, List<List<String>> facts) {

  static RunSheet of(RunInfo run, SimulationResult result) {
    List<List<String>> measures = new ArrayList<>();
    for (Statistic each : result.statistics()) {
      measures.add(List.of(each.label(), render(each.value(), each.unit().name())));
    }
    List<String> warnings = new ArrayList<>();
    for (Assumption each : run.sheet(result)) {
      add(warnings, each.isWarning(), each.text());
    }
    String instruments =
        result.instruments().stream().map(each -> each.id()).collect(Collectors.joining(", "));
    String title =
        result.strategy() + "(" + parameters(result.parameters()) + ") on " + instruments;
    List<List<String>> facts =
        List.of(
            List.of("open positions", Integer.toString(result.openPositions().size())),
            List.of("refused orders", Integer.toString(result.rejections().size())),
            List.of("run", run.id()),
            List.of("data hash", result.dataHash()),
            List.of("result hash", result.resultHash()));
    return new RunSheet(title, measures, warnings, facts);
  }

  static RunSheet of(Json document) {
    List<List<String>> measures = new ArrayList<>();
    for (Json each : document.get("statisticDetails").items()) {
      double value = each.get("value").asDouble().orElse(Double.NaN);
      measures.add(List.of(each.text("label"), render(value, each.text("unit"))));
    }
    List<String> warnings = new ArrayList<>();
    for (Json each : document.get("assumptions").items()) {
      add(warnings, each.get("warning").isTrue(), each.text("text"));
    }
    Json run = document.get("run");
    List<List<String>> facts =
        List.of(
            List.of("open positions", count(document, "openPositions")),
            // Of very many, the platform keeps the first and the number.
            List.of("refused orders", document.get("rejectionCount").display()),
            List.of("run", run.get("id").display()),
            List.of("data hash", run.text("dataHash")),
            List.of("result hash", run.text("resultHash")));
    return new RunSheet(title(document), measures, warnings, facts);
  }

  private static String title(Json document) {
    String parameters =
        document.get("parameters").properties().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue().display())
            .collect(Collectors.joining(", "));
    String instruments =
        document.get("instruments").items().stream()
            .map(each -> each.text().isEmpty() ? each.text("id") : each.text())
            .collect(Collectors.joining(", "));
    return document.text("strategy") + "(" + parameters + ") on " + instruments;
  }

  private static String count(Json document, String name) {
    return Integer.toString(document.get(name).items().size());
  }

  private static void add(List<String> warnings, boolean isWarning, String text) {
    if (isWarning) {
      warnings.add(text);
    }
  }

  private static String parameters(Map<String, BigDecimal> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue().toPlainString())
        .collect(Collectors.joining(", "));
  }

  /** A measure as people read it; undefined is {@code n/a}. */
  static String render(double value, String unit) {
    if (Double.isNaN(value)) {
      return "n/a";
    }
    return switch (unit) {
      case "FRACTION" -> String.format(Locale.ROOT, "%.2f%%", value * 100);
      case "MONEY" -> String.format(Locale.ROOT, "%,.2f", value);
      case "COUNT" -> String.format(Locale.ROOT, "%.0f", value);
      case "SECONDS" -> duration(Math.round(value));
      case "BARS" -> String.format(Locale.ROOT, "%.1f", value);
      default -> String.format(Locale.ROOT, "%.4f", value);
    };
  }

  private static String duration(long seconds) {
    long days = seconds / 86_400;
    long hours = seconds / 3_600 % 24;
    long minutes = seconds / 60 % 60;
    if (days > 0) {
      return days + "d " + hours + "h";
    }
    return hours > 0 ? hours + "h " + minutes + "m" : minutes + "m " + seconds % 60 + "s";
  }

  void print(Writer out) throws IOException {
    out.write(Table.shownWhole(title) + "\n\n");
    Table table = Table.of("measure", "value");
    measures.forEach(table::row);
    table.print(out);
    out.write('\n');
    Table identity = Table.of("run", "");
    facts.forEach(identity::row);
    identity.print(out);
    for (String warning : warnings) {
      out.write("warning: " + Table.shownWhole(warning) + "\n");
    }
    out.flush();
  }
}
