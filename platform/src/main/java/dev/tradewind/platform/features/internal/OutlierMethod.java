package dev.tradewind.platform.features.internal;

/** How values that lie far out are found; they are flagged and kept. */
enum OutlierMethod {
  /** Not at all. */
  NONE(0),
  /** Distance from the mean in standard deviations. */
  Z_SCORE(4),
  /** Distance from the quartiles in interquartile ranges. */
  IQR(1.5);

  private final double usual;

  OutlierMethod(double usual) {
    this.usual = usual;
  }

  /** The threshold unless another is given. */
  double usual() {
    return usual;
  }
}
