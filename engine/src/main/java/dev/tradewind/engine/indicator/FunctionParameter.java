package dev.tradewind.engine.indicator;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a function of the expression language.
 *
 * @param name in {@code snake_case}, unique in its function
 * @param kind what an argument must be
 * @param description one sentence: meaning and unit
 * @param min smallest value of a constant; ignored for columns
 * @param max largest value of a constant; ignored for columns
 * @param defaultValue the constant that stands for a missing last argument, or {@code null}
 */
public record FunctionParameter(
    String name,
    Kind kind,
    String description,
    double min,
    double max,
    @Nullable Double defaultValue) {
  /** What an argument must be. */
  public enum Kind {
    /** A column of numbers. */
    SERIES,
    /** A column of truth values. */
    CONDITION,
    /** A whole number that is the same on every bar. */
    INTEGER,
    /** A number that is the same on every bar. */
    NUMBER;

    /** Whether the argument is a column rather than a constant. */
    public boolean isColumn() {
      return this == SERIES || this == CONDITION;
    }
  }

  /** Refuses a default outside the range. */
  public FunctionParameter {
    if (defaultValue != null && !(defaultValue >= min && defaultValue <= max)) {
      throw new IllegalArgumentException(
          "default of "
              + name
              + " must be in "
              + min
              + ".."
              + max
              + ", was "
              + defaultValue
              + " (function parameter)");
    }
  }

  /** Whether a constant is allowed for this parameter. */
  public boolean accepts(double value) {
    return value >= min && value <= max && (kind != Kind.INTEGER || value == Math.rint(value));
  }
}
