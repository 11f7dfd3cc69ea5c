package dev.tradewind.platform.instruments;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.TradingCalendar;
import java.util.Optional;

/** When things trade: the built-in calendars and users' own. Used by other modules. */
public interface Calendars {
  /** The sessions of the calendar of that code. */
  Optional<SessionCalendar> find(String code);

  /** What an instrument that trades by the calendar of that code carries. */
  Optional<TradingCalendar> trading(String code);

  /**
   * The sessions of an instrument.
   *
   * @throws IllegalArgumentException if its calendar is not known (any more)
   */
  SessionCalendar of(Instrument instrument);
}
