package dev.tradewind.spark;

/**
 * Into how many tasks a batch is cut. A task costs some milliseconds whatever is in it, and trials
 * that are evaluated together share columns, so tasks should be long; a batch ends with its last
 * task and a lost executor costs those that it had, so they should be short. Thread-safe.
 */
final class TaskPlan {
  /** A task of this length hides its own cost. */
  static final double LONG_SECONDS = 0.5;

  /** Below this length a core gets one task of a batch. */
  static final double SHORT_SECONDS = 0.1;

  private static final int FIRST_ROUNDS = 4;

  private double secondsPerTrial = Double.NaN;

  /**
   * The number of tasks, in [1, trials].
   *
   * @param trials of the batch, &gt; 0
   * @param cores that the cluster has now, &ge; 1
   */
  synchronized int tasks(int trials, int cores) {
    double rounds;
    if (Double.isNaN(secondsPerTrial)) {
      rounds = FIRST_ROUNDS;
    } else {
      double secondsPerCore = trials * secondsPerTrial / cores;
      rounds =
          Math.max(
              secondsPerCore / LONG_SECONDS,
              Math.min(FIRST_ROUNDS, Math.floor(secondsPerCore / SHORT_SECONDS)));
    }
    double tasks = Math.max(1, Math.ceil(rounds)) * cores;
    return (int) Math.min(trials, tasks);
  }

  /** Takes in how long a task took. */
  synchronized void took(int trials, long nanos) {
    double seconds = nanos / 1e9 / trials;
    // The first trials of an executor are many times slower than the rest: forget them quickly.
    secondsPerTrial =
        Double.isNaN(secondsPerTrial)
            ? seconds
            : secondsPerTrial + 0.3 * (seconds - secondsPerTrial);
  }
}
