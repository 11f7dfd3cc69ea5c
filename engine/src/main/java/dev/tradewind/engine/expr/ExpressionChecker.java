package dev.tradewind.engine.expr;

import java.util.List;

/**
 * Checks that an expression means something: names are known, types fit, constants are in range,
 * and what comes out is within the limits. All problems are found at once. Never throws on a text.
 * As thread-safe as its scope.
 *
 * <p>What comes out is resolved: saved features are replaced by their definitions, parameters by
 * their values, constant arguments are computed and those left out are filled in.
 */
public final class ExpressionChecker {
  private final ExpressionScope scope;

  private ExpressionChecker(ExpressionScope scope) {
    this.scope = scope;
  }

  /** A checker of everything that may name what is in the scope. */
  public static ExpressionChecker in(ExpressionScope scope) {
    return new ExpressionChecker(scope);
  }

  /** Reads and checks a text. */
  public CheckResult check(String text) {
    return switch (ExpressionParser.parse(text)) {
      case ParseResult.Parsed parsed -> check(parsed);
      case ParseResult.Refused(var given, var problems) -> new CheckResult.Refused(given, problems);
    };
  }

  /** Checks what was read. */
  public CheckResult check(ParseResult.Parsed parsed) {
    return new Resolver(scope).run(parsed);
  }

  /** Checks a tree; problems have positions in its canonical text. */
  public CheckResult check(Expression expression) {
    if (ExpressionLimits.isTooDeep(expression)
        || ExpressionLimits.nodes(expression) > ExpressionLimits.MAX_NODES) {
      return new CheckResult.Refused(
          "",
          List.of(
              ExpressionProblem.at(
                  new Span(0, 0),
                  "an expression has at most "
                      + ExpressionLimits.MAX_NODES
                      + " parts, nested at most "
                      + ExpressionLimits.MAX_DEPTH
                      + " deep")));
    }
    return check(ExpressionPrinter.print(expression));
  }
}
