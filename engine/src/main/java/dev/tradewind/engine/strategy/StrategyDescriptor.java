package dev.tradewind.engine.strategy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a strategy before it runs: forms, checks and the way to make one. */
public interface StrategyDescriptor {
  /** The name users write, for example {@code ema_crossover}. */
  String id();

  /** A short title. */
  String title();

  /** What it does, in two or three sentences, with its source. */
  String description();

  /** The parameters in the order of a form. */
  List<ParameterDefinition> parameters();

  /**
   * All that is wrong with the given values, each naming field, value and bound; empty if nothing.
   * Unknown names are problems with a suggestion.
   */
  List<String> problems(Map<String, BigDecimal> given);

  /** The given values completed with the defaults, sorted by name. */
  Map<String, BigDecimal> complete(Map<String, BigDecimal> given);

  /**
   * SHA-256 in hex of the code that it is made of, where that is neither the engine's nor said by
   * its id; empty for rules and for what is shipped.
   */
  default Optional<String> codeHash() {
    return Optional.empty();
  }

  /**
   * A new strategy object for one run.
   *
   * @throws IllegalArgumentException if {@link #problems} is not empty
   */
  Strategy create(Map<String, BigDecimal> given);

  /**
   * The same strategy as a rule: on one instrument, where every order fills whole, it hands in the
   * same orders for the same parameters. Sweeps evaluate it in the strategy's place. Empty where
   * there is none.
   */
  default Optional<RuleDescriptor> asRule() {
    return Optional.empty();
  }
}
