package dev.tradewind.store;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureBatch;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proof that stored columns are what a full build gives: they are computed from scratch and
 * compared bit by bit.
 *
 * @param columns how many columns were compared
 * @param values how many values were compared
 * @param mismatches one for each column that differs
 */
public record FeatureVerification(int columns, long values, List<Mismatch> mismatches) {
  /** Copies. */
  public FeatureVerification {
    mismatches = List.copyOf(mismatches);
  }

  /** What differs. */
  public enum Kind {
    /** The values are not the same. */
    VALUE,
    /** Only one of them is an outlier. */
    FLAG,
    /** The bar is there but the column has not seen it. */
    MISSING,
    /** The column has a value for a bar that is not there. */
    EXTRA
  }

  /**
   * The first difference in a column.
   *
   * @param key the column
   * @param openMicros opening time of the first differing bar, UTC microseconds
   * @param kind what differs
   * @param stored the stored value, {@code NaN} if there is none
   * @param computed the value that a full build gives, {@code NaN} if there is none
   * @param differing how many bars differ
   */
  public record Mismatch(
      FeatureKey key, long openMicros, Kind kind, double stored, double computed, long differing) {
    @Override
    public String toString() {
      return key
          + ": "
          + kind
          + " at "
          + java.time.Instant.EPOCH.plus(openMicros, java.time.temporal.ChronoUnit.MICROS)
          + ", stored "
          + stored
          + ", computed "
          + computed
          + ", "
          + differing
          + " bars differ";
    }
  }

  /** Whether everything is as it should be. */
  public boolean intact() {
    return mismatches.isEmpty();
  }

  /**
   * Compares columns up to their watermarks. Bars behind the watermark are the next refresh's and
   * no mismatch; a column that is not stored is left out.
   *
   * @param features compiled for one instrument and timeframe
   * @param data what {@link FeatureStore#refresh} takes; only bars until the watermark are used
   */
  public static FeatureVerification of(
      FeatureStore store, List<FeatureProgram> features, ProgramData data) {
    List<FeatureProgram> stored = new ArrayList<>();
    List<Watermark> marks = new ArrayList<>();
    for (FeatureProgram feature : features) {
      Optional<FeatureInfo> info = store.info(FeatureKey.of(feature));
      if (info.isPresent()) {
        stored.add(feature);
        marks.add(info.get().watermark());
      }
    }
    List<double[][]> computed = FeatureBatch.compute(stored, data);
    List<Mismatch> mismatches = new ArrayList<>();
    long values = 0;
    for (int f = 0; f < stored.size(); f++) {
      FeatureKey key = marks.get(f).key();
      FeatureFrame frame =
          store.readUnchecked(
              FeatureQuery.all(key.instrumentId(), key.timeframe(), List.of(key.feature()))
                  .unfilled());
      Comparison comparison =
          new Comparison(key, frame, data.base(), computed.get(f), marks.get(f).lastOpenMicros());
      values += comparison.compared;
      comparison.first().ifPresent(mismatches::add);
    }
    return new FeatureVerification(stored.size(), values, mismatches);
  }

  /** Compares one column. */
  private static final class Comparison {
    private final FeatureKey key;
    private final FeatureFrame frame;
    private final BarSeries base;
    private final double[][] computed;
    private Optional<Mismatch> found = Optional.empty();
    private long compared;
    private long differing;

    Comparison(FeatureKey key, FeatureFrame frame, BarSeries base, double[][] computed, long last) {
      this.key = key;
      this.frame = frame;
      this.base = base;
      this.computed = computed;
      int row = 0;
      for (int i = 0; i < base.size() && base.openTime(i) <= last; i++) {
        while (row < frame.rows() && frame.openMicros()[row] < base.openTime(i)) {
          extra(row);
          row++;
        }
        if (row < frame.rows() && frame.openMicros()[row] == base.openTime(i)) {
          compare(row, i);
          row++;
        } else {
          note(base.openTime(i), Kind.MISSING, Double.NaN, computed[0][i]);
        }
        compared++;
      }
      for (; row < frame.rows(); row++) {
        extra(row);
      }
    }

    private void extra(int row) {
      note(frame.openMicros()[row], Kind.EXTRA, frame.values(0)[row], Double.NaN);
    }

    private void compare(int row, int i) {
      double stored = frame.values(0)[row];
      if (Double.doubleToLongBits(stored) != Double.doubleToLongBits(computed[0][i])) {
        note(base.openTime(i), Kind.VALUE, stored, computed[0][i]);
      } else if (computed.length > 1
          && frame.isOutlier(0, row) != (computed[1][i] != 0 && !Double.isNaN(computed[1][i]))) {
        note(base.openTime(i), Kind.FLAG, stored, computed[0][i]);
      }
    }

    private void note(long openMicros, Kind kind, double stored, double value) {
      differing++;
      if (found.isEmpty()) {
        found = Optional.of(new Mismatch(key, openMicros, kind, stored, value, 0));
      }
    }

    private Optional<Mismatch> first() {
      return found.map(
          each ->
              new Mismatch(
                  each.key(),
                  each.openMicros(),
                  each.kind(),
                  each.stored(),
                  each.computed(),
                  differing));
    }
  }
}
