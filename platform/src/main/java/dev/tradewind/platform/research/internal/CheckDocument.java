package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.robustness.Cell;
import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.CheckReport;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check found, as the API shows it and the database keeps it; undefined numbers are null.
 */
record CheckDocument(
    String check,
    String title,
    CheckReport.Outcome outcome,
    String sentence,
    List<CheckFigureView> figures,
    List<CheckTableView> tables,
    List<String> notes) {

  /** One number by which a result is judged. */
  record CheckFigureView(String key, String label, @Nullable Double value, CheckReport.Unit unit) {}

  /** A column of a table. */
  record CheckColumnView(String key, String label, CheckReport.Unit unit) {}

  /** One of the three, or none where a number is undefined. */
  record CheckCellView(@Nullable String text, @Nullable Double number, @Nullable Instant time) {}

  /** A table; every row has one cell for each column. */
  record CheckTableView(
      String key, String title, List<CheckColumnView> columns, List<List<CheckCellView>> rows) {}

  static CheckDocument of(CheckReport report) {
    return new CheckDocument(
        report.check().code(),
        report.check().title(),
        report.outcome(),
        report.sentence(),
        report.figures().stream()
            .map(
                each ->
                    new CheckFigureView(
                        each.key(), each.label(), finite(each.value()), each.unit()))
            .toList(),
        report.tables().stream().map(CheckDocument::table).toList(),
        report.notes());
  }

  private static CheckTableView table(CheckReport.Table table) {
    List<List<CheckCellView>> rows = new ArrayList<>();
    for (List<Cell> row : table.rows()) {
      rows.add(row.stream().map(CheckDocument::cell).toList());
    }
    return new CheckTableView(
        table.key(),
        table.title(),
        table.columns().stream()
            .map(each -> new CheckColumnView(each.key(), each.label(), each.unit()))
            .toList(),
        rows);
  }

  private static CheckCellView cell(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> new CheckCellView(text, null, null);
      case Cell.Value(double value) -> new CheckCellView(null, finite(value), null);
      case Cell.Time(long micros) -> new CheckCellView(null, null, Times.ofMicros(micros));
    };
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** What a verdict needs of it: the figures and the sentence. */
  CheckReport judged() {
    return new CheckReport(
        Check.find(check).orElseThrow(),
        outcome,
        sentence,
        figures.stream()
            .map(
                each ->
                    new CheckReport.Figure(
                        each.key(),
                        each.label(),
                        each.value() == null ? Double.NaN : each.value(),
                        each.unit()))
            .toList(),
        List.of(),
        notes);
  }
}
