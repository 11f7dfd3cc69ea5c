package dev.tradewind.engine.simulation;

import dev.tradewind.engine.simulation.Execution.Price;
import dev.tradewind.engine.strategy.OrderState;
import org.jspecify.annotations.Nullable;

/**
 * Lets the working orders of an instrument meet a slice of the market: first its open, then the way
 * between its high and its low, of which nothing is known but that the worse happened first, then
 * its close. One for a run.
 */
final class BarMatcher {
  private final OrderDesk desk;
  private final Execution execution;
  private final FillModel model;
  private final double queueProbability;
  private final long seed;
  private long stamps;

  BarMatcher(OrderDesk desk, Execution execution, SimulationConfig config) {
    this.desk = desk;
    this.execution = execution;
    this.model = config.fills().model();
    this.queueProbability = config.fills().queueProbability();
    this.seed = config.seed();
  }

  // --- the open ----------------------------------------------------------------------------------

  /** The slice has opened. */
  void open(InstrumentRun run) {
    OrderBook book = run.book;
    if (!book.concerns(run.sliceOpen, run.sliceOpen)) {
      return;
    }
    long stamp = ++stamps;
    for (int i = 0; i < book.size(); ) {
      SimOrder order = book.get(i);
      if (order.seen == stamp) {
        i++;
        continue;
      }
      order.seen = stamp;
      if (works(order, run)) {
        atOpen(order, run);
      }
      i = i < book.size() && book.get(i) == order ? i + 1 : 0;
    }
  }

  /** Whether an order can meet the slice; one whose time has ended ends. */
  private boolean works(SimOrder order, InstrumentRun run) {
    if (order.activeFrom > run.sliceFrom) {
      return false;
    }
    if (order.until <= run.sliceFrom) {
      desk.end(order, OrderState.EXPIRED, "its time ended");
      return false;
    }
    if (order.state == OrderState.WAITING) {
      order.state = OrderState.WORKING;
    }
    return true;
  }

  private void atOpen(SimOrder order, InstrumentRun run) {
    double open = run.sliceOpen;
    boolean rested = order.activeFrom <= run.previousSliceFrom;
    if (order.isTrailing() && Double.isNaN(order.best)) {
      order.best = open;
      order.trail();
    }
    boolean crossed = false;
    if (!order.triggered && triggers(order, open, open)) {
      desk.triggered(order);
      crossed = true;
    }
    if (order.kind == SimOrder.ON_OPEN) {
      if (run.sessionBegins) {
        execution.fill(order, Price.market(open), run.sliceFrom);
        desk.end(order, OrderState.CANCELLED, "the open could not fill all of it");
      }
    } else if (order.isDue()) {
      atMarket(order, run);
    } else if (order.isLimit()) {
      limitAtOpen(order, run, rested && !crossed);
    }
  }

  private void atMarket(SimOrder order, InstrumentRun run) {
    boolean waits =
        model == FillModel.WORST
            || (order.kind == SimOrder.MARKET
                && (model == FillModel.CLOSE || model == FillModel.VWAP));
    if (!waits) {
      execution.fill(order, Price.market(run.sliceOpen), run.sliceFrom);
      endImmediate(order);
    }
  }

  /** What has to be filled at once ends with what was not. */
  private void endImmediate(SimOrder order) {
    if (order.timeInForce == SimOrder.IOC || order.timeInForce == SimOrder.FOK) {
      desk.end(order, OrderState.CANCELLED, "it could not be filled at once");
    }
  }

  private void limitAtOpen(SimOrder order, InstrumentRun run, boolean rested) {
    double open = run.sliceOpen;
    boolean through = order.buy ? open < order.limitPrice : open > order.limitPrice;
    if (order.postOnly && !rested && (through || open == order.limitPrice)) {
      desk.end(
          order,
          OrderState.REJECTED,
          "postOnly must not fill at once: the open is "
              + open
              + ", its limit "
              + order.limitPrice);
      return;
    }
    if (through) {
      if (rested && !run.afterBreak) {
        execution.fill(
            order, Price.exactly(order.limitPrice, order.limitTicks, true), run.sliceFrom);
      } else {
        long ticks =
            order.buy
                ? Math.min(run.exactBuy.ticks(open), order.limitTicks)
                : Math.max(run.exactSell.ticks(open), order.limitTicks);
        execution.fill(order, Price.exactly(open, ticks, rested), run.sliceFrom);
      }
    }
    endImmediate(order);
  }

  /** Whether prices between the two reach an order's trigger. */
  private static boolean triggers(SimOrder order, double low, double high) {
    if (order.isStop()) {
      return order.buy ? high >= order.triggerPrice : low <= order.triggerPrice;
    }
    return order.kind == SimOrder.IF_TOUCHED
        && (order.buy ? low <= order.triggerPrice : high >= order.triggerPrice);
  }

  // --- between open and close --------------------------------------------------------------------

  /** The slice has ended: its high and low are known. */
  void inside(InstrumentRun run) {
    OrderBook book = run.book;
    if (!book.concerns(run.sliceLow, run.sliceHigh)) {
      return;
    }
    long stamp = ++stamps;
    for (SimOrder next = nearest(run, stamp); next != null; next = nearest(run, stamp)) {
      next.seen = stamp;
      meet(next, run);
    }
    follow(run, ++stamps);
  }

  /** Of the orders that the slice reached: stops first, then the one nearest to the open. */
  private @Nullable SimOrder nearest(InstrumentRun run, long stamp) {
    OrderBook book = run.book;
    SimOrder found = null;
    boolean foundStop = false;
    double foundGap = 0;
    for (int i = 0; i < book.size(); i++) {
      SimOrder order = book.get(i);
      if (order.seen == stamp
          || order.activeFrom > run.sliceFrom
          || order.until < run.sliceTo
          || !reached(order, run)) {
        continue;
      }
      boolean stop = order.isStop();
      double price = order.isLimit() ? order.limitPrice : order.triggerPrice;
      double gap = Math.abs(price - run.sliceOpen);
      boolean before =
          found == null
              || (stop && !foundStop)
              || (stop == foundStop
                  && (gap < foundGap || (gap == foundGap && order.id < found.id)));
      if (before) {
        found = order;
        foundStop = stop;
        foundGap = gap;
      }
    }
    return found;
  }

  private boolean reached(SimOrder order, InstrumentRun run) {
    if (order.isDue() || order.kind == SimOrder.ON_CLOSE || order.kind == SimOrder.ON_OPEN) {
      return false;
    }
    boolean young = order.bornInside == run.slice;
    // Of an order that came to work within the slice only the way to the close is certain; that a
    // stop was reached is assumed all the same.
    double low = young && !order.isStop() ? run.sliceClose : run.sliceLow;
    double high = young && !order.isStop() ? run.sliceClose : run.sliceHigh;
    if (!order.isLimit()) {
      return triggers(order, low, high);
    }
    if (order.buy ? low < order.limitPrice : high > order.limitPrice) {
      return true;
    }
    boolean touched = order.buy ? low == order.limitPrice : high == order.limitPrice;
    return touched && queueProbability > 0 && draw(order.id, run.slice) < queueProbability;
  }

  /** A number in [0, 1) that depends on nothing but the seed, the order and the slice. */
  private double draw(long id, long slice) {
    long z = seed + 0x9E3779B97F4A7C15L * (id * 0x100000001B3L + slice);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }

  private void meet(SimOrder order, InstrumentRun run) {
    if (order.isLimit()) {
      execution.fill(order, Price.exactly(order.limitPrice, order.limitTicks, true), run.sliceTo);
      return;
    }
    desk.triggered(order);
    if (order.state.isDone()) {
      return;
    }
    // Beyond the slice's prices only where it came to work within it: nothing trades there.
    double at = Math.clamp(order.triggerPrice, run.sliceLow, run.sliceHigh);
    if (order.kind == SimOrder.STOP || order.isTrailing()) {
      double extreme = order.buy ? run.sliceHigh : run.sliceLow;
      execution.fill(order, Price.market(model == FillModel.WORST ? extreme : at), run.sliceTo);
      endImmediate(order);
      return;
    }
    boolean marketable = order.buy ? order.limitPrice >= at : order.limitPrice <= at;
    boolean touched = order.kind == SimOrder.IF_TOUCHED;
    double low = touched && order.bornInside != run.slice ? run.sliceLow : run.sliceClose;
    double high = touched && order.bornInside != run.slice ? run.sliceHigh : run.sliceClose;
    if (marketable) {
      execution.fill(order, Price.upTo(at, order.limitTicks), run.sliceTo);
    } else if (order.buy ? low < order.limitPrice : high > order.limitPrice) {
      execution.fill(order, Price.exactly(order.limitPrice, order.limitTicks, true), run.sliceTo);
    }
    endImmediate(order);
  }

  /** Trailing stops follow the best price; those that the close lies beyond were certainly met. */
  private void follow(InstrumentRun run, long stamp) {
    OrderBook book = run.book;
    for (int i = 0; i < book.size(); ) {
      SimOrder order = book.get(i);
      if (order.seen == stamp
          || !order.isTrailing()
          || order.triggered
          || order.activeFrom > run.sliceFrom) {
        i++;
        continue;
      }
      order.seen = stamp;
      boolean young = order.bornInside == run.slice;
      double reach = young ? run.sliceClose : order.buy ? run.sliceLow : run.sliceHigh;
      order.best = order.buy ? Math.min(order.best, reach) : Math.max(order.best, reach);
      order.trail();
      double close = run.sliceClose;
      if (order.buy ? close >= order.triggerPrice : close <= order.triggerPrice) {
        desk.triggered(order);
        if (!order.state.isDone()) {
          execution.fill(order, Price.market(order.triggerPrice), run.sliceTo);
          endImmediate(order);
        }
      }
      i = i < book.size() && book.get(i) == order ? i + 1 : 0;
    }
  }

  // --- the end of a bar --------------------------------------------------------------------------

  /** A whole bar has ended, of which the slices were: market orders that fill over it. */
  void endOfBar(InstrumentRun run) {
    if (model == FillModel.WORST || model == FillModel.VWAP) {
      double mean = run.meanPrice();
      double high = run.series.high(run.fillBar);
      double low = run.series.low(run.fillBar);
      long opened = run.series.openTime(run.fillBar);
      eachDue(
          run,
          opened,
          order -> {
            boolean atMean = model == FillModel.VWAP && order.kind == SimOrder.MARKET;
            return atMean ? mean : order.buy ? high : low;
          });
    }
  }

  /** A bar has closed with its session: orders for the close fill there. */
  void close(InstrumentRun run) {
    OrderBook book = run.book;
    boolean ends = run.hours.ends(run.series, run.fillBar);
    long stamp = ++stamps;
    for (int i = 0; ends && i < book.size(); ) {
      SimOrder order = book.get(i);
      if (order.seen != stamp && order.kind == SimOrder.ON_CLOSE && works(order, run)) {
        order.seen = stamp;
        execution.fill(order, Price.market(run.sliceClose), run.series.closeTime(run.fillBar));
        desk.end(order, OrderState.CANCELLED, "the close could not fill all of it");
      }
      i = i < book.size() && book.get(i) == order ? i + 1 : 0;
    }
  }

  /** With the model {@link FillModel#CLOSE}: market orders of this moment fill at its close. */
  void atDecision(InstrumentRun run, long now) {
    if (model == FillModel.CLOSE && run.book.size() > 0) {
      double close = run.series.close(run.fillBar);
      eachDue(run, now, order -> order.kind == SimOrder.MARKET ? close : Double.NaN);
    }
  }

  /** The price that an order meets; {@code NaN} for none. */
  private interface Meeting {
    double price(SimOrder order);
  }

  private void eachDue(InstrumentRun run, long activeUntil, Meeting meeting) {
    OrderBook book = run.book;
    // Not that of the last slice: finer bars may be missing at the end of the bar.
    long end = run.series.closeTime(run.fillBar);
    long stamp = ++stamps;
    for (int i = 0; i < book.size(); ) {
      SimOrder order = book.get(i);
      if (order.seen != stamp && order.isDue() && order.activeFrom <= activeUntil) {
        order.seen = stamp;
        double price = meeting.price(order);
        if (order.until < end) {
          desk.end(order, OrderState.EXPIRED, "its time ended");
        } else if (!Double.isNaN(price)) {
          execution.fill(order, Price.market(price), end);
          endImmediate(order);
        }
      }
      i = i < book.size() && book.get(i) == order ? i + 1 : 0;
    }
  }
}
