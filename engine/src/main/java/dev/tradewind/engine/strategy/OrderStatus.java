package dev.tradewind.engine.strategy;

/**
 * An order as its strategy sees it.
 *
 * @param id &gt; 0
 * @param instrument index of the instrument in the run
 * @param side the direction
 * @param type its prices now; a stop-limit that was set to work still shows both
 * @param state where it stands
 * @param lots in all; 0 while the size is not resolved
 * @param filledLots so far
 * @param tag as handed in
 */
public record OrderStatus(
    long id,
    int instrument,
    Side side,
    OrderType type,
    OrderState state,
    long lots,
    long filledLots,
    String tag) {}
