package dev.tradewind.engine.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How likely it is that the best of many trials is the best by chance: combinatorially symmetric
 * cross-validation of D. H. Bailey, J. Borwein, M. López de Prado and Q. J. Zhu, "The Probability
 * of Backtest Overfitting", Journal of Computational Finance 20 (2017). The span is cut into
 * blocks; for every way to take half of them, the trial with the best Sharpe ratio there is looked
 * up among all trials on the other half.
 *
 * @param probability part of the combinations in which the best of one half is not above the median
 *     of the other; about 0.5 or more without any skill, near 0 where one trial is better
 *     throughout
 * @param lossProbability part of the combinations in which the best of one half has a Sharpe ratio
 *     below 0 on the other
 * @param degradation slope of the best's Sharpe ratio on the other half over that on its own; below
 *     0 the better it looks the worse it does; {@code NaN} where it is undefined
 * @param combinations number of combinations
 * @param trials number of trials that were compared
 */
public record BacktestOverfitting(
    double probability, double lossProbability, double degradation, int combinations, int trials) {
  private static final int MOST_BLOCKS = 20;

  /**
   * Compares trials. A trial whose returns do not vary on some half has a Sharpe ratio of 0 there:
   * it did nothing.
   *
   * @param trials sums of their returns over the same span, with the same even number of blocks, 2
   *     to 20, which must each have a return; at least two trials
   */
  public static BacktestOverfitting of(List<ReturnBlocks> trials) {
    int n = trials.size();
    if (n < 2) {
      throw new IllegalArgumentException("trials must be at least 2, were " + n);
    }
    ReturnBlocks first = trials.getFirst();
    int blocks = first.blocks();
    if (blocks % 2 != 0 || blocks > MOST_BLOCKS || first.observations() < blocks) {
      throw new IllegalArgumentException(
          "blocks must be even, at most "
              + MOST_BLOCKS
              + " and at most the number of returns ("
              + first.observations()
              + "), was "
              + blocks);
    }
    for (ReturnBlocks each : trials) {
      if (each.blocks() != blocks || each.observations() != first.observations()) {
        throw new IllegalArgumentException(
            "trials must have the same blocks ("
                + blocks
                + ") and returns ("
                + first.observations()
                + "), one has "
                + each.blocks()
                + " and "
                + each.observations());
      }
    }
    return new Comparison(trials, blocks).run();
  }

  private static final class Comparison {
    private final int trials;
    private final int blocks;
    private final int[] counts;
    private final double[][] sums;
    private final double[][] squares;
    private final double[] inside;
    private final double[] outside;
    private final double[] insideSum;
    private final double[] insideSquares;
    private final double[] outsideSum;
    private final double[] outsideSquares;

    Comparison(List<ReturnBlocks> all, int blocks) {
      this.trials = all.size();
      this.blocks = blocks;
      this.counts = new int[blocks];
      this.sums = new double[blocks][trials];
      this.squares = new double[blocks][trials];
      for (int b = 0; b < blocks; b++) {
        counts[b] = all.getFirst().observations(b);
        for (int t = 0; t < trials; t++) {
          sums[b][t] = all.get(t).sum(b);
          squares[b][t] = all.get(t).squares(b);
        }
      }
      this.inside = new double[trials];
      this.outside = new double[trials];
      this.insideSum = new double[trials];
      this.insideSquares = new double[trials];
      this.outsideSum = new double[trials];
      this.outsideSquares = new double[trials];
    }

    BacktestOverfitting run() {
      int combinations = 0;
      int below = 0;
      int losses = 0;
      double sumX = 0;
      double sumY = 0;
      double sumXX = 0;
      double sumXY = 0;
      for (int mask = 0; mask < 1 << blocks; mask++) {
        if (Integer.bitCount(mask) != blocks / 2) {
          continue;
        }
        measure(mask);
        int best = 0;
        for (int t = 1; t < trials; t++) {
          best = inside[t] > inside[best] ? t : best;
        }
        double x = inside[best];
        double y = outside[best];
        combinations++;
        // The logit of rank / (trials + 1) is not above 0 where the rank is not above the middle.
        below += rank(y) <= (trials + 1) / 2.0 ? 1 : 0;
        losses += y < 0 ? 1 : 0;
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
      }
      double spread = sumXX - sumX * sumX / combinations;
      return new BacktestOverfitting(
          (double) below / combinations,
          (double) losses / combinations,
          spread > 1e-14 * sumXX ? (sumXY - sumX * sumY / combinations) / spread : Double.NaN,
          combinations,
          trials);
    }

    /** The rank among the values outside, from 1; equal ones share the middle of theirs. */
    private double rank(double value) {
      int less = 0;
      int equal = 0;
      for (int t = 0; t < trials; t++) {
        less += outside[t] < value ? 1 : 0;
        equal += outside[t] == value ? 1 : 0;
      }
      return less + (equal + 1) / 2.0;
    }

    private void measure(int mask) {
      Arrays.fill(insideSum, 0);
      Arrays.fill(insideSquares, 0);
      Arrays.fill(outsideSum, 0);
      Arrays.fill(outsideSquares, 0);
      int insideCount = 0;
      int outsideCount = 0;
      for (int b = 0; b < blocks; b++) {
        boolean isInside = (mask >>> b & 1) == 1;
        insideCount += isInside ? counts[b] : 0;
        outsideCount += isInside ? 0 : counts[b];
        add(sums[b], isInside ? insideSum : outsideSum);
        add(squares[b], isInside ? insideSquares : outsideSquares);
      }
      sharpe(insideCount, insideSum, insideSquares, inside);
      sharpe(outsideCount, outsideSum, outsideSquares, outside);
    }

    private static void add(double[] from, double[] to) {
      for (int t = 0; t < to.length; t++) {
        to[t] += from[t];
      }
    }

    private static void sharpe(int n, double[] sums, double[] squares, double[] out) {
      for (int t = 0; t < out.length; t++) {
        double ratio = ReturnBlocks.sharpe(n, sums[t], squares[t]);
        out[t] = Double.isNaN(ratio) ? 0 : ratio;
      }
    }
  }
}
