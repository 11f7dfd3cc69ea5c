package dev.tradewind.engine.simulation;

import static java.util.stream.Collectors.joining;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.strategy.BarHandle;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderUpdate;
import dev.tradewind.engine.strategy.OrderWords;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of one strategy: the order of events and the strategy's whole world; everything it offers
 * is bounded by the bars known now. Orders are kept by {@link OrderDesk}, meet the market in {@link
 * BarMatcher} and are booked by {@link Execution}.
 *
 * <p>No allocation per bar without an order: columns are computed before the first bar and read in
 * place.
 */
final class SimulationRun
    implements StrategySetup, StrategyContext, OrderDesk.Surroundings, Feeds.Listener {
  private static final int PROGRESS_STEP = 8_192;

  private final Strategy strategy;
  private final String strategyId;
  private final SimulationConfig config;
  private final RunSetup setup;
  private final InstrumentRun[] runs;
  private final FeatureBook features;
  private final LongerBars longerBars = new LongerBars();
  private final Feeds feeds;
  private final OrderDesk desk;
  private final Execution execution;
  private final BarMatcher matcher;
  private final ActionsDue actions;
  private FeatureBook.Column[] columns = {};
  private final int mostOrders;
  private boolean started;

  final EquityCurve equity;
  final FillList fills;
  final Ledger ledger;
  final List<RunError> errors = new ArrayList<>();

  private long now;
  private int current;
  private int currentKnown;
  private boolean opening;
  private boolean liquidating;
  private boolean ended;

  /** Whether market orders may be kept by their parts. */
  private boolean quick = true;

  /** Orders handed in during the callback. */
  private int handedIn;

  /** Whether the equity curve is brought to the newest close only when something changes. */
  private boolean marksLate;

  private long doneBars;

  SimulationRun(
      SimulationInput input,
      Strategy strategy,
      String strategyId,
      SimulationConfig config,
      RunScope scope) {
    this.strategy = strategy;
    this.strategyId = strategyId;
    this.config = config;
    this.mostOrders = config.maxOrdersPerBar();
    this.setup = RunSetup.of(input, config, scope);
    List<BarSeries> series = input.series();
    this.runs = new InstrumentRun[series.size()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new InstrumentRun(i, input, config, setup);
    }
    this.features = new FeatureBook(runs, scope, input.splits());
    this.feeds = new Feeds(input);
    this.equity =
        new EquityCurve(series, config.initialCash().doubleValue(), Simulator.everyDay(series));
    this.fills = new FillList(series.toArray(new BarSeries[0]));
    this.ledger = new Ledger(config.initialCash().movePointRight(8).longValueExact());
    this.desk = new OrderDesk(this, runs, config);
    this.execution = new Execution(desk, runs, ledger, fills, config);
    this.matcher = new BarMatcher(desk, execution, config);
    this.actions = new ActionsDue(ledger, desk, execution);
  }

  InstrumentRun[] runs() {
    return runs;
  }

  String currency() {
    return setup.currency();
  }

  OrderDesk desk() {
    return desk;
  }

  /** The round trips, where they cannot be made of the fills. */
  @Nullable RoundTripList trips() {
    return setup.trips();
  }

  /** Number of round trips so far. */
  int roundTrips() {
    int count = 0;
    for (InstrumentRun run : runs) {
      count = Math.addExact(count, run.matcher.count());
    }
    return count;
  }

  /**
   * Works through all bars.
   *
   * @throws StrategyFailedException if the strategy fails and the run is to stop; what was done is
   *     complete until then
   * @throws LedgerOverflowException if an amount does not fit and the run is to stop, the same
   */
  void run(SimulationListener listener) {
    long totalBars = 0;
    for (InstrumentRun run : runs) {
      totalBars += run.series.size();
    }
    start();
    try {
      if (runs.length == 1 && runs[0].simple && feeds.isEmpty() && longerBars.isEmpty()) {
        runOne(runs[0], listener);
      } else {
        runMany(listener, totalBars);
      }
    } catch (ArithmeticException e) {
      String message = "strategy " + strategyId + ": " + e.getMessage();
      errors.add(new RunError(now, message));
      throw new LedgerOverflowException(message);
    } finally {
      mark(runs[0]);
      finish();
    }
    listener.onProgress(totalBars, totalBars);
  }

  private void start() {
    try {
      strategy.onStart(this);
    } catch (RuntimeException e) {
      throw new StrategyFailedException(
          "strategy " + strategyId + " failed to start: " + FailureText.of(e), e);
    }
    List<FeatureBook.Unready> unready = new ArrayList<>(features.missing());
    unready.addAll(features.tooLong());
    boolean isUseless = !features.missing().isEmpty() || features.isNeverReady();
    if (isUseless && config.onError() == ErrorPolicy.STOP) {
      throw new StrategyFailedException(
          "strategy "
              + strategyId
              + ": "
              + unready.stream().map(FeatureBook.Unready::sentence).collect(joining("; ")),
          null);
    }
    for (FeatureBook.Unready each : unready) {
      errors.add(
          new RunError(
              runs[each.instrument()].series.openTime(0),
              "strategy " + strategyId + ": " + each.sentence()));
    }
    columns = features.compute();
    started = true;
  }

  // --- one instrument ----------------------------------------------------------------------------

  /**
   * One instrument: its opens and closes take turns. Benchmarks W1 and W5 justify a loop of its
   * own; a test holds it to {@link #runMany}.
   */
  private void runOne(InstrumentRun run, SimulationListener listener) {
    int size = run.series.size();
    marksLate = true;
    int nextReport = PROGRESS_STEP;
    while (run.known < size) {
      if (run.series.openTime(run.known) >= run.dayEnd) {
        now = run.series.openTime(run.known);
        closeSession(run);
      }
      bars(run, Math.min(size, nextReport));
      if (run.closedAt >= run.dayDue) {
        endBar(run);
      }
      if (run.known == nextReport) {
        nextReport += PROGRESS_STEP;
        report(run, listener);
      }
    }
  }

  /**
   * The next bars, until a session may have ended or until another bar. What happens seldom stays
   * outside, so that the compiler keeps the values of this loop in registers.
   *
   * @param to the bar before which to stop, more than are known
   */
  private void bars(InstrumentRun run, int to) {
    BarSeries series = run.series;
    OrderBook book = run.book;
    for (int bar = run.known; bar < to; bar++) {
      now = series.openTime(bar);
      if (now >= run.dayEnd) {
        return;
      }
      // Kept for every bar, not read when an order fills: a column read in order is in the cache.
      run.open = series.open(bar);
      for (int due = run.pending.size(); due > 0; due--) {
        fillFirst(run);
      }
      if (book.size() > 0) {
        mark(run);
        openBar(run);
        now = series.closeTime(bar);
        closeBar(run);
      } else {
        now = series.closeTime(bar);
      }
      boolean borrows = execution.borrows();
      if (borrows) {
        // Up to the close before this one, which must not be known yet.
        mark(run);
      }
      run.lastClose = series.close(bar);
      run.closedAt = now;
      run.known = bar + 1;
      if (borrows) {
        settle(run);
      }
      onBar(run);
      if (now >= run.dayDue) {
        return;
      }
    }
  }

  private void report(InstrumentRun run, SimulationListener listener) {
    int size = run.series.size();
    mark(run);
    if (!listener.onProgress(run.known, size)) {
      throw new SimulationCancelledException(run.known, size);
    }
  }

  /**
   * Brings the equity curve to the newest close, before anything changes: between two trades it is
   * a loop over closes and nothing else.
   */
  private void mark(InstrumentRun run) {
    if (!marksLate) {
      return;
    }
    int from = equity.size();
    boolean invested = run.lots != 0;
    double cash = ledger.cashValue();
    if (run.known == from + 1) {
      double value = invested ? cash + run.quantity * run.lastClose : cash;
      equity.add(run.closedAt, value, invested);
    } else if (run.known > from) {
      equity.addBars(run.series, run.known, cash, run.quantity, invested);
    }
  }

  /** The orders of an instrument meet the open of its bar. */
  private void openBar(InstrumentRun run) {
    run.showBar(run.known);
    opening = true;
    matcher.open(run);
    opening = false;
  }

  /** The orders of an instrument meet its whole bar. */
  private void closeBar(InstrumentRun run) {
    if (run.book.size() == 0) {
      return;
    }
    matcher.endOfBar(run);
    matcher.inside(run);
    matcher.close(run);
  }

  /**
   * Fills the oldest waiting market order of an instrument, or hands it to the general way where
   * anything about it is out of the ordinary. One long method on purpose: beyond 325 bytecodes the
   * compiler leaves it out of the loop over bars, which then keeps its values in registers. Without
   * that W1 takes a fifth longer.
   */
  private void fillFirst(InstrumentRun run) {
    mark(run);
    OrderQueue pending = run.pending;
    double open = run.open;
    int kind = pending.kind();
    long amount = pending.amount();
    long id = pending.id();
    long submitted = pending.submitted();
    pending.removeFirst();
    int bar = run.known;
    boolean buy = kind <= OrderQueue.BUY_FRACTION;
    try {
      long ticks = (buy ? run.buyPricing : run.sellPricing).ticks(open);
      long held = run.lots;
      long lots = kind == OrderQueue.SELL_ALL ? held : amount;
      if (kind == OrderQueue.BUY_FRACTION && ticks > 0 && held >= 0 && ledger.cash() > 0) {
        lots = run.account.affordableLots(ticks, budget(Double.longBitsToDouble(amount)));
      }
      boolean ordinary =
          ticks > 0
              && lots > 0
              && (buy ? held >= 0 : lots <= held)
              && lots <= run.capacityOf(bar)
              && !execution.borrows();
      if (!ordinary) {
        fillSlowly(run, OrderQueue.order(kind, amount, id, submitted, run));
        return;
      }
      double price = run.price(ticks);
      long signed = buy ? lots : -lots;
      // Whatever does not fit throws before the first of it is booked.
      Math.addExact(held, signed);
      long notional = buy ? run.account.cost(ticks, lots) : run.account.proceeds(ticks, lots);
      long fee = run.account.fee(notional);
      if (buy) {
        if (Math.addExact(notional, fee) > ledger.cash()) {
          fillSlowly(run, OrderQueue.order(kind, amount, id, submitted, run));
          return;
        }
        ledger.buy(notional, fee);
        run.tradedNet -= notional;
      } else {
        ledger.sell(notional, fee);
        run.tradedNet += notional;
      }
      run.addLots(signed);
      run.take(lots);
      run.matcher.trade(bar, now, price, signed, notional, fee);
      double worse = buy ? price - open : open - price;
      if (worse != 0) {
        ledger.slipped(worse * run.quantity(lots));
      }
      if (!ledger.balances(run)) {
        throw ledger.violation("the fill of order " + id, run);
      }
      boolean plain = kind != OrderQueue.BUY_FRACTION && submitted == run.closedAt;
      Fill fill = new Fill(now, run.index, buy ? Side.BUY : Side.SELL, lots, ticks, fee, open, id);
      if (plain) {
        fills.addWhole(run.index, bar, signed, ticks, fee, id, kind == OrderQueue.SELL_ALL);
      } else {
        fills.add(run.index, bar, fill);
        desk.archiveFilled(OrderQueue.order(kind, amount, id, submitted, run), lots, now);
      }
      onFill(run, fill);
    } catch (ArithmeticException e) {
      SimOrder order = OrderQueue.order(kind, amount, id, submitted, run);
      desk.queuedOverflowed(order, Execution.overflow("the fill of " + order, place(run), open, e));
    }
  }

  @Override
  public boolean overflowed(String message) {
    boolean ends = config.onError() == ErrorPolicy.STOP;
    if (!ends) {
      errors.add(new RunError(now, "strategy " + strategyId + ": " + message));
    }
    // A strategy is not asked about an end that is not its own.
    ended |= ends;
    return ends;
  }

  private void fillSlowly(InstrumentRun run, SimOrder order) {
    run.showBar(run.known);
    opening = true;
    desk.meetOpen(order, execution);
    opening = false;
  }

  private long budget(double fraction) {
    return fraction == 1
        ? ledger.cash()
        : BigDecimal.valueOf(fraction)
            .multiply(BigDecimal.valueOf(ledger.cash()))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
  }

  // --- many instruments, or one with more than bars
  // ------------------------------------------------

  private void runMany(SimulationListener listener, long totalBars) {
    long nextReport = PROGRESS_STEP;
    boolean fed = !feeds.isEmpty();
    for (long moment = nextMoment(fed); moment != Long.MAX_VALUE; moment = nextMoment(fed)) {
      now = moment;
      closeBars(fed);
      openBars();
      if (fed) {
        feeds.tellMarket(now, this);
      }
      if (doneBars >= nextReport) {
        nextReport = doneBars + PROGRESS_STEP;
        if (!listener.onProgress(doneBars, totalBars)) {
          throw new SimulationCancelledException(doneBars, totalBars);
        }
      }
    }
  }

  /** The next moment of the bars; what is fed after the last close is not told any more. */
  private long nextMoment(boolean fed) {
    long next = Long.MAX_VALUE;
    for (InstrumentRun run : runs) {
      next = Math.min(next, run.nextEvent());
    }
    return fed && next != Long.MAX_VALUE ? Math.min(next, feeds.nextEvent()) : next;
  }

  /** Every bar that ends now becomes known before a strategy decides on one. */
  private void closeBars(boolean fed) {
    boolean any = false;
    for (InstrumentRun run : runs) {
      convert(run);
      run.justClosed = run.barIsOpen && run.series.closeTime(run.known) == now;
      any |= run.justClosed;
      if (run.detail != null && run.detail.closesAt(now)) {
        if (run.book.size() > 0 && run.barTrades && run.detail.isShown()) {
          matcher.inside(run);
        }
        run.detail.close();
      }
    }
    if (any) {
      for (InstrumentRun run : runs) {
        if (run.justClosed) {
          meetClose(run);
        }
      }
      for (InstrumentRun run : runs) {
        if (run.justClosed) {
          run.barIsOpen = false;
          run.lastClose = run.series.close(run.known);
          run.closedAt = now;
          run.known++;
          doneBars++;
        }
      }
      mark();
    }
    if (fed) {
      feeds.tellSignals(now, this);
    }
    if (any) {
      decide();
    }
  }

  private void convert(InstrumentRun run) {
    try {
      run.convertAt(now);
    } catch (ArithmeticException e) {
      throw new ArithmeticException(e.getMessage() + " (" + place(run) + ")");
    }
  }

  private void meetClose(InstrumentRun run) {
    if (run.book.size() == 0 || !run.barTrades) {
      return;
    }
    if (!run.metDetailOf(run.known)) {
      run.showBar(run.known);
      closeBar(run);
    } else {
      matcher.endOfBar(run);
      if (run.showMissing(run.known)) {
        matcher.inside(run);
      }
      matcher.close(run);
    }
  }

  private void decide() {
    for (InstrumentRun run : runs) {
      if (run.justClosed) {
        tellLongerBars(run);
        onBar(run);
      }
    }
    for (InstrumentRun run : runs) {
      if (run.justClosed) {
        endBar(run);
      }
    }
    if (config.fills().model() == FillModel.CLOSE) {
      for (InstrumentRun run : runs) {
        if (run.justClosed && run.barTrades && run.book.size() > 0) {
          if (!run.metDetailOf(run.known - 1)) {
            run.showBar(run.known - 1);
          }
          matcher.atDecision(run, now);
        }
      }
      // What filled at this close costs at this close.
      addEquity();
    }
  }

  /** Notes the end of the session of the bar that closed, and tells of it where it is now. */
  private void endBar(InstrumentRun run) {
    if (run.dayEnd == Long.MAX_VALUE || now > run.dayEnd) {
      run.dayEnd =
          run.hours.closes()
              ? run.hours.end(run.series.openTime(run.known - 1), now)
              : Math.floorDiv(now - 1, InstrumentRun.DAY) * InstrumentRun.DAY + InstrumentRun.DAY;
      run.dayDue = run.dayEnd;
    }
    if (run.dayEnd <= now) {
      closeSession(run);
    }
  }

  private void mark() {
    if (execution.borrows()) {
      for (InstrumentRun run : runs) {
        if (run.justClosed) {
          execution.payForBorrowing(run, now);
        }
      }
      liquidate();
    }
    if (config.fills().model() != FillModel.CLOSE) {
      addEquity();
    }
  }

  private void addEquity() {
    double value = ledger.cashValue();
    boolean invested = false;
    for (InstrumentRun run : runs) {
      if (run.lots != 0) {
        value += run.value();
        invested = true;
      }
    }
    equity.add(now, value, invested);
  }

  private void settle(InstrumentRun run) {
    execution.payForBorrowing(run, now);
    liquidate();
  }

  /** Ends all positions where the account has become too small for them. */
  private void liquidate() {
    if (liquidating) {
      return;
    }
    String shortfall = execution.shortfall();
    if (shortfall != null) {
      desk.cancelAll(shortfall);
      desk.closeAll(shortfall);
      liquidating = true;
      quick = false;
    }
  }

  private void openBars() {
    for (InstrumentRun run : runs) {
      run.dueOrders = 0;
      if (run.opensAt(now) && now >= run.dayEnd) {
        closeSession(run);
      }
    }
    // Counted before the first fill: orders that come in during the fills wait for the next open.
    boolean any = false;
    for (InstrumentRun run : runs) {
      if (run.opensAt(now)) {
        any = true;
        beginBar(run);
      } else if (run.detail != null && run.detail.opensAt(now)) {
        any = true;
        run.sliceOpens = run.detail.open(run) && run.barIsOpen;
      }
    }
    if (!any) {
      return;
    }
    for (InstrumentRun run : runs) {
      for (; run.dueOrders > 0; run.dueOrders--) {
        fillFirst(run);
      }
      if (run.sliceOpens) {
        run.sliceOpens = false;
        if (run.book.size() > 0 && run.barTrades) {
          opening = true;
          matcher.open(run);
          opening = false;
        }
      }
    }
  }

  private void beginBar(InstrumentRun run) {
    BarSeries series = run.series;
    int bar = run.known;
    run.barIsOpen = true;
    run.open = series.open(bar);
    run.dueOrders = run.pending.size();
    run.barTrades = !run.hours.closes() || run.hours.trades(now, series.closeTime(bar));
    if (!run.barTrades) {
      run.closedBars++;
    }
    if (run.splits.size() + run.dividends.size() > 0) {
      actions.apply(run, now);
    }
    Detail detail = run.detail;
    if (detail != null) {
      detail.skipTo(now);
      run.beginDetail();
      run.detailed = detail.covers(now, series.closeTime(bar));
      if (!run.detailed) {
        run.undetailedBars++;
      }
      if (detail.opensAt(now)) {
        run.sliceOpens = detail.open(run);
      }
    }
    if (detail == null || !run.detailed) {
      run.sliceOpens = run.book.size() > 0;
      if (run.sliceOpens || detail != null) {
        run.showBar(bar);
      }
    }
  }

  // --- telling the strategy
  // ------------------------------------------------------------------------

  /** The callback that comes is about this instrument. */
  private void turnTo(InstrumentRun run) {
    current = run.index;
    currentKnown = run.known;
    handedIn = 0;
  }

  private void onBar(InstrumentRun run) {
    turnTo(run);
    try {
      strategy.onBar(this);
    } catch (RuntimeException e) {
      failed("onBar", run, e);
    }
  }

  private void tellLongerBars(InstrumentRun run) {
    if (longerBars.isEmpty()) {
      return;
    }
    for (Optional<BarHandle> bars = longerBars.next(run.index, now);
        bars.isPresent();
        bars = longerBars.next(run.index, now)) {
      turnTo(run);
      try {
        strategy.onBar(this, bars.get());
      } catch (RuntimeException e) {
        failed("onBar of " + bars.get().timeframe().code(), run, e);
      }
    }
  }

  private void closeSession(InstrumentRun run) {
    run.dayEnd = Long.MAX_VALUE;
    run.dayDue = Long.MIN_VALUE;
    if (run.book.size() > 0) {
      desk.endDay(run);
    }
    turnTo(run);
    try {
      strategy.onSessionClose(this);
    } catch (RuntimeException e) {
      failed("onSessionClose", run, e);
    }
  }

  @Override
  public void onFill(InstrumentRun run, Fill fill) {
    turnTo(run);
    try {
      strategy.onFill(this, fill);
    } catch (RuntimeException e) {
      failed("onFill", run, e);
    }
  }

  @Override
  public void onOrder(InstrumentRun run, OrderUpdate update) {
    if (ended) {
      return;
    }
    int before = current;
    int knownBefore = currentKnown;
    int handedInBefore = handedIn;
    turnTo(run);
    try {
      strategy.onOrder(this, update);
    } catch (RuntimeException e) {
      failed("onOrder", run, e);
    }
    current = before;
    currentKnown = knownBefore;
    handedIn = handedInBefore;
  }

  @Override
  public void onTrade(int instrument, TradeTick trade) {
    turnTo(runs[instrument]);
    try {
      strategy.onTrade(this, trade);
    } catch (RuntimeException e) {
      failed("onTrade", runs[instrument], e);
    }
  }

  @Override
  public void onQuote(int instrument, Quote quote) {
    turnTo(runs[instrument]);
    try {
      strategy.onQuote(this, quote);
    } catch (RuntimeException e) {
      failed("onQuote", runs[instrument], e);
    }
  }

  @Override
  public void onSignal(Signal signal) {
    turnTo(runs[signal.instrument()]);
    try {
      strategy.onSignal(this, signal);
    } catch (RuntimeException e) {
      failed("onSignal", runs[signal.instrument()], e);
    }
  }

  /**
   * What still waits is never filled, which is said in the result; then comes the last callback,
   * also where the run failed or was cancelled: a strategy may have something to close.
   */
  private void finish() {
    opening = false;
    quick = false;
    ended = true;
    desk.close();
    turnTo(runs[current]);
    try {
      strategy.onStop(this);
    } catch (RuntimeException e) {
      errors.add(new RunError(now, message("onStop", runs[current], e)));
    }
    FeatureBook.Column[] unread = columns;
    columns = new FeatureBook.Column[0];
    SpareColumns.leave(Arrays.stream(unread).map(each -> each.values).toList());
  }

  private String message(String callback, InstrumentRun run, RuntimeException cause) {
    return "strategy "
        + strategyId
        + " failed in "
        + callback
        + " ("
        + place(run)
        + "): "
        + FailureText.of(cause);
  }

  private void failed(String callback, InstrumentRun run, RuntimeException cause) {
    if (cause instanceof StrategyFailedException again) {
      throw again;
    }
    String message = message(callback, run, cause);
    errors.add(new RunError(now, message));
    if (config.onError() == ErrorPolicy.STOP) {
      throw new StrategyFailedException(message, cause);
    }
  }

  // --- what orders need of the run
  // ------------------------------------------------------------------

  @Override
  public long now() {
    return now;
  }

  @Override
  public boolean opening() {
    return opening;
  }

  /** Bars count from 0; before the first close of an instrument the newest known one is -1. */
  @Override
  public String place(InstrumentRun run) {
    return "instrument "
        + run.instrument.id()
        + ", newest known bar "
        + (run.known - 1)
        + ", time "
        + Moments.text(now);
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
    return setup.scope().expressions();
  }

  @Override
  public FeatureHandle feature(int instrument, CheckedExpression expression) {
    requireStart("features");
    Objects.checkIndex(instrument, runs.length);
    return features.declare(instrument, expression);
  }

  @Override
  public BarHandle bars(int instrument, String timeframe) {
    requireStart("longer bars");
    Objects.checkIndex(instrument, runs.length);
    return longerBars.declare(runs[instrument], timeframe, setup.scope());
  }

  private void requireStart(String what) {
    if (started) {
      throw new IllegalStateException(what + " are declared in onStart, not during the run");
    }
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
  public int barCount(BarHandle bars) {
    return longerBars.count(bars);
  }

  @Override
  public double value(int instrument, BarField field, int barsAgo) {
    InstrumentRun run = runs[instrument];
    int bar = bar(run.known, barsAgo);
    return bar < 0 ? Double.NaN : run.series.value(field, bar);
  }

  @Override
  public double value(BarHandle bars, BarField field, int barsAgo) {
    return longerBars.value(bars, field, barsAgo);
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
  public long cashUnits() {
    return ledger.cash();
  }

  @Override
  public double equity() {
    return execution.equity();
  }

  @Override
  public boolean hasPendingOrder(int instrument) {
    InstrumentRun run = runs[instrument];
    return run.pending.size() > 0 || run.book.size() > 0;
  }

  @Override
  public Optional<OrderStatus> order(long orderId) {
    Optional<OrderStatus> working = desk.working(orderId);
    return working.isPresent() ? working : desk.done(orderId, fills);
  }

  /**
   * Takes an order. Short on purpose: where it is compiled into the strategy, a market order never
   * reaches the heap (benchmark W5).
   */
  @Override
  public long submit(OrderIntent intent) {
    handedIn++;
    if (quick && handedIn <= mostOrders && intent instanceof OrderIntent.Market market) {
      int kind = OrderQueue.kind(market);
      int to = market.instrument();
      if (kind != OrderQueue.OTHER && to >= 0 && to < runs.length && runs[to].simple) {
        long id = desk.nextId();
        runs[to].pending.add(kind, market.size(), id, now);
        return id;
      }
    }
    return submitSlowly(intent);
  }

  private long submitSlowly(OrderIntent intent) {
    if (handedIn > mostOrders) {
      throw new IllegalStateException(
          "orders of one callback must be <= "
              + mostOrders
              + " (maxOrdersPerBar), the next was: "
              + OrderWords.of(intent));
    }
    if (liquidating) {
      endLiquidation();
    }
    return desk.submit(intent, liquidating);
  }

  /** The strategy may trade again once everything was closed. */
  private void endLiquidation() {
    for (InstrumentRun run : runs) {
      if (run.lots != 0) {
        return;
      }
    }
    liquidating = false;
    quick = true;
  }
}
