package dev.tradewind.engine.time;

/**
 * A number of sessions, counted from session 0 of the calendar. A span that the calendar does not
 * hold whole is none.
 */
record SessionGrid(TimeframeDefinition definition, SessionCalendar calendar) implements TimeGrid {
  @Override
  public long spanStart(long timeMicros) {
    long index = calendar.indexAt(timeMicros);
    return index != NONE && calendar.openOf(index) <= timeMicros ? startOf(index) : NONE;
  }

  private long startOf(long index) {
    int sessions = definition.sessions();
    long first = index - Math.floorMod(index, sessions);
    return calendar.hasSession(first) && calendar.hasSession(first + sessions - 1)
        ? calendar.openOf(first)
        : NONE;
  }

  @Override
  public long spanEnd(long spanStartMicros) {
    int sessions = definition.sessions();
    long index = calendar.indexAt(spanStartMicros);
    return calendar.closeOf(index - Math.floorMod(index, sessions) + sessions - 1);
  }

  @Override
  public long spanOf(long openMicros, long closeMicros) {
    long index = calendar.indexAt(openMicros);
    return index != NONE && calendar.openOf(index) < closeMicros ? startOf(index) : NONE;
  }

  @Override
  public long pieceEnd(long timeMicros) {
    return calendar.closeOf(calendar.indexAt(timeMicros));
  }
}
