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
   * bins, at most 60, from the smallest to the largest; one bin where all are equal, none where
   * there are none.
   */
  public static Histogram of(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new Histogram(new double[0], new int[0]);
    }
    double min = Arrays.stream(finite).min().orElseThrow();
    double max = Arrays.stream(finite).max().orElseThrow();
    int bins = min == max ? 1 : Math.min(MAX_BINS, (int) Math.ceil(Math.sqrt(finite.length)));
    double[] edges = new double[bins + 1];
    for (int b = 0; b <= bins; b++) {
      edges[b] = b == bins ? max : min + (max - min) * b / bins;
    }
    int[] counts = new int[bins];
    for (double value : finite) {
      int bin = min == max ? 0 : (int) ((value - min) / (max - min) * bins);
      counts[Math.min(bins - 1, bin)]++;
    }
    return new Histogram(edges, counts);
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
