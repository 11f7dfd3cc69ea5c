package dev.tradewind.engine.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An amount of a run does not fit the exact ledger (64 bits of 1e-8 units, 92 billion of a
 * currency). The step that did not fit has not happened in any part. The message names strategy,
 * instrument, bar, time, order and price.
 */
public final class LedgerOverflowException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable SimulationResult partial;

  LedgerOverflowException(String message) {
    this(message, null);
  }

  LedgerOverflowException(String message, @Nullable SimulationResult partial) {
    super(message);
    this.partial = partial;
  }

  /**
   * What the run had done until then; its sheet says that it is partial. Empty before the first
   * bar.
   */
  public Optional<SimulationResult> partialResult() {
    return Optional.ofNullable(partial);
  }
}
