package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How likely the best of these very trials shows such a Sharpe ratio without any skill, whatever
 * the dependence between them. Without skill each block of the span could as well have gone the
 * other way, for all trials at once: all ways to turn the blocks round are tried, and the best of
 * all trials is taken each time.
 *
 * <p>A randomisation test with sign changes of few blocks (I. A. Canay, J. P. Romano and A. M.
 * Shaikh, "Randomization Tests under an Approximate Symmetry Assumption", Econometrica 85, 2017) of
 * the maximum over dependent trials (P. H. Westfall and S. S. Young, "Resampling-Based Multiple
 * Testing", 1993), the question of White's reality check (2000). Trials that resemble each other
 * rise and fall together, so that a fine grid counts for what it explores; and what all of them
 * share is charged too.
 *
 * <p>What is compared is the sum of the returns over their root sum of squares plus the median of
 * that of all trials (V. G. Tusher, R. Tibshirani and G. Chu, "Significance analysis of
 * microarrays", PNAS 98, 2001). Without the addition the best would be one that was hardly in the
 * market: rules that leave once they have gained enough show great ratios over few days on any
 * prices, and no change of signs shows that.
 *
 * <p>A trial that lost far more than chance explains, as one that pays fees every day, is shifted
 * to no loss first, so that turning it round does not make a winner of it (the threshold is that of
 * P. R. Hansen, 2005). Immutable.
 */
public final class SignChangeTest {
  private static final int MOST_BLOCKS = 20;

  /** Room for rounding: with the signs as they are the best is itself. */
  private static final double SAME = 1e-9;

  private final double[] maxima;
  private final double usual;
  private final int trials;

  private SignChangeTest(double[] maxima, double usual, int trials) {
    this.maxima = maxima;
    this.usual = usual;
    this.trials = trials;
  }

  /**
   * Turns the blocks round in all 2<sup>blocks</sup> ways.
   *
   * @param trials all that was tried, sums of their returns over the same span, with the same
   *     number of blocks, at most 20; those without any return count for nothing
   * @throws IllegalArgumentException if there is no trial or their spans differ
   */
  public static SignChangeTest of(List<ReturnBlocks> trials) {
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("trials must be at least 1, were 0");
    }
    int blocks = trials.getFirst().blocks();
    int observations = trials.getFirst().observations();
    if (blocks > MOST_BLOCKS) {
      throw new IllegalArgumentException(
          "blocks must be at most " + MOST_BLOCKS + ", were " + blocks);
    }
    for (ReturnBlocks each : trials) {
      if (each.blocks() != blocks || each.observations() != observations) {
        throw new IllegalArgumentException(
            "trials must have the same blocks ("
                + blocks
                + ") and returns ("
                + observations
                + "), one has "
                + each.blocks()
                + " and "
                + each.observations());
      }
    }
    List<ReturnBlocks> moving = trials.stream().filter(each -> size(each) > 0).toList();
    double usual =
        Median.of(moving.stream().mapToDouble(SignChangeTest::size).toArray(), moving.size());
    double[][] columns = new double[blocks][moving.size()];
    double threshold = -Math.sqrt(2 * Math.log(Math.max(1, Math.log(observations))));
    for (int k = 0; k < moving.size(); k++) {
      ReturnBlocks each = moving.get(k);
      double sum = sum(each);
      double size = size(each);
      double shift = sum / size < threshold ? sum / blocks : 0;
      for (int b = 0; b < blocks; b++) {
        columns[b][k] = (each.sum(b) - shift) / (size + usual);
      }
    }
    double[] maxima = maxima(columns);
    Arrays.sort(maxima);
    return new SignChangeTest(maxima, usual, trials.size());
  }

  /** In the order of a Gray code, so that one block turns at each step. */
  private static double[] maxima(double[][] columns) {
    int trials = columns[0].length;
    double[] sums = new double[trials];
    for (double[] column : columns) {
      for (int k = 0; k < trials; k++) {
        sums[k] += column[k];
      }
    }
    double[] maxima = new double[1 << columns.length];
    int turned = 0;
    for (int step = 0; step < maxima.length; step++) {
      if (step > 0) {
        int block = Integer.numberOfTrailingZeros(step);
        double twice = (turned >>> block & 1) == 1 ? 2 : -2;
        turned ^= 1 << block;
        double[] column = columns[block];
        for (int k = 0; k < trials; k++) {
          sums[k] += twice * column[k];
        }
      }
      double most = 0;
      for (int k = 0; k < trials; k++) {
        most = Math.max(most, sums[k]);
      }
      maxima[step] = most;
    }
    return maxima;
  }

  private static double sum(ReturnBlocks trial) {
    double sum = 0;
    for (int b = 0; b < trial.blocks(); b++) {
      sum += trial.sum(b);
    }
    return sum;
  }

  private static double size(ReturnBlocks trial) {
    double squares = 0;
    for (int b = 0; b < trial.blocks(); b++) {
      squares += trial.squares(b);
    }
    return Math.sqrt(squares);
  }

  /** Number of trials that were compared. */
  public int trials() {
    return trials;
  }

  /** Number of ways in which the blocks were turned round, the way they are included. */
  public int changes() {
    return maxima.length;
  }

  /**
   * The part of the changes in which the best of all trials is at least as good as this trial: the
   * p-value after all trials.
   *
   * @param trial one of those compared, or one over the same span
   * @return in (0, 1]; 1 for a trial that gained nothing
   */
  public double probability(ReturnBlocks trial) {
    double size = size(trial);
    double bound = (size > 0 ? sum(trial) / (size + usual) : 0) - SAME;
    int below = 0;
    int above = maxima.length;
    while (below < above) {
      int middle = (below + above) >>> 1;
      if (maxima[middle] < bound) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    return Math.max(1, maxima.length - below) / (double) maxima.length;
  }
}
