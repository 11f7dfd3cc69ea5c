package dev.tradewind.engine.simulation;

/** At what price a market order meets the market, and how the way of a price in a bar is known. */
public enum FillModel {
  /** The next bar's open. */
  NEXT_OPEN(
      "next_open",
      "A market order fills at the open of the next bar.",
      "Neutral where the open can be traded; opening prices of illiquid instruments often cannot."),
  /** The close on which was decided. */
  CLOSE(
      "close",
      "A market order fills at the close of the bar on which it was decided.",
      "Optimistic: the price is used for the decision and for the fill, which no one can do."),
  /** The worst price of the next bar. */
  WORST(
      "worst",
      "A market order buys at the high and sells at the low of the next bar; stops fill there too.",
      "Pessimistic: a bound from below for what timing within a bar can cost."),
  /** The middle of the next bar. */
  VWAP(
      "vwap",
      "A market order fills at the volume-weighted price of the next bar, taken as the mean of its"
          + " open, high, low and close, or over its finer bars where a run has them.",
      "Neutral for orders that are worked over the bar; the mean of four prices is a guess at it."),
  /** The way through finer bars or trades. */
  INTRABAR(
      "intrabar",
      "Orders meet the market in finer bars or trades: a market order at the first of them, stops and"
          + " limits in the order in which their prices were reached.",
      "The nearest to what happened; within a finer bar the worse order of prices is still assumed.");

  private final String code;
  private final String help;
  private final String bias;

  FillModel(String code, String help, String bias) {
    this.code = code;
    this.help = help;
    this.bias = bias;
  }

  /** The name users write. */
  public String code() {
    return code;
  }

  /** What it does, in one sentence. */
  public String help() {
    return help;
  }

  /** In which direction its results are wrong. */
  public String bias() {
    return bias;
  }
}
