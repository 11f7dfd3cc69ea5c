package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.indicator.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule as a strategy; a rule that means nothing is a strategy with problems. */
final class RuleDescriptor implements StrategyDescriptor {
  static final String ENTER = "enter ";
  private static final String EXIT = "; exit ";

  private final String id;
  private final @Nullable SignalSource rule;
  private final List<String> problems;

  private RuleDescriptor(String id, @Nullable SignalSource rule, List<String> problems) {
    this.id = id;
    this.rule = rule;
    this.problems = List.copyOf(problems);
  }

  /** Reads a rule; its id becomes the canonical text with saved features replaced. */
  static RuleDescriptor of(String text, ExpressionScope scope) {
    int exitAt = text.indexOf(EXIT);
    if (exitAt < 0) {
      return new RuleDescriptor(
          text,
          null,
          List.of("a rule must read 'enter CONDITION; exit CONDITION', was '" + text + "'"));
    }
    List<String> problems = new ArrayList<>();
    Optional<CheckedExpression> enter =
        condition("enter", text.substring(ENTER.length(), exitAt), scope, problems);
    Optional<CheckedExpression> exit =
        condition("exit", text.substring(exitAt + EXIT.length()), scope, problems);
    if (enter.isEmpty() || exit.isEmpty()) {
      return new RuleDescriptor(text, null, problems);
    }
    return new RuleDescriptor(
        ENTER + enter.get().canonical() + EXIT + exit.get().canonical(),
        SignalSource.ofExpressions(
            Map.of(
                SignalSource.Condition.ENTER,
                enter.get(),
                SignalSource.Condition.EXIT,
                exit.get())),
        List.of());
  }

  private static Optional<CheckedExpression> condition(
      String part, String text, ExpressionScope scope, List<String> problems) {
    switch (ExpressionChecker.in(scope).check(text)) {
      case CheckResult.Checked(CheckedExpression checked) -> {
        if (checked.type() == ValueType.BOOLEAN) {
          return Optional.of(checked);
        }
        problems.add(
            part + " must be a condition such as rsi(close, 14) < 30, was " + text.strip());
      }
      case CheckResult.Refused refused ->
          refused
              .problems()
              .forEach(
                  problem ->
                      problems.add(
                          part + ": " + problem.sentence() + " (at " + problem.from() + ")"));
    }
    return Optional.empty();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return "Rule";
  }

  @Override
  public String description() {
    return "Long only. Buys when the first condition is true and nothing is held, sells everything"
        + " when the second is true. Several instruments share the cash equally.";
  }

  @Override
  public List<ParameterDefinition> parameters() {
    return List.of();
  }

  @Override
  public List<String> problems(Map<String, BigDecimal> given) {
    if (given.isEmpty()) {
      return problems;
    }
    List<String> all = new ArrayList<>(problems);
    given.keySet().stream()
        .sorted()
        .forEach(name -> all.add("parameter '" + name + "' is unknown (a rule has none)"));
    return List.copyOf(all);
  }

  @Override
  public Map<String, BigDecimal> complete(Map<String, BigDecimal> given) {
    return Map.of();
  }

  @Override
  public Strategy create(Map<String, BigDecimal> given) {
    List<String> wrong = problems(given);
    if (rule == null || !wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    return new RuleStrategy(rule);
  }
}
