package dev.tradewind.engine.simulation;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.SessionCalendar;
import java.util.function.Function;

/**
 * What the features of a run may name and look up besides its bars. Used by whoever starts runs. As
 * thread-safe as its parts.
 *
 * @param expressions functions, timeframes and saved features
 * @param calendars the sessions of an instrument; may throw {@code IllegalArgumentException} for
 *     one whose calendar it does not know
 */
public record RunScope(
    ExpressionScope expressions, Function<Instrument, SessionCalendar> calendars) {
  /** The functions of the engine, the seeded timeframes and the built-in calendars. */
  public static final RunScope STANDARD =
      new RunScope(ExpressionScope.standard(), any -> any.calendar().sessions());

  /** This scope with other names. */
  public RunScope withExpressions(ExpressionScope others) {
    return new RunScope(others, calendars);
  }

  /** This scope with other calendars. */
  public RunScope withCalendars(Function<Instrument, SessionCalendar> others) {
    return new RunScope(expressions, others);
  }
}
