package dev.tradewind.engine.expr;

import java.util.List;

/** What became of a text. */
public sealed interface ParseResult {
  /**
   * The text is an expression by its form.
   *
   * @param text as given
   * @param located its tree with positions in the text
   */
  record Parsed(String text, Located located) implements ParseResult {
    /** The tree. */
    public Expression expression() {
      return located.expression();
    }
  }

  /**
   * The text is no expression.
   *
   * @param text as given
   * @param problems at least one, by position
   */
  record Refused(String text, List<ExpressionProblem> problems) implements ParseResult {
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
