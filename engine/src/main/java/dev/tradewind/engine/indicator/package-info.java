/**
 * The functions of the expression language and the kernels behind them, and the features that
 * strategies read.
 *
 * <p>To add a function, write a {@link dev.tradewind.engine.indicator.Kernel} and its {@link
 * dev.tradewind.engine.indicator.FunctionDefinition} in the file of its family, and register the
 * family in {@code FunctionRegistry}: the contract kit of the tests then checks it. Windows need no
 * memory of their own: {@code RunningMean}, {@code WindowSum}, {@code WeightedSum}, {@code
 * WindowExtreme} and {@code Lag} keep them in a slice of kernel state.
 *
 * <p>Conventions are TA-Lib's; output length equals input length with {@code NaN} through the
 * warm-up. Depends on {@code engine.market}. Kernels are immutable; their state belongs to the
 * caller, and one slice must not be updated by two threads.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.engine.indicator;
