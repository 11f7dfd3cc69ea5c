package dev.tradewind.engine.signal;

import dev.tradewind.engine.expr.ExpressionProblem;

/**
 * What is wrong with one text of a definition.
 *
 * @param field the name of the text in {@link SignalRule}
 * @param text to which the positions belong
 * @param problem what is wrong, and where
 */
public record SignalProblem(String field, String text, ExpressionProblem problem) {
  /** The field, the place and the problem in one line. */
  public String sentence() {
    return field
        + ": line "
        + problem.line(text)
        + ", column "
        + problem.column(text)
        + ": "
        + problem.sentence();
  }
}
