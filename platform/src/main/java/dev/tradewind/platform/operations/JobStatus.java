package dev.tradewind.platform.operations;

/** Where a job stands. */
public enum JobStatus {
  /** Waits for its turn. */
  QUEUED,
  /** Is being worked on. */
  RUNNING,
  /** Ended with a result. */
  DONE,
  /** The file may not be stored; its report says why. */
  REFUSED,
  /** The file disagrees with what is stored; nothing was changed. */
  CONFLICT,
  /** Ended with an error. */
  FAILED,
  /** Was cancelled by somebody. */
  CANCELLED,
  /** Was cut off and cannot be resumed. */
  INTERRUPTED;

  /** Whether nothing more will happen. */
  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }
}
