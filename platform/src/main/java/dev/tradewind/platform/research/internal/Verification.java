package dev.tradewind.platform.research.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stored run can be repeated, and if not, what changed.
 *
 * @param mode how strictly it was compared
 * @param passed whether it passed under that mode
 * @param outcome what came out
 * @param sentence in words
 * @param items everything that was compared
 */
record Verification(
    AnalysisRequest.Mode mode,
    boolean passed,
    Outcome outcome,
    String sentence,
    List<VerifiedItem> items) {

  /** What a comparison came to. */
  enum Outcome {
    /** Inputs and result are as they were. */
    SAME,
    /** An input changed. */
    INPUT_CHANGED,
    /** The inputs are the same, the result is not. */
    RESULT_CHANGED,
    /** It cannot be run any more. */
    NOT_REPEATABLE,
    /** The inputs are the same; the result was not asked for. */
    NOT_REPEATED
  }

  /** How one thing compares. */
  enum Compared {
    /** As it was. */
    SAME,
    /** Not as it was. */
    CHANGED,
    /** Not kept with the run, or not computed. */
    UNKNOWN
  }

  /**
   * One thing that was compared.
   *
   * @param key stable name: {@code data}, {@code data.ID}, {@code trades.ID}, {@code
   *     instrument.ID}, {@code strategy}, {@code code}, {@code config}, {@code features}, {@code
   *     engine}, {@code result}
   * @param then as the run has it
   * @param now as it is
   * @param detail what that means; empty if nothing
   */
  record VerifiedItem(
      String key, Compared compared, @Nullable String then, @Nullable String now, String detail) {
    boolean isInput() {
      return !key.equals("result") && !key.equals("engine");
    }
  }
}
