package dev.tradewind.platform.features.internal;

import dev.tradewind.platform.shared.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression to be computed on a stretch of a series.
 *
 * @param text of the expression, not blank
 * @param parameters values by name; empty for the defaults
 * @param window where
 */
record AskedExpression(String text, Map<String, Double> parameters, Window window) {
  /** What is said where there is none. */
  static final String REQUIRED = "expression is required, such as ema(close, 21)";

  /** What was asked for; ends the request with 400 if the expression or the window is wrong. */
  static AskedExpression check(
      @Nullable String text, @Nullable Map<String, Double> parameters, Window.Asked window) {
    if (text == null || text.isBlank()) {
      throw ProblemException.field("expression", text, REQUIRED);
    }
    return new AskedExpression(text, parameters == null ? Map.of() : parameters, window.check());
  }
}
