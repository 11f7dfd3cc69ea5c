package dev.tradewind.store.imports;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How times are written in a file. The scalar reference for times: {@link CsvChunkParser} reads ISO
 * dates and whole epochs without it and must agree.
 *
 * @param numeric what a time of digits alone means
 * @param order how {@code 04/01/2010} is read; {@code null} if the file has no such dates
 * @param zone the zone of times without an offset
 */
record TimeStyle(Numeric numeric, @Nullable DateOrder order, ZoneId zone) {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  /** What a time that consists of digits means. */
  enum Numeric {
    SECONDS("epoch seconds", 0, 100_000_000_000L),
    MILLIS("epoch milliseconds", 100_000_000_000L, 100_000_000_000_000L),
    MICROS("epoch microseconds", 100_000_000_000_000L, 100_000_000_000_000_000L),
    NANOS("epoch nanoseconds", 100_000_000_000_000_000L, Long.MAX_VALUE),
    DATE("YYYYMMDD", 0, 0),
    DATE_TIME("YYYYMMDDhhmmss", 0, 0),
    /** The file's times are text: a number among them is a mistake. */
    TEXT("the times of the first rows", 0, 0);

    final String description;

    /** Magnitudes that belong to the unit: from (inclusive) to (exclusive). */
    final long from;

    final long to;

    Numeric(String description, long from, long to) {
      this.description = description;
      this.from = from;
      this.to = to;
    }

    /** The unit to which a time of digits belongs. */
    static Numeric of(String digits) {
      if (digits.length() == 8 && looksLikeDate(digits)) {
        return DATE;
      }
      if (digits.length() == 14 && looksLikeDate(digits)) {
        return DATE_TIME;
      }
      double value = Math.abs(Double.parseDouble(digits));
      for (Numeric unit : List.of(SECONDS, MILLIS, MICROS)) {
        if (value < unit.to) {
          return unit;
        }
      }
      return NANOS;
    }

    private static boolean looksLikeDate(String digits) {
      int year = Integer.parseInt(digits.substring(0, 4));
      int month = Integer.parseInt(digits.substring(4, 6));
      int day = Integer.parseInt(digits.substring(6, 8));
      return year >= 1800 && year <= 2200 && Times.validDate(year, month, day);
    }

    /** Microseconds of a whole number of this unit. */
    long toMicros(long value) {
      return switch (this) {
        case SECONDS -> value * 1_000_000L;
        case MILLIS -> value * 1_000L;
        case MICROS -> value;
        case NANOS -> Math.floorDiv(value, 1_000L);
        case DATE, DATE_TIME, TEXT -> throw new IllegalStateException(this + " is no epoch");
      };
    }
  }

  /** Whether times without an offset are UTC. */
  boolean utc() {
    return zone.equals(ZoneOffset.UTC);
  }

  /** The same style with an order of dates. */
  TimeStyle with(@Nullable DateOrder other) {
    return new TimeStyle(numeric, other, zone);
  }

  /**
   * UTC microseconds of a time.
   *
   * @throws RowProblem naming the text and what is wrong with it
   */
  long parse(String cell, String column) throws RowProblem {
    if (NumberStyle.missing(cell)) {
      throw new RowProblem("no time in column " + column + ": '" + cell + "'");
    }
    if (isNumber(cell)) {
      return parseNumeric(cell, column);
    }
    return new Text(cell, column).parse();
  }

  static boolean isNumber(String cell) {
    boolean digit = false;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (!(c == '-' && i == 0) && c != '.' && c != 'E' && c != 'e' && c != '+') {
        return false;
      }
    }
    return digit && cell.indexOf('.') == cell.lastIndexOf('.');
  }

  private long parseNumeric(String cell, String column) throws RowProblem {
    if (numeric == Numeric.DATE || numeric == Numeric.DATE_TIME) {
      int length = numeric == Numeric.DATE ? 8 : 14;
      if (cell.length() != length) {
        throw new RowProblem(
            "'" + cell + "' in column " + column + " is not a time like " + numeric.description);
      }
      return new Text(cell, column).parse();
    }
    if (numeric == Numeric.TEXT) {
      throw new RowProblem(
          "'" + cell + "' in column " + column + " is not a time like " + numeric.description);
    }
    long value;
    try {
      value = Long.parseLong(cell);
    } catch (NumberFormatException e) {
      return parseFractional(cell, column);
    }
    checkMagnitude(Math.abs((double) value), cell, column);
    return numeric.toMicros(value);
  }

  private long parseFractional(String cell, String column) throws RowProblem {
    try {
      java.math.BigDecimal exact = new java.math.BigDecimal(cell);
      if (exact.precision() - exact.scale() > 20) {
        throw new NumberFormatException(cell);
      }
      checkMagnitude(Math.abs(exact.doubleValue()), cell, column);
      int shift =
          switch (numeric) {
            case SECONDS -> 6;
            case MILLIS -> 3;
            case MICROS -> 0;
            default -> -3;
          };
      return exact
          .scaleByPowerOfTen(shift)
          .setScale(0, java.math.RoundingMode.FLOOR)
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new RowProblem("'" + cell + "' in column " + column + " is not a time");
    }
  }

  private void checkMagnitude(double value, String cell, String column) throws RowProblem {
    if (value < numeric.from || value >= numeric.to) {
      throw new RowProblem(
          "'"
              + cell
              + "' in column "
              + column
              + " does not fit "
              + numeric.description
              + ", the unit of the first rows");
    }
  }

  /** UTC microseconds of a local time in the zone of this style. */
  private long toUtc(long local, String cell, String column) throws RowProblem {
    if (utc()) {
      return local;
    }
    ZoneRules rules = zone.getRules();
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(local, Times.SECOND),
            (int) Math.floorMod(local, Times.SECOND) * 1000,
            ZoneOffset.UTC);
    List<ZoneOffset> offsets = rules.getValidOffsets(time);
    if (offsets.isEmpty()) {
      throw new RowProblem(
          "'"
              + cell
              + "' in column "
              + column
              + " does not exist in zone "
              + zone
              + " (clocks were put forward)");
    }
    return local - offsets.getFirst().getTotalSeconds() * Times.SECOND;
  }

  /** A cursor over one time of text. */
  private final class Text {
    private final String cell;
    private final String column;
    private int at;

    Text(String cell, String column) {
      this.cell = cell;
      this.column = column;
    }

    long parse() throws RowProblem {
      skipWeekday();
      long day = date();
      skip(" T,\t");
      if (at < cell.length() && isDigit(cell.charAt(at)) && compact()) {
        return finish(day * Times.DAY + compactClock());
      }
      if (at == cell.length() || !isDigit(cell.charAt(at))) {
        return finish(day * Times.DAY);
      }
      return finish(day * Times.DAY + clock());
    }

    private void skipWeekday() {
      if (cell.length() > 4 && WEEKDAYS.contains(cell.substring(0, 3).toLowerCase(Locale.ROOT))) {
        while (at < cell.length() && Character.isLetter(cell.charAt(at))) {
          at++;
        }
        skip(" ,.");
      }
    }

    private long date() throws RowProblem {
      if (at < cell.length() && Character.isLetter(cell.charAt(at))) {
        int month = monthName();
        skip(" .-/");
        int day = number();
        skip("stndrh");
        skip(" ,-/");
        return day(year(), month, day);
      }
      int start = at;
      if (digitRun() == 8 || (start == 0 && digitRun() == 14)) {
        at = start + 8;
        return day(
            Integer.parseInt(cell.substring(start, start + 4)),
            Integer.parseInt(cell.substring(start + 4, start + 6)),
            Integer.parseInt(cell.substring(start + 6, start + 8)));
      }
      int length = digitRun();
      int first = number();
      separator();
      boolean named = at < cell.length() && Character.isLetter(cell.charAt(at));
      int second = named ? monthName() : number();
      separator();
      if (length == 4) {
        return day(first, second, number());
      }
      int year = year();
      if (named) {
        return day(year, second, first);
      }
      return order == DateOrder.MDY ? day(year, first, second) : day(year, second, first);
    }

    private long day(int year, int month, int day) throws RowProblem {
      if (!Times.validDate(year, month, day)) {
        throw bad(order == null ? "" : " (dates are read as " + order + ")");
      }
      return Times.epochDay(year, month, day);
    }

    private int year() throws RowProblem {
      int length = digitRun();
      int year = number();
      if (length == 2) {
        return year < 70 ? 2000 + year : 1900 + year;
      }
      return year;
    }

    private int monthName() throws RowProblem {
      int start = at;
      while (at < cell.length() && Character.isLetter(cell.charAt(at))) {
        at++;
      }
      String name = cell.substring(start, Math.min(at, start + 3)).toLowerCase(Locale.ROOT);
      int month = MONTHS.indexOf(name);
      if (month < 0) {
        throw bad("");
      }
      return month + 1;
    }

    private long clock() throws RowProblem {
      int hours = number();
      expect(':');
      int minutes = number();
      int seconds = 0;
      long fraction = 0;
      if (at < cell.length() && cell.charAt(at) == ':') {
        at++;
        seconds = number();
        if (at < cell.length() && (cell.charAt(at) == '.' || cell.charAt(at) == ',')) {
          at++;
          fraction = fraction();
        }
      }
      hours = halfDay(hours);
      return clock(hours, minutes, seconds) + fraction;
    }

    private int halfDay(int hours) throws RowProblem {
      skip(" ");
      if (cell.regionMatches(true, at, "am", 0, 2) || cell.regionMatches(true, at, "pm", 0, 2)) {
        if (hours < 1 || hours > 12) {
          throw bad("");
        }
        boolean afternoon = Character.toLowerCase(cell.charAt(at)) == 'p';
        at += 2;
        return hours % 12 + (afternoon ? 12 : 0);
      }
      return hours;
    }

    private boolean compact() {
      int run = digitRun();
      return run == 4 || run == 6 || run == 9;
    }

    private long compactClock() throws RowProblem {
      int run = digitRun();
      int hours = Integer.parseInt(cell.substring(at, at + 2));
      int minutes = Integer.parseInt(cell.substring(at + 2, at + 4));
      int seconds = run >= 6 ? Integer.parseInt(cell.substring(at + 4, at + 6)) : 0;
      long millis = run == 9 ? Long.parseLong(cell.substring(at + 6, at + 9)) : 0;
      at += run;
      return clock(hours, minutes, seconds) + millis * 1000;
    }

    private long clock(int hours, int minutes, int seconds) throws RowProblem {
      if (hours > 23 || minutes > 59 || seconds > 59) {
        throw bad("");
      }
      return hours * Times.HOUR + minutes * Times.MINUTE + seconds * Times.SECOND;
    }

    /** Digits after the point as microseconds; finer digits are cut. */
    private long fraction() throws RowProblem {
      int run = digitRun();
      if (run == 0) {
        throw bad("");
      }
      long micros = 0;
      for (int i = 0; i < 6; i++) {
        micros = micros * 10 + (i < run ? cell.charAt(at + i) - '0' : 0);
      }
      at += run;
      return micros;
    }

    private long finish(long local) throws RowProblem {
      skip(" ");
      String rest = cell.substring(at).toUpperCase(Locale.ROOT);
      if (rest.isEmpty()) {
        return toUtc(local, cell, column);
      }
      if (rest.equals("Z") || rest.equals("UTC") || rest.equals("GMT")) {
        return local;
      }
      return local - offset(rest) * Times.MINUTE;
    }

    /** Minutes of {@code +hh}, {@code +hhmm} or {@code +hh:mm}. */
    private int offset(String rest) throws RowProblem {
      String digits = rest.substring(1).replace(":", "");
      boolean sign = rest.charAt(0) == '+' || rest.charAt(0) == '-';
      if (!sign || (digits.length() != 2 && digits.length() != 4) || !isDigits(digits)) {
        throw bad("");
      }
      int hours = Integer.parseInt(digits.substring(0, 2));
      int minutes = digits.length() == 4 ? Integer.parseInt(digits.substring(2)) : 0;
      if (hours > 18 || minutes > 59) {
        throw bad("");
      }
      int total = hours * 60 + minutes;
      return rest.charAt(0) == '-' ? -total : total;
    }

    private int digitRun() {
      int end = at;
      while (end < cell.length() && isDigit(cell.charAt(end))) {
        end++;
      }
      return end - at;
    }

    private int number() throws RowProblem {
      int run = digitRun();
      if (run == 0 || run > 4) {
        throw bad("");
      }
      int value = Integer.parseInt(cell.substring(at, at + run));
      at += run;
      return value;
    }

    private void separator() throws RowProblem {
      if (at == cell.length() || "-/. ".indexOf(cell.charAt(at)) < 0) {
        throw bad("");
      }
      at++;
    }

    private void expect(char c) throws RowProblem {
      if (at == cell.length() || cell.charAt(at) != c) {
        throw bad("");
      }
      at++;
    }

    private void skip(String characters) {
      while (at < cell.length() && characters.indexOf(cell.charAt(at)) >= 0) {
        at++;
      }
    }

    private RowProblem bad(String hint) {
      return new RowProblem("'" + cell + "' in column " + column + " is not a time" + hint);
    }
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
