/**
 * Search over the parameters of strategies: spaces, objectives, samplers, studies, walk-forward
 * windows, and what many trials do to the worth of the best.
 *
 * <p>Start with {@code SearchSpace} and {@code Goals}, then {@code Study}, which asks a {@code
 * Sampler} for batches and has a {@code TrialRunner} evaluate them. The same seed gives the same
 * trials in the same order, whatever the number of workers. Depends on {@code engine.expr}, {@code
 * engine.strategy}, {@code engine.statistics} and {@code engine.simulation}. Samplers belong to one
 * thread; values are immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.optimize;
