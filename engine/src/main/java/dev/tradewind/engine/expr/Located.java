package dev.tradewind.engine.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression with the places of its nodes in a text; made by the parser, read by the checker and
 * by editors.
 *
 * @param expression the node with all below it
 * @param span the whole node, without parentheses around it
 * @param word what names the node: the function, the operator, the timeframe; else the whole node
 * @param children the nodes directly below, in the order of {@link Expression#children()}
 */
public record Located(Expression expression, Span span, Span word, List<Located> children) {
  /** Refuses children that are not those of the expression. */
  public Located {
    children = List.copyOf(children);
    if (children.size() != expression.children().size()) {
      throw new IllegalArgumentException(
          "children must be those of the expression, were " + children.size());
    }
  }

  /** An expression all of whose nodes stand at one place, as those of a saved feature do. */
  static Located at(Expression expression, Span span) {
    List<Located> children = new ArrayList<>();
    for (Expression child : expression.children()) {
      children.add(at(child, span));
    }
    return new Located(expression, span, span, children);
  }
}
