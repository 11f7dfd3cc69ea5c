package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.SeriesInput;
import java.util.List;

/**
 * The syntax tree of an expression, without positions. Equal trees have the same canonical text.
 *
 * <p>A tree is <em>resolved</em> when it has no {@link Parameter} and no {@link Name}, and every
 * {@link Call} has all its arguments; only resolved trees are compiled.
 */
public sealed interface Expression {

  /**
   * A number.
   *
   * @param value finite; never negative zero
   */
  record NumberLiteral(double value) implements Expression {
    /** Refuses what cannot be written. */
    public NumberLiteral {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("number must be finite, was " + value);
      }
      value = value == 0 ? 0 : value;
    }
  }

  /** {@code true} or {@code false}. */
  record BooleanLiteral(boolean value) implements Expression {}

  /**
   * A span of time: a count and a unit of {@code s m h D W}.
   *
   * @param text as written, for example {@code 30m}
   * @param micros microseconds, &gt; 0
   */
  record DurationLiteral(String text, long micros) implements Expression {
    /** Refuses an empty span. */
    public DurationLiteral {
      if (micros <= 0) {
        throw new IllegalArgumentException("duration must be > 0, was " + text);
      }
    }
  }

  /** A field of the bars: {@code close}. */
  record Field(SeriesInput input) implements Expression {
    /** Refuses inputs that are no fields. */
    public Field {
      if (!input.isField()) {
        throw new IllegalArgumentException("input must be a field, was " + input.code());
      }
    }
  }

  /** The name of a saved feature, replaced by its definition when resolved. */
  record Name(String name) implements Expression {}

  /** A parameter without its {@code $}, replaced by a constant when resolved. */
  record Parameter(String name) implements Expression {}

  /** {@code -x}. */
  record Negate(Expression operand) implements Expression {}

  /** {@code not x}. */
  record Not(Expression operand) implements Expression {}

  /** Two operands and what joins them. */
  record Binary(BinaryOperator operator, Expression left, Expression right) implements Expression {}

  /**
   * {@code x[3]}: the value some bars ago.
   *
   * @param bars &ge; 0
   */
  record Ago(Expression series, int bars) implements Expression {
    /** Refuses the future. */
    public Ago {
      if (bars < 0) {
        throw new IllegalArgumentException("bars ago must be >= 0, was " + bars);
      }
    }
  }

  /**
   * {@code x@4h}: computed on bars of another timeframe, made from the bars at hand, and joined by
   * the time at which each was known.
   *
   * @param timeframe code of the timeframe
   * @param partial {@code x@4h?}: also count the bar that is still being made, as if it ended now
   */
  record At(Expression series, String timeframe, boolean partial) implements Expression {}

  /**
   * {@code x of "SPY"}: computed on the bars of another instrument, of the same timeframe, and
   * joined by the time at which each was known.
   */
  record Of(Expression series, String instrument) implements Expression {}

  /**
   * {@code adjusted(x)}: computed on bars whose prices are multiplied, and volumes divided, by the
   * product of all splits so far, so that a split is not a return. Uses no later split.
   */
  record Adjusted(Expression series) implements Expression {}

  /** A function of the registry. */
  record Call(String function, List<Expression> arguments) implements Expression {
    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
