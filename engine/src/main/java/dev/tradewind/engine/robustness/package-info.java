/**
 * Doubts about a result: whether it looks ahead, where its warm-up ends, and how much of it is left
 * when starts, costs, timing, parameters or prices are others.
 *
 * <p>Start with {@link dev.tradewind.engine.robustness.Subject} for what is examined, {@link
 * dev.tradewind.engine.robustness.Robustness} for the checks, {@link
 * dev.tradewind.engine.robustness.Verdict} for what they say together, and {@link
 * dev.tradewind.engine.robustness.Replay} for why each order was or was not made. Works through the
 * simulator's API. Depends on {@code engine.simulation} and what lies below it. Values are
 * immutable; checks use as many threads as they are told to and answer the same with any number.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.robustness;
