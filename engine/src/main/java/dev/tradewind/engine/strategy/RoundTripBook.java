package dev.tradewind.engine.strategy;

/**
 * The round trips of a run so far, as far as Kelly's fraction needs them; from flat to flat, fees
 * included.
 */
final class RoundTripBook {
  private final double[] flow;
  private final double[] entered;
  private int wins;
  private int losses;
  private double won;
  private double lost;

  RoundTripBook(int instruments) {
    flow = new double[instruments];
    entered = new double[instruments];
  }

  /**
   * Notes a fill.
   *
   * @param position lots held after it
   * @param price of it, currency
   * @param quantity units, &gt; 0
   * @param fee currency
   */
  void add(Fill fill, long position, double price, double quantity, double fee) {
    int i = fill.instrument();
    double amount = price * quantity;
    flow[i] += (fill.side() == Side.BUY ? -amount : amount) - fee;
    boolean opens = fill.side() == Side.BUY ? position > 0 : position < 0;
    if (opens) {
      entered[i] += amount;
    }
    if (position == 0 && entered[i] > 0) {
      end(flow[i] / entered[i]);
      flow[i] = 0;
      entered[i] = 0;
    }
  }

  private void end(double result) {
    if (result > 0) {
      wins++;
      won += result;
    } else {
      losses++;
      lost -= result;
    }
  }

  int count() {
    return wins + losses;
  }

  /**
   * Kelly's fraction W - (1 - W) / R of the win rate W and the payoff R, the mean gain by the mean
   * loss (J. L. Kelly, A New Interpretation of Information Rate, 1956); 1 without a loss, 0 without
   * a gain or a round trip.
   */
  double kelly() {
    if (wins == 0 || won == 0) {
      return 0;
    }
    if (losses == 0 || lost == 0) {
      return 1;
    }
    double rate = (double) wins / count();
    double payoff = won / wins / (lost / losses);
    return rate - (1 - rate) / payoff;
  }
}
