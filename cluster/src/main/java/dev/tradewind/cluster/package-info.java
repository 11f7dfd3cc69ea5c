/**
 * Studies on a Spark cluster, as far as they need no Spark.
 *
 * <p>{@link dev.tradewind.cluster.SparkRunner} evaluates batches of trials by a driver, a process
 * of its own with Spark's libraries, which are never on the product's class path. {@link
 * dev.tradewind.cluster.StudySpec} is what executors need to know of a study. Depends on {@code
 * engine} and {@code strategies}.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.cluster;
