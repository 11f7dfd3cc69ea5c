package dev.tradewind.store.imports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of a delimited file, understood.
 *
 * @param delimiter what separates cells
 * @param roles which column holds what
 * @param skippedLines lines before the first row
 * @param skippedBytes bytes before the first row
 * @param sample the cells of the first rows
 */
record CsvHead(
    char delimiter,
    ColumnRoles roles,
    int skippedLines,
    int skippedBytes,
    List<List<String>> sample) {
  private static final String DELIMITERS = ";\t|,";
  private static final int PREAMBLE = 10;
  private static final int SAMPLE_ROWS = 4096;

  /** Looks at the first bytes of a file; the last line may be cut unless it is all of it. */
  static CsvHead sniff(
      String source,
      byte[] head,
      int length,
      boolean all,
      ImportOptions options,
      List<String> notes) {
    Lines lines = Lines.of(head, length, all);
    if (lines.text.isEmpty()) {
      throw new UnreadableFileException(source + " holds no lines of text");
    }
    char delimiter = delimiter(source, lines.text, options);
    for (int i = 0; i < Math.min(PREAMBLE, lines.text.size()); i++) {
      List<String> cells = cells(lines.text.get(i), delimiter);
      Optional<ColumnRoles> named = ColumnRoles.byNames(cells);
      if (named.isPresent()) {
        notePreamble(i, notes);
        return rows(source, delimiter, named.get(), i + 1, lines, notes);
      }
    }
    List<String> first = cells(lines.text.getFirst(), delimiter);
    if (looksLikeData(first)) {
      Optional<ColumnRoles> placed = ColumnRoles.byPosition(first);
      if (placed.isPresent()) {
        notes.add("no header: columns are taken by position");
        return rows(source, delimiter, placed.get(), 0, lines, notes);
      }
    }
    throw new UnreadableFileException(
        source
            + ": no columns of prices found in the first line '"
            + RejectionLog.cut(lines.text.getFirst())
            + "'; the header must name time (or date), open, high, low and close, or time, price"
            + " and quantity, or time, bid and ask; without a header the columns must be those of"
            + " bars or trades in that order, or HistData's quotes");
  }

  private static CsvHead rows(
      String source,
      char delimiter,
      ColumnRoles roles,
      int firstRow,
      Lines lines,
      List<String> notes) {
    List<List<String>> sample = new ArrayList<>();
    for (int i = firstRow; i < lines.text.size() && sample.size() < SAMPLE_ROWS; i++) {
      if (!lines.text.get(i).isBlank()) {
        sample.add(cells(lines.text.get(i), delimiter));
      }
    }
    if (sample.isEmpty()) {
      throw new UnreadableFileException(source + " has a header but no rows");
    }
    if (delimiter != ',') {
      notes.add("delimiter: " + (delimiter == '\t' ? "tab" : delimiter));
    }
    return new CsvHead(delimiter, roles, firstRow, lines.starts.get(firstRow), sample);
  }

  private static void notePreamble(int lines, List<String> notes) {
    if (lines > 0) {
      notes.add(lines + (lines == 1 ? " line" : " lines") + " before the header skipped");
    }
  }

  /** The cells of a sample line; a line with an open quote is one cell. */
  private static List<String> cells(String line, char delimiter) {
    try {
      return CsvLine.split(line, delimiter);
    } catch (RowProblem problem) {
      return List.of(line);
    }
  }

  /** Whether a first line is a row: its first cell has a digit and most others are numbers. */
  private static boolean looksLikeData(List<String> cells) {
    boolean digit = cells.getFirst().chars().anyMatch(Character::isDigit);
    int numbers = 0;
    for (String cell : cells) {
      numbers += cell.matches("[-+$]?[\\d.,' ]*\\d[\\d.,' ]*([eE][-+]?\\d+)?") ? 1 : 0;
    }
    return digit && numbers * 2 >= cells.size();
  }

  private static char delimiter(String source, List<String> lines, ImportOptions options) {
    Character given = options.delimiter();
    if (given != null) {
      if (cells(lines.getFirst(), given).size() < 3 && cells(lines.getLast(), given).size() < 3) {
        throw new UnreadableFileException(
            source
                + ": delimiter "
                + (given == '\t' ? "tab" : "'" + given + "'")
                + " does not separate '"
                + RejectionLog.cut(lines.getFirst())
                + "'; leave the option out to have it found");
      }
      return given;
    }
    char best = ',';
    int bestScore = 0;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char candidate = DELIMITERS.charAt(i);
      int score = score(lines, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    if (bestScore == 0) {
      throw new UnreadableFileException(
          source
              + " is not a table of prices: its first line is '"
              + RejectionLog.cut(lines.getFirst())
              + "'; expected text separated by comma, semicolon, tab or |, JSON or Parquet");
    }
    return best;
  }

  /** Lines that have the most frequent number of cells, if that is at least three. */
  private static int score(List<String> lines, char delimiter) {
    int[] widths = new int[256];
    for (int i = 0; i < Math.min(200, lines.size()); i++) {
      widths[Math.min(255, cells(lines.get(i), delimiter).size())]++;
    }
    int best = 0;
    for (int width = 3; width < widths.length; width++) {
      best = Math.max(best, widths[width]);
    }
    return best;
  }

  /** Whole lines of a head with the places where they start. */
  private record Lines(List<String> text, List<Integer> starts) {
    static Lines of(byte[] head, int length, boolean all) {
      List<String> text = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      int at = length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB ? 3 : 0;
      while (at < length) {
        int end = at;
        while (end < length && head[end] != '\n') {
          end++;
        }
        if (end == length && !all && !text.isEmpty()) {
          break;
        }
        starts.add(at);
        String line = new String(head, at, end - at, StandardCharsets.UTF_8);
        text.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        at = end + 1;
      }
      starts.add(Math.min(at, length));
      return new Lines(text, starts);
    }
  }
}
