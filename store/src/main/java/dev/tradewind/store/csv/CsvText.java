package dev.tradewind.store.csv;

/**
 * Text cells of CSV files. Used wherever text that a user or a venue has chosen is exported: names
 * of runs, symbols, reasons.
 */
public final class CsvText {
  private CsvText() {}

  /**
   * A text as one cell. A text that a spreadsheet would run as a formula (it starts with {@code = +
   * - @}, a tab or a carriage return) gets an apostrophe before it; quotes are doubled; a cell with
   * a comma, semicolon, quote, tab or line break is quoted. Do not use it for numbers: {@code -1}
   * is no formula.
   */
  public static String escape(String text) {
    String safe = isFormula(text) ? "'" + text : text;
    boolean quote = false;
    for (int i = 0; i < safe.length() && !quote; i++) {
      quote = ",;\"\t\r\n|".indexOf(safe.charAt(i)) >= 0;
    }
    return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static boolean isFormula(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(at)) >= 0;
  }
}
