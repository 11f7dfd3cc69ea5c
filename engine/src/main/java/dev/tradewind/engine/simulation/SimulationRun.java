package dev.tradewind.engine.simulation;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderCheck;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of one strategy: the order of events, the fills, the ledger. It is the strategy's whole
 * world; everything it offers is bounded by the bars known now.
 *
 * <p>No allocation per bar: columns are computed before the first bar and read in place.
 */
final class SimulationRun implements StrategySetup, StrategyContext {
  private static final int PROGRESS_STEP = 8_192;

  private final Strategy strategy;
  private final String strategyId;
  private final InstrumentRun[] runs;
  private final RunScope scope;
  private final FeatureBook features;
  private FeatureBook.Column[] columns = {};
  private boolean started;

  final EquityCurve equity;
  final FillList fills;
  final List<Rejection> rejections = new ArrayList<>();
  final FillTotals totals = new FillTotals();

  private long now;
  private int current;
  private int currentKnown;
  private long cash;
  private double cashValue;
  private long doneBars;
  private long lastOrderId;

  SimulationRun(
      List<BarSeries> series,
      Strategy strategy,
      String strategyId,
      SimulationConfig config,
      RunScope scope) {
    this.strategy = strategy;
    this.strategyId = strategyId;
    this.scope = scope;
    this.runs = new InstrumentRun[series.size()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new InstrumentRun(i, series.get(i), config);
    }
    this.features = new FeatureBook(runs, scope);
    this.equity =
        new EquityCurve(series, config.initialCash().doubleValue(), Simulator.everyDay(series));
    this.fills = new FillList(series.toArray(new BarSeries[0]));
    setCash(config.initialCash().movePointRight(8).longValueExact());
  }

  private void setCash(long units) {
    cash = units;
    cashValue = (double) units / Account.UNITS;
  }

  InstrumentRun[] runs() {
    return runs;
  }

  /** Number of round trips so far. */
  int roundTrips() {
    int count = 0;
    for (InstrumentRun run : runs) {
      count = Math.addExact(count, run.matcher.count());
    }
    return count;
  }

  /** Works through all bars. */
  void run(SimulationListener listener) {
    long totalBars = 0;
    for (InstrumentRun run : runs) {
      totalBars += run.series.size();
    }
    start();
    if (runs.length == 1) {
      runOne(runs[0], listener);
    } else {
      runMany(listener, totalBars);
    }
    finish();
    listener.onProgress(totalBars, totalBars);
  }

  /**
   * One instrument: its opens and closes take turns. Benchmarks W1 and W5 justify a loop of its
   * own; a test holds it to {@link #runMany}.
   */
  private void runOne(InstrumentRun run, SimulationListener listener) {
    BarSeries series = run.series;
    int size = series.size();
    for (int bar = 0; bar < size; bar++) {
      now = series.openTime(bar);
      // Kept for every bar, not read when an order fills: a column read in order is in the cache.
      run.open = series.open(bar);
      if (now >= run.dayEnd) {
        closeSession(run);
      }
      for (int due = run.pending.size(); due > 0; due--) {
        fillFirst(run);
      }
      now = series.closeTime(bar);
      run.lastClose = series.close(bar);
      run.known = bar + 1;
      boolean invested = run.lots > 0;
      equity.add(now, invested ? cashValue + run.quantity * run.lastClose : cashValue, invested);
      onBar(run);
      endBar(run);
      if (bar % PROGRESS_STEP == PROGRESS_STEP - 1 && !listener.onProgress(bar + 1, size)) {
        throw new SimulationCancelledException(bar + 1, size);
      }
    }
  }

  private void runMany(SimulationListener listener, long totalBars) {
    long nextReport = PROGRESS_STEP;
    for (long moment = nextMoment(); moment != Long.MAX_VALUE; moment = nextMoment()) {
      now = moment;
      closeBars();
      openBars();
      if (doneBars >= nextReport) {
        nextReport = doneBars + PROGRESS_STEP;
        if (!listener.onProgress(doneBars, totalBars)) {
          throw new SimulationCancelledException(doneBars, totalBars);
        }
      }
    }
  }

  private void start() {
    try {
      strategy.onStart(this);
    } catch (RuntimeException e) {
      throw new StrategyFailedException("strategy " + strategyId + " failed to start: " + e, e);
    }
    columns = features.compute();
    started = true;
  }

  private long nextMoment() {
    long next = Long.MAX_VALUE;
    for (InstrumentRun run : runs) {
      next = Math.min(next, run.nextEvent());
    }
    return next;
  }

  /** Every bar that ends now becomes known before any strategy code runs. */
  private void closeBars() {
    boolean any = false;
    for (InstrumentRun run : runs) {
      run.justClosed = run.barIsOpen && run.series.closeTime(run.known) == now;
      if (run.justClosed) {
        run.barIsOpen = false;
        run.lastClose = run.series.close(run.known);
        run.known++;
        doneBars++;
        any = true;
      }
    }
    if (!any) {
      return;
    }
    mark();
    for (InstrumentRun run : runs) {
      if (run.justClosed) {
        onBar(run);
      }
    }
    for (InstrumentRun run : runs) {
      if (run.justClosed) {
        endBar(run);
      }
    }
  }

  /** Notes the end of the day of the bar that closed, and tells of it where it is now. */
  private void endBar(InstrumentRun run) {
    if (run.dayEnd == Long.MAX_VALUE || now > run.dayEnd) {
      run.dayEnd =
          Math.floorDiv(now - 1, InstrumentRun.DAY) * InstrumentRun.DAY + InstrumentRun.DAY;
    }
    if (run.dayEnd == now) {
      closeSession(run);
    }
  }

  private void mark() {
    double value = cashValue;
    boolean invested = false;
    for (InstrumentRun run : runs) {
      if (run.lots > 0) {
        value += run.quantity * run.lastClose;
        invested = true;
      }
    }
    equity.add(now, value, invested);
  }

  /** The callback that comes is about this instrument. */
  private void turnTo(InstrumentRun run) {
    current = run.index;
    currentKnown = run.known;
  }

  private void onBar(InstrumentRun run) {
    turnTo(run);
    try {
      strategy.onBar(this);
    } catch (RuntimeException e) {
      throw failure("onBar", run, e);
    }
  }

  private void closeSession(InstrumentRun run) {
    run.dayEnd = Long.MAX_VALUE;
    turnTo(run);
    try {
      strategy.onSessionClose(this);
    } catch (RuntimeException e) {
      throw failure("onSessionClose", run, e);
    }
  }

  private void openBars() {
    for (InstrumentRun run : runs) {
      run.dueOrders = 0;
      if (!run.opensAt(now)) {
        continue;
      }
      if (now >= run.dayEnd) {
        closeSession(run);
      }
    }
    // Counted before the first fill: orders that come in during the fills wait for the next open.
    for (InstrumentRun run : runs) {
      if (run.opensAt(now)) {
        run.barIsOpen = true;
        run.open = run.series.open(run.known);
        run.dueOrders = run.pending.size();
      }
    }
    for (InstrumentRun run : runs) {
      for (; run.dueOrders > 0; run.dueOrders--) {
        fillFirst(run);
      }
    }
  }

  /**
   * Fills or refuses the oldest waiting order of an instrument. One long method on purpose: beyond
   * 325 bytecodes the compiler leaves it out of the loop over bars, which then keeps its values in
   * registers. Without that W1 takes a fifth longer.
   */
  private void fillFirst(InstrumentRun run) {
    double open = run.open;
    int kind = run.pending.kind();
    long amount = run.pending.amount();
    run.pending.removeFirst();
    boolean buy = kind <= OrderQueue.BUY_FRACTION;
    try {
      long ticks = (buy ? run.buyPricing : run.sellPricing).ticks(open);
      if (ticks <= 0) {
        refuse(
            run,
            kind,
            amount,
            "fill price must be > 0, was " + ticks + " ticks (open " + open + ")");
        return;
      }
      long lots = kind == OrderQueue.SELL_ALL ? run.lots : amount;
      if (kind == OrderQueue.BUY_FRACTION) {
        lots = run.account.affordableLots(ticks, budget(Double.longBitsToDouble(amount)));
      }
      if (!buy && (lots == 0 || lots > run.lots)) {
        refuse(run, kind, amount, oversold(run, lots));
        return;
      }
      if (lots == 0) {
        refuse(run, kind, amount, unaffordable(run, ticks));
        return;
      }
      double price = run.price(ticks);
      if (buy) {
        long cost = run.account.cost(ticks, lots);
        long fee = run.account.fee(cost);
        if (Math.addExact(cost, fee) > cash) {
          String needed = money(cost + fee) + " must be <= cash " + money(cash);
          refuse(run, kind, amount, "cost and fee " + needed);
          return;
        }
        setCash(cash - cost - fee);
        run.addLots(lots);
        run.matcher.enter(run.known, price, lots, cost, fee);
        totals.add(cost, fee, (price - open) * run.quantity(lots));
        fills.add(run.index, run.known, lots, ticks, fee);
        filled(run, new Fill(now, run.index, Side.BUY, lots, ticks, fee, open));
      } else {
        long proceeds = run.account.proceeds(ticks, lots);
        long fee = run.account.fee(proceeds);
        setCash(Math.subtractExact(Math.addExact(cash, proceeds), fee));
        run.addLots(-lots);
        run.matcher.exit(run.known, price, lots, proceeds, fee);
        totals.add(proceeds, fee, (open - price) * run.quantity(lots));
        fills.add(run.index, run.known, -lots, ticks, fee);
        filled(run, new Fill(now, run.index, Side.SELL, lots, ticks, fee, open));
      }
    } catch (ArithmeticException e) {
      throw overflow(run, run.pending.intent(kind, amount), open, e);
    }
  }

  private ArithmeticException overflow(
      InstrumentRun run, OrderIntent order, double open, ArithmeticException cause) {
    return new ArithmeticException(
        "overflow at the fill of " + order + " (" + place(run) + ", open " + open + "): " + cause);
  }

  private String unaffordable(InstrumentRun run, long ticks) {
    return "cash " + money(cash) + " does not pay for one lot at " + run.price(ticks);
  }

  private static String oversold(InstrumentRun run, long lots) {
    return "quantity must be > 0 and <= the position "
        + run.instrument.toQuantity(run.lots).toPlainString()
        + ", was "
        + run.instrument.toQuantity(lots).toPlainString()
        + "; short selling is not simulated";
  }

  private void refuse(InstrumentRun run, int kind, long amount, String reason) {
    reject(run.pending.intent(kind, amount), reason);
  }

  private void filled(InstrumentRun run, Fill fill) {
    turnTo(run);
    try {
      strategy.onFill(this, fill);
    } catch (RuntimeException e) {
      throw failure("onFill", run, e);
    }
  }

  private long budget(double fraction) {
    return fraction == 1
        ? cash
        : BigDecimal.valueOf(fraction)
            .multiply(BigDecimal.valueOf(cash))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
  }

  private void reject(OrderIntent intent, String reason) {
    rejections.add(new Rejection(now, intent, reason));
  }

  /** What still waits when the data end was never filled; that is said, not dropped. */
  private void finish() {
    for (InstrumentRun run : runs) {
      while (run.pending.size() > 0) {
        reject(
            run.pending.intent(run.pending.kind(), run.pending.amount()),
            "no bar of " + run.instrument.id() + " opens after the decision");
        run.pending.removeFirst();
      }
    }
  }

  private static String money(long units) {
    return BigDecimal.valueOf(units, 8).toPlainString();
  }

  /** Bars count from 0; before the first close of an instrument the newest known one is -1. */
  private String place(InstrumentRun run) {
    return "instrument "
        + run.instrument.id()
        + ", newest known bar "
        + (run.known - 1)
        + ", time "
        + Instant.EPOCH.plus(now, ChronoUnit.MICROS);
  }

  private StrategyFailedException failure(
      String callback, InstrumentRun run, RuntimeException cause) {
    return new StrategyFailedException(
        "strategy " + strategyId + " failed in " + callback + " (" + place(run) + "): " + cause,
        cause);
  }

  // --- what a strategy can call ------------------------------------------------------------------

  @Override
  public int instrumentCount() {
    return runs.length;
  }

  @Override
  public Instrument instrument(int index) {
    return runs[index].instrument;
  }

  @Override
  public Timeframe timeframe(int index) {
    return runs[index].series.timeframe();
  }

  @Override
  public ExpressionScope expressions() {
    return scope.expressions();
  }

  @Override
  public FeatureHandle feature(int instrument, CheckedExpression expression) {
    if (started) {
      throw new IllegalStateException("features are declared in onStart, not during the run");
    }
    Objects.checkIndex(instrument, runs.length);
    return features.declare(instrument, expression);
  }

  /** The longest warm-up of the declared features, bars. */
  int longestWarmUp() {
    return features.longestWarmUp();
  }

  @Override
  public long nowMicros() {
    return now;
  }

  @Override
  public int instrument() {
    return current;
  }

  @Override
  public int barCount(int instrument) {
    return runs[instrument].known;
  }

  @Override
  public double value(int instrument, BarField field, int barsAgo) {
    InstrumentRun run = runs[instrument];
    int bar = bar(run.known, barsAgo);
    return bar < 0 ? Double.NaN : run.series.value(field, bar);
  }

  @Override
  public double value(FeatureHandle feature, int barsAgo) {
    // The instrument is looked up, not taken from the handle: a forged handle reaches nothing.
    FeatureBook.Column column = columns[feature.index()];
    // A guess that the processor makes for free, where a look at the run waits for the last bar's
    // store: benchmark W1.
    int known = column.instrument == current ? currentKnown : column.run.known;
    int bar = bar(known, barsAgo);
    return bar < 0 ? Double.NaN : column.values[bar];
  }

  private static int bar(int known, int barsAgo) {
    if (barsAgo < 0) {
      throw new IllegalArgumentException("barsAgo must be >= 0, was " + barsAgo);
    }
    return known - 1 - barsAgo;
  }

  @Override
  public long positionLots(int instrument) {
    return runs[instrument].lots;
  }

  @Override
  public long cashUnits() {
    return cash;
  }

  @Override
  public boolean hasPendingOrder(int instrument) {
    return runs[instrument].pending.size() > 0;
  }

  @Override
  public double averageEntryPrice(int instrument) {
    EntryQueue entries = runs[instrument].matcher.entries();
    double sum = 0;
    double lots = 0;
    for (int i = 0; i < entries.size(); i++) {
      EntryQueue.EntryLot entry = entries.get(i);
      sum += entry.price * entry.lots;
      lots += entry.lots;
    }
    return lots == 0 ? Double.NaN : sum / lots;
  }

  @Override
  public int barsSinceEntry(int instrument) {
    EntryQueue entries = runs[instrument].matcher.entries();
    return entries.size() == 0 ? -1 : runs[instrument].known - entries.get(0).bar;
  }

  @Override
  public double equity() {
    double value = cashValue;
    for (InstrumentRun run : runs) {
      if (run.lots != 0) {
        value += run.quantity * run.lastClose;
      }
    }
    return value;
  }

  @Override
  public Optional<OrderStatus> order(long orderId) {
    return Optional.empty();
  }

  @Override
  public long submit(OrderIntent intent) {
    Optional<String> problem = OrderCheck.problem(intent, runs.length);
    if (problem.isPresent()) {
      reject(intent, problem.get());
    } else if (intent instanceof OrderIntent.Market market && OrderQueue.takes(market)) {
      runs[market.instrument()].pending.add(market);
    } else {
      reject(
          intent, "only market orders for lots, a part of the cash or the position are simulated");
    }
    return ++lastOrderId;
  }
}
