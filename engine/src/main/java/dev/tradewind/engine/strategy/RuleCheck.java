package dev.tradewind.engine.strategy;

import java.util.List;

/** What became of a rule. */
public sealed interface RuleCheck {
  /**
   * It can be run.
   *
   * @param rule the strategy
   */
  record Accepted(RuleDescriptor rule) implements RuleCheck {}

  /**
   * It means nothing.
   *
   * @param problems all that were found, at least one, in the order of the fields
   */
  record Refused(List<RuleProblem> problems) implements RuleCheck {
    /** Refuses a refusal without a reason. */
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal must have a problem");
      }
    }
  }
}
