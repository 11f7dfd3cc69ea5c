package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderCheck;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.OrderUpdate;
import dev.tradewind.engine.strategy.OrderWords;
import dev.tradewind.engine.strategy.Side;
import java.util.ArrayList;
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
  /** What the desk needs of the run around it. */
  interface Surroundings {
    long now();

    /** Whether the orders of this moment's opens are being filled. */
    boolean opening();

    void onFill(InstrumentRun run, Fill fill);

    void onOrder(InstrumentRun run, OrderUpdate update);

    /** Notes a step of which nothing could happen; says whether the run ends with it. */
    boolean overflowed(String message);

    String place(InstrumentRun run);
  }

  private final Surroundings around;
  private final InstrumentRun[] runs;
  private final long latency;
  final OrderArchive archive = new OrderArchive();
  final List<Rejection> rejections = new ArrayList<>();
  private final Map<Long, SimOrder> waiting = new HashMap<>();
  private final List<OrderRecord> refused = new ArrayList<>();
  private long lastId;
  private boolean over;

  OrderDesk(Surroundings around, InstrumentRun[] runs, SimulationConfig config) {
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

  /** Orders that were refused before there was one. */
  List<OrderRecord> refused() {
    return refused;
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
        SimOrder order = make(asOrder(market));
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

  private static OrderIntent.Order asOrder(OrderIntent.Market market) {
    return new OrderIntent.Order(
        market.instrument(), market.side(), market.size(), new OrderType.Market());
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
    boolean names = intent instanceof OrderIntent.Amend || intent instanceof OrderIntent.Cancel;
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
    int at = intent.instrument();
    String where =
        at >= 0 && at < runs.length
            ? around.place(runs[at])
            : "instrument " + at + ", time " + Moments.text(around.now());
    String said = reason + " (" + where + ")";
    rejections.add(new Rejection(around.now(), intent, said));
    if (!names) {
      refused.add(record(id, intent, said));
    }
    return id;
  }

  private OrderRecord record(long id, OrderIntent intent, String reason) {
    OrderIntent.Order asked =
        switch (intent) {
          case OrderIntent.Market market -> asOrder(market);
          case OrderIntent.Order order -> order;
          case OrderIntent.Bracket bracket -> bracket.entry();
          case OrderIntent.OneTriggersOther several -> several.first();
          case OrderIntent.OneCancelsOther several when !several.orders().isEmpty() ->
              several.orders().getFirst();
          case OrderIntent.OneCancelsOther several -> nothing();
          case OrderIntent.Amend amend -> nothing();
          case OrderIntent.Cancel cancel -> nothing();
        };
    return new OrderRecord(
        id,
        asked.instrument(),
        asked.side(),
        asked.size(),
        asked.type(),
        asked.timeInForce(),
        asked.tag(),
        OrderState.REJECTED,
        0,
        0,
        around.now(),
        around.now(),
        reason);
  }

  private static OrderIntent.Order nothing() {
    return new OrderIntent.Order(
        -1, Side.BUY, new OrderSize.EntirePosition(), new OrderType.Market());
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
    OrderType type = amend.type();
    OrderSize size = amend.size();
    if (type != null && type.getClass() != order.type().getClass()) {
      return refuse(
          amend,
          "type must stay "
              + OrderWords.type(order.type())
              + " (order "
              + order.id
              + "), was "
              + OrderWords.type(type));
    }
    if (size != null && order.group != null && order.group.rule == OrderGroup.Rule.EXITS) {
      return refuse(
          amend,
          "size of an exit follows its entry (order "
              + order.id
              + "), was "
              + OrderWords.size(size));
    }
    if (size instanceof OrderSize.CashFraction && !order.buy) {
      return refuse(
          amend,
          "size of a sale must not be a part of the cash (order "
              + order.id
              + "), was "
              + OrderWords.size(size));
    }
    if (size instanceof OrderSize.Lots(long lots) && lots <= order.filled) {
      return refuse(
          amend,
          "size.lots must be > the "
              + order.filled
              + " filled (order "
              + order.id
              + "), was "
              + lots);
    }
    if (type != null) {
      order.setType(type);
    }
    if (size != null) {
      order.setSize(size);
      order.lots = size instanceof OrderSize.Lots(long lots) ? lots : 0;
      if (order.filled > 0 && order.lots == 0) {
        order.lots = order.filled;
      }
    }
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
      rejections.add(new Rejection(around.now(), intent(order), reason));
    }
    tell(order, reason);
    endChildren(order);
  }

  private static OrderIntent intent(SimOrder order) {
    if (order.kind == SimOrder.MARKET && order.tag.isEmpty() && !order.reduceOnly) {
      return new OrderIntent.Market(order.run.index, order.side(), order.size());
    }
    return new OrderIntent.Order(
        order.run.index,
        order.side(),
        order.size(),
        order.type(),
        order.force(),
        order.reduceOnly,
        order.postOnly,
        order.tag);
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
        rejections.add(new Rejection(around.now(), intent(order), never));
      }
      while (run.book.size() > 0) {
        SimOrder order = run.book.get(0);
        boolean late = order.activeFrom > run.series.openTime(run.series.size() - 1);
        if (late && order.isDue() && order.filled == 0) {
          rejections.add(new Rejection(around.now(), intent(order), never));
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
    Optional<OrderRecord> found =
        archive.find(id).or(() -> refused.stream().filter(one -> one.id() == id).findFirst());
    if (found.isPresent()) {
      OrderRecord order = found.get();
      return Optional.of(
          new OrderStatus(
              id,
              order.instrument(),
              order.side(),
              order.type(),
              order.state(),
              order.lots(),
              order.filledLots(),
              order.tag()));
    }
    for (int i = fills.size() - 1; i >= 0; i--) {
      if (fills.isWhole(i) && fills.orderId(i) == id) {
        long lots = fills.signedLots(i);
        return Optional.of(
            new OrderStatus(
                id,
                fills.instrument(i),
                lots > 0 ? Side.BUY : Side.SELL,
                new OrderType.Market(),
                OrderState.FILLED,
                Math.abs(lots),
                Math.abs(lots),
                ""));
      }
    }
    return Optional.empty();
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
