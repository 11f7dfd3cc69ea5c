package dev.tradewind.engine.signal;

import java.util.List;
import java.util.stream.Collectors;

/** What became of a definition. */
public sealed interface SignalCheck {
  /**
   * It can be compiled.
   *
   * @param signal with its expressions resolved
   */
  record Checked(CheckedSignal signal) implements SignalCheck {}

  /**
   * It means nothing.
   *
   * @param problems at least one, in the order of the fields
   */
  record Refused(List<SignalProblem> problems) implements SignalCheck {
    /** Refuses a refusal without a reason. */
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal must have a problem");
      }
    }

    /** All problems, one a line. */
    public String render() {
      return problems.stream().map(SignalProblem::sentence).collect(Collectors.joining("\n"));
    }
  }
}
