package dev.tradewind.engine.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a rule decides how much to buy or to sell short; {@code size.type} of a document. */
public enum SizeType {
  /** The cash is shared by the instruments that hold nothing. */
  EQUAL_CASH(
      "equal_cash",
      "That fraction of the free cash, shared equally by the instruments that hold nothing; for a"
          + " short position of the equity, shared by all instruments.",
      1.0,
      0,
      1),
  /** A fixed quantity. */
  QUANTITY("quantity", "Units of the instrument, rounded down to whole lots.", null, 0, 1e15),
  /** A fixed amount of money. */
  CASH("cash", "An amount of the account's currency.", null, 0, 1e15),
  /** A percentage of the equity. */
  PERCENT_OF_EQUITY(
      "percent_of_equity",
      "Percent of the equity: 50 is half of it, more than 100 is leverage.",
      null,
      0,
      1_000),
  /** A yearly volatility of the position. */
  VOLATILITY_TARGET(
      "volatility_target",
      "The yearly volatility that the position is to have, as a fraction: 0.15 is 15 %. The equity"
          + " is multiplied by it and divided by the instrument's own volatility over"
          + " size.lookback bars.",
      null,
      0,
      5),
  /** A loss at the stop. */
  RISK_PER_TRADE(
      "risk_per_trade",
      "The part of the equity that is lost if the stop fills at its price, as a fraction: 0.01 is"
          + " 1 %. Needs a stop or a trailing stop.",
      null,
      0,
      0.5),
  /** A part of Kelly's fraction. */
  KELLY(
      "kelly",
      "That part of Kelly's fraction of the equity: 0.5 is half Kelly. Win rate and payoff are"
          + " those of the run's own round trips so far; until there are size.minTrades of them"
          + " the fraction is size.before.",
      null,
      0,
      2);

  private final String code;
  private final String description;
  private final Optional<Double> byDefault;
  private final double above;
  private final double max;

  SizeType(String code, String description, @Nullable Double byDefault, double above, double max) {
    this.code = code;
    this.description = description;
    this.byDefault = Optional.ofNullable(byDefault);
    this.above = above;
    this.max = max;
  }

  /** The word in documents. */
  public String code() {
    return code;
  }

  /** What {@code size.value} means with it. */
  public String description() {
    return description;
  }

  /** The value where none is given. */
  public Optional<Double> byDefault() {
    return byDefault;
  }

  /** Whether a value is in the open-closed interval of this type. */
  public boolean accepts(double value) {
    return value > above && value <= max;
  }

  /** The bound for messages. */
  public String bounds() {
    return "in (" + Constants.text(above) + ", " + Constants.text(max) + "]";
  }

  /** Whether an open position is brought back to its size on every rebalancing bar. */
  boolean isResizable() {
    return this == PERCENT_OF_EQUITY || this == VOLATILITY_TARGET;
  }

  /** The type of that word. */
  public static Optional<SizeType> of(String code) {
    return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(SizeType::code).toList();
  }
}
