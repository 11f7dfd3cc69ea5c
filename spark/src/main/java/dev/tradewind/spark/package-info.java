/**
 * What runs within Spark: the driver and the work of executors. Start with {@code Driver}. Depends
 * on {@code cluster} and on Spark's core, which the cluster brings; in the job jar there is no
 * Spark.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.spark;
