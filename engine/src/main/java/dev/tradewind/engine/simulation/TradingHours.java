package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.SessionCalendar;
import org.jspecify.annotations.Nullable;

/** The sessions of an instrument, as bars and orders need them. */
record TradingHours(Kind kind, @Nullable SessionCalendar calendar) {
  /** What is known of them. */
  enum Kind {
    /** No session ends; a UTC day stands for one. */
    ROUND_THE_CLOCK,
    /** Nothing is known; every bar may begin or end a session, a UTC day stands for one. */
    UNKNOWN,
    /** A calendar says. */
    SESSIONS
  }

  boolean roundTheClock() {
    return kind == Kind.ROUND_THE_CLOCK;
  }

  /** Whether there are times without trading that are known. */
  boolean closes() {
    return kind == Kind.SESSIONS;
  }

  /** Whether something can be traded during a span. */
  boolean trades(long from, long to) {
    return calendar == null || calendar.tradesBetween(from, to);
  }

  /**
   * Whether a session begins with a bar that has one before it: whether it is the first one in
   * which something can be traded, behind those from before the opening.
   */
  boolean begins(BarSeries series, int bar) {
    return switch (kind) {
      case UNKNOWN -> true;
      case ROUND_THE_CLOCK -> day(series.openTime(bar)) != day(series.openTime(bar - 1));
      case SESSIONS ->
          trades(series.openTime(bar), series.closeTime(bar))
              && (session(series.openTime(bar)) != session(series.openTime(bar - 1))
                  || !trades(series.openTime(bar - 1), series.closeTime(bar - 1)));
    };
  }

  /** Whether a session ends with a bar. */
  boolean ends(BarSeries series, int bar) {
    return switch (kind) {
      case UNKNOWN -> true;
      case ROUND_THE_CLOCK -> day(series.closeTime(bar)) != day(series.openTime(bar));
      case SESSIONS -> end(series.openTime(bar), series.closeTime(bar)) <= series.closeTime(bar);
    };
  }

  /**
   * The end of the session that a bar is of: of the last one that ended with the bar, else of the
   * one that goes on or comes next.
   */
  long end(long from, long to) {
    if (calendar == null) {
      return Math.floorDiv(to - 1, InstrumentRun.DAY) * InstrumentRun.DAY + InstrumentRun.DAY;
    }
    long index = calendar.indexAt(from);
    if (index == SessionCalendar.NONE) {
      return Long.MAX_VALUE;
    }
    long end = calendar.closeOf(index);
    while (calendar.hasSession(index + 1) && calendar.closeOf(index + 1) <= to) {
      index++;
      end = calendar.closeOf(index);
    }
    return end;
  }

  private static long day(long time) {
    return Math.floorDiv(time, InstrumentRun.DAY);
  }

  private long session(long time) {
    return calendar == null ? 0 : calendar.indexAt(time);
  }
}
