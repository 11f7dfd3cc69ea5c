package dev.tradewind.platform.operations;

import java.util.UUID;

/** One execution of a job, as its handler sees it. */
public interface JobRun {
  /** Identity of the import or backtest. */
  UUID subjectId();

  /** How often the job has been started, this time included; 1 the first time. */
  int attempt();

  /**
   * Tells how far the work has come and asks whether to go on. Cheap; may be called often.
   *
   * @param progress 0..1
   * @param message what is being done
   * @return {@code false} if the work should stop at once
   */
  boolean progress(double progress, String message);
}
