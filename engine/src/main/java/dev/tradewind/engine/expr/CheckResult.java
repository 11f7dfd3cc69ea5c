package dev.tradewind.engine.expr;

import java.util.List;

/** What became of an expression. */
public sealed interface CheckResult {
  /**
   * It can be compiled.
   *
   * @param checked the resolved expression with its type
   */
  record Checked(CheckedExpression checked) implements CheckResult {}

  /**
   * It means nothing.
   *
   * @param text the text to which the positions belong
   * @param problems all that are found, at least one, by position
   */
  record Refused(String text, List<ExpressionProblem> problems) implements CheckResult {
    /** Refuses a refusal without a reason. */
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal must have a problem");
      }
    }

    /** The problems with carets under the text. */
    public String render() {
      return ExpressionProblem.render(text, problems);
    }
  }
}
