package dev.tradewind.engine.expr;

import java.util.List;

/** What became of an expression given as a JSON tree. */
public sealed interface TreeResult {
  /** The tree is an expression by its form. */
  record Read(Expression expression) implements TreeResult {}

  /**
   * The tree is no expression.
   *
   * @param problems at least one, in the order of the tree
   */
  record Refused(List<Problem> problems) implements TreeResult {
    /** Refuses a refusal without a reason. */
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal must have a problem");
      }
    }
  }

  /**
   * What is wrong with a part of a tree.
   *
   * @param path JSON Pointer (RFC 6901) to the part; empty for the root
   * @param message what is wrong, with the value and the bound
   */
  record Problem(String path, String message) {}
}
