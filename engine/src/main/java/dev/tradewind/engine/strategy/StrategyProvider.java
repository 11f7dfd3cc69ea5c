package dev.tradewind.engine.strategy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A strategy that a user's jar brings: implement it in a public class with a public constructor
 * without parameters, and name that class in {@code
 * META-INF/services/dev.tradewind.engine.strategy.StrategyProvider}.
 */
public interface StrategyProvider {
  /** The name users write: a small letter, then up to 62 small letters, digits and {@code _}. */
  String id();

  /** A short title. */
  String title();

  /** What it does, in two or three sentences, with its source. */
  String description();

  /** The parameters in the order of a form; may be empty. */
  default List<ParameterDefinition> parameters() {
    return List.of();
  }

  /**
   * A new strategy object for one run.
   *
   * @param values of all parameters, each within its bounds
   * @throws IllegalArgumentException if they do not go together; its message ends the run
   */
  Strategy create(Map<String, BigDecimal> values);

  /** The same as the catalogues know it, run in this process. */
  default StrategyDescriptor descriptor() {
    return new BuiltInDescriptor(
        id(), title(), description(), parameters(), values -> Optional.empty(), this::create);
  }
}
