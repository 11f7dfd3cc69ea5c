package dev.tradewind.engine.simulation;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** What went wrong in a run, each named with its strategy, and whether the run ends with it. */
final class RunErrors {
  private final String strategy;
  private final boolean ends;
  private final List<RunError> all = new ArrayList<>();

  RunErrors(String strategyId, ErrorPolicy policy) {
    this.strategy = "strategy " + strategyId;
    this.ends = policy == ErrorPolicy.STOP;
  }

  /** Those that were noted, in order of time. */
  List<RunError> all() {
    return all;
  }

  /** Whether a run ends with its first error. */
  boolean ends() {
    return ends;
  }

  /** Notes something and says how it is told. */
  String note(long now, String what) {
    return add(now, strategy + ": " + what);
  }

  private String add(long now, String message) {
    all.add(new RunError(now, message));
    return message;
  }

  /** The end of a run whose strategy could not declare what it reads. */
  StrategyFailedException notStarted(RuntimeException cause) {
    return new StrategyFailedException(
        strategy + " failed to start: " + FailureText.of(cause), cause);
  }

  /** The end of a run of which something is never there. */
  StrategyFailedException useless(List<FeatureBook.Unready> unready) {
    return new StrategyFailedException(
        strategy
            + ": "
            + unready.stream().map(FeatureBook.Unready::sentence).collect(joining("; ")),
        null);
  }

  /**
   * Notes that a callback failed.
   *
   * @param place where the run is
   * @throws StrategyFailedException if the run ends with it
   */
  void failed(long now, String callback, String place, RuntimeException cause) {
    if (cause instanceof StrategyFailedException again) {
      throw again;
    }
    String message = failedLast(now, callback, place, cause);
    if (ends) {
      throw new StrategyFailedException(message, cause);
    }
  }

  /** The same of the last callback, behind which there is nothing to end. */
  String failedLast(long now, String callback, String place, RuntimeException cause) {
    return add(
        now, strategy + " failed in " + callback + " (" + place + "): " + FailureText.of(cause));
  }
}
