package dev.tradewind.engine.statistics;

import java.util.Arrays;

/**
 * Sums of returns and of their squares over consecutive blocks of a span: all that Sharpe ratios of
 * any union of blocks need. A thousandth of the returns themselves, so that those of very many
 * trials can be kept. Immutable.
 */
public final class ReturnBlocks {
  private final int observations;
  private final double[] sums;
  private final double[] squares;

  private ReturnBlocks(int observations, double[] sums, double[] squares) {
    this.observations = observations;
    this.sums = sums;
    this.squares = squares;
  }

  /**
   * Sums up returns over blocks whose lengths differ by at most one.
   *
   * @param returns one for each period, fractions
   * @param blocks number of blocks, &ge; 1
   */
  public static ReturnBlocks of(double[] returns, int blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks must be >= 1, was " + blocks);
    }
    double[] sums = new double[blocks];
    double[] squares = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      int to = start(b + 1, blocks, returns.length);
      for (int i = start(b, blocks, returns.length); i < to; i++) {
        sums[b] += returns[i];
        squares[b] += returns[i] * returns[i];
      }
    }
    return new ReturnBlocks(returns.length, sums, squares);
  }

  /**
   * Blocks from their sums, as they were stored.
   *
   * @param observations number of returns, &ge; 0
   * @param sums of the returns of each block
   * @param squares sums of the squared returns of each block, as many
   */
  public static ReturnBlocks ofSums(int observations, double[] sums, double[] squares) {
    if (sums.length == 0 || sums.length != squares.length || observations < 0) {
      throw new IllegalArgumentException(
          "sums and squares must be as many and at least one of observations >= 0, were "
              + sums.length
              + ", "
              + squares.length
              + " and "
              + observations);
    }
    return new ReturnBlocks(observations, sums.clone(), squares.clone());
  }

  private static int start(int block, int blocks, int length) {
    return (int) ((long) block * length / blocks);
  }

  /** Number of blocks. */
  public int blocks() {
    return sums.length;
  }

  /** Number of returns. */
  public int observations() {
    return observations;
  }

  /** Number of returns of a block. */
  public int observations(int block) {
    return start(block + 1, sums.length, observations) - start(block, sums.length, observations);
  }

  /** Sum of the returns of a block. */
  public double sum(int block) {
    return sums[block];
  }

  /** Sum of the squared returns of a block. */
  public double squares(int block) {
    return squares[block];
  }

  /** The Sharpe ratio of a period, of all returns; {@code NaN} where it is undefined. */
  public double sharpe() {
    double sum = 0;
    double square = 0;
    for (int b = 0; b < sums.length; b++) {
      sum += sums[b];
      square += squares[b];
    }
    return sharpe(observations, sum, square);
  }

  /**
   * The Sharpe ratio of a period from sums: mean over sample deviation; {@code NaN} below two
   * returns and where they do not vary.
   */
  static double sharpe(int n, double sum, double squares) {
    if (n < 2) {
      return Double.NaN;
    }
    double mean = sum / n;
    double variance = (squares - n * mean * mean) / (n - 1);
    // What is left of the squares after the subtraction is rounding noise below this.
    return variance > 1e-14 * squares / n ? mean / Math.sqrt(variance) : Double.NaN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReturnBlocks that
        && observations == that.observations
        && Arrays.equals(sums, that.sums)
        && Arrays.equals(squares, that.squares);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }
}
