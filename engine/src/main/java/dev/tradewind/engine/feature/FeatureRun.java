package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.SeriesFeed;
import java.util.Arrays;

/**
 * A feature computed bar by bar from any bar on, with checkpoints. Gives the bits of {@link
 * FeatureBatch}. Belongs to one thread.
 */
public final class FeatureRun {
  private final SeriesFeed feed;
  private final int[] restarts;

  private FeatureRun(SeriesFeed feed, int[] restarts) {
    this.feed = feed;
    this.restarts = restarts;
  }

  /** A run from the first bar on. */
  public static FeatureRun fresh(FeatureProgram feature, ProgramData data) {
    return fresh(feature, data, feature.restarts(data.base()));
  }

  /**
   * A run from the first bar on.
   *
   * @param restarts what {@link FeatureProgram#restarts} gives for the base
   */
  public static FeatureRun fresh(FeatureProgram feature, ProgramData data, int[] restarts) {
    return new FeatureRun(new SeriesFeed(feature.program(), data, 0), restarts.clone());
  }

  /**
   * A run that goes on from a checkpoint.
   *
   * @param restarts what {@link FeatureProgram#restarts} gives for the base
   * @param from the first base bar to compute
   * @param memory what {@link #memory} gave after the bar before
   */
  public static FeatureRun resumed(
      FeatureProgram feature, ProgramData data, int[] restarts, int from, double[] memory) {
    SeriesFeed feed = new SeriesFeed(feature.program(), data, from);
    feed.program().restore(memory);
    return new FeatureRun(feed, restarts.clone());
  }

  /** The next bar to compute. */
  public int next() {
    return feed.next();
  }

  /** A copy of all that is remembered. */
  public double[] memory() {
    return feed.program().memory();
  }

  /**
   * Computes bars up to an index.
   *
   * @param to the first base bar not to compute
   * @param out receives for each column of the feature the values of the bars computed, from 0
   */
  public void run(int to, double[][] out) {
    int first = feed.next();
    if (first >= to) {
      return;
    }
    int at = Arrays.binarySearch(restarts, first);
    int next = at >= 0 ? at : -at - 1;
    if (next == restarts.length || restarts[next] >= to) {
      feed.run(to, out);
      return;
    }
    double[][] part = new double[out.length][to - first];
    while (feed.next() < to) {
      int from = feed.next();
      if (next < restarts.length && restarts[next] == from) {
        feed.program().reset();
        next++;
      }
      int end = next < restarts.length ? Math.min(to, restarts[next]) : to;
      feed.run(end, part);
      for (int c = 0; c < out.length; c++) {
        System.arraycopy(part[c], 0, out[c], from - first, end - from);
      }
    }
  }
}
