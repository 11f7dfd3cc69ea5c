package dev.tradewind.platform.shared;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of a request.
 *
 * @param field path of the field, for example {@code parameters.fast}
 * @param value what was given, shortened; {@code null} where nothing was
 * @param message what is wrong, with the bound
 */
public record FieldProblem(String field, @Nullable String value, String message) {
  private static final int MAX_VALUE = 100;

  /** Shortens the value. */
  public FieldProblem {
    if (value != null && value.length() > MAX_VALUE) {
      value = value.substring(0, MAX_VALUE) + "…";
    }
  }
}
