package dev.tradewind.engine.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The listener of a run asked it to stop. */
public final class SimulationCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable SimulationResult partial;

  /** Names how far the run had come. */
  public SimulationCancelledException(long doneBars, long totalBars) {
    super("simulation cancelled after " + doneBars + " of " + totalBars + " bars");
    this.partial = null;
  }

  /** The same, with what the run had done until then. */
  SimulationCancelledException(SimulationCancelledException cause, SimulationResult partial) {
    super(cause.getMessage(), cause);
    this.partial = partial;
  }

  /**
   * What a simulation had done until then; its sheet says that it is partial. Empty where work
   * other than one simulation was cancelled.
   */
  public Optional<SimulationResult> partialResult() {
    return Optional.ofNullable(partial);
  }
}
