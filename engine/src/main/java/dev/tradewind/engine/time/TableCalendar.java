package dev.tradewind.engine.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of {@link SessionRules} from 1970 to 2099, worked out once. An index by UTC day
 * makes every look-up a step or two.
 */
final class TableCalendar implements SessionCalendar {
  private static final long DAY = DailyCalendar.DAY;
  private static final LocalDate ORIGIN = LocalDate.of(1990, 1, 1);

  private final String code;
  private final long[] opens;
  private final long[] closes;
  private final int[] epochDays;

  /** The first session that closes after the start of each UTC day since 1970-01-01. */
  private final int[] firstOfDay;

  private final int origin;

  private TableCalendar(String code, long[] opens, long[] closes, int[] epochDays) {
    this.code = code;
    this.opens = opens;
    this.closes = closes;
    this.epochDays = epochDays;
    int at = Arrays.binarySearch(epochDays, (int) ORIGIN.toEpochDay());
    this.origin = at >= 0 ? at : -at - 1;
    this.firstOfDay = firstOfDay(closes);
  }

  private static int[] firstOfDay(long[] closes) {
    long last = closes.length == 0 ? 0 : closes[closes.length - 1];
    int[] first = new int[Math.toIntExact(last / DAY + 1)];
    int session = 0;
    for (int day = 0; day < first.length; day++) {
      while (session < closes.length && closes[session] <= day * DAY) {
        session++;
      }
      first[day] = session;
    }
    return first;
  }

  /**
   * Works out the sessions.
   *
   * @throws IllegalArgumentException if a session opens before the one before it has closed
   */
  static TableCalendar of(SessionRules rules) {
    return new Table(rules).fill();
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public long indexAt(long timeMicros) {
    long day = Math.floorDiv(timeMicros, DAY);
    if (day >= firstOfDay.length) {
      return NONE;
    }
    int at = day < 0 ? 0 : firstOfDay[(int) day];
    while (at < closes.length && closes[at] <= timeMicros) {
      at++;
    }
    return at < closes.length ? at - origin : NONE;
  }

  @Override
  public boolean hasSession(long index) {
    long at = index + origin;
    return at >= 0 && at < opens.length;
  }

  @Override
  public long openOf(long index) {
    return opens[position(index)];
  }

  @Override
  public long closeOf(long index) {
    return closes[position(index)];
  }

  @Override
  public long epochDayOf(long index) {
    return epochDays[position(index)];
  }

  private int position(long index) {
    return Math.toIntExact(Objects.checkIndex(index + origin, (long) opens.length));
  }

  @Override
  public long sessionsBetween(long fromMicros, long toMicros) {
    return fromMicros >= toMicros ? 0 : firstOpening(toMicros) - firstOpening(fromMicros);
  }

  private int firstOpening(long timeMicros) {
    int at = Arrays.binarySearch(opens, timeMicros);
    return at >= 0 ? at : -at - 1;
  }

  @Override
  public String toString() {
    return code;
  }

  /** The table while it is made. */
  private static final class Table {
    private final SessionRules rules;
    private final @Nullable SessionHours[] week = new SessionHours[8];
    private final long[] opens;
    private final long[] closes;
    private final int[] days;
    private int size;

    Table(SessionRules rules) {
      this.rules = rules;
      for (SessionHours hours : rules.hours()) {
        week[hours.day().getValue()] = hours;
      }
      int capacity =
          (int) (SessionRules.END_DAY.toEpochDay() - SessionRules.FIRST_DAY.toEpochDay());
      opens = new long[capacity];
      closes = new long[capacity];
      days = new int[capacity];
    }

    TableCalendar fill() {
      List<SessionChange> changes = rules.changes();
      int next = 0;
      LocalDate date = SessionRules.FIRST_DAY;
      while (date.isBefore(SessionRules.END_DAY)) {
        SessionChange change = null;
        if (next < changes.size() && changes.get(next).date().equals(date)) {
          change = changes.get(next++);
        }
        add(date, week[date.getDayOfWeek().getValue()], change);
        date = date.plusDays(1);
      }
      return new TableCalendar(
          rules.code(),
          Arrays.copyOf(opens, size),
          Arrays.copyOf(closes, size),
          Arrays.copyOf(days, size));
    }

    private void add(LocalDate date, @Nullable SessionHours hours, @Nullable SessionChange change) {
      if (change != null && change.isClosed()) {
        return;
      }
      LocalTime open = hours == null ? null : hours.open();
      LocalTime close = hours == null ? null : hours.close();
      boolean eveningBefore = hours != null && hours.opensTheDayBefore();
      if (change != null) {
        open = change.open() == null ? open : change.open();
        close = change.close() == null ? close : change.close();
        eveningBefore =
            change.open() == null
                ? eveningBefore
                : close != null && SessionHours.opensTheDayBefore(change.open(), close);
      }
      if (open == null || close == null) {
        return;
      }
      long from = micros(eveningBefore ? date.minusDays(1) : date, open);
      long to = micros(close.equals(LocalTime.MIDNIGHT) ? date.plusDays(1) : date, close);
      // Hours that a change of the clock skips make no session.
      if (from < to) {
        append(date, from, to);
      }
    }

    private void append(LocalDate date, long from, long to) {
      if (size > 0 && from < closes[size - 1]) {
        throw new IllegalArgumentException(
            "session of "
                + date
                + " must open after the one before it has closed (calendar "
                + rules.code()
                + ")");
      }
      opens[size] = from;
      closes[size] = to;
      days[size] = (int) date.toEpochDay();
      size++;
    }

    private long micros(LocalDate date, LocalTime time) {
      Instant instant = ZonedDateTime.of(date, time, rules.zone()).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }
  }
}
