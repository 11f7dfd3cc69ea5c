package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.time.Timeframe;
import java.util.List;

/**
 * The syntax tree of an expression, without positions. Equal trees have the same canonical text.
 *
 * <p>A tree is <em>resolved</em> when it has no {@link Parameter} and no {@link Name}, and every
 * {@link Call} has all its arguments; only resolved trees are compiled.
 */
public sealed interface Expression {

  /** The nodes directly below, from left to right. */
  default List<Expression> children() {
    return switch (this) {
      case NumberLiteral _, BooleanLiteral _, DurationLiteral _ -> List.of();
      case Field _, Name _, Parameter _ -> List.of();
      case Negate(var operand) -> List.of(operand);
      case Not(var operand) -> List.of(operand);
      case Binary(var operator, var left, var right) -> List.of(left, right);
      case Ago(var series, var bars) -> List.of(series);
      case At(var series, var timeframe, var partial) -> List.of(series);
      case Of(var series, var instrument) -> List.of(series);
      case Adjusted(var series) -> List.of(series);
      case Call(var function, var arguments) -> arguments;
    };
  }

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
   * @param text canonical: {@code 30m}, {@code 1D}; spans of equal length in other units differ
   * @param micros microseconds, &gt; 0 and at most 2^53, so that they are exact in a double
   */
  record DurationLiteral(String text, long micros) implements Expression {
    /** Refuses a text that is not canonical, and a length that is not the text's. */
    public DurationLiteral {
      DurationText parsed = DurationText.of(text);
      if (!parsed.text().equals(text) || parsed.micros() != micros) {
        throw new IllegalArgumentException(
            "duration must be "
                + parsed.text()
                + " of "
                + parsed.micros()
                + " microseconds, was "
                + text
                + " of "
                + micros);
      }
    }

    /**
     * Reads {@code 30m}, {@code 2h}, {@code 1D} (or {@code 1d}), {@code 1W} (or {@code 1w}).
     *
     * @throws IllegalArgumentException if the text is not a whole count &gt; 0 and such a unit, or
     *     is longer than 2^53 microseconds (285 years)
     */
    public static DurationLiteral parse(String text) {
      DurationText parsed = DurationText.of(text);
      return new DurationLiteral(parsed.text(), parsed.micros());
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
  record Name(String name) implements Expression {
    /** Refuses what would be read as something else. */
    public Name {
      if (!Words.isName(name)) {
        throw new IllegalArgumentException(
            "name must be a letter or _ and up to 63 letters, digits or _, no keyword and no field,"
                + " was '"
                + name
                + "'");
      }
    }
  }

  /** A parameter without its {@code $}, replaced by a constant when resolved. */
  record Parameter(String name) implements Expression {
    /** Refuses what cannot be written behind a {@code $}. */
    public Parameter {
      if (!Words.isIdentifier(name)) {
        throw new IllegalArgumentException(
            "parameter must be a letter or _ and up to 63 letters, digits or _, was '"
                + name
                + "'");
      }
    }
  }

  /** {@code -x}. */
  record Negate(Expression operand) implements Expression {}

  /** {@code not x}. */
  record Not(Expression operand) implements Expression {}

  /** Two operands and what joins them. */
  record Binary(BinaryOperator operator, Expression left, Expression right) implements Expression {}

  /**
   * {@code x[3]}: the value some bars ago.
   *
   * @param bars 0 to 100 000
   */
  record Ago(Expression series, int bars) implements Expression {
    /** Refuses the future. */
    public Ago {
      if (bars < 0 || bars > ExpressionLimits.MAX_BARS_AGO) {
        throw new IllegalArgumentException(
            "bars ago must be in 0.." + ExpressionLimits.MAX_BARS_AGO + ", was " + bars);
      }
    }
  }

  /**
   * {@code x@4h}: computed on bars of another timeframe, made from the bars at hand, and joined by
   * the time at which each was known.
   *
   * @param timeframe canonical code of the timeframe
   * @param partial {@code x@4h?}: also count the bar that is still being made, as if it ended now
   */
  record At(Expression series, String timeframe, boolean partial) implements Expression {
    /** Refuses a code that is not canonical. */
    public At {
      if (!Timeframe.parse(timeframe).code().equals(timeframe)) {
        throw new IllegalArgumentException(
            "timeframe code must be canonical, was '" + timeframe + "'");
      }
    }
  }

  /**
   * {@code x of "SPY"}: computed on the bars of another instrument, of the same timeframe, and
   * joined by the time at which each was known.
   */
  record Of(Expression series, String instrument) implements Expression {
    /** Refuses what cannot be an instrument's id. */
    public Of {
      if (!Words.isInstrument(instrument)) {
        throw new IllegalArgumentException(
            "instrument id must be 1 to 40 letters, digits or . _ / : - and start with a letter or"
                + " digit, was '"
                + instrument
                + "'");
      }
    }
  }

  /**
   * {@code adjusted(x)}: computed on bars whose prices are multiplied, and volumes divided, by the
   * product of all splits so far, so that a split is not a return. Uses no later split.
   */
  record Adjusted(Expression series) implements Expression {}

  /** A function of the registry. */
  record Call(String function, List<Expression> arguments) implements Expression {
    /** Copies the arguments; refuses a name that would be read as something else. */
    public Call {
      if (!Words.isName(function)) {
        throw new IllegalArgumentException("function must be a name, was '" + function + "'");
      }
      arguments = List.copyOf(arguments);
    }
  }
}
