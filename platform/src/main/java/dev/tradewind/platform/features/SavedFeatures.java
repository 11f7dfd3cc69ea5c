package dev.tradewind.platform.features;

import dev.tradewind.engine.expr.ExpressionScope;

/** The saved features as expressions see them. Used by whoever checks expressions. */
public interface SavedFeatures {
  /**
   * What an expression may name now: all functions, all known timeframes and the features in use.
   * Does not change afterwards.
   */
  ExpressionScope scope();
}
