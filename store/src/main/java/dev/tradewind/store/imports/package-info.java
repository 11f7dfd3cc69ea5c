/**
 * Market data files in: CSV, JSON, Parquet and trade files become a series and a report, or trades
 * or quotes and a report.
 *
 * <p>Start with {@link dev.tradewind.store.imports.BarFileReader}, or with {@link
 * dev.tradewind.store.imports.TradeFileReader} where trades are kept as trades, and {@link
 * dev.tradewind.store.imports.QuoteFileReader} for quotes. Nothing is repaired: a row is accepted
 * as written or rejected with its line and reason, and what looks wrong but can be used is flagged.
 * The result does not depend on the number of threads. Depends on the engine, Jackson's streaming
 * parser and, for Parquet alone, on {@code dev.tradewind.store.duckdb}.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.store.imports;
