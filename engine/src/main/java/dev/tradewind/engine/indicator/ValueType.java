package dev.tradewind.engine.indicator;

/** What an expression or an argument is. A number is a series that does not change. */
public enum ValueType {
  /** One {@code double} a bar; {@code NaN} is undefined. */
  NUMBER,
  /** 1 for true, 0 for false, {@code NaN} for unknown, for each bar. */
  BOOLEAN,
  /** A span of time in microseconds, for each bar; {@code NaN} is undefined. */
  DURATION
}
