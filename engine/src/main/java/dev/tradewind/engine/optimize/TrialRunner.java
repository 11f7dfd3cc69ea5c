package dev.tradewind.engine.optimize;

import java.util.List;

/** Evaluates batches: in this process, or elsewhere. The answer does not depend on where. */
public interface TrialRunner {
  /**
   * Evaluates all jobs.
   *
   * @param jobs in any number
   * @param watch told of every evaluation as it comes, in no order, one at a time; may stop the run
   * @return the evaluations in the order of the jobs
   * @throws StudyCancelledException if the watch stopped the run
   */
  List<Evaluation> run(List<TrialJob> jobs, Watch watch);

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
