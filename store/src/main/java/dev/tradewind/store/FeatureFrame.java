package dev.tradewind.store;

import java.util.List;

/**
 * Feature values in columns, one row a bar. The arrays are handed over, not copied: a frame belongs
 * to whoever read it.
 */
public final class FeatureFrame {
  private final List<FeatureVersion> features;
  private final long[] openMicros;
  private final double[][] values;
  private final long[][] knownAtMicros;
  private final byte[][] flags;

  /**
   * A frame of these arrays, which it keeps.
   *
   * @param features one for each column
   * @param openMicros opening time of each bar, ascending
   * @param values columns as long as {@code openMicros}
   * @param knownAtMicros as long
   * @param flags as long, or empty for a feature without flags; 1 for an outlier
   */
  public FeatureFrame(
      List<FeatureVersion> features,
      long[] openMicros,
      double[][] values,
      long[][] knownAtMicros,
      byte[][] flags) {
    this.features = List.copyOf(features);
    this.openMicros = openMicros;
    this.values = values;
    this.knownAtMicros = knownAtMicros;
    this.flags = flags;
  }

  /** Number of rows. */
  public int rows() {
    return openMicros.length;
  }

  /** What each column is. */
  public List<FeatureVersion> features() {
    return features;
  }

  /** Opening time of each bar, UTC microseconds, ascending. */
  public long[] openMicros() {
    return openMicros;
  }

  /** A column; {@code NaN} is undefined, or a bar that the feature has not seen. */
  public double[] values(int column) {
    return values[column];
  }

  /**
   * When each value of a column was first known, UTC microseconds; {@link Long#MAX_VALUE} for a bar
   * that the feature has not seen.
   */
  public long[] knownAtMicros(int column) {
    return knownAtMicros[column];
  }

  /** Whether a value is flagged as an outlier. */
  public boolean isOutlier(int column, int row) {
    return flags[column].length > 0 && flags[column][row] == 1;
  }
}
