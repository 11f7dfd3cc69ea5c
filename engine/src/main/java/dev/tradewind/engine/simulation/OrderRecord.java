package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.TimeInForce;

/**
 * What became of an order of a run.
 *
 * @param id &gt; 0, in the order of submission
 * @param instrument index of the instrument in the run; -1 where a refused intent named none
 * @param side the direction
 * @param size as asked for, after amendments
 * @param type as asked for, after amendments
 * @param timeInForce as asked for
 * @param tag as asked for
 * @param state the last one
 * @param lots in all; 0 where the size was never resolved
 * @param filledLots how many were filled
 * @param submittedMicros UTC time of submission
 * @param doneMicros UTC time of the last change
 * @param reason why it ended, empty where it was filled
 */
public record OrderRecord(
    long id,
    int instrument,
    Side side,
    OrderSize size,
    OrderType type,
    TimeInForce timeInForce,
    String tag,
    OrderState state,
    long lots,
    long filledLots,
    long submittedMicros,
    long doneMicros,
    String reason) {
  /** The order as its strategy sees it. */
  OrderStatus status() {
    return new OrderStatus(id, instrument, side, type, state, lots, filledLots, tag);
  }
}
