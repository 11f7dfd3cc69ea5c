package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.Fill;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run gives, immutable: what happened, what it was worth, what was assumed, and the
 * hashes that identify it.
 */
public interface SimulationResult {
  /** The instruments of the run, in the order of their indexes. */
  List<Instrument> instruments();

  /** Name of the strategy. */
  String strategy();

  /** The complete parameters, sorted by name. */
  Map<String, BigDecimal> parameters();

  /** The configuration of the run. */
  SimulationConfig config();

  /** SHA-256 over the content hashes of the series, hexadecimal. */
  String dataHash();

  /** SHA-256 of the canonical configuration text, hexadecimal. */
  String configHash();

  /**
   * SHA-256 over orders, fills, round trips, equity and statistics, hexadecimal; computed on
   * demand.
   */
  String resultHash();

  /** Number of points of the equity curve: one for every moment at which a bar closed. */
  int equitySize();

  /** UTC time of a point of the equity curve, microseconds. */
  long equityTime(int i);

  /** Cash and positions marked at the newest close, currency. */
  double equity(int i);

  /** Fills in the order in which they happened. */
  List<Fill> fills();

  /** Round trips in the order of their exits. */
  List<RoundTrip> roundTrips();

  /** What is still held at the end. */
  List<OpenPosition> openPositions();

  /** Intents that were refused. */
  List<Rejection> rejections();

  /** What became of every order, by id; empty where a stored result does not keep them. */
  default List<OrderRecord> orders() {
    return List.of();
  }

  /** Where every unit of the account went; empty where a stored result does not keep it. */
  default Optional<LedgerTotals> ledger() {
    return Optional.empty();
  }

  /**
   * The tag of the order that opened each round trip, empty where it has none; an empty list where
   * no order of the run has one, or a stored result does not keep them.
   */
  default List<String> entryTags() {
    return List.of();
  }

  /** What the run is measured against; empty for holding its own instruments. */
  default Optional<BarSeries> benchmark() {
    return Optional.empty();
  }

  /** Failures of the strategy during the run. */
  default List<RunError> errors() {
    return List.of();
  }

  /** Whether the run ended before its data. */
  default boolean isPartial() {
    return false;
  }

  /** The measures, in the order in which they are shown. */
  List<Statistic> statistics();

  /** The value of one measure; {@code NaN} where it is undefined. */
  double statistic(String key);

  /** The assumption sheet. */
  List<Assumption> assumptions();

  /** Daily returns at UTC day ends, the first from the initial cash. */
  double[] dailyReturns();
}
