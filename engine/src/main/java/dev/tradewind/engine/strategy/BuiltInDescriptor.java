package dev.tradewind.engine.strategy;

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
 */
record BuiltInDescriptor(
    String id,
    String title,
    String description,
    List<ParameterDefinition> parameters,
    Function<Map<String, BigDecimal>, Optional<String>> crossCheck,
    Function<Map<String, BigDecimal>, Strategy> maker)
    implements StrategyDescriptor {

  BuiltInDescriptor {
    parameters = List.copyOf(parameters);
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
}
