package dev.tradewind.cli;

import dev.tradewind.report.Csv;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells, aligned for people or separated by commas for programs. One thread's. */
final class Table {
  private static final int MAX_CELL = 72;

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> header) {
    this.header = header;
  }

  static Table of(String... header) {
    return new Table(List.of(header));
  }

  Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void csv(Writer out) throws IOException {
    Csv.row(out, header.stream().map(Csv::text).toList());
    for (List<String> row : rows) {
      Csv.row(out, row.stream().map(Table::cell).toList());
    }
  }

  /** A negative number begins with a minus and is no formula. */
  private static String cell(String text) {
    return isNumber(text) ? text : Csv.text(text);
  }

  void print(Writer out) throws IOException {
    int[] widths = new int[header.size()];
    boolean[] numeric = new boolean[header.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = header.get(c).length();
      numeric[c] = !rows.isEmpty();
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], shown(row, c).length());
        numeric[c] &= isNumber(row.get(c)) || row.get(c).isEmpty();
      }
    }
    line(out, header, widths, numeric);
    for (List<String> row : rows) {
      line(out, row, widths, numeric);
    }
  }

  private static void line(Writer out, List<String> cells, int[] widths, boolean[] numeric)
      throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = shown(cells, c);
      String padding = " ".repeat(Math.max(0, widths[c] - cell.length()));
      line.append(c == 0 ? "" : "  ");
      line.append(numeric[c] ? padding + cell : cell + padding);
    }
    out.write(line.toString().stripTrailing());
    out.write('\n');
  }

  /** The last column is not cut: it holds what tells most, and nothing stands behind it. */
  private static String shown(List<String> cells, int column) {
    String cell = cells.get(column);
    return column == cells.size() - 1 ? shownWhole(cell) : shown(cell);
  }

  /** A cell on one line and without control characters, which could drive the terminal. */
  static String shown(String cell) {
    String plain = shownWhole(cell);
    return plain.length() > MAX_CELL ? plain.substring(0, MAX_CELL - 3) + "..." : plain;
  }

  /** A text without control characters, however long. */
  static String shownWhole(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static boolean isNumber(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if ("+-.,Ee%".indexOf(c) < 0) {
        return false;
      }
    }
    return digits > 0;
  }
}
