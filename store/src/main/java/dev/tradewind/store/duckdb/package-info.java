/**
 * DuckDB: the store of bars and trades in one file, and Parquet in and out.
 *
 * <p>Start with {@link dev.tradewind.store.duckdb.DuckDbBarStore}. This is the only package that
 * loads DuckDB's native code; nothing else in {@code store} refers to it except to read and write
 * Parquet files. Extensions are never downloaded, and an open database reaches no file but its own.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.store.duckdb;
