package dev.tradewind.engine.feature;

/** Why a feature has no value on a bar. The first that applies is given. */
public enum UndefinedReason {
  /** It reads an instrument of which there are no bars. */
  UNKNOWN_INSTRUMENT,
  /** It began afresh behind a gap in the bars ({@link GapRule}) and has not seen enough yet. */
  GAP,
  /** It has not seen enough bars, its own or those of another instrument, since they begin. */
  WARM_UP,
  /** A number that it reads, a volume for example, is missing within its warm-up. */
  NON_FINITE_INPUT,
  /** The inputs are there but the result is not defined: a division by zero, a flat window. */
  NO_RESULT
}
