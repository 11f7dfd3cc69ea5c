package dev.tradewind.engine.time;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When an instrument trades, session by session; sessions never overlap. Used for trading-aligned
 * spans, gap detection and the expression language. Get one from {@link SessionCalendars}.
 *
 * <p>Sessions are numbered: session 0 is the first of 1990 or later, the ones before have negative
 * numbers. All instants are UTC microseconds. Immutable and thread-safe; every look-up takes
 * constant time and allocates nothing unless it says so.
 */
public sealed interface SessionCalendar permits DailyCalendar, TableCalendar {
  /** "There is none": before, after or between the sessions, as the method says. */
  long NONE = Long.MIN_VALUE;

  /** The name users write, for example {@code us-equity}. */
  String code();

  /**
   * The number of the first session that closes after an instant: the one that contains it, or the
   * next. {@link #NONE} after the last session.
   */
  long indexAt(long timeMicros);

  /** Whether there is a session of that number. */
  boolean hasSession(long index);

  /**
   * First instant of a session.
   *
   * @throws IndexOutOfBoundsException if there is none of that number
   */
  long openOf(long index);

  /**
   * End of a session, exclusive.
   *
   * @throws IndexOutOfBoundsException if there is none of that number
   */
  long closeOf(long index);

  /**
   * The trading day of a session, in days since 1970-01-01, in the calendar's own zone.
   *
   * @throws IndexOutOfBoundsException if there is none of that number
   */
  long epochDayOf(long index);

  /** Start of the session that contains an instant, {@link #NONE} if none does. */
  default long sessionOpen(long timeMicros) {
    long index = indexAt(timeMicros);
    if (index == NONE) {
      return NONE;
    }
    long open = openOf(index);
    return open <= timeMicros ? open : NONE;
  }

  /** End (exclusive) of the session that contains an instant, {@link #NONE} if none does. */
  default long sessionClose(long timeMicros) {
    long index = indexAt(timeMicros);
    return index != NONE && openOf(index) <= timeMicros ? closeOf(index) : NONE;
  }

  /** Whether an instant lies in a session. */
  default boolean isOpen(long timeMicros) {
    return sessionOpen(timeMicros) != NONE;
  }

  /** The first start of a session at or after an instant, {@link #NONE} after the last. */
  default long nextOpen(long timeMicros) {
    long index = indexAt(timeMicros);
    if (index == NONE) {
      return NONE;
    }
    long open = openOf(index);
    if (open >= timeMicros) {
      return open;
    }
    return hasSession(index + 1) ? openOf(index + 1) : NONE;
  }

  /** Whether a session has an instant in {@code [fromMicros, toMicros)}. */
  default boolean tradesBetween(long fromMicros, long toMicros) {
    if (fromMicros >= toMicros) {
      return false;
    }
    long index = indexAt(fromMicros);
    return index != NONE && openOf(index) < toMicros;
  }

  /** Number of sessions that open in {@code [fromMicros, toMicros)}, &ge; 0. */
  long sessionsBetween(long fromMicros, long toMicros);

  /** The sessions that have an instant in {@code [fromMicros, toMicros)}, in order; a new list. */
  default List<Session> sessions(long fromMicros, long toMicros) {
    List<Session> found = new ArrayList<>();
    long index = fromMicros < toMicros ? indexAt(fromMicros) : NONE;
    while (index != NONE && hasSession(index) && openOf(index) < toMicros) {
      found.add(session(index));
      index++;
    }
    return List.copyOf(found);
  }

  /**
   * A session by its number; a new value.
   *
   * @throws IndexOutOfBoundsException if there is none of that number
   */
  default Session session(long index) {
    return new Session(LocalDate.ofEpochDay(epochDayOf(index)), openOf(index), closeOf(index));
  }

  /** The trading day of the session that contains an instant, in the calendar's own zone. */
  default Optional<LocalDate> sessionDate(long timeMicros) {
    return isOpen(timeMicros)
        ? Optional.of(LocalDate.ofEpochDay(epochDayOf(indexAt(timeMicros))))
        : Optional.empty();
  }
}
