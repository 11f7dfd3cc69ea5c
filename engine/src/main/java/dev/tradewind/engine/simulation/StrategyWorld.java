package dev.tradewind.engine.simulation;

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
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A strategy's whole world in a run: what it can call, bounded by the bars known now, and what it
 * is told. {@link SimulationRun} says when.
 *
 * <p>No allocation per bar without an order: columns are computed before the first bar and read in
 * place.
 */
abstract class StrategyWorld
    implements StrategySetup, StrategyContext, RunSurroundings, Feeds.Listener {
  private final Strategy strategy;
  private final FeatureBook features;
  private final int mostOrders;
  private FeatureBook.Column[] columns = {};
  private boolean started;

  final SimulationConfig config;
  final RunSetup setup;
  final InstrumentRun[] runs;
  final LongerBars longerBars = new LongerBars();
  final OrderDesk desk;
  final Execution execution;
  final FillList fills;
  final Ledger ledger;
  final RunErrors errors;

  long now;
  boolean opening;
  private int current;
  private int currentKnown;
  private boolean liquidating;
  private boolean ended;

  /** Whether market orders may be kept by their parts. */
  private boolean quick = true;

  /** Orders handed in during the callback. */
  private int handedIn;

  StrategyWorld(
      SimulationInput input,
      Strategy strategy,
      String strategyId,
      SimulationConfig config,
      RunScope scope) {
    this.strategy = strategy;
    this.errors = new RunErrors(strategyId, config.onError());
    this.config = config;
    this.mostOrders = config.maxOrdersPerBar();
    this.setup = RunSetup.of(input, config, scope);
    List<BarSeries> series = input.series();
    this.runs = new InstrumentRun[series.size()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new InstrumentRun(i, input, config, setup);
    }
    this.features = new FeatureBook(runs, scope, input.splits());
    this.fills = new FillList(series.toArray(new BarSeries[0]));
    this.ledger = new Ledger(config.initialCash().movePointRight(8).longValueExact());
    this.desk = new OrderDesk(this, runs, config);
    this.execution = new Execution(desk, runs, ledger, fills, config);
  }

  String currency() {
    return setup.currency();
  }

  /** The round trips, where they cannot be made of the fills. */
  @Nullable RoundTripList trips() {
    return setup.trips();
  }

  // --- telling the strategy ----------------------------------------------------------------------

  /** Lets the strategy declare what it reads, and computes it. */
  final void start() {
    try {
      strategy.onStart(this);
    } catch (RuntimeException e) {
      throw errors.notStarted(e);
    }
    List<FeatureBook.Unready> unready = new ArrayList<>(features.missing());
    unready.addAll(features.tooLong());
    boolean isUseless = !features.missing().isEmpty() || features.isNeverReady();
    if (isUseless && errors.ends()) {
      throw errors.useless(unready);
    }
    for (FeatureBook.Unready each : unready) {
      errors.note(runs[each.instrument()].series.openTime(0), each.sentence());
    }
    columns = features.compute();
    started = true;
  }

  /** The callback that comes is about this instrument. */
  private void turnTo(InstrumentRun run) {
    current = run.index;
    currentKnown = run.known;
    handedIn = 0;
  }

  final void onBar(InstrumentRun run) {
    turnTo(run);
    try {
      strategy.onBar(this);
    } catch (RuntimeException e) {
      failed("onBar", run, e);
    }
  }

  final void tellLongerBars(InstrumentRun run) {
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

  final void closeSession(InstrumentRun run) {
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
  final void finish() {
    opening = false;
    quick = false;
    ended = true;
    desk.close();
    turnTo(runs[current]);
    try {
      strategy.onStop(this);
    } catch (RuntimeException e) {
      errors.failedLast(now, "onStop", place(runs[current]), e);
    }
    FeatureBook.Column[] unread = columns;
    columns = new FeatureBook.Column[0];
    SpareColumns.leave(Arrays.stream(unread).map(each -> each.values).toList());
  }

  private void failed(String callback, InstrumentRun run, RuntimeException cause) {
    errors.failed(now, callback, place(run), cause);
  }

  // --- what orders need of the run ---------------------------------------------------------------

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

  @Override
  public boolean overflowed(String message) {
    if (!errors.ends()) {
      errors.note(now, message);
    }
    // A strategy is not asked about an end that is not its own.
    ended |= errors.ends();
    return errors.ends();
  }

  /** Ends all positions where the account has become too small for them. */
  final void liquidate() {
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
    return runs[instrument].matcher.entries().averagePrice();
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
