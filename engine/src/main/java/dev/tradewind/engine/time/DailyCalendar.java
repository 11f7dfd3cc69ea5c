package dev.tradewind.engine.time;

/** UTC days, all of them or Monday to Friday. Has no first and no last session. */
final class DailyCalendar implements SessionCalendar {
  static final long DAY = 86_400_000_000L;

  /** 1990-01-01, a Monday. */
  private static final long ORIGIN = 7_305;

  private final String code;
  private final boolean weekends;

  DailyCalendar(String code, boolean weekends) {
    this.code = code;
    this.weekends = weekends;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public long indexAt(long timeMicros) {
    return indexOfDay(Math.floorDiv(timeMicros, DAY));
  }

  private long indexOfDay(long epochDay) {
    long since = epochDay - ORIGIN;
    return weekends ? since : Math.floorDiv(since, 7L) * 5 + Math.min(5, Math.floorMod(since, 7L));
  }

  @Override
  public boolean hasSession(long index) {
    return true;
  }

  @Override
  public long openOf(long index) {
    return epochDayOf(index) * DAY;
  }

  @Override
  public long closeOf(long index) {
    return (epochDayOf(index) + 1) * DAY;
  }

  @Override
  public long epochDayOf(long index) {
    return ORIGIN + (weekends ? index : Math.floorDiv(index, 5L) * 7 + Math.floorMod(index, 5L));
  }

  @Override
  public long sessionsBetween(long fromMicros, long toMicros) {
    if (fromMicros >= toMicros) {
      return 0;
    }
    return indexOfDay(Math.ceilDiv(toMicros, DAY)) - indexOfDay(Math.ceilDiv(fromMicros, DAY));
  }

  @Override
  public String toString() {
    return code;
  }
}
