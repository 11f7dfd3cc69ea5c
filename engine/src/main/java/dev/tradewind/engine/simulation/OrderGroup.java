package dev.tradewind.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders that depend on each other or on one that came first. */
final class OrderGroup {
  /** How they depend. */
  enum Rule {
    /** Exits of a bracket: they work for what of the entry was filled, and share it. */
    EXITS,
    /** The first fill cancels the others. */
    ONE_CANCELS_OTHER,
    /** They come to work when the first order has filled. */
    TRIGGERED
  }

  final Rule rule;
  final @Nullable SimOrder parent;
  final List<SimOrder> members = new ArrayList<>(2);

  OrderGroup(Rule rule, @Nullable SimOrder parent) {
    this.rule = rule;
    this.parent = parent;
  }
}
