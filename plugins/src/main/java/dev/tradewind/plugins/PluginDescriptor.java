package dev.tradewind.plugins;

import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A strategy of a jar, and the code that it is made of. Used by whoever lists or runs plugins.
 * Immutable, thread-safe.
 */
public final class PluginDescriptor implements StrategyDescriptor {
  private final String id;
  private final StrategyDescriptor known;
  private final PluginCode code;

  PluginDescriptor(String id, StrategyDescriptor known, PluginCode code) {
    this.id = id;
    this.known = known;
    this.code = code;
  }

  /** The same under another id. */
  PluginDescriptor named(String other) {
    return new PluginDescriptor(other, known, code);
  }

  PluginCode code() {
    return code;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<String> codeHash() {
    return Optional.of(code.hash());
  }

  @Override
  public String title() {
    return known.title();
  }

  @Override
  public String description() {
    return known.description();
  }

  @Override
  public List<ParameterDefinition> parameters() {
    return known.parameters();
  }

  @Override
  public List<String> problems(Map<String, BigDecimal> given) {
    return known.problems(given);
  }

  @Override
  public Map<String, BigDecimal> complete(Map<String, BigDecimal> given) {
    return known.complete(given);
  }

  @Override
  public Strategy create(Map<String, BigDecimal> given) {
    return known.create(given);
  }
}
