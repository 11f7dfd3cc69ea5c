package dev.tradewind.engine.simulation;

/** Follows a long run and can stop it. Called from the run's thread, every few thousand bars. */
@FunctionalInterface
public interface SimulationListener {
  /** Follows nothing and never stops. */
  SimulationListener NONE = (done, total) -> true;

  /**
   * Tells how far the run has come and asks whether to go on.
   *
   * @param doneBars bars worked through so far
   * @param totalBars bars of the run
   * @return whether to go on; {@code false} ends the run with a {@link
   *     SimulationCancelledException}
   */
  boolean onProgress(long doneBars, long totalBars);
}
