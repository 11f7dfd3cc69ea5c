package dev.tradewind.platform.operations;

/**
 * Does the work of one kind of job. Implemented by the module the work belongs to; may be run again
 * after the process was killed, so the work must not depend on how far it came before.
 */
public interface JobHandler {
  /** What it does. */
  JobKind kind();

  /**
   * Does the work.
   *
   * @throws RuntimeException for what nobody foresaw; the job fails with a general message
   */
  JobOutcome run(JobRun run);

  /** The job changed its status; called in the transaction that changes it. */
  void statusChanged(Job job);
}
