/**
 * Bars and trades at rest: the contract of a bar store and what its operations answer.
 *
 * <p>Start with {@link dev.tradewind.store.BarStore}; the implementation is in {@code
 * dev.tradewind.store.duckdb}, files are read in {@code dev.tradewind.store.imports} and written in
 * {@code dev.tradewind.store.csv}, feature values in {@code dev.tradewind.store.export}. Reading a
 * CSV file never loads native code. Records are immutable; a store may be used by several threads.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.store;
