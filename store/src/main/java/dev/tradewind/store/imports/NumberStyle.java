package dev.tradewind.store.imports;

import java.util.Locale;

/**
 * How numbers are written in a file. The scalar reference for numbers: {@link CsvChunkParser} reads
 * the plain ones without it and must agree.
 *
 * @param decimal point or comma; the other one, spaces and apostrophes may separate thousands
 */
record NumberStyle(char decimal) {
  /** Larger numbers are mistakes; sums of four prices or many quantities stay finite below it. */
  static final double MAX = 1e300;

  private static final String SPACES = " \u00A0\u202F'\u2019";

  /**
   * Whether a cell says that there is no value: empty, a dash, {@code null}, {@code NaN}, {@code
   * N/A}.
   */
  static boolean missing(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "", "-", "--", "null", "none", "nan", "na", "n/a", "#n/a" -> true;
      default -> false;
    };
  }

  /**
   * Reads a finite number.
   *
   * @throws RowProblem naming the column, the text and what it looks like
   */
  double parse(String cell, String column) throws RowProblem {
    if (missing(cell)) {
      throw new RowProblem("no value in column " + column + ": '" + cell + "'");
    }
    String plain = plain(cell);
    double value;
    if (plain.isEmpty()) {
      throw new RowProblem(explain(cell, column));
    }
    try {
      value = Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      throw new RowProblem(explain(cell, column));
    }
    if (!(Math.abs(value) <= MAX)) {
      throw new RowProblem("'" + cell + "' in column " + column + " is too large for a number");
    }
    return value;
  }

  /** A volume: absent is {@code NaN}; {@code 1.2K}, {@code 3M} and {@code 4B} are understood. */
  double parseVolume(String cell, String column) throws RowProblem {
    if (missing(cell)) {
      return Double.NaN;
    }
    double scale =
        switch (cell.charAt(cell.length() - 1)) {
          case 'K', 'k' -> 1e3;
          case 'M', 'm' -> 1e6;
          case 'B', 'b' -> 1e9;
          default -> 1;
        };
    String digits = scale == 1 ? cell : cell.substring(0, cell.length() - 1).strip();
    double value = parse(digits, column) * scale;
    if (value > MAX) {
      throw new RowProblem("'" + cell + "' in column " + column + " is too large for a number");
    }
    if (value < 0) {
      throw new RowProblem("'" + cell + "' in column " + column + " must be >= 0");
    }
    return value;
  }

  /** The text as Java reads it, or empty if it is not a number in this style. */
  private String plain(String cell) {
    StringBuilder out = new StringBuilder(cell.length());
    int at = 0;
    if (cell.charAt(0) == '+' || cell.charAt(0) == '-') {
      if (cell.charAt(0) == '-') {
        out.append('-');
      }
      at++;
    }
    if (at < cell.length() && "$€£".indexOf(cell.charAt(at)) >= 0) {
      at++;
    }
    int end = exponentStart(cell, at);
    if (!appendDigits(cell, at, end, out)) {
      return "";
    }
    for (int i = end; i < cell.length(); i++) {
      char c = cell.charAt(i);
      boolean allowed = isDigit(c) || i == end || ((c == '+' || c == '-') && i == end + 1);
      if (!allowed) {
        return "";
      }
      out.append(c);
    }
    return end < cell.length() && !isDigit(cell.charAt(cell.length() - 1)) ? "" : out.toString();
  }

  private static int exponentStart(String cell, int from) {
    for (int i = from; i < cell.length(); i++) {
      if (cell.charAt(i) == 'e' || cell.charAt(i) == 'E') {
        return i;
      }
    }
    return cell.length();
  }

  private boolean appendDigits(String cell, int from, int end, StringBuilder out) {
    int point = cell.indexOf(decimal, from);
    int integerEnd = point < 0 || point >= end ? end : point;
    if (!appendInteger(cell, from, integerEnd, out)) {
      return false;
    }
    boolean digits = integerEnd > from;
    if (integerEnd < end) {
      out.append('.');
      for (int i = integerEnd + 1; i < end; i++) {
        if (!isDigit(cell.charAt(i))) {
          return false;
        }
        out.append(cell.charAt(i));
        digits = true;
      }
    }
    return digits;
  }

  /** Digits with thousands separators between every full group of three, or none at all. */
  private boolean appendInteger(String cell, int from, int end, StringBuilder out) {
    char separator = 0;
    int group = 0;
    for (int i = from; i < end; i++) {
      char c = cell.charAt(i);
      if (isDigit(c)) {
        group++;
        out.append(c);
        continue;
      }
      boolean known = c == (decimal == '.' ? ',' : '.') || SPACES.indexOf(c) >= 0;
      boolean first = separator == 0;
      boolean rightGroup = first ? group >= 1 && group <= 3 : group == 3;
      if (!known || !rightGroup || (!first && c != separator)) {
        return false;
      }
      separator = c;
      group = 0;
    }
    return separator == 0 || group == 3;
  }

  private String explain(String cell, String column) {
    String problem = "'" + cell + "' in column " + column + " is not a number";
    char other = decimal == '.' ? ',' : '.';
    if (count(cell, decimal) > 1) {
      return problem
          + ": it looks like thousands separators added by a spreadsheet; export the file again"
          + " from its source without them";
    }
    if (count(cell, other) == 1 && count(cell, decimal) == 0) {
      return problem
          + ": the decimal separator is '"
          + decimal
          + "' here; set it if it is '"
          + other
          + "'";
    }
    return problem;
  }

  private static int count(String text, char c) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == c) {
        count++;
      }
    }
    return count;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
