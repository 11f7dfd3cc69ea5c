package dev.tradewind.engine.statistics;

/**
 * One performance measure with all that is needed to read it.
 *
 * @param key the stable name in JSON, for example {@code sharpe}
 * @param label for people, for example {@code Sharpe ratio}
 * @param value the value; {@code NaN} where it is undefined, never infinite
 * @param unit how to render it
 * @param definition one or two sentences: formula, period and annualisation
 */
public record Statistic(String key, String label, double value, Unit unit, String definition) {
  /** How a value is to be rendered. */
  public enum Unit {
    /** A fraction; rendered as percent. */
    FRACTION,
    /** A plain ratio. */
    RATIO,
    /** An amount in the run's currency. */
    MONEY,
    /** A whole number. */
    COUNT,
    /** A span in seconds. */
    SECONDS,
    /** A number of bars, possibly a mean. */
    BARS
  }

  /** Refuses infinite values: an undefined measure is NaN. */
  public Statistic {
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "value must be finite or NaN, was " + value + " (" + key + ")");
    }
  }

  /** Whether there is a value. */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }
}
