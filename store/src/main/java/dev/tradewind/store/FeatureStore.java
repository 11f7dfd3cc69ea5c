package dev.tradewind.store;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.UndefinedSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps computed features by instrument, timeframe, name and version, bit for bit, with what was
 * known when. Used by the platform and, while no platform runs on the same data, by the command
 * line. Thread-safe; one process at a time.
 *
 * <p>Every operation throws {@link StoreException} when the store itself fails; a refresh that
 * fails changes nothing.
 */
public interface FeatureStore extends AutoCloseable {
  /**
   * Brings columns up to the data: builds what is missing and computes again what new, late or
   * corrected bars, other instruments' bars or splits touch, all or nothing. Afterwards the values
   * are those of a full build from the same data, to the bit.
   *
   * <p>A value first computed behind the watermark is known when its bar is. One that changes, or
   * that is on a bar added before the watermark, is known from {@code now} on; the one before is
   * kept as history.
   *
   * @param features compiled for one instrument and timeframe
   * @param data all bars of the instrument and of those the features read, and the splits
   * @param now when the refresh is made
   * @return what was done, in the order of the features
   * @throws IllegalArgumentException if the features or the data are of different instruments or
   *     timeframes
   */
  List<FeatureRefresh> refresh(List<FeatureProgram> features, ProgramData data, Instant now);

  /**
   * Reads columns. The rows are the bars that at least one of the features has seen, or had by the
   * instant asked for. Where no column of that name is stored, it is undefined on every row.
   *
   * @throws StoreException also if values are no longer those that were written
   */
  FeatureFrame read(FeatureQuery query);

  /** The same with damaged values as they are; what {@link FeatureVerification} names them by. */
  FeatureFrame readUnchecked(FeatureQuery query);

  /**
   * Why a column is undefined on bars that open in {@code [fromMicros, toMicros)}, as it is known
   * now and before holes are filled; in order of time.
   */
  List<UndefinedSpan> undefined(FeatureKey key, long fromMicros, long toMicros);

  /** What is stored, by instrument, timeframe, name and version. */
  List<FeatureInfo> catalogue();

  /** What is known of one column. */
  Optional<FeatureInfo> info(FeatureKey key);

  /**
   * Has the next refresh compute a column from its first bar although its inputs are the same. What
   * differs is then known from that refresh on, and what was stored before is kept as history.
   * {@code false} if there is no such column.
   */
  boolean distrust(FeatureKey key);

  /** Removes a column with its history; {@code false} if there was none. */
  boolean delete(FeatureKey key);

  @Override
  void close();
}
