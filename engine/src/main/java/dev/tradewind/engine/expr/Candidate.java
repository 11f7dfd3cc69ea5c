package dev.tradewind.engine.expr;

/**
 * Something that may be named in an expression; what an editor offers, and shows on hover.
 *
 * @param kind what it is
 * @param text what is written, without arguments: {@code ema}, {@code $fast}, {@code 4h}
 * @param signature how it is used: {@code ema(x, period)}
 * @param documentation what it means, in sentences
 * @param span the part of the text that it is, or that it would replace
 */
public record Candidate(Kind kind, String text, String signature, String documentation, Span span) {
  /** What can be named. */
  public enum Kind {
    /** A function of the registry. */
    FUNCTION,
    /** A field of the bars. */
    FIELD,
    /** A saved feature. */
    FEATURE,
    /** A declared parameter. */
    PARAMETER,
    /** A timeframe, behind an {@code @}. */
    TIMEFRAME,
    /** A word or sign of the language. */
    KEYWORD
  }
}
