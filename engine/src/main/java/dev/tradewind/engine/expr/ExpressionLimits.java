package dev.tradewind.engine.expr;

/** Bounds of every expression, as written and with saved features put in. */
public final class ExpressionLimits {
  /** Characters of the text, and of the canonical text with saved features put in. */
  public static final int MAX_TEXT = 4_096;

  /** Nodes of the tree. */
  public static final int MAX_NODES = 1_000;

  /** Nodes on the longest way from the root to a leaf. */
  public static final int MAX_DEPTH = 64;

  /** Bars that {@code x[n]} may go back. */
  public static final int MAX_BARS_AGO = 100_000;

  private ExpressionLimits() {}

  /** Number of nodes, counted to one more than the limit at most. */
  static int nodes(Expression expression) {
    return nodes(expression, 0);
  }

  private static int nodes(Expression expression, int before) {
    int count = before + 1;
    for (Expression child : expression.children()) {
      if (count > MAX_NODES) {
        return count;
      }
      count = nodes(child, count);
    }
    return count;
  }

  /** Whether the tree is deeper than allowed; looks no deeper. */
  static boolean isTooDeep(Expression expression) {
    return isTooDeep(expression, MAX_DEPTH);
  }

  private static boolean isTooDeep(Expression expression, int allowed) {
    if (allowed == 0) {
      return true;
    }
    for (Expression child : expression.children()) {
      if (isTooDeep(child, allowed - 1)) {
        return true;
      }
    }
    return false;
  }
}
