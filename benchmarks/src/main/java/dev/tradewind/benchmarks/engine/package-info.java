/** Workloads of the simulator: plain loops, the engine on the same bars, and JMH kernels. */
@org.jspecify.annotations.NullMarked
package dev.tradewind.benchmarks.engine;
