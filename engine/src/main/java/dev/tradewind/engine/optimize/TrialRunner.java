package dev.tradewind.engine.optimize;

import java.util.List;

/** Evaluates batches: in this process, or elsewhere. The answer does not depend on where. */
public interface TrialRunner extends AutoCloseable {
  /**
   * Evaluates all jobs.
   *
   * @param jobs in any number
   * @param watch told of every evaluation as it comes, in no order, one at a time; may stop the run
   * @return the evaluations in the order of the jobs
   * @throws StudyCancelledException if the watch stopped the run
   */
  List<Evaluation> run(List<TrialJob> jobs, Watch watch);

  /**
   * The number of jobs that keep it busy for a few seconds, &ge; 1. Batches that do not depend on
   * each other are put together until there are so many; what comes out is the same.
   */
  default int wanted() {
    return 1;
  }

  /** Frees what it holds; nothing unless it says so. */
  @Override
  default void close() {}

  /** Follows a batch. */
  @FunctionalInterface
  interface Watch {
    /**
     * Tells of an evaluation.
     *
     * @return whether to go on
     */
    boolean onEvaluated(TrialJob job, Evaluation evaluation);
  }
}
