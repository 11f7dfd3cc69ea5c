package dev.tradewind.store.imports;

import dev.tradewind.store.CorporateAction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads splits and dividends from CSV files, also compressed ones: either a small file of them
 * ({@code date,ratio}) or an export of prices with columns {@code Dividends} and {@code Stock
 * Splits}, as yfinance writes it. The first row names the columns; further columns are ignored, and
 * so are cells that are empty or 0. Stateless.
 *
 * <p>A date, or a time that is midnight in its own offset, is an ex-date and takes effect at 00:00
 * UTC of it; another time takes effect as it is. A ratio is a number of new shares for one old
 * share ({@code 4}, {@code 0.1}) or two numbers ({@code 4:1}, {@code 1/10}).
 */
public final class ActionsFile {
  private static final Set<String> DATES =
      Set.of("date", "datetime", "timestamp", "time", "exdate");
  private static final Set<String> SPLITS =
      Set.of("ratio", "split", "splits", "stocksplit", "stocksplits", "splitratio");
  private static final Set<String> DIVIDENDS = Set.of("dividend", "dividends", "amount");

  private ActionsFile() {}

  /**
   * What was read.
   *
   * @param actions by time, of one instant the split first
   * @param rejections rows that were not understood
   */
  public record Read(List<CorporateAction> actions, List<RowRejection> rejections) {
    /** Copies the lists. */
    public Read {
      actions = List.copyOf(actions);
      rejections = List.copyOf(rejections);
    }
  }

  /** Which column is what. */
  private record Columns(char delimiter, int date, int split, int dividend) {}

  /**
   * Reads a file.
   *
   * @throws UnreadableFileException if it has no column of dates, or none of splits or dividends
   */
  public static Read read(Path file) {
    Map<String, CorporateAction> actions = new LinkedHashMap<>();
    List<RowRejection> rejections = new ArrayList<>();
    try (ByteSource bytes = ByteSource.open(file);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(bytes.asStream(new byte[0], 0), StandardCharsets.UTF_8))) {
      String head = in.readLine();
      Columns columns = columns(head == null ? "" : head, FileNames.of(file));
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          row(line, columns, actions);
        } catch (RowProblem | IllegalArgumentException e) {
          rejections.add(
              new RowRejection(
                  number,
                  String.valueOf(e.getMessage()),
                  line.substring(0, Math.min(200, line.length()))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FileNames.of(file) + " cannot be read", e);
    }
    List<CorporateAction> sorted = new ArrayList<>(actions.values());
    sorted.sort(
        Comparator.comparingLong(CorporateAction::effectiveMicros)
            .thenComparing(CorporateAction::kind, Comparator.reverseOrder()));
    return new Read(sorted, rejections);
  }

  private static Columns columns(String head, String name) {
    char delimiter = head.indexOf('\t') >= 0 ? '\t' : head.indexOf(';') >= 0 ? ';' : ',';
    List<String> names = new ArrayList<>();
    try {
      for (String cell : CsvLine.split(head.replace("\uFEFF", ""), delimiter)) {
        names.add(cell.toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""));
      }
    } catch (RowProblem e) {
      throw new UnreadableFileException(name + ", line 1: " + e.getMessage());
    }
    Columns found =
        new Columns(delimiter, find(names, DATES), find(names, SPLITS), find(names, DIVIDENDS));
    if (found.date() < 0 || (found.split() < 0 && found.dividend() < 0)) {
      throw new UnreadableFileException(
          name
              + " must have a column date, and a column ratio (or Stock Splits) or dividend; its"
              + " first line is '"
              + head.substring(0, Math.min(120, head.length()))
              + "'");
    }
    return found;
  }

  private static int find(List<String> names, Set<String> wanted) {
    for (int i = 0; i < names.size(); i++) {
      if (wanted.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static void row(String line, Columns columns, Map<String, CorporateAction> actions)
      throws RowProblem {
    List<String> cells = CsvLine.split(line, columns.delimiter());
    Optional<Double> ratio = cell(cells, columns.split()).map(ActionsFile::ratio);
    Optional<Double> amount = cell(cells, columns.dividend()).map(ActionsFile::number);
    if (ratio.filter(value -> value != 0).isPresent()) {
      add(new CorporateAction.Split(effective(cells, columns), ratio.get()), actions);
    }
    if (amount.filter(value -> value != 0).isPresent()) {
      add(new CorporateAction.Dividend(effective(cells, columns), amount.get()), actions);
    }
  }

  private static Optional<String> cell(List<String> cells, int column) {
    return column < 0 || column >= cells.size() || cells.get(column).isBlank()
        ? Optional.empty()
        : Optional.of(cells.get(column).strip());
  }

  private static void add(CorporateAction action, Map<String, CorporateAction> actions) {
    CorporateAction before = actions.putIfAbsent(action.kind() + action.effectiveMicros(), action);
    if (before != null && !before.equals(action)) {
      throw new IllegalArgumentException(
          "there is another " + action.kind() + " of that day, " + before.value());
    }
  }

  private static long effective(List<String> cells, Columns columns) {
    String text =
        cell(cells, columns.date())
            .orElseThrow(() -> new IllegalArgumentException("date must not be empty"));
    return effectiveMicros(text);
  }

  /**
   * The instant that a date or time means, see above.
   *
   * @param text {@code 2014-06-09}, {@code 2014-06-09 00:00:00-04:00}, {@code 2014-06-09T13:30:00Z}
   * @throws IllegalArgumentException if it is neither a date nor a time with an offset
   */
  public static long effectiveMicros(String text) {
    try {
      if (text.length() <= 10) {
        return micros(LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC));
      }
      OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', 'T'));
      boolean isDate = time.toLocalTime().equals(LocalTime.MIDNIGHT);
      return micros(isDate ? time.toLocalDateTime().atOffset(ZoneOffset.UTC) : time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "date must be a date or a time with an offset, such as 2014-06-09, was '" + text + "'",
          e);
    }
  }

  private static long micros(OffsetDateTime time) {
    if (time.getYear() < 1900 || time.getYear() > 2200) {
      throw new IllegalArgumentException("date must be in the years 1900 to 2200, was " + time);
    }
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }

  /**
   * A ratio of a split.
   *
   * @throws IllegalArgumentException if it is neither a number nor two numbers above zero
   */
  public static double ratio(String text) {
    int colon = Math.max(text.indexOf(':'), text.indexOf('/'));
    return colon < 0
        ? number(text)
        : number(text.substring(0, colon)) / number(text.substring(colon + 1));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number was expected, was '" + text + "'", e);
    }
  }
}
