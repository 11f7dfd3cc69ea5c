/**
 * The functions of TA-Lib that the engine has no kernel of its own for, named {@code talib_*}.
 *
 * <p>Start at {@link dev.tradewind.talib.TaLibFunctions}. TA-Lib computes whole arrays; each value
 * here is computed anew from a fixed number of trailing bars, so that it is the same in a batch and
 * bar by bar. That is the price of the adapter: a value costs as much as its window is long, and
 * memory is allocated for it. Depends on {@code engine} and TA-Lib for Java. Everything is
 * immutable and thread-safe.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.talib;
