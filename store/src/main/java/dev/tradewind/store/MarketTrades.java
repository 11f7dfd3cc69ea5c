package dev.tradewind.store;

import dev.tradewind.engine.market.TradeTick;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the market's trades of instruments in order of time, bit for bit. Trades have no id, so all
 * trades of one moment are one thing: what is offered at a moment of which nothing is stored is
 * new; where one side has all trades of the other in their order and more, the more is added or was
 * there already; else both sides disagree. Thread-safe; throws {@link StoreException} when the
 * store itself fails.
 */
public interface MarketTrades {
  /**
   * Adds trades to those that are stored of an instrument, all or nothing. The same trades again
   * change nothing.
   *
   * @param trades in order of time, those of one moment in the order in which they happened
   * @param mode what happens where stored trades disagree
   * @throws IllegalArgumentException if a trade is before the one above it, or its price or
   *     quantity is no number that a trade can have; names its index
   */
  TradesOutcome writeTrades(
      String instrumentId, List<TradeTick> trades, WriteMode mode, SeriesSource source);

  /**
   * The stored trades of an instrument in {@code [fromMicros, toMicros)}, in order; empty if there
   * are none. Immutable, with random access.
   */
  List<TradeTick> trades(String instrumentId, long fromMicros, long toMicros);

  /** How many trades {@link #trades} would read. */
  long tradeCount(String instrumentId, long fromMicros, long toMicros);

  /** Of which instruments trades are stored, by id. */
  List<TradesInfo> tradeCatalogue();

  /** What is known of the trades of one instrument; empty if none are stored. */
  Optional<TradesInfo> tradesInfo(String instrumentId);

  /** Removes all trades of an instrument and says how many there were. */
  long deleteTrades(String instrumentId);

  /** Reads trades back and compares their hash with the one noted when they were written. */
  Optional<Verification> verifyTrades(String instrumentId);

  /**
   * Writes the trades of {@code [fromMicros, toMicros)} to a CSV file that reads back bit for bit.
   */
  void exportTrades(String instrumentId, long fromMicros, long toMicros, Path target);
}
