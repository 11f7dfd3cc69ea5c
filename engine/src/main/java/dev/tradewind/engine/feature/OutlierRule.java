package dev.tradewind.engine.feature;

import java.util.Locale;
import java.util.Optional;

/**
 * Which values are flagged as outliers. A flagged value is kept as it is. The flag is itself an
 * expression over the last {@value #WINDOW} bars, so that it uses nothing later.
 *
 * @param method how a value is judged
 * @param threshold how many standard deviations or interquartile ranges are too many, &gt; 0; 0 for
 *     {@link Method#NONE}
 */
public record OutlierRule(Method method, double threshold) {
  /** Number of bars, the judged one included, against which a value is judged. */
  public static final int WINDOW = 252;

  /** No value is an outlier. */
  public static final OutlierRule NONE = new OutlierRule(Method.NONE, 0);

  /** More than 4 standard deviations from the mean. */
  public static final OutlierRule Z_SCORE = new OutlierRule(Method.Z_SCORE, 4);

  /** More than 1.5 interquartile ranges outside the quartiles. */
  public static final OutlierRule IQR = new OutlierRule(Method.IQR, 1.5);

  /** How a value is judged. */
  public enum Method {
    /** Not at all. */
    NONE,
    /** By its distance from the mean in standard deviations. */
    Z_SCORE,
    /** By its distance from the quartiles in interquartile ranges. */
    IQR
  }

  /** Refuses a threshold that flags everything or nothing. */
  public OutlierRule {
    boolean none = method == Method.NONE;
    if (none ? threshold != 0 : !(threshold > 0 && threshold <= 1e6)) {
      throw new IllegalArgumentException(
          "threshold must be "
              + (none ? "0" : "> 0 and <= 1000000")
              + ", was "
              + threshold
              + " (outlier method "
              + method.name().toLowerCase(Locale.ROOT)
              + ")");
    }
  }

  /**
   * The condition that flags a value.
   *
   * @param expression the feature's expression
   * @return text of the expression language; empty if nothing is flagged
   */
  public Optional<String> condition(String expression) {
    String x = "(" + expression + ")";
    return switch (method) {
      case NONE -> Optional.empty();
      case Z_SCORE -> Optional.of("abs(zscore(" + x + ", " + WINDOW + ")) > " + plain(threshold));
      case IQR -> {
        String low = "percentile(" + x + ", " + WINDOW + ", 0.25)";
        String high = "percentile(" + x + ", " + WINDOW + ", 0.75)";
        String reach = plain(threshold) + " * (" + high + " - " + low + ")";
        yield Optional.of(
            x + " > " + high + " + " + reach + " or " + x + " < " + low + " - " + reach);
      }
    };
  }

  private static String plain(double value) {
    return new java.math.BigDecimal(Double.toString(value)).toPlainString();
  }
}
