package dev.tradewind.engine.optimize;

/**
 * Gives up the worse trials of a batch early (Jamieson and Talwalkar 2016): all run on the first
 * part of the data, the best of them on a part {@code factor} times as long, and so on until the
 * last round has all data. Batch by batch, so that the result does not depend on timing.
 *
 * @param rounds number of rounds, 2 to 8
 * @param factor one of so many goes on after each round, 2 to 10
 */
public record SuccessiveHalving(int rounds, int factor) {
  /** Refuses what halves nothing. */
  public SuccessiveHalving {
    if (rounds < 2 || rounds > 8) {
      throw new IllegalArgumentException("rounds must be in 2..8, was " + rounds);
    }
    if (factor < 2 || factor > 10) {
      throw new IllegalArgumentException("factor must be in 2..10, was " + factor);
    }
  }

  /** The part of the data of a round, from 0. */
  double fraction(int round) {
    return Math.pow(factor, round - rounds + 1);
  }

  /** How many of so many go on. */
  int survivors(int running) {
    return Math.max(1, running / factor);
  }
}
