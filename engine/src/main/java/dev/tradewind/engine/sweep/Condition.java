package dev.tradewind.engine.sweep;

/**
 * A condition as far as it is worked out on bits: what joins comparisons, and the comparisons
 * themselves. Everything below is an {@link Operand}.
 */
sealed interface Condition {
  /** Place among the conditions of the plan; equal conditions have one place. */
  int index();

  /** A column of truth values. */
  record Column(int index, Operand operand) implements Condition {}

  /** {@code a < b}, or with {@code orEqual} {@code a <= b}. */
  record Less(int index, Operand a, Operand b, boolean orEqual) implements Condition {}

  /** {@code a == b}. */
  record Equal(int index, Operand a, Operand b) implements Condition {}

  /** Whether {@code low < high} now and was not on the bar before. */
  record Crosses(int index, Operand low, Operand high) implements Condition {}

  /** {@code not x}. */
  record Not(int index, Condition of) implements Condition {}

  /** {@code a and b}. */
  record And(int index, Condition a, Condition b) implements Condition {}

  /** {@code a or b}. */
  record Or(int index, Condition a, Condition b) implements Condition {}
}
