package dev.tradewind.engine.signal;

import dev.tradewind.engine.expr.ExpressionParameter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A signal as it is kept; {@link CheckedSignal} checks its expressions.
 *
 * @param name {@code snake_case}, at most 60 characters
 * @param version &ge; 1, higher each time what it means changes
 * @param timeframe code of the bars it is made of
 * @param rule the conditions
 * @param parameters that the conditions name
 * @param values of parameters by name; the others have their default
 */
public record SignalDefinition(
    String name,
    int version,
    String timeframe,
    SignalRule rule,
    List<ExpressionParameter> parameters,
    Map<String, Double> values) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  /** Copies, and refuses what cannot be kept. */
  public SignalDefinition {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "signal name must match " + NAME.pattern() + ", was '" + name + "'");
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "version must be >= 1, was " + version + " (signal " + name + ")");
    }
    parameters = List.copyOf(parameters);
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
