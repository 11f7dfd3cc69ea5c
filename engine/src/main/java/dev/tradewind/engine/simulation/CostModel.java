package dev.tradewind.engine.simulation;

/** What a fee is reckoned from. */
public enum CostModel {
  /** A part of the notional. */
  PER_NOTIONAL("per_notional", "A part of the notional, in basis points, for makers and takers."),
  /** An amount for each unit. */
  PER_SHARE("per_share", "An amount for each unit that is traded."),
  /** An amount for each order. */
  FIXED("fixed", "An amount for each order, whatever its size.");

  private final String code;
  private final String help;

  CostModel(String code, String help) {
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
