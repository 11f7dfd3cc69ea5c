package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.SessionCalendar;

/** One bar that is used again for the next. */
final class RawBar {
  long openTime;
  long closeTime;
  double open;
  double high;
  double low;
  double close;
  double volume;

  void set(BarSeries series, int bar) {
    openTime = series.openTime(bar);
    closeTime = series.closeTime(bar);
    open = series.open(bar);
    high = series.high(bar);
    low = series.low(bar);
    close = series.close(bar);
    volume = series.volume(bar);
  }

  void setAdjusted(RawBar raw, double factor) {
    openTime = raw.openTime;
    closeTime = raw.closeTime;
    open = raw.open * factor;
    high = raw.high * factor;
    low = raw.low * factor;
    close = raw.close * factor;
    volume = raw.volume / factor;
  }

  double input(SeriesInput input, SessionCalendar calendar) {
    return switch (input) {
      case OPEN -> open;
      case HIGH -> high;
      case LOW -> low;
      case CLOSE -> close;
      case VOLUME -> volume;
      case TYPICAL -> (high + low + close) / 3;
      case MEDIAN -> (high + low) / 2;
      case OPEN_TIME -> openTime;
      case CLOSE_TIME -> closeTime;
      case SESSION_OPEN -> instant(calendar.sessionOpen(openTime));
      case SESSION_CLOSE -> instant(calendar.sessionClose(openTime));
    };
  }

  private static double instant(long micros) {
    return micros == SessionCalendar.NONE ? Double.NaN : micros;
  }
}
