package dev.tradewind.engine.strategy;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.Instrument;

/**
 * All that a strategy can see and do at one moment. Nothing with {@code knownAt} after {@link
 * #nowMicros()} can be reached: there is no access by absolute index and none into the future.
 */
public interface StrategyContext {
  /** The moment, UTC microseconds. */
  long nowMicros();

  /** Index of the instrument that the current callback is about. */
  int instrument();

  /** The instrument of that index. */
  Instrument instrument(int index);

  /** Number of instruments in the run. */
  int instrumentCount();

  /** Number of bars of that instrument that are known now, &ge; 0. */
  int barCount(int instrument);

  /**
   * A value of a known bar.
   *
   * @param instrument index of the instrument
   * @param field the column
   * @param barsAgo 0 for the newest known bar, &ge; 0
   * @return the value, or {@code NaN} where there is no such bar yet
   * @throws IllegalArgumentException if {@code barsAgo} is negative
   */
  double value(int instrument, BarField field, int barsAgo);

  /** The newest known value of a feature; {@code NaN} while it is undefined. */
  default double value(FeatureHandle feature) {
    return value(feature, 0);
  }

  /**
   * A known value of a feature.
   *
   * @param barsAgo 0 for the newest known bar of the feature's instrument, &ge; 0
   * @return the value, or {@code NaN} while it is undefined
   * @throws IllegalArgumentException if {@code barsAgo} is negative
   */
  double value(FeatureHandle feature, int barsAgo);

  /** Lots held of that instrument, &ge; 0. */
  long positionLots(int instrument);

  /** Cash, in 1e-8 of the currency. */
  long cashUnits();

  /** Whether an order of that instrument waits to be filled. */
  boolean hasPendingOrder(int instrument);

  /** Hands in an intent; a refusal appears in the result with its reason, never as an exception. */
  void submit(OrderIntent intent);
}
