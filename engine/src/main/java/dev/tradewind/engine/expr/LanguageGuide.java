package dev.tradewind.engine.expr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the words and signs mean that are no functions; read by the editor's help and by the
 * documentation.
 */
public final class LanguageGuide {
  private static final Map<String, String> FIELDS =
      ordered(
          "open", "First price of the bar, in the instrument's currency.",
          "high", "Highest price of the bar, in the instrument's currency.",
          "low", "Lowest price of the bar, in the instrument's currency.",
          "close", "Last price of the bar, in the instrument's currency.",
          "volume", "Traded quantity of the bar, in units; undefined where the source has none.",
          "typical", "(high + low + close) / 3, in the instrument's currency.",
          "median", "(high + low) / 2, in the instrument's currency.");
  private static final Map<String, String> FORMS =
      ordered(
          "or", "True if either is true; unknown if that cannot be told.",
          "and", "True if both are true; unknown if that cannot be told.",
          "not", "True if the operand is false; unknown stays unknown.",
          "==", "Equal to the last bit.",
          "!=", "Not equal.",
          "<", "Less.",
          "<=", "Less or equal.",
          ">", "Greater.",
          ">=", "Greater or equal.",
          "+", "Sum of two numbers or two durations.",
          "-", "Difference of two numbers or two durations, or the negative of one.",
          "*", "Product of two numbers, or of a duration and a number.",
          "/", "Quotient; undefined where the divisor is 0. Two durations give a number.",
          "[", "x[3] is the value of x three bars ago; 0 to 100 000.",
          "@",
              "x@4h is computed on 4-hour bars made of the bars at hand and joined by the time at"
                  + " which each was known; x@4h? also counts the bar that is still being made.",
          "?", "x@4h? also counts the bar that is still being made, as if it ended now.",
          "of",
              "x of \"SPY\" is computed on the bars of another instrument and joined by the time at"
                  + " which each was known.",
          "adjusted",
              "adjusted(x) is computed on prices and volumes adjusted for the splits so far, so that"
                  + " a split is not a return; no later split is used.",
          "$", "$name is a declared parameter; it has a value when the expression is computed.",
          "true", "The truth value true.",
          "false", "The truth value false.");

  private LanguageGuide() {}

  /** The fields of a bar and their meaning, in the order of the documentation. */
  public static Map<String, String> fields() {
    return FIELDS;
  }

  /** The operators and forms and their meaning, from the loosest binding to the tightest. */
  public static Map<String, String> forms() {
    return FORMS;
  }

  static Optional<String> find(String word) {
    return Optional.ofNullable(FIELDS.getOrDefault(word, FORMS.get(word)));
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }
}
