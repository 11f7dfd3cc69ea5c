package dev.tradewind.cli;

import dev.tradewind.engine.robustness.Cell;
import dev.tradewind.engine.robustness.CheckReport;
import dev.tradewind.engine.robustness.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What checks found, in the form of the platform's API, and printed. Stateless. */
final class CheckJson {
  private CheckJson() {}

  static Json of(CheckReport report) {
    List<Json> figures = new ArrayList<>();
    for (CheckReport.Figure each : report.figures()) {
      figures.add(
          Json.of(
              "key",
              each.key(),
              "label",
              each.label(),
              "value",
              Json.number(each.value()),
              "unit",
              each.unit().name()));
    }
    return Json.of(
        "check",
        report.check().code(),
        "title",
        report.check().title(),
        "outcome",
        report.outcome().name(),
        "sentence",
        report.sentence(),
        "figures",
        Json.array(figures),
        "tables",
        Json.array(report.tables().stream().map(CheckJson::table).toList()),
        "notes",
        Json.array(report.notes().stream().map(Json::ofText).toList()));
  }

  private static Json table(CheckReport.Table table) {
    List<Json> columns = new ArrayList<>();
    for (CheckReport.Column each : table.columns()) {
      columns.add(Json.of("key", each.key(), "label", each.label(), "unit", each.unit().name()));
    }
    List<Json> rows = new ArrayList<>();
    for (List<Cell> row : table.rows()) {
      rows.add(Json.array(row.stream().map(CheckJson::cell).toList()));
    }
    return Json.of(
        "key",
        table.key(),
        "title",
        table.title(),
        "columns",
        Json.array(columns),
        "rows",
        Json.array(rows));
  }

  private static Json cell(Cell cell) {
    Map<String, Json> parts = new LinkedHashMap<>();
    parts.put("text", cell instanceof Cell.Text(String text) ? Json.ofText(text) : Json.NULL);
    parts.put("number", cell instanceof Cell.Value(double value) ? Json.number(value) : Json.NULL);
    parts.put(
        "time",
        cell instanceof Cell.Time(long micros)
            ? Json.ofText(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString())
            : Json.NULL);
    return Json.object(parts);
  }

  static Json of(Verdict verdict) {
    List<Json> reasons = new ArrayList<>();
    for (Verdict.Reason each : verdict.reasons()) {
      reasons.add(
          Json.of(
              "code",
              each.doubt().code(),
              "kind",
              each.doubt().kind().name(),
              "value",
              Json.number(each.value()),
              "strength",
              Json.number(each.strength()),
              "words",
              each.words()));
    }
    return Json.of(
        "level", verdict.level().name(), "words", verdict.words(), "reasons", Json.array(reasons));
  }

  /** The verdict and its three strongest reasons. */
  static void printVerdict(Json verdict, Writer out) throws IOException {
    out.write(verdict.text("words") + "\n");
    List<Json> reasons = verdict.get("reasons").items();
    for (int i = 0; i < Math.min(3, reasons.size()); i++) {
      out.write("  " + (i + 1) + ". " + Table.shownWhole(reasons.get(i).text("words")) + "\n");
    }
    out.write('\n');
  }

  /** A report: its sentence, its numbers, its tables, its notes. */
  static void print(Json report, Writer out) throws IOException {
    out.write(report.text("title") + ": " + Table.shownWhole(report.text("sentence")) + "\n");
    if (!report.get("figures").items().isEmpty()) {
      Table figures = Table.of("figure", "value");
      for (Json each : report.get("figures").items()) {
        figures.row(
            List.of(
                each.text("label"),
                render(each.get("value").asDouble().orElse(Double.NaN), each.text("unit"))));
      }
      figures.print(out);
    }
    for (Json table : report.get("tables").items()) {
      out.write("\n" + table.text("title") + "\n");
      List<Json> columns = table.get("columns").items();
      Table shown =
          Table.of(columns.stream().map(each -> each.text("label")).toArray(String[]::new));
      for (Json row : table.get("rows").items()) {
        List<String> cells = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
          cells.add(shown(row.items().get(c), columns.get(c).text("unit")));
        }
        shown.row(cells);
      }
      shown.print(out);
    }
    for (Json note : report.get("notes").items()) {
      out.write("note: " + Table.shownWhole(note.text()) + "\n");
    }
    out.write('\n');
  }

  private static String shown(Json cell, String unit) {
    if (!cell.get("text").isNull()) {
      return cell.text("text");
    }
    if (!cell.get("time").isNull()) {
      return cell.text("time");
    }
    return render(cell.get("number").asDouble().orElse(Double.NaN), unit);
  }

  private static String render(double value, String unit) {
    if (Double.isNaN(value)) {
      return "n/a";
    }
    return switch (unit) {
      case "FRACTION" -> String.format(Locale.ROOT, "%.2f%%", value * 100);
      case "COUNT" -> String.format(Locale.ROOT, "%.0f", value);
      case "BPS" -> String.format(Locale.ROOT, "%.2f bps", value);
      case "VALUE" -> String.format(Locale.ROOT, "%.4f", value);
      default -> String.format(Locale.ROOT, "%.4f", value);
    };
  }

  /** One line for each figure. */
  static Table figures(List<Json> reports) {
    Table table = Table.of("check", "outcome", "figure", "value", "unit");
    for (Json report : reports) {
      for (Json each : report.get("figures").items()) {
        table.row(
            List.of(
                report.text("check"),
                report.text("outcome"),
                each.text("key"),
                each.get("value").display(),
                each.text("unit")));
      }
    }
    return table;
  }
}
