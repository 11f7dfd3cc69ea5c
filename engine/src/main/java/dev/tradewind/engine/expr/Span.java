package dev.tradewind.engine.expr;

/**
 * A part of a text.
 *
 * @param from first character, counted in UTF-16 units from 0
 * @param to one behind the last, &ge; from
 */
public record Span(int from, int to) {
  /** Refuses a span that ends before it begins. */
  public Span {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("span must have 0 <= from <= to, was " + from + ".." + to);
    }
  }

  /** From the start of this to the end of the other. */
  Span to(Span end) {
    return new Span(from, end.to);
  }
}
