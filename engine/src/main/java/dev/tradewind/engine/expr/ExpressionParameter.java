package dev.tradewind.engine.expr;

/**
 * A declared parameter of an expression, written {@code $name}; whoever stores an expression with
 * parameters stores these beside it.
 *
 * @param name without its {@code $}
 * @param type which numbers it takes
 * @param min smallest value
 * @param max largest value, &ge; min
 * @param step distance of neighbouring values in a sweep, &gt; 0; a value need not lie on it
 * @param byDefault the value that stands where none is given, in {@code [min, max]}
 */
public record ExpressionParameter(
    String name, Type type, double min, double max, double step, double byDefault) {

  /** Which numbers a parameter takes. */
  public enum Type {
    /** Whole numbers. */
    INTEGER,
    /** Finite numbers. */
    NUMBER
  }

  /** Refuses bounds that contradict each other, and fractions of whole numbers. */
  public ExpressionParameter {
    if (!Words.isIdentifier(name)) {
      throw new IllegalArgumentException(
          "name must be a letter or _ and up to 63 letters, digits or _, was '" + name + "'");
    }
    require(type, "min", min, name);
    require(type, "max", max, name);
    require(type, "step", step, name);
    require(type, "default", byDefault, name);
    if (!(max >= min)) {
      throw problem("max must be >= min (" + text(min) + "), was " + text(max), name);
    }
    if (!(step > 0)) {
      throw problem("step must be > 0, was " + text(step), name);
    }
    if (!(byDefault >= min && byDefault <= max)) {
      throw problem(
          "default must be in " + text(min) + ".." + text(max) + ", was " + text(byDefault), name);
    }
  }

  private static void require(Type type, String field, double value, String name) {
    if (!Double.isFinite(value)) {
      throw problem(field + " must be finite, was " + value, name);
    }
    if (type == Type.INTEGER && value != Math.rint(value)) {
      throw problem(field + " must be whole, was " + text(value), name);
    }
  }

  private static IllegalArgumentException problem(String message, String name) {
    return new IllegalArgumentException(message + " (parameter $" + name + ")");
  }

  private static String text(double value) {
    return ExpressionPrinter.number(value);
  }

  /** Whether it may have the value. */
  public boolean accepts(double value) {
    return value >= min && value <= max && (type == Type.NUMBER || value == Math.rint(value));
  }

  /** Its bounds for messages: {@code in 1..100 and whole}. */
  String bounds() {
    return "in " + text(min) + ".." + text(max) + (type == Type.INTEGER ? " and whole" : "");
  }
}
