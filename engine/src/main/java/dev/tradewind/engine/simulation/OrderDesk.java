package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderCheck;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.OrderUpdate;
import dev.tradewind.engine.strategy.Side;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes intents, keeps the orders that they become and what links them, and tells of what happens
 * to them. One for a run.
 */
final class OrderDesk {
  private final RunSurroundings around;
  private final InstrumentRun[] runs;
  private final long latency;
  final OrderArchive archive = new OrderArchive();
  final Refusals refusals = new Refusals();
  private final Map<Long, SimOrder> waiting = new HashMap<>();
  private long lastId;
  private boolean over;

  OrderDesk(RunSurroundings around, InstrumentRun[] runs, SimulationConfig config) {
    this.around = around;
    this.runs = runs;
    this.latency = config.fills().latencyMillis() * 1_000;
  }

  String place(InstrumentRun run) {
    return around.place(run);
  }

  boolean opening() {
    return around.opening();
  }

  /**
   * Ends an order of which an amount does not fit the ledger. Nothing of its fill has happened, so
   * that the run can go on without it.
   *
   * @throws ArithmeticException if the run is to end
   */
  void overflowed(SimOrder order, String message) {
    boolean ends = around.overflowed(message);
    end(order, order.filled == 0 ? OrderState.REJECTED : OrderState.CANCELLED, message);
    if (ends) {
      throw new ArithmeticException(message);
    }
  }

  /** The next id, of an order that is kept elsewhere. */
  long nextId() {
    return ++lastId;
  }

  // --- taking intents ----------------------------------------------------------------------------

  /** Hands in an intent; says its id. */
  long submit(OrderIntent intent, boolean liquidating) {
    Optional<String> problem =
        over
            ? Optional.of("the run is over")
            : liquidating
                ? Optional.of("a forced liquidation goes on")
                : OrderCheck.problem(intent, runs.length);
    if (problem.isPresent()) {
      return refuse(intent, problem.get());
    }
    return switch (intent) {
      case OrderIntent.Market market -> {
        SimOrder order = make(market.asOrder());
        enter(order);
        yield order.id;
      }
      case OrderIntent.Order asked -> {
        SimOrder order = make(asked);
        enter(order);
        yield order.id;
      }
      case OrderIntent.Bracket bracket -> bracket(bracket);
      case OrderIntent.OneCancelsOther several -> oneCancelsOther(several);
      case OrderIntent.OneTriggersOther several -> oneTriggersOther(several);
      case OrderIntent.Amend amend -> amend(amend);
      case OrderIntent.Cancel cancel -> cancel(cancel);
    };
  }

  private SimOrder make(OrderIntent.Order asked) {
    return new SimOrder(++lastId, asked, runs[asked.instrument()], around.now());
  }

  /** Lets an order work from now on; those handed in while opens are filled wait for the next. */
  private void enter(SimOrder order) {
    order.activeFrom = around.now() + latency + (around.opening() ? 1 : 0);
    order.state = latency > 0 ? OrderState.WAITING : OrderState.WORKING;
    work(order);
  }

  private void work(SimOrder order) {
    order.run.book.add(order);
  }

  private long bracket(OrderIntent.Bracket bracket) {
    OrderIntent.Order asked = bracket.entry();
    SimOrder entry = make(asked);
    OrderGroup exits = new OrderGroup(OrderGroup.Rule.EXITS, entry);
    entry.children = exits;
    Side side = asked.side().opposite();
    for (OrderType type : new OrderType[] {bracket.stop(), bracket.target()}) {
      if (type != null) {
        OrderIntent.Order exit =
            new OrderIntent.Order(asked.instrument(), side, new OrderSize.EntirePosition(), type);
        join(make(asked.tag().isEmpty() ? exit : exit.withTag(asked.tag())), exits);
      }
    }
    enter(entry);
    return entry.id;
  }

  private void join(SimOrder order, OrderGroup group) {
    order.group = group;
    order.state = OrderState.WAITING;
    order.activeFrom = Long.MAX_VALUE;
    group.members.add(order);
    if (group.parent != null) {
      waiting.put(order.id, order);
    }
  }

  private long oneCancelsOther(OrderIntent.OneCancelsOther several) {
    OrderGroup group = new OrderGroup(OrderGroup.Rule.ONE_CANCELS_OTHER, null);
    for (OrderIntent.Order asked : several.orders()) {
      join(make(asked), group);
    }
    List.copyOf(group.members).forEach(this::enter);
    return group.members.getFirst().id;
  }

  private long oneTriggersOther(OrderIntent.OneTriggersOther several) {
    SimOrder first = make(several.first());
    OrderGroup group = new OrderGroup(OrderGroup.Rule.TRIGGERED, first);
    first.children = group;
    for (OrderIntent.Order asked : several.then()) {
      join(make(asked), group);
    }
    enter(first);
    return first.id;
  }

  /** Refuses an intent that never becomes an order. */
  private long refuse(OrderIntent intent, String reason) {
    int at = intent.instrument();
    boolean isNamed = at >= 0 && at < runs.length;
    String time = "time " + Moments.text(around.now());
    String where =
        isNamed
            ? around.place(runs[at])
            : Refusals.isChange(intent) ? time : "instrument " + at + ", " + time;
    return refuse(intent, reason, where);
  }

  private long refuse(OrderIntent intent, String reason, String where) {
    long id =
        switch (intent) {
          case OrderIntent.Amend amend -> amend.orderId();
          case OrderIntent.Cancel cancel -> cancel.orderId();
          case OrderIntent.Market market -> ++lastId;
          case OrderIntent.Order order -> ++lastId;
          case OrderIntent.Bracket bracket -> ++lastId;
          case OrderIntent.OneCancelsOther group -> ++lastId;
          case OrderIntent.OneTriggersOther group -> ++lastId;
        };
    refusals.addNever(around.now(), intent, id, reason + " (" + where + ")");
    return id;
  }

  // --- changing and ending -----------------------------------------------------------------------

  /** Orders of an instrument that wait for another order, by their ids. */
  List<SimOrder> waiting(InstrumentRun run) {
    return waiting.values().stream()
        .filter(order -> order.run == run)
        .sorted(Comparator.comparingLong(order -> order.id))
        .toList();
  }

  private @Nullable SimOrder inBooks(long id) {
    SimOrder order = waiting.get(id);
    for (int r = 0; order == null && r < runs.length; r++) {
      OrderBook book = runs[r].book;
      for (int i = 0; i < book.size(); i++) {
        if (book.get(i).id == id) {
          return book.get(i);
        }
      }
    }
    return order;
  }

  private @Nullable SimOrder find(long id) {
    SimOrder order = inBooks(id);
    for (int r = 0; order == null && r < runs.length; r++) {
      int queued = runs[r].pending.find(id);
      if (queued >= 0) {
        // From now on it is an order like any other.
        order = runs[r].pending.order(queued, runs[r]);
        runs[r].pending.remove(queued);
        order.activeFrom = order.submitted;
        work(order);
      }
    }
    return order;
  }

  private long amend(OrderIntent.Amend amend) {
    SimOrder order = find(amend.orderId());
    if (order == null) {
      return refuse(amend, notThere(amend.orderId()));
    }
    Optional<String> problem = Amendments.problem(order, amend);
    if (problem.isPresent()) {
      return refuse(amend, problem.get(), around.place(order.run));
    }
    Amendments.apply(order, amend);
    order.run.book.changed(order);
    tell(order, "amended");
    return order.id;
  }

  private String notThere(long id) {
    return "orderId must name an order that is not done, was " + id;
  }

  private long cancel(OrderIntent.Cancel cancel) {
    SimOrder order = find(cancel.orderId());
    if (order == null) {
      return refuse(cancel, notThere(cancel.orderId()));
    }
    end(order, OrderState.CANCELLED, "cancelled by the strategy");
    return cancel.orderId();
  }

  /** Ends an order for a reason, with what depends on it. */
  void end(SimOrder order, OrderState state, String reason) {
    if (order.state.isDone()) {
      return;
    }
    order.state = state;
    leave(order);
    archive.add(order, around.now(), OrderArchive.TEXT, 0, reason);
    if (state == OrderState.REJECTED) {
      refusals.add(around.now(), order.intent(), reason);
    }
    tell(order, reason);
    endChildren(order);
  }

  private void leave(SimOrder order) {
    if (waiting.remove(order.id) == null) {
      order.run.book.remove(order);
    }
  }

  /** What waited for an order that ended without a fill ends too. */
  private void endChildren(SimOrder order) {
    OrderGroup children = order.children;
    if (children == null || (children.rule == OrderGroup.Rule.EXITS && order.filled > 0)) {
      return;
    }
    for (SimOrder child : List.copyOf(children.members)) {
      if (child.activeFrom == Long.MAX_VALUE) {
        end(child, OrderState.CANCELLED, "order " + order.id + " before it was not filled");
      }
    }
  }

  private void endRival(SimOrder order, SimOrder filled) {
    if (order.state.isDone()) {
      return;
    }
    order.state = OrderState.CANCELLED;
    leave(order);
    archive.add(order, around.now(), OrderArchive.RIVAL_FILLED, filled.id, "");
    tell(order, "");
    endChildren(order);
  }

  private void tell(SimOrder order, String reason) {
    around.onOrder(order.run, new OrderUpdate(around.now(), order.status(), reason));
  }

  /** A trigger was reached. */
  void triggered(SimOrder order) {
    order.triggered = true;
    order.run.book.changed(order);
    tell(order, "triggered");
  }

  // --- after a fill ------------------------------------------------------------------------------

  /** An order was filled, in part or in full. */
  void filled(SimOrder order, Fill fill) {
    boolean whole = order.remaining() <= 0;
    order.state = whole ? OrderState.FILLED : OrderState.PARTIALLY_FILLED;
    if (whole) {
      leave(order);
      archive.add(order, fill.timeMicros(), OrderArchive.NO_REASON, 0, "");
    }
    OrderGroup group = order.group;
    if (group != null) {
      settle(group, order, fill.lots(), whole);
    }
    OrderGroup children = order.children;
    if (children != null) {
      begin(children, order, fill, whole);
    }
    around.onFill(order.run, fill);
  }

  private void settle(OrderGroup group, SimOrder order, long lots, boolean whole) {
    switch (group.rule) {
      case ONE_CANCELS_OTHER -> {
        for (SimOrder other : group.members) {
          if (other != order) {
            endRival(other, order);
          }
        }
      }
      case EXITS -> {
        for (SimOrder other : group.members) {
          if (other != order && !other.state.isDone()) {
            other.lots -= lots;
            if (other.remaining() <= 0) {
              endRival(other, order);
            }
          }
        }
        SimOrder entry = group.parent;
        if (whole && entry != null && !entry.state.isDone()) {
          endRival(entry, order);
        }
      }
      case TRIGGERED -> {
        // They came to work; nothing binds them to each other.
      }
    }
  }

  private void begin(OrderGroup children, SimOrder order, Fill fill, boolean whole) {
    boolean exits = children.rule == OrderGroup.Rule.EXITS;
    if (!exits && !whole) {
      return;
    }
    InstrumentRun run = order.run;
    boolean inside = !around.opening();
    for (SimOrder child : children.members) {
      if (exits) {
        child.lots += fill.lots();
      }
      if (child.activeFrom != Long.MAX_VALUE || child.state.isDone()) {
        continue;
      }
      waiting.remove(child.id);
      child.state = OrderState.WORKING;
      if (child.run == run) {
        child.activeFrom = run.sliceFrom;
        child.bornInside = inside ? run.slice : -1;
        if (inside && child.isTrailing()) {
          child.best = run.price(fill.priceTicks());
          child.trail();
        }
      } else {
        child.activeFrom = around.now() + 1;
      }
      work(child);
    }
  }

  // --- the end of time ---------------------------------------------------------------------------

  /** A session of an instrument has ended: orders for the day that worked in it expire. */
  void endDay(InstrumentRun run) {
    for (int i = 0; i < run.book.size(); ) {
      SimOrder order = run.book.get(i);
      if (order.timeInForce == SimOrder.DAY && order.activeFrom < around.now()) {
        end(order, OrderState.EXPIRED, "the session ended");
        i = 0;
      } else {
        i++;
      }
    }
  }

  /** Everything that still works or waits ends, with a reason. */
  void cancelAll(String reason) {
    for (InstrumentRun run : runs) {
      while (run.pending.size() > 0) {
        SimOrder order = run.pending.order(0, run);
        run.pending.removeFirst();
        order.state = OrderState.CANCELLED;
        archive.add(order, around.now(), OrderArchive.TEXT, 0, reason);
      }
      while (run.book.size() > 0) {
        end(run.book.get(0), OrderState.CANCELLED, reason);
      }
    }
  }

  /** Sells all that is held and buys back all that is owed, at the next price. */
  void closeAll(String reason) {
    for (InstrumentRun run : runs) {
      if (run.lots != 0) {
        enter(
            make(
                new OrderIntent.Order(
                        run.index,
                        run.lots > 0 ? Side.SELL : Side.BUY,
                        new OrderSize.EntirePosition(),
                        new OrderType.Market())
                    .reducing()
                    .withTag(reason)));
      }
    }
  }

  /** The data have ended: what works expires, what is handed in now is refused. */
  void close() {
    over = true;
    for (InstrumentRun run : runs) {
      String never = "no bar of " + run.instrument.id() + " opens after the decision";
      while (run.pending.size() > 0) {
        SimOrder order = run.pending.order(0, run);
        run.pending.removeFirst();
        order.state = OrderState.EXPIRED;
        archive.add(order, around.now(), OrderArchive.TEXT, 0, never);
        refusals.add(around.now(), order.intent(), never);
      }
      while (run.book.size() > 0) {
        SimOrder order = run.book.get(0);
        boolean late = order.activeFrom > run.series.openTime(run.series.size() - 1);
        if (late && order.isDue() && order.filled == 0) {
          refusals.add(around.now(), order.intent(), never);
        }
        end(order, OrderState.EXPIRED, late ? never : "the data ended before it was filled");
      }
    }
  }

  /** A market order that was kept by its parts meets the open of its instrument's bar. */
  void meetOpen(SimOrder order, Execution execution) {
    order.activeFrom = order.submitted;
    work(order);
    execution.fill(order, Execution.Price.market(order.run.sliceOpen), around.now());
  }

  /** An amount of a market order that was kept by its parts does not fit the ledger. */
  void queuedOverflowed(SimOrder order, String message) {
    order.activeFrom = order.submitted;
    work(order);
    overflowed(order, message);
  }

  /** A market order that was kept by its parts was filled in full. */
  void archiveFilled(SimOrder order, long lots, long now) {
    order.lots = lots;
    order.filled = lots;
    order.state = OrderState.FILLED;
    archive.add(order, now, OrderArchive.NO_REASON, 0, "");
  }

  /** An order that is done, as its strategy sees it. */
  Optional<OrderStatus> done(long id, FillList fills) {
    return archive
        .find(id)
        .or(() -> refusals.find(id))
        .map(OrderRecord::status)
        .or(() -> fills.findWhole(id));
  }

  /** An order that is not done, as its strategy sees it. */
  Optional<OrderStatus> working(long id) {
    SimOrder order = inBooks(id);
    for (int r = 0; order == null && r < runs.length; r++) {
      int queued = runs[r].pending.find(id);
      order = queued < 0 ? null : runs[r].pending.order(queued, runs[r]);
    }
    return order == null ? Optional.empty() : Optional.of(order.status());
  }
}
