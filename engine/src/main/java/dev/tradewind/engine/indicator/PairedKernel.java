package dev.tradewind.engine.indicator;

/**
 * A kernel of one input and one output that can share a pass with another one over the same input:
 * where each step waits for the one before, two take hardly longer than one. Benchmarks W1 and W3
 * justify it.
 */
public interface PairedKernel extends Kernel {
  /** Whether the two can share a pass. */
  boolean pairsWith(Kernel other);

  /**
   * {@link #batch} of this kernel and of another, to the same bits.
   *
   * @param other one that {@link #pairsWith} accepts
   * @param out may not be {@code in} or {@code otherOut}
   */
  void batchPair(Kernel other, double[] in, int from, int to, double[] out, double[] otherOut);

  /**
   * Leaves what {@link #update} needs to go on behind bars that were computed.
   *
   * @param out what came of {@code in}
   * @param state receives this kernel's slice at {@code at}
   */
  void leave(double[] in, int from, int to, double[] out, double[] state, int at);
}
