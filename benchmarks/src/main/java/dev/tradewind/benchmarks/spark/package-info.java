/** Studies on Spark executors beside the same studies in this process. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.benchmarks.spark;
