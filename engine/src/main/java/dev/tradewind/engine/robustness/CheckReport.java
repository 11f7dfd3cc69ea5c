package dev.tradewind.engine.robustness;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a check found, ready to be shown, stored and judged. Every check answers in this form, so
 * that the command line, the API and the page need to know no check by name.
 *
 * @param check which
 * @param outcome how it ended
 * @param sentence what it found, in one sentence with its numbers
 * @param figures the numbers by which it is judged
 * @param tables all else
 * @param notes what limits the answer
 */
public record CheckReport(
    Check check,
    Outcome outcome,
    String sentence,
    List<Figure> figures,
    List<Table> tables,
    List<String> notes) {
  /** Copies the lists. */
  public CheckReport {
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /** How a check ended. */
  public enum Outcome {
    /** Nothing to hold against the result. */
    PASSED,
    /** A reason for doubt. */
    DOUBTFUL,
    /** The result cannot be used. */
    FAILED,
    /** There was not enough to examine. */
    NOTHING_TO_SAY
  }

  /** How a number is to be rendered. */
  public enum Unit {
    /** Words. */
    TEXT,
    /** A moment. */
    TIME,
    /** A fraction; rendered as percent. */
    FRACTION,
    /** A plain ratio. */
    RATIO,
    /** A whole number. */
    COUNT,
    /** Basis points. */
    BPS,
    /** A value of the strategy, in its own unit. */
    VALUE
  }

  /**
   * One number by which a result is judged.
   *
   * @param key stable name
   * @param label for people
   * @param value {@code NaN} where it is undefined, never infinite
   * @param unit how to render it
   */
  public record Figure(String key, String label, double value, Unit unit) {
    /** Infinite becomes undefined. */
    public Figure {
      value = Double.isInfinite(value) ? Double.NaN : value;
    }
  }

  /** A column of a table. */
  public record Column(String key, String label, Unit unit) {}

  /** A table; every row has one cell for each column. */
  public record Table(String key, String title, List<Column> columns, List<List<Cell>> rows) {
    /** Copies the lists; refuses a row of another length. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Cell> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "row must have "
                  + columns.size()
                  + " cells, had "
                  + row.size()
                  + " (table "
                  + key
                  + ")");
        }
      }
    }
  }

  /** The value of a figure; empty if there is none or it is undefined. */
  public OptionalDouble figure(String key) {
    for (Figure figure : figures) {
      if (figure.key().equals(key) && !Double.isNaN(figure.value())) {
        return OptionalDouble.of(figure.value());
      }
    }
    return OptionalDouble.empty();
  }
}
