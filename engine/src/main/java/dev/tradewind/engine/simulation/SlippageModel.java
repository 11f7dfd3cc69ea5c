package dev.tradewind.engine.simulation;

/** How much worse than the market's price an order that takes liquidity fills. */
public enum SlippageModel {
  /** The same part of the price always. */
  FIXED_BPS("fixed_bps", "slippageBps of the price, whatever the size."),
  /** Grows with the square of the part of the bar's volume. */
  VOLUME_SHARE(
      "volume_share",
      "impact times the square of the part of the bar's volume that the fill takes, of the price."),
  /** Grows with the root of the part of the volume, and with volatility. */
  SQUARE_ROOT(
      "square_root",
      "impact times the volatility of a bar times the root of the part of the mean volume of the 20"
          + " bars before, of the price (the square-root law of market impact)."),
  /** Half of a spread. */
  SPREAD("spread", "Half of spreadBps of the price.");

  private final String code;
  private final String help;

  SlippageModel(String code, String help) {
    this.code = code;
    this.help = help;
  }

  /** The name users write. */
  public String code() {
    return code;
  }

  /** What it does, in one sentence. */
  public String help() {
    return help;
  }
}
