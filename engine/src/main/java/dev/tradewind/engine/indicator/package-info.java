/**
 * Indicator kernels over primitive arrays, and the features that strategies read.
 *
 * <p>Conventions are TA-Lib's; output length equals input length with {@code NaN} through the
 * warm-up. One file per family. Depends on {@code engine.market}. Kernels are static and keep no
 * state.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.indicator;
