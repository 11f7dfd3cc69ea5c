package dev.tradewind.engine.strategy;

import java.util.Optional;

/**
 * What is wrong with a field of a rule.
 *
 * @param path of the field: {@code size.value}, {@code parameters.fast.min}
 * @param value the text that stands there, empty if none does
 * @param from first character of the part in the value, from 0
 * @param to one behind its last
 * @param message what is wrong, with the value and the bound
 * @param suggestion what was probably meant
 */
public record RuleProblem(
    String path, String value, int from, int to, String message, Optional<String> suggestion) {

  static RuleProblem of(String path, String value, String message) {
    return new RuleProblem(path, value, 0, value.length(), message, Optional.empty());
  }

  static RuleProblem of(String path, String value, String message, Optional<String> suggestion) {
    return new RuleProblem(
        path, value, 0, value.length(), message, suggestion.map(each -> "'" + each + "'"));
  }

  /** The field, the message and the suggestion in one line. */
  public String sentence() {
    return path
        + ": "
        + message
        + suggestion.map(each -> "; did you mean " + each + "?").orElse("");
  }
}
