package dev.tradewind.engine.market;

/**
 * The columns of a series where they are. Used by the batch kernels of the expression language and
 * by the feature store's hashes, which read whole columns and would otherwise copy each; a test
 * holds others off. Stateless.
 */
public final class SharedColumns {
  private SharedColumns() {}

  /**
   * A column of a series itself.
   *
   * @return at least {@link BarSeries#size()} values; what is behind them means nothing. Never to
   *     be written, kept or passed on: the series is immutable to all others
   */
  public static double[] of(BarSeries series, BarField field) {
    return series.column(field);
  }

  /** When the bars of a series open, UTC microseconds, under the same terms. */
  public static long[] openTimes(BarSeries series) {
    return series.openTimes();
  }

  /** Whether the series says itself when its bars end and are known. */
  public static boolean hasOwnTimes(BarSeries series) {
    return series.hasOwnTimes();
  }
}
