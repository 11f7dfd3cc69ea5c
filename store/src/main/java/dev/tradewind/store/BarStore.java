package dev.tradewind.store;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps bar series by instrument and timeframe, bit for bit. Used by the platform and, while no
 * platform runs on the same data, by the command line. Thread-safe; one process at a time.
 *
 * <p>Every operation throws {@link StoreException} when the store itself fails; a failed or
 * conflicting write changes nothing.
 */
public interface BarStore extends CorporateActions, MarketTrades, AutoCloseable {
  /**
   * Adds the bars of a series to what is stored under its instrument and timeframe, all or nothing.
   * The instrument's description is replaced by the one offered.
   */
  WriteOutcome write(BarSeries series, WriteMode mode, SeriesSource source);

  /**
   * The stored bars that open in {@code [fromMicros, toMicros)}; empty if nothing is stored under
   * that name, and a series without bars if none opens in that span.
   */
  Optional<BarSeries> read(
      String instrumentId, Timeframe timeframe, long fromMicros, long toMicros);

  /** All stored bars of a series. */
  default Optional<BarSeries> read(String instrumentId, Timeframe timeframe) {
    return read(instrumentId, timeframe, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * The bars of a series that were known at a moment, as they were known then: those that had
   * ended, with the values from before later corrections, and without those that were filled in
   * later between bars that were there. What was stored for the first time counts from the end of
   * each bar, whenever it was imported.
   *
   * @param asOfMicros UTC microseconds
   * @return empty if nothing is stored under that name
   */
  Optional<BarSeries> readAsOf(String instrumentId, Timeframe timeframe, long asOfMicros);

  /** What is stored, by instrument id and then by length of the bars. */
  List<SeriesInfo> catalogue();

  /** What is known of one series. */
  Optional<SeriesInfo> info(String instrumentId, Timeframe timeframe);

  /** Removes a series; {@code false} if there was none. */
  boolean delete(String instrumentId, Timeframe timeframe);

  /** Reads a series back and compares its content hash with the one noted when it was written. */
  Optional<Verification> verify(String instrumentId, Timeframe timeframe);

  /**
   * Writes a series to a Parquet file that reads back bit for bit.
   *
   * @throws IllegalArgumentException if there is no such series
   */
  void exportParquet(String instrumentId, Timeframe timeframe, Path target);

  /**
   * Writes a series to a CSV file that reads back bit for bit.
   *
   * @throws IllegalArgumentException if there is no such series
   */
  void exportCsv(String instrumentId, Timeframe timeframe, Path target);

  @Override
  void close();
}
