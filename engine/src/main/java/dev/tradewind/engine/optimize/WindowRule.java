package dev.tradewind.engine.optimize;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.SessionCalendar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a span is cut into windows to search in and to prove on.
 *
 * @param unit what lengths count
 * @param inSample length to search in, &gt; 0
 * @param gap length that is left out between: what purging and embargo need, &ge; 0
 * @param outOfSample length to prove on, &gt; 0
 * @param step from one window to the next, at least {@code outOfSample}
 * @param anchored whether every window searches from the beginning of the data
 */
public record WindowRule(
    Unit unit, Length inSample, Length gap, Length outOfSample, Length step, boolean anchored) {

  /** What lengths count. */
  public enum Unit {
    /** Bars of the series. */
    BARS,
    /** Sessions of the instrument's calendar that have bars. */
    SESSIONS,
    /** Days, weeks, months or years. */
    DATES
  }

  /**
   * A length: a count of bars or sessions, or a period.
   *
   * @param count bars or sessions; 0 for periods
   * @param period of dates; zero for counts
   */
  public record Length(int count, Period period) {
    /** So many bars or sessions. */
    public static Length of(int count) {
      return new Length(count, Period.ZERO);
    }

    /**
     * Reads {@code 500}, or {@code 90d}, {@code 8w}, {@code 6m}, {@code 2y} where dates are
     * counted.
     *
     * @param name of the option, for messages
     */
    public static Length parse(String name, String text, Unit unit) {
      String wanted =
          unit == Unit.DATES
              ? " must be a length of time such as 90d, 8w, 6m or 2y, was '"
              : " must be a whole number of " + unit.name().toLowerCase(Locale.ROOT) + ", was '";
      try {
        if (unit == Unit.DATES) {
          Period period =
              text.equals("0") ? Period.ZERO : Period.parse("P" + text.toUpperCase(Locale.ROOT));
          if (period.isNegative()) {
            throw new DateTimeException("negative");
          }
          return new Length(0, period);
        }
        int count = Integer.parseInt(text);
        if (count < 0) {
          throw new NumberFormatException("negative");
        }
        return of(count);
      } catch (DateTimeException | NumberFormatException e) {
        throw new IllegalArgumentException(name + wanted + text + "'", e);
      }
    }

    /** As {@link #parse} reads it. */
    public String text() {
      return period.isZero()
          ? Integer.toString(count)
          : period.toString().substring(1).toLowerCase(Locale.ROOT);
    }

    private boolean isZero() {
      return count == 0 && period.isZero();
    }

    @Override
    public String toString() {
      return period.isZero() ? Integer.toString(count) : period.toString();
    }
  }

  /**
   * A window, as indexes of bars, ends exclusive.
   *
   * @param inFrom first bar to search in
   * @param inTo end of the bars to search in
   * @param outFrom first bar to prove on
   * @param outTo end of the bars to prove on
   */
  public record Window(int inFrom, int inTo, int outFrom, int outTo) {}

  /** Refuses windows without length, and those that prove on the same bars twice. */
  public WindowRule {
    if (inSample.isZero() || outOfSample.isZero() || step.isZero()) {
      throw new IllegalArgumentException(
          "in-sample, out-of-sample and step must be > 0, were "
              + inSample
              + ", "
              + outOfSample
              + " and "
              + step);
    }
    LocalDate any = LocalDate.of(2001, 1, 1);
    if (step.count() < outOfSample.count()
        || any.plus(step.period()).isBefore(any.plus(outOfSample.period()))) {
      throw new IllegalArgumentException(
          "step must be at least out-of-sample ("
              + outOfSample
              + "), or bars are proved on twice; was "
              + step);
    }
  }

  /**
   * The windows of a series, each whole; bars at the end that make no whole window are left over.
   *
   * @throws IllegalArgumentException if not one window fits; says how long the data are
   */
  public List<Window> windows(BarSeries series) {
    List<Window> windows =
        unit == Unit.DATES ? byDates(series) : counted(starts(series), series.size());
    if (windows.isEmpty()) {
      throw tooLong(
          series.instrument().id(),
          unit == Unit.DATES
              ? date(series, 0) + " to " + date(series, series.size() - 1)
              : starts(series).length + " " + unit.name().toLowerCase(Locale.ROOT));
    }
    return windows;
  }

  /**
   * Refuses bars that are too few for a window, where bars are counted; used before they are read.
   *
   * @param instrument whose bars they are
   * @param bars how many
   * @throws IllegalArgumentException if not one window fits; says what to change
   */
  public void requireBars(String instrument, long bars) {
    long needed = (long) inSample.count() + gap.count() + outOfSample.count();
    if (unit == Unit.BARS && bars < needed) {
      throw tooLong(instrument, bars + " bars");
    }
  }

  private IllegalArgumentException tooLong(String instrument, String data) {
    return new IllegalArgumentException(
        "no window fits: in-sample "
            + inSample
            + ", gap "
            + gap
            + " and out-of-sample "
            + outOfSample
            + " are longer than the data of "
            + instrument
            + ", "
            + data
            + "; shorten the windows or use longer data");
  }

  /** The first bar of every unit. */
  private int[] starts(BarSeries series) {
    int[] starts = new int[series.size()];
    if (unit == Unit.BARS) {
      for (int i = 0; i < starts.length; i++) {
        starts[i] = i;
      }
      return starts;
    }
    SessionCalendar calendar = series.instrument().calendar().sessions();
    int count = 0;
    long last = SessionCalendar.NONE;
    for (int i = 0; i < series.size(); i++) {
      long session = calendar.indexAt(series.openTime(i));
      if (i == 0 || session != last) {
        starts[count++] = i;
        last = session;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private List<Window> counted(int[] starts, int bars) {
    List<Window> windows = new ArrayList<>();
    for (long from = 0; ; from += step.count()) {
      long inTo = from + inSample.count();
      long outFrom = inTo + gap.count();
      long outTo = outFrom + outOfSample.count();
      if (outTo > starts.length) {
        return List.copyOf(windows);
      }
      windows.add(
          new Window(
              anchored ? 0 : starts[(int) from],
              starts[(int) inTo],
              starts[(int) outFrom],
              outTo == starts.length ? bars : starts[(int) outTo]));
    }
  }

  private List<Window> byDates(BarSeries series) {
    List<Window> windows = new ArrayList<>();
    LocalDate first = date(series, 0);
    long end = series.closeTime(series.size() - 1);
    for (int n = 0; ; n++) {
      LocalDate from = first.plus(step.period().multipliedBy(n));
      LocalDate inTo = from.plus(inSample.period());
      LocalDate outFrom = inTo.plus(gap.period());
      LocalDate outTo = outFrom.plus(outOfSample.period());
      if (micros(outTo) > end) {
        return List.copyOf(windows);
      }
      Window window =
          new Window(
              anchored ? 0 : series.lowerBound(micros(from)),
              series.lowerBound(micros(inTo)),
              series.lowerBound(micros(outFrom)),
              series.lowerBound(micros(outTo)));
      if (window.inFrom() < window.inTo() && window.outFrom() < window.outTo()) {
        windows.add(window);
      }
    }
  }

  private static LocalDate date(BarSeries series, int bar) {
    return LocalDate.ofInstant(
        Instant.ofEpochSecond(Math.floorDiv(series.openTime(bar), 1_000_000L)), ZoneOffset.UTC);
  }

  private static long micros(LocalDate date) {
    return Math.multiplyExact(date.toEpochDay(), 86_400_000_000L);
  }

  /** As text; part of a study's identity. */
  public String text() {
    return unit
        + " in "
        + inSample
        + " gap "
        + gap
        + " out "
        + outOfSample
        + " step "
        + step
        + (anchored ? " anchored" : " rolling");
  }
}
