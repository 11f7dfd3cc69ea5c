package dev.tradewind.engine.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A strategy failed while it was called; the message names strategy, instrument, bar, time and
 * cause.
 */
public final class StrategyFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable SimulationResult partial;

  /** Wraps what the strategy threw. */
  public StrategyFailedException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /** Wraps what the strategy threw, with what the run had done until then. */
  public StrategyFailedException(
      String message, @Nullable Throwable cause, @Nullable SimulationResult partial) {
    super(message, cause);
    this.partial = partial;
  }

  /**
   * What the run had done until then; its sheet says that it is partial. Empty where the strategy
   * failed before the first bar.
   */
  public Optional<SimulationResult> partialResult() {
    return Optional.ofNullable(partial);
  }
}
