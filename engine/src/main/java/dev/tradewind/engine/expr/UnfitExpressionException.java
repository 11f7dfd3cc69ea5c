package dev.tradewind.engine.expr;

import java.util.Iterator;
import java.util.Optional;

/**
 * Thrown where a checked expression cannot be compiled for the bars at hand; says at which place.
 * Caught by the command line and by builds, which go on without the expression.
 */
public final class UnfitExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final transient ExpressionProblem problem;

  private UnfitExpressionException(String text, ExpressionProblem problem, Throwable cause) {
    super(
        "line "
            + problem.line(text)
            + ", column "
            + problem.column(text)
            + ": "
            + problem.sentence()
            + " ("
            + text
            + ")",
        cause);
    this.text = text;
    this.problem = problem;
  }

  /** The refusal of a node of an expression, with the cause's message. */
  static UnfitExpressionException at(
      Expression where, CheckedExpression checked, RuntimeException cause) {
    String text = checked.canonical();
    Span span =
        ExpressionParser.parse(text) instanceof ParseResult.Parsed parsed
            ? find(where, checked.expression(), parsed.located()).orElse(parsed.located().span())
            : new Span(0, text.length());
    return new UnfitExpressionException(
        text, ExpressionProblem.at(span, String.valueOf(cause.getMessage())), cause);
  }

  /**
   * Walks the tree and its printed form side by side, down to the node itself: an equal one may be
   * right where it stands.
   */
  @SuppressWarnings("ReferenceEquality")
  private static Optional<Span> find(Expression wanted, Expression node, Located printed) {
    if (node == wanted) {
      return Optional.of(printed.word());
    }
    Iterator<Located> places = printed.children().iterator();
    for (Expression child : node.children()) {
      Optional<Span> found =
          places.hasNext() ? find(wanted, child, places.next()) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The canonical text of the expression, to which the positions belong. */
  public String text() {
    return text;
  }

  /** What is wrong with which part of {@link #text}. */
  public ExpressionProblem problem() {
    return problem;
  }

  /** The problem with carets under the text. */
  public String render() {
    return problem.render(text);
  }
}
