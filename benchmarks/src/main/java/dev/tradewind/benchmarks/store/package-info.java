/**
 * W4: a CSV file of bars into columns, beside the plain loop that does exactly that and nothing
 * else.
 *
 * <p>Start with {@link dev.tradewind.benchmarks.store.CsvImportBenchmark}. Stateless.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.benchmarks.store;
