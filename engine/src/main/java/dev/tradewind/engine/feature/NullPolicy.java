package dev.tradewind.engine.feature;

/**
 * What is read where a feature is undefined between two values. Nothing is filled before the first
 * value, behind the last one but for {@link #FORWARD_FILL}, or across a gap behind which the
 * feature began afresh ({@link GapRule}).
 */
public enum NullPolicy {
  /** Undefined stays undefined. */
  SKIP,
  /** The value before, known as soon as the bar is. */
  FORWARD_FILL,
  /**
   * A straight line, by the number of bars, from the value before to the value behind; known when
   * the value behind is, not sooner.
   */
  INTERPOLATE
}
