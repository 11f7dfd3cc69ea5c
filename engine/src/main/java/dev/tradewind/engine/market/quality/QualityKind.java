package dev.tradewind.engine.market.quality;

/** What can be wrong with a bar. */
public enum QualityKind {
  /** Bars are missing. */
  GAP("bars are missing"),
  /** The same bar is there more than once; one is kept. */
  DUPLICATE("the same bar is there more than once; one is kept"),
  /** The bar does not open on the grid of its timeframe. */
  MISALIGNED("the bar does not open on the grid of its timeframe"),
  /** The high is below the low. */
  HIGH_BELOW_LOW("the high is below the low"),
  /** The open or the close is outside low to high. */
  OUTSIDE_RANGE("the open or the close is outside low to high"),
  /** A price is zero or negative. */
  NON_POSITIVE_PRICE("a price is zero or negative"),
  /** Nothing was traded. */
  ZERO_VOLUME("nothing was traded"),
  /** The volume is unknown. */
  MISSING_VOLUME("the volume is unknown"),
  /** The return is many standard deviations from the mean. */
  OUTLIER_ZSCORE("the return is many standard deviations from the mean"),
  /** The return is many quartile ranges from the middle half. */
  OUTLIER_IQR("the return is many quartile ranges from the middle half"),
  /** Many bars in a row have the same four prices. */
  FLAT_RUN("many bars in a row have the same four prices"),
  /** Prices move in a straight line, as if filled in. */
  INTERPOLATED_RUN("prices move in a straight line, as if filled in"),
  /** The price jumps by the ratio of a share split. */
  SPLIT_LIKE_JUMP("the price jumps by the ratio of a share split"),
  /** The bar opens in the future. */
  FUTURE("the bar opens in the future");

  private final String description;

  QualityKind(String description) {
    this.description = description;
  }

  /** What it means, for reports. */
  public String description() {
    return description;
  }
}
