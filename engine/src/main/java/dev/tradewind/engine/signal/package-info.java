/**
 * Signals: the bars on whose close the entry or exit condition of a definition is true.
 *
 * <p>Start with {@link dev.tradewind.engine.signal.SignalDefinition} for what is kept, {@link
 * dev.tradewind.engine.signal.SignalProgram} for what makes rows of bars, {@link
 * dev.tradewind.engine.signal.SignalBook} for rows that are kept up to date with exits matched to
 * entries, and {@link dev.tradewind.engine.signal.StoredSignals} for a strategy that reads rows
 * instead of computing them. Depends on {@code engine.strategy} and what lies below it. Values are
 * immutable unless they say otherwise.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.signal;
