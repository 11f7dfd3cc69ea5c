package dev.tradewind.engine.time;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a timeframe means: how it cuts time into spans, and how long these are. Used by {@link
 * TimeGrid}, by the table of timeframes and by everything that offers a choice of them.
 *
 * @param code a count and a unit, {@code [1-9][0-9]{0,4}[smhDWMQY]t?}; {@code t} makes it
 *     trading-aligned and needs a unit of a day or more. {@code 1W} is Monday 00:00 to Monday 00:00
 *     UTC, {@code 1Wt} is five sessions
 * @param scheme the one that belongs to the code
 * @param unit the one of the code
 * @param count the one of the code, in 1..99999
 * @param nominalDays length in days as it is usually meant: exact for FIXED, days and weeks, the
 *     Gregorian mean for months and longer, trading-aligned or not; in {@code [0, maxDays]}
 * @param minDays lower bound of the days from the start of a span to its end, &gt; 0
 * @param maxDays upper bound of the same, &ge; minDays. For CALENDAR exact over 1900 to 2100; for
 *     TRADING it holds under the calendars of {@link SessionCalendars}
 * @param canonical false where a longer unit names the same spans, as {@code 1Y} does for {@code
 *     12M}: results under both are equal
 * @param partialFirst whether a first bar may be asked for whose span began before the data
 * @param partialLast whether a last bar may be asked for whose span ends after the data
 */
public record TimeframeDefinition(
    String code,
    CalendarScheme scheme,
    TimeframeUnit unit,
    int count,
    double nominalDays,
    double minDays,
    double maxDays,
    boolean canonical,
    boolean partialFirst,
    boolean partialLast) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})([smhdDwWMQY])(t?)");
  private static final double SECONDS_PER_DAY = 86_400;

  /** Refuses parts that contradict the code, and bounds that contradict each other. */
  public TimeframeDefinition {
    Parsed parsed = Parsed.of(code);
    check(parsed.code().equals(code), "code must be canonical, '" + parsed.code() + "'", code);
    check(parsed.unit() == unit, "unit must be " + parsed.unit() + ", was " + unit, code);
    check(parsed.count() == count, "count must be " + parsed.count() + ", was " + count, code);
    check(parsed.scheme() == scheme, "scheme must be " + parsed.scheme() + ", was " + scheme, code);
    check(minDays > 0, "minDays must be > 0, was " + minDays, code);
    check(
        maxDays >= minDays && maxDays < Double.POSITIVE_INFINITY,
        "maxDays must be finite and >= minDays (" + minDays + "), was " + maxDays,
        code);
    check(
        nominalDays > 0 && nominalDays <= maxDays,
        "nominalDays must be in (0, maxDays (" + maxDays + ")], was " + nominalDays,
        code);
  }

  private static void check(boolean holds, String message, String code) {
    if (!holds) {
      throw new IllegalArgumentException(message + " (timeframe " + code + ")");
    }
  }

  /**
   * The definition of a code with the lengths and flags that follow from it: a partial last bar is
   * allowed for every one, a partial first bar for units of a day or more.
   *
   * @param text as {@link Timeframe#parse} takes it
   * @throws IllegalArgumentException if the text is no such code
   */
  public static TimeframeDefinition of(String text) {
    Parsed parsed = Parsed.of(text);
    double exact = parsed.count() * parsed.unit().nominalSeconds() / SECONDS_PER_DAY;
    double[] bounds = bounds(parsed, exact);
    double nominal = Math.min(exact, bounds[1]);
    return new TimeframeDefinition(
        parsed.code(),
        parsed.scheme(),
        parsed.unit(),
        parsed.count(),
        nominal,
        bounds[0],
        bounds[1],
        isCanonical(parsed),
        parsed.unit().sessions() > 0,
        true);
  }

  /** The value that bar series carry: the code with its nominal length. */
  public Timeframe timeframe() {
    return Timeframe.parse(code);
  }

  /** Sessions in a span; 0 unless TRADING. */
  public int sessions() {
    return scheme == CalendarScheme.TRADING ? count * unit.sessions() : 0;
  }

  /** Calendar months in a span; 0 unless CALENDAR in months, quarters or years. */
  public int months() {
    return scheme == CalendarScheme.CALENDAR ? count * unit.months() : 0;
  }

  /**
   * Whether bars of this timeframe can be put together to bars of another: each of its spans lies
   * in one span of the other, and it is shorter. Bars of at most a day fit into every
   * trading-aligned timeframe, where one counts for the session that it overlaps.
   */
  public boolean fitsInto(TimeframeDefinition coarser) {
    return switch (coarser.scheme) {
      case FIXED -> isWholeDaysOrFixed() && divides(seconds(), coarser.seconds());
      case CALENDAR -> fitsIntoCalendar(coarser);
      case TRADING ->
          scheme == CalendarScheme.TRADING
              ? divides(sessions(), coarser.sessions())
              : isWholeDaysOrFixed() && 86_400 % seconds() == 0;
    };
  }

  private boolean fitsIntoCalendar(TimeframeDefinition coarser) {
    if (scheme == CalendarScheme.TRADING) {
      return false;
    }
    if (coarser.unit == TimeframeUnit.DAY) {
      return isWholeDaysOrFixed() && divides(seconds(), coarser.seconds());
    }
    if (isWholeDaysOrFixed()) {
      return 86_400 % seconds() == 0;
    }
    return unit == TimeframeUnit.WEEK
        ? coarser.unit == TimeframeUnit.WEEK && divides(count, coarser.count)
        : coarser.months() > 0 && divides(months(), coarser.months());
  }

  private boolean isWholeDaysOrFixed() {
    return scheme == CalendarScheme.FIXED
        || (scheme == CalendarScheme.CALENDAR && unit == TimeframeUnit.DAY);
  }

  private static boolean divides(long finer, long coarser) {
    return finer < coarser && coarser % finer == 0;
  }

  private long seconds() {
    return count * unit.nominalSeconds();
  }

  private static boolean isCanonical(Parsed parsed) {
    for (TimeframeUnit longer : TimeframeUnit.values()) {
      if (longer.compareTo(parsed.unit()) > 0 && parsed.isWhole(longer)) {
        return false;
      }
    }
    return true;
  }

  private static double[] bounds(Parsed parsed, double nominal) {
    if (parsed.scheme() == CalendarScheme.TRADING) {
      long n = (long) parsed.count() * parsed.unit().sessions();
      // A year has at least 250 sessions; no closure has lasted a week longer than its weekend.
      return n == 1 ? new double[] {0.125, 1} : new double[] {n - 1, n * 1.46 + 7};
    }
    if (parsed.unit().months() == 0) {
      return new double[] {nominal, nominal};
    }
    return monthBounds(parsed.count() * parsed.unit().months());
  }

  private static double[] monthBounds(int months) {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    int first = Math.floorDiv(-70 * 12, months);
    int last = Math.max(first, Math.floorDiv(130 * 12, months));
    LocalDate january1970 = LocalDate.EPOCH;
    for (int span = first; span <= last; span++) {
      long from = january1970.plusMonths((long) span * months).toEpochDay();
      long to = january1970.plusMonths((span + 1L) * months).toEpochDay();
      shortest = Math.min(shortest, to - from);
      longest = Math.max(longest, to - from);
    }
    return new double[] {shortest, longest};
  }

  /** A code in its parts. */
  record Parsed(int count, TimeframeUnit unit, boolean trading) {
    static Parsed of(String text) {
      Matcher matcher = TEXT.matcher(text.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "timeframe must be a count and a unit (s, m, h, D, W, M, Q or Y, the last five also"
                + " with t for sessions), such as 1m, 4h, 1D or 1Wt; was '"
                + text
                + "'");
      }
      TimeframeUnit unit = TimeframeUnit.of(matcher.group(2).charAt(0));
      boolean trading = !matcher.group(3).isEmpty();
      if (trading && unit.sessions() == 0) {
        throw new IllegalArgumentException(
            "a trading-aligned timeframe counts sessions: unit must be D, W, M, Q or Y, was '"
                + unit.symbol()
                + "' (timeframe "
                + text
                + ")");
      }
      return new Parsed(Integer.parseInt(matcher.group(1)), unit, trading);
    }

    String code() {
      return count + String.valueOf(unit.symbol()) + (trading ? "t" : "");
    }

    CalendarScheme scheme() {
      return trading
          ? CalendarScheme.TRADING
          : unit.sessions() == 0 ? CalendarScheme.FIXED : CalendarScheme.CALENDAR;
    }

    /** Whether the spans are those of a whole number of a longer unit. */
    boolean isWhole(TimeframeUnit longer) {
      if (trading) {
        return longer.sessions() > 0 && (long) count * unit.sessions() % longer.sessions() == 0;
      }
      if (unit.months() > 0) {
        return (long) count * unit.months() % longer.months() == 0;
      }
      // Days and weeks are counted from different days of the week.
      return unit.compareTo(TimeframeUnit.DAY) < 0
          && longer.compareTo(TimeframeUnit.DAY) <= 0
          && count * unit.nominalSeconds() % longer.nominalSeconds() == 0;
    }
  }
}
