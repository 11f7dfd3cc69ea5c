package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.NearestName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rule as a strategy; found by {@link RuleCatalog}, or made by {@link RuleDefinition#check}. */
public final class RuleDescriptor implements StrategyDescriptor {
  static final String ENTER = "enter ";
  static final String EXIT = "; exit ";

  private final RuleDefinition definition;
  private final ExpressionScope scope;
  private final String id;
  private final List<ParameterDefinition> parameters;

  RuleDescriptor(RuleDefinition definition, ExpressionScope scope, CheckedRule checked) {
    this(definition, scope, checked.id());
  }

  private RuleDescriptor(RuleDefinition definition, ExpressionScope scope, String id) {
    this.definition = definition;
    this.scope = scope;
    this.id = id;
    this.parameters = definition.parameters().stream().map(RuleDescriptor::parameter).toList();
  }

  private static ParameterDefinition parameter(RuleParameter each) {
    return new ParameterDefinition(
        each.name(),
        each.type().equals("integer"),
        RuleParameters.decimal(each.byDefault()).orElseThrow(),
        RuleParameters.decimal(each.min()).orElseThrow(),
        RuleParameters.decimal(each.max()).orElseThrow(),
        each.description());
  }

  /** The same rule under another name, for catalogues whose names say what a rule does. */
  public RuleDescriptor named(String other) {
    return new RuleDescriptor(definition, scope, other);
  }

  /**
   * Reads the one-line form; what cannot be read is a strategy with problems. Its id is the
   * canonical text with saved features replaced.
   */
  static StrategyDescriptor ofLine(String text, ExpressionScope scope) {
    int exitAt = text.indexOf(EXIT);
    if (exitAt < 0) {
      return new BrokenRule(
          text, List.of("a rule must read 'enter CONDITION; exit CONDITION', was '" + text + "'"));
    }
    RuleDefinition rule =
        RuleDefinition.of(
            text.substring(ENTER.length(), exitAt), text.substring(exitAt + EXIT.length()));
    return switch (rule.check(scope)) {
      case RuleCheck.Accepted(RuleDescriptor descriptor) -> descriptor;
      case RuleCheck.Refused(List<RuleProblem> problems) ->
          new BrokenRule(text, problems.stream().map(RuleDescriptor::placed).toList());
    };
  }

  private static String placed(RuleProblem problem) {
    return problem.sentence() + " (at " + problem.from() + ")";
  }

  /** What it was made of. */
  public RuleDefinition definition() {
    return definition;
  }

  @Override
  public Optional<RuleDescriptor> asRule() {
    return Optional.of(this);
  }

  /** The bars it is meant for; empty for any. */
  public Optional<String> timeframe() {
    return definition.text(RuleField.TIMEFRAME).map(String::strip);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return definition.isShort()
        ? "Rule"
        : definition.text(RuleField.TITLE).orElse(definition.effective(RuleField.NAME));
  }

  @Override
  public String description() {
    if (definition.isShort()) {
      return "Long only. Buys when the first condition is true and nothing is held, sells everything"
          + " when the second is true. Several instruments share the cash equally.";
    }
    String text = definition.effective(RuleField.DESCRIPTION).strip();
    String source = definition.effective(RuleField.SOURCE).strip();
    return source.isEmpty() ? text : (text + " Source: " + source).strip();
  }

  @Override
  public List<ParameterDefinition> parameters() {
    return parameters;
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
        parameter.problem(value).ifPresent(problems::add);
      }
    }
    if (problems.isEmpty()) {
      RuleChecker checker = checker(given);
      if (checker.run() == null) {
        checker.problems().forEach(each -> problems.add(each.sentence()));
      }
    }
    return List.copyOf(problems);
  }

  private String unknown(String name) {
    List<String> names = parameters.stream().map(ParameterDefinition::name).toList();
    return "parameter '"
        + name
        + "' is unknown ("
        + (names.isEmpty() ? "a rule has none" : "the rule has " + String.join(", ", names))
        + ")"
        + NearestName.of(name, names).map(each -> "; did you mean " + each + "?").orElse("");
  }

  private RuleChecker checker(Map<String, BigDecimal> given) {
    Map<String, Double> values = new TreeMap<>();
    given.forEach((name, value) -> values.put(name, value.doubleValue()));
    return new RuleChecker(definition, scope, values);
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

  /**
   * The rule with those values.
   *
   * @throws IllegalArgumentException if {@link #problems} is not empty
   */
  public CheckedRule resolve(Map<String, BigDecimal> given) {
    List<String> wrong = problems(given);
    @Nullable CheckedRule checked = wrong.isEmpty() ? checker(given).run() : null;
    if (checked == null) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    return checked;
  }

  @Override
  public Strategy create(Map<String, BigDecimal> given) {
    CheckedRule checked = resolve(given);
    return new RuleStrategy(checked, SignalSource.ofExpressions(checked.conditions()));
  }

  /**
   * A new strategy object whose conditions come from a source.
   *
   * @param signals of conditions that the rule has; what it lacks is never true
   * @throws IllegalArgumentException if {@link #problems} is not empty
   */
  public Strategy create(Map<String, BigDecimal> given, SignalSource signals) {
    return new RuleStrategy(resolve(given), signals);
  }

  /** A line that means nothing. */
  private record BrokenRule(String id, List<String> wrong) implements StrategyDescriptor {
    @Override
    public String title() {
      return "Rule";
    }

    @Override
    public String description() {
      return "A rule that cannot be read.";
    }

    @Override
    public List<ParameterDefinition> parameters() {
      return List.of();
    }

    @Override
    public List<String> problems(Map<String, BigDecimal> given) {
      return wrong;
    }

    @Override
    public Map<String, BigDecimal> complete(Map<String, BigDecimal> given) {
      return Map.of();
    }

    @Override
    public Strategy create(Map<String, BigDecimal> given) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
  }
}
