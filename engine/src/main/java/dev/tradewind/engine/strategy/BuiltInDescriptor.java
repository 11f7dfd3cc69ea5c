package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.ExpressionScope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A strategy described by values and two functions.
 *
 * @param crossCheck a problem between parameters, asked only when each alone is right
 * @param maker makes a strategy of complete, checked values
 * @param rule what it says as a rule of the same parameters; empty if it cannot be one
 */
record BuiltInDescriptor(
    String id,
    String title,
    String description,
    List<ParameterDefinition> parameters,
    Function<Map<String, BigDecimal>, Optional<String>> crossCheck,
    Function<Map<String, BigDecimal>, Strategy> maker,
    Map<RuleField, String> rule)
    implements StrategyDescriptor {

  BuiltInDescriptor {
    parameters = List.copyOf(parameters);
    rule = Map.copyOf(rule);
  }

  @Override
  public List<String> problems(Map<String, BigDecimal> given) {
    List<String> problems = new ArrayList<>();
    for (String name : new TreeMap<>(given).keySet()) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
        problems.add(unknown(name));
      }
    }
    for (ParameterDefinition parameter : parameters) {
      BigDecimal value = given.get(parameter.name());
      if (value != null) {
        parameter.problem(value).ifPresent(text -> problems.add(text + " (strategy " + id + ")"));
      }
    }
    if (problems.isEmpty()) {
      crossCheck
          .apply(complete(given))
          .ifPresent(text -> problems.add(text + " (strategy " + id + ")"));
    }
    return List.copyOf(problems);
  }

  private String unknown(String name) {
    List<String> names = parameters.stream().map(ParameterDefinition::name).toList();
    return "parameter '"
        + name
        + "' is unknown (strategy "
        + id
        + (names.isEmpty() ? " has none)" : " has " + String.join(", ", names) + ")");
  }

  @Override
  public Map<String, BigDecimal> complete(Map<String, BigDecimal> given) {
    Map<String, BigDecimal> complete = new TreeMap<>();
    for (ParameterDefinition parameter : parameters) {
      complete.put(
          parameter.name(), given.getOrDefault(parameter.name(), parameter.defaultValue()));
    }
    return Collections.unmodifiableMap(complete);
  }

  @Override
  public Strategy create(Map<String, BigDecimal> given) {
    List<String> problems = problems(given);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return maker.apply(complete(given));
  }

  @Override
  public Optional<RuleDescriptor> asRule() {
    if (rule.isEmpty()) {
      return Optional.empty();
    }
    List<RuleParameter> declared = parameters.stream().map(BuiltInDescriptor::parameter).toList();
    return switch (new RuleDefinition(rule, declared, List.of())
        .with(RuleField.NAME, id)
        .check(ExpressionScope.standard())) {
      case RuleCheck.Accepted(RuleDescriptor descriptor) -> Optional.of(descriptor.named(id));
      case RuleCheck.Refused(List<RuleProblem> problems) ->
          throw new IllegalStateException("the rule of strategy " + id + ": " + problems);
    };
  }

  private static RuleParameter parameter(ParameterDefinition each) {
    return new RuleParameter(
        each.name(),
        each.integer() ? "integer" : "number",
        each.defaultValue().toPlainString(),
        each.min().toPlainString(),
        each.max().toPlainString(),
        "1",
        each.description());
  }
}
