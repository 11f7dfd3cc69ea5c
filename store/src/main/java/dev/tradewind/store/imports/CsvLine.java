package dev.tradewind.store.imports;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of delimited text. A quoted cell ends on its line. */
final class CsvLine {
  private CsvLine() {}

  /**
   * The cells of a line, without quotes and surrounding blanks.
   *
   * @throws RowProblem if a quote is not closed
   */
  static List<String> split(String line, char delimiter) throws RowProblem {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (true) {
      int start = at;
      while (start < line.length() && line.charAt(start) == ' ' && delimiter != ' ') {
        start++;
      }
      if (start < line.length() && line.charAt(start) == '"') {
        at = quoted(line, start, cells);
        while (at < line.length() && line.charAt(at) == ' ') {
          at++;
        }
        if (at < line.length() && line.charAt(at) != delimiter) {
          throw new RowProblem("text after a closing quote at character " + (at + 1));
        }
      } else {
        int end = line.indexOf(delimiter, at);
        end = end < 0 ? line.length() : end;
        cells.add(line.substring(at, end).strip());
        at = end;
      }
      if (at >= line.length()) {
        return cells;
      }
      at++;
    }
  }

  private static int quoted(String line, int start, List<String> cells) throws RowProblem {
    StringBuilder cell = new StringBuilder();
    int at = start + 1;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c != '"') {
        cell.append(c);
        at++;
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        cell.append('"');
        at += 2;
      } else {
        cells.add(cell.toString().strip());
        return at + 1;
      }
    }
    throw new RowProblem("a quote is not closed on its line");
  }
}
