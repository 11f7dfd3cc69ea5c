package dev.tradewind.engine.strategy;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.Instrument;
import java.util.Optional;

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

  /** Number of known longer bars, &ge; 0. */
  int barCount(BarHandle bars);

  /**
   * A value of a known longer bar.
   *
   * @param barsAgo 0 for the newest known one, &ge; 0
   * @return the value, or {@code NaN} where there is no such bar yet
   * @throws IllegalArgumentException if {@code barsAgo} is negative
   */
  double value(BarHandle bars, BarField field, int barsAgo);

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

  /** Lots held of that instrument; negative for a short position. */
  long positionLots(int instrument);

  /**
   * Mean price of the open position of that instrument, in its currency, before fees; {@code NaN}
   * without one.
   */
  double averageEntryPrice(int instrument);

  /**
   * Bars of that instrument that closed since the oldest part of its position was entered, the
   * entry's own bar included; -1 without a position.
   */
  int barsSinceEntry(int instrument);

  /** Cash, in 1e-8 of the account's currency; negative where money is borrowed. */
  long cashUnits();

  /** Cash and positions at the newest closes, in the account's currency. */
  double equity();

  /** Whether an order of that instrument is not done. */
  boolean hasPendingOrder(int instrument);

  /** An order of this strategy by its id, done or not; empty if there is none. */
  Optional<OrderStatus> order(long orderId);

  /**
   * Hands in an intent; a refusal appears in the result with its reason, never as an exception.
   *
   * @return the order's id, &gt; 0, also where it is refused; the further orders of a bracket or a
   *     group have the next ids. For an amendment or a cancellation the id that it names.
   */
  long submit(OrderIntent intent);
}
