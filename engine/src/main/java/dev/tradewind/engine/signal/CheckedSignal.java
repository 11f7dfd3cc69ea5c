package dev.tradewind.engine.signal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.indicator.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A definition whose expressions passed the checks; what {@link SignalProgram} is compiled from.
 *
 * @param definition as it is kept
 * @param conditions those that make rows, in the order of the rows of one bar: exits before
 *     entries, long before short
 * @param member the condition that an instrument must meet on the bar of an entry; empty if any may
 *     have entries
 * @param strength empty if the definition has none
 * @param columns what the conditions and the strength read: the values that rows keep
 */
public record CheckedSignal(
    SignalDefinition definition,
    List<Condition> conditions,
    Optional<CheckedExpression> member,
    Optional<CheckedExpression> strength,
    List<CheckedExpression> columns) {
  /** Copies. */
  public CheckedSignal {
    conditions = List.copyOf(conditions);
    columns = List.copyOf(columns);
  }

  /** A condition and the rows it makes. */
  public record Condition(SignalKind kind, Direction direction, CheckedExpression expression) {}

  /**
   * Checks a definition. Never throws on a text.
   *
   * @param scope what the expressions may name, without parameters
   */
  public static SignalCheck check(SignalDefinition definition, ExpressionScope scope) {
    return check(definition, "", scope);
  }

  /**
   * Checks a definition whose entries need more than their condition.
   *
   * @param member condition on an instrument, such as that of a scanner; an empty text is none. It
   *     may not name the parameters of the definition
   */
  public static SignalCheck check(
      SignalDefinition definition, String member, ExpressionScope scope) {
    Checks checks = new Checks(definition, scope);
    SignalRule rule = definition.rule();
    checks.pair("entry", rule.entry(), "exit", rule.exit());
    checks.pair("shortEntry", rule.shortEntry(), "shortExit", rule.shortExit());
    if (rule.entry().isBlank() && rule.shortEntry().isBlank() && checks.problems.isEmpty()) {
      checks.report("entry", "a definition needs an entry or a shortEntry");
    }
    List<Condition> conditions = new ArrayList<>();
    checks.add(conditions, "exit", rule.exit(), SignalKind.EXIT, Direction.LONG);
    checks.add(conditions, "shortExit", rule.shortExit(), SignalKind.EXIT, Direction.SHORT);
    checks.add(conditions, "entry", rule.entry(), SignalKind.ENTRY, Direction.LONG);
    checks.add(conditions, "shortEntry", rule.shortEntry(), SignalKind.ENTRY, Direction.SHORT);
    Optional<CheckedExpression> strength =
        checks.expression("strength", rule.strength(), ValueType.NUMBER, checks.checker);
    Optional<CheckedExpression> filter =
        checks.expression("member", member, ValueType.BOOLEAN, ExpressionChecker.in(scope));
    if (!checks.problems.isEmpty()) {
      return new SignalCheck.Refused(checks.problems);
    }
    List<CheckedExpression> read = new ArrayList<>();
    conditions.reversed().forEach(each -> read.add(each.expression()));
    strength.ifPresent(read::add);
    filter.ifPresent(read::add);
    return new SignalCheck.Checked(
        new CheckedSignal(
            definition,
            conditions,
            filter,
            strength,
            ReadColumns.of(read, ExpressionChecker.in(scope))));
  }

  /** All expressions in the order in which {@link SignalProgram} computes them. */
  List<CheckedExpression> expressions() {
    List<CheckedExpression> all = new ArrayList<>();
    conditions.forEach(each -> all.add(each.expression()));
    member.ifPresent(all::add);
    strength.ifPresent(all::add);
    all.addAll(columns);
    return all;
  }

  /**
   * Text that is another one if the definition means something else: its conditions, strength and
   * membership with saved features and parameters put in, and its timeframe.
   */
  public String canonical() {
    StringBuilder text = new StringBuilder("timeframe ").append(definition.timeframe());
    for (Condition each : conditions) {
      text.append("\n")
          .append(each.direction())
          .append(' ')
          .append(each.kind())
          .append(' ')
          .append(each.expression().canonical());
    }
    strength.ifPresent(each -> text.append("\nstrength ").append(each.canonical()));
    member.ifPresent(each -> text.append("\nmember ").append(each.canonical()));
    return text.toString();
  }

  /** The checks of one definition. */
  private static final class Checks {
    private final List<SignalProblem> problems = new ArrayList<>();
    private final ExpressionChecker checker;

    Checks(SignalDefinition definition, ExpressionScope scope) {
      checker =
          ExpressionChecker.in(scope.withParameters(definition.parameters(), definition.values()));
    }

    /** A direction has an entry and an exit, or neither. */
    void pair(String entryField, String entry, String exitField, String exit) {
      if (entry.isBlank() && !exit.isBlank()) {
        report(entryField, exitField + " needs an " + entryField + " to end");
      } else if (!entry.isBlank() && exit.isBlank()) {
        report(exitField, entryField + " needs an " + exitField + "; 'false' never ends it");
      }
    }

    void add(
        List<Condition> conditions,
        String field,
        String text,
        SignalKind kind,
        Direction direction) {
      expression(field, text, ValueType.BOOLEAN, checker)
          .ifPresent(each -> conditions.add(new Condition(kind, direction, each)));
    }

    Optional<CheckedExpression> expression(
        String field, String text, ValueType wanted, ExpressionChecker in) {
      if (text.isBlank()) {
        return Optional.empty();
      }
      switch (in.check(text)) {
        case CheckResult.Checked(var checked) -> {
          if (checked.type() == wanted) {
            return Optional.of(checked);
          }
          report(
              field,
              text,
              new ExpressionProblem(
                  0,
                  text.length(),
                  wanted == ValueType.BOOLEAN
                      ? field + " must be a condition such as rsi(close, 14) < 30"
                      : field + " must be a number such as 100 - rsi(close, 14)",
                  Optional.empty()));
        }
        case CheckResult.Refused refused ->
            refused.problems().forEach(each -> report(field, refused.text(), each));
      }
      return Optional.empty();
    }

    private void report(String field, String message) {
      report(field, "", new ExpressionProblem(0, 0, message, Optional.empty()));
    }

    private void report(String field, String text, ExpressionProblem problem) {
      problems.add(new SignalProblem(field, text, problem));
    }
  }
}
