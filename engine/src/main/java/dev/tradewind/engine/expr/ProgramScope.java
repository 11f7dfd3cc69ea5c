package dev.tradewind.engine.expr;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import java.util.Optional;
import java.util.function.Function;

/**
 * What expressions are compiled for: whose bars they read, and how names in them are looked up.
 *
 * @param instrument whose bars are the base
 * @param timeframe of the base bars, and of the bars of every other instrument
 * @param timeframes the definition of a timeframe by its code
 * @param instruments another instrument by its id; what is not found gives undefined values
 * @param calendars when an instrument trades
 */
public record ProgramScope(
    Instrument instrument,
    Timeframe timeframe,
    Function<String, Optional<TimeframeDefinition>> timeframes,
    Function<String, Optional<Instrument>> instruments,
    Function<Instrument, SessionCalendar> calendars) {

  /** The seeded timeframes, the calendars of the instruments, and no other instrument. */
  public static ProgramScope of(Instrument instrument, Timeframe timeframe) {
    return new ProgramScope(
        instrument,
        timeframe,
        Timeframes::find,
        id -> Optional.empty(),
        any -> any.calendar().sessions());
  }
}
