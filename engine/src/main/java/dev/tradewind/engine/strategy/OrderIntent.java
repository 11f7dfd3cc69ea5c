package dev.tradewind.engine.strategy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy asks for. It is not an order: a simulator or the risk gate decides about it.
 *
 * <p>Values are taken as they are: what makes no sense, such as a price of {@code NaN} or a
 * quantity of -1, is refused when it is handed in, with a reason ({@link OrderCheck}).
 */
public sealed interface OrderIntent {
  /** Index of the instrument in the run; -1 for what names an order only. */
  int instrument();

  /** The direction of the order, or of the first of several; empty for what names an order only. */
  Optional<Side> direction();

  /**
   * Buy or sell at the next price to be had, good till cancelled.
   *
   * @param instrument index of the instrument in the run
   * @param side the direction
   * @param size how much
   */
  record Market(int instrument, Side side, OrderSize size) implements OrderIntent {
    /** The same as one of all types. */
    public Order asOrder() {
      return new Order(instrument, side, size, new OrderType.Market());
    }

    @Override
    public Optional<Side> direction() {
      return Optional.of(side);
    }
  }

  /**
   * An order of any type.
   *
   * @param instrument index of the instrument in the run
   * @param side the direction
   * @param size how much
   * @param type at what price, and when
   * @param timeInForce how long it works
   * @param reduceOnly never opens or turns a position: it is cut to what is held, and cancelled
   *     where there is nothing to reduce
   * @param postOnly refused where it would fill at once; for limits only
   * @param tag why it is made, shown in results; may be empty
   */
  record Order(
      int instrument,
      Side side,
      OrderSize size,
      OrderType type,
      TimeInForce timeInForce,
      boolean reduceOnly,
      boolean postOnly,
      String tag)
      implements OrderIntent {
    /** An order that works until it is filled or cancelled. */
    public Order(int instrument, Side side, OrderSize size, OrderType type) {
      this(instrument, side, size, type, new TimeInForce.Gtc(), false, false, "");
    }

    @Override
    public Optional<Side> direction() {
      return Optional.of(side);
    }

    /** The same order with another time in force. */
    public Order withTimeInForce(TimeInForce other) {
      return new Order(instrument, side, size, type, other, reduceOnly, postOnly, tag);
    }

    /** The same order, never opening or turning a position. */
    public Order reducing() {
      return new Order(instrument, side, size, type, timeInForce, true, postOnly, tag);
    }

    /** The same order, refused where it would fill at once. */
    public Order posting() {
      return new Order(instrument, side, size, type, timeInForce, reduceOnly, true, tag);
    }

    /** The same order with a reason. */
    public Order withTag(String other) {
      return new Order(instrument, side, size, type, timeInForce, reduceOnly, postOnly, other);
    }
  }

  /**
   * An entry with exits for what of it was filled; one exit cancels the other. The exits are orders
   * of their own with the next ids, the stop first.
   *
   * @param entry opens the position
   * @param stop ends it at a loss, or none
   * @param target ends it at a profit, or none
   */
  record Bracket(Order entry, @Nullable OrderType stop, @Nullable OrderType target)
      implements OrderIntent {
    @Override
    public int instrument() {
      return entry.instrument();
    }

    @Override
    public Optional<Side> direction() {
      return entry.direction();
    }
  }

  /**
   * Orders of which the first that fills, in part or in full, cancels the others.
   *
   * @param orders two or more; they have the next ids in this order
   */
  record OneCancelsOther(List<Order> orders) implements OrderIntent {
    /** Copies the list. */
    public OneCancelsOther {
      orders = List.copyOf(orders);
    }

    @Override
    public int instrument() {
      return orders.isEmpty() ? -1 : orders.getFirst().instrument();
    }

    @Override
    public Optional<Side> direction() {
      return orders.isEmpty() ? Optional.empty() : orders.getFirst().direction();
    }
  }

  /**
   * An order that sets others to work when it has filled in full.
   *
   * @param first the order that works now
   * @param then what works afterwards; they have the next ids in this order
   */
  record OneTriggersOther(Order first, List<Order> then) implements OrderIntent {
    /** Copies the list. */
    public OneTriggersOther {
      then = List.copyOf(then);
    }

    @Override
    public int instrument() {
      return first.instrument();
    }

    @Override
    public Optional<Side> direction() {
      return first.direction();
    }
  }

  /**
   * Changes an order that is not done. Its type stays of the same kind; what was filled counts
   * towards the new size.
   *
   * @param orderId the order
   * @param size the new size, or none to keep it
   * @param type the new prices, or none to keep them
   */
  record Amend(long orderId, @Nullable OrderSize size, @Nullable OrderType type)
      implements OrderIntent {
    @Override
    public int instrument() {
      return -1;
    }

    @Override
    public Optional<Side> direction() {
      return Optional.empty();
    }
  }

  /**
   * Ends an order that is not done.
   *
   * @param orderId the order
   */
  record Cancel(long orderId) implements OrderIntent {
    @Override
    public int instrument() {
      return -1;
    }

    @Override
    public Optional<Side> direction() {
      return Optional.empty();
    }
  }
}
