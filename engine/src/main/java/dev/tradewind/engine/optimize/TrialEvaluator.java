package dev.tradewind.engine.optimize;

import java.util.function.BooleanSupplier;

/**
 * Runs one set of parameters. The same set gives the same evaluation, whatever else runs; called by
 * several threads at once.
 */
@FunctionalInterface
public interface TrialEvaluator {
  /**
   * Evaluates.
   *
   * @param job what to run
   * @param goesOn asked now and then; {@code false} means that nobody waits for the result any
   *     more, and anything may be thrown
   * @return what it gave; a failure of the strategy is an evaluation too
   */
  Evaluation evaluate(TrialJob job, BooleanSupplier goesOn);
}
