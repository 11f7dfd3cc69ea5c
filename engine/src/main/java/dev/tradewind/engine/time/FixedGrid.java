package dev.tradewind.engine.time;

/** Whole multiples of a length since 1970-01-01. */
record FixedGrid(TimeframeDefinition definition, SessionCalendar calendar, long length)
    implements TimeGrid {
  FixedGrid(TimeframeDefinition definition, SessionCalendar calendar) {
    this(definition, calendar, definition.timeframe().micros());
  }

  @Override
  public long spanStart(long timeMicros) {
    return timeMicros - Math.floorMod(timeMicros, length);
  }

  @Override
  public long spanEnd(long spanStartMicros) {
    return spanStartMicros + length;
  }
}
