package dev.tradewind.engine.robustness;

/** One cell of a table of a report. */
public sealed interface Cell {
  /** Words. */
  record Text(String text) implements Cell {}

  /** A number in the unit of its column; {@code NaN} where it is undefined, never infinite. */
  record Value(double value) implements Cell {
    /** Infinite becomes undefined. */
    public Value {
      value = Double.isInfinite(value) ? Double.NaN : value;
    }
  }

  /** A moment, UTC microseconds. */
  record Time(long micros) implements Cell {}

  /** Words. */
  static Cell of(String text) {
    return new Text(text);
  }

  /** A number. */
  static Cell of(double value) {
    return new Value(value);
  }

  /** A moment. */
  static Cell at(long micros) {
    return new Time(micros);
  }
}
