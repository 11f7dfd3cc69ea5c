package dev.tradewind.engine.strategy;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A parameter of a strategy: what a form shows and what a value is checked against.
 *
 * @param name the name users write
 * @param integer whether only whole numbers are allowed
 * @param defaultValue used where none is given
 * @param min smallest allowed value
 * @param max largest allowed value
 * @param description one sentence for the form
 */
public record ParameterDefinition(
    String name,
    boolean integer,
    BigDecimal defaultValue,
    BigDecimal min,
    BigDecimal max,
    String description) {

  /** What is wrong with a value of this parameter; empty if nothing is. */
  public Optional<String> problem(BigDecimal value) {
    if (integer && value.stripTrailingZeros().scale() > 0) {
      return Optional.of(name + " must be a whole number, was " + value.toPlainString());
    }
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      return Optional.of(
          name
              + " must be in "
              + min.toPlainString()
              + ".."
              + max.toPlainString()
              + ", was "
              + value.toPlainString());
    }
    return Optional.empty();
  }
}
