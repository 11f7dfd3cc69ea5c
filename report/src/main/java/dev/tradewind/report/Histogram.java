package dev.tradewind.report;

import java.util.Arrays;

/** Counts in bins of equal width. Used by the HTML report and by the server's charts. Immutable. */
public final class Histogram {
  private static final int MAX_BINS = 60;

  private final double[] edges;
  private final int[] counts;

  private Histogram(double[] edges, int[] counts) {
    this.edges = edges;
    this.counts = counts;
  }

  /**
   * The distribution of the finite values among some: about the square root of their number of
   * bins, at most 60, over the smallest to the largest; one bin where all are equal, none where
   * there are none. Where there are values on both sides of zero, zero is an edge, so that no bin
   * mixes losses and gains.
   */
  public static Histogram of(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new Histogram(new double[0], new int[0]);
    }
    double min = Arrays.stream(finite).min().orElseThrow();
    double max = Arrays.stream(finite).max().orElseThrow();
    if (min == max) {
      return new Histogram(new double[] {min, max}, new int[] {finite.length});
    }
    double[] edges = edges(min, max, Math.min(MAX_BINS - 1, root(finite.length)));
    int[] counts = new int[edges.length - 1];
    for (double value : finite) {
      int at = Arrays.binarySearch(edges, value == 0 ? 0.0 : value);
      counts[Math.min(counts.length - 1, at >= 0 ? at : -at - 2)]++;
    }
    return new Histogram(edges, counts);
  }

  private static int root(int count) {
    return (int) Math.ceil(Math.sqrt(count));
  }

  private static double[] edges(double min, double max, int bins) {
    double width = (max - min) / bins;
    boolean spansZero = min < 0 && max > 0;
    int below = spansZero ? (int) Math.ceil(-min / width) : 0;
    int above = spansZero ? (int) Math.ceil(max / width) : bins;
    double origin = spansZero ? 0 : min;
    double[] edges = new double[below + above + 1];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = origin + (e - below) * width;
    }
    edges[0] = Math.min(edges[0], min);
    edges[edges.length - 1] = Math.max(edges[edges.length - 1], max);
    return edges;
  }

  /** A copy of the edges, ascending: one more than bins, or none. */
  public double[] edges() {
    return edges.clone();
  }

  /** A copy of the counts; the last bin includes its upper edge. */
  public int[] counts() {
    return counts.clone();
  }
}
