/** Root of the benchmarks module. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.benchmarks;
