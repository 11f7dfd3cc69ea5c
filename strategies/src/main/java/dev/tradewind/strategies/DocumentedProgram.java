package dev.tradewind.strategies;

import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of the engine beside which a shipped document of its name says the same as a rule.
 *
 * @param program what runs
 */
record DocumentedProgram(StrategyDescriptor program) implements StrategyDescriptor {
  /** The program itself where no document shows what it does. */
  static StrategyDescriptor of(StrategyDescriptor program) {
    return ShippedRules.names().contains(program.id()) ? new DocumentedProgram(program) : program;
  }

  @Override
  public Optional<RuleDescriptor> asRule() {
    return ShippedRules.find(program.id());
  }

  @Override
  public String id() {
    return program.id();
  }

  @Override
  public String title() {
    return program.title();
  }

  @Override
  public String description() {
    return program.description();
  }

  @Override
  public List<ParameterDefinition> parameters() {
    return program.parameters();
  }

  @Override
  public List<String> problems(Map<String, BigDecimal> given) {
    return program.problems(given);
  }

  @Override
  public Map<String, BigDecimal> complete(Map<String, BigDecimal> given) {
    return program.complete(given);
  }

  @Override
  public Strategy create(Map<String, BigDecimal> given) {
    return program.create(given);
  }
}
