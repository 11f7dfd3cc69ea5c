package dev.tradewind.engine.simulation;

/** The listener of a run asked it to stop. There is no partial result. */
public final class SimulationCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names how far the run had come. */
  public SimulationCancelledException(long doneBars, long totalBars) {
    super("simulation cancelled after " + doneBars + " of " + totalBars + " bars");
  }
}
