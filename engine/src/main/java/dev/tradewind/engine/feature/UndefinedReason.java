package dev.tradewind.engine.feature;

/** Why a feature has no value on a bar. The first that applies is given. */
public enum UndefinedReason {
  /** It reads an instrument of which there are no bars. */
  UNKNOWN_INSTRUMENT(1),
  /** It began afresh behind a gap in the bars ({@link GapRule}) and has not seen enough yet. */
  GAP(2),
  /** It has not seen enough bars, its own or those of another instrument, since they begin. */
  WARM_UP(3),
  /**
   * A volume that it reads, of its own instrument or of another one, is missing within its warm-up.
   * Prices of bars are always finite.
   */
  NON_FINITE_INPUT(4),
  /** The inputs are there but the result is not defined: a division by zero, a flat window. */
  NO_RESULT(5);

  private final int code;

  UndefinedReason(int code) {
    this.code = code;
  }

  /** The number under which it is stored; never given to another reason. */
  public int code() {
    return code;
  }

  /**
   * The reason of a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static UndefinedReason ofCode(int code) {
    for (UndefinedReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("reason must be a code in 1..5, was " + code);
  }
}
