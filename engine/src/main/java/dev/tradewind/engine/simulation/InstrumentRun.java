package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where one instrument stands in a run: its bars, its position, its orders, its market now. */
final class InstrumentRun {
  static final long DAY = 86_400_000_000L;

  final int index;
  final Instrument instrument;
  final BarSeries series;
  final Account account;
  final FillPricing buyPricing;
  final FillPricing sellPricing;

  /** Prices without slippage, rounded against the trader. */
  final FillPricing exactBuy;

  final FillPricing exactSell;

  /** Factor of each bar's prices for the splits until then; none without splits. */
  final double @Nullable [] adjustment;

  final SplitSchedule splits;
  final DividendSchedule dividends;

  /** When it trades. */
  final TradingHours hours;

  final @Nullable Detail detail;
  final RoundTripMatcher matcher;

  /** Market orders that fill at the next open, kept by their parts. */
  final OrderQueue pending = new OrderQueue();

  /** All other orders that work. */
  final OrderBook book = new OrderBook();

  /** Whether nothing of this instrument needs more than open, volume and close of a bar. */
  final boolean simple;

  /** Whether that is so within its sessions. */
  private final boolean plain;

  private final double participation;
  private final boolean hasVolume;

  /** Bars known so far; the bar that is open, or opens next, has this index. */
  int known;

  /** Open of the bar that opened last: the price that due orders meet. */
  double open;

  boolean barIsOpen;
  boolean justClosed;

  /** Orders that fill at this moment's open. */
  int dueOrders;

  long lots;
  double quantity;
  double lastClose;

  /** When the newest known bar closed; {@code Long.MIN_VALUE} before the first. */
  long closedAt = Long.MIN_VALUE;

  /** Sum of sales less buys, units: what the round trips must account for. */
  long tradedNet;

  /** End of the session of the newest bar; {@code Long.MAX_VALUE} once its close was told. */
  long dayEnd = Long.MAX_VALUE;

  /** From when on the end of the day is to be looked at: {@link #dayEnd}, or at once. */
  long dayDue = Long.MIN_VALUE;

  /** Splits and dividends taken into account. */
  int splitsDone;

  int dividendsDone;

  /** Bars in which no session was open: nothing fills in them. */
  int closedBars;

  /** Whether no bar has a volume: nothing limits fills then. */
  final boolean withoutVolume;

  /** Until when borrowing was paid for. */
  long borrowedUntil;

  /** Rates of conversion, and how many of them are known. */
  final @Nullable BarSeries rates;

  private int ratesKnown;

  // --- the slice of the market that orders meet: a bar, a finer bar or a trade
  // ---------------------

  /** Number of the slice, ascending; of bars their index and one. */
  long slice;

  /** The bar that the slice is of. */
  int fillBar;

  double sliceOpen;
  double sliceHigh;
  double sliceLow;
  double sliceClose;
  double sliceVolume;
  long sliceFrom;
  long sliceTo;
  long previousSliceFrom;

  /** Whether trading was interrupted before the slice, and whether a session begins with it. */
  boolean afterBreak;

  boolean sessionBegins;

  /** Whether a session is open during the bar. */
  boolean barTrades = true;

  /** Whether a slice opens at this moment. */
  boolean sliceOpens;

  /** Whether there are finer bars or trades of the bar; how many bars had none. */
  boolean detailed;

  int undetailedBars;

  /** Bars in which orders met prices that no finer bar shows. */
  int partlyDetailedBars;

  /** Lots that were filled in the slice, and the slice that this is of. */
  private long taken;

  private long takenOf = -1;
  private double previousVolume;

  /** Volume of the newest bar or finer bar, which what is missing behind it does not count in. */
  private double shownVolume;

  private double weightedPrice;
  private double weight;

  /** Extremes and volume of the finer bars of the bar so far. */
  private double passedHigh;

  private double passedLow;
  private double passedVolume;

  private final double lotScale;
  private final double lotStep;
  private final double tickScale;
  private final double tickStep;

  InstrumentRun(int index, SimulationInput input, SimulationConfig config, RunSetup setup) {
    this.index = index;
    this.series = input.series().get(index);
    this.instrument = series.instrument();
    String id = instrument.id();
    this.splits = input.splits().getOrDefault(id, SplitSchedule.NONE);
    this.dividends = input.dividends().getOrDefault(id, DividendSchedule.NONE);
    this.adjustment = splits.size() == 0 ? null : adjustment(series, splits);
    this.hours = setup.hours(instrument);
    this.detail = Detail.of(input, series, config.fills().model());
    boolean converts = !instrument.currency().equals(setup.currency());
    this.account = new Account(instrument, config.costs(), converts, config.conversionBps());
    BigDecimal slippage =
        config.slippage().model() == SlippageModel.FIXED_BPS
            ? config.slippage().bps()
            : config.slippage().model() == SlippageModel.SPREAD
                ? config.slippage().spreadBps().divide(BigDecimal.TWO)
                : BigDecimal.ZERO;
    this.buyPricing = new FillPricing(instrument.tickSize(), slippage, true);
    this.sellPricing = new FillPricing(instrument.tickSize(), slippage, false);
    this.exactBuy = new FillPricing(instrument.tickSize(), BigDecimal.ZERO, true);
    this.exactSell = new FillPricing(instrument.tickSize(), BigDecimal.ZERO, false);
    this.matcher = new RoundTripMatcher(this, setup.trips());
    this.lotScale = scale(instrument.lotSize());
    this.lotStep = instrument.lotSize().unscaledValue().doubleValue();
    this.tickScale = scale(instrument.tickSize());
    this.tickStep = instrument.tickSize().unscaledValue().doubleValue();
    this.participation = config.fills().participation();
    this.hasVolume = participation > 0 && hasVolume(series);
    this.withoutVolume = !hasVolume(series);
    this.rates = converts ? input.rates().get(instrument.currency()) : null;
    this.plain =
        config.fills().model() == FillModel.NEXT_OPEN
            && config.fills().latencyMillis() == 0
            && (config.slippage().model() == SlippageModel.FIXED_BPS
                || config.slippage().model() == SlippageModel.SPREAD)
            && config.costs().isPlain()
            && !converts
            && detail == null
            && splits.size() == 0
            && dividends.size() == 0;
    this.simple = plain && !hours.closes();
  }

  private static double[] adjustment(BarSeries series, SplitSchedule splits) {
    double[] factors = new double[series.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = splits.factor(splits.countUntil(series.openTime(i)));
    }
    return factors;
  }

  private static boolean hasVolume(BarSeries series) {
    for (int i = 0; i < series.size(); i++) {
      if (series.volume(i) > 0) {
        return true;
      }
    }
    return false;
  }

  private static double scale(BigDecimal step) {
    return BigDecimal.ONE.movePointRight(step.scale()).doubleValue();
  }

  /** Units of that many lots: the nearest double to the decimal. */
  double quantity(long ofLots) {
    return ofLots * lotStep / lotScale;
  }

  /** Price of that many ticks: the nearest double to the exact decimal. */
  double price(long ticks) {
    return ticks * tickStep / tickScale;
  }

  /**
   * The tick of a price, up or down where it lies between two. What is within a millionth of a tick
   * is on it.
   */
  long roundedTicks(double price, boolean up) {
    double ticks = price * tickScale / tickStep;
    double nearest = Math.rint(ticks);
    double rounded =
        Math.abs(ticks - nearest) < 1e-6 ? nearest : up ? Math.ceil(ticks) : Math.floor(ticks);
    return (long) rounded;
  }

  /** Lots of a quantity of units, rounded down. */
  long lotsOf(double units) {
    double exact = units * lotScale / lotStep;
    double nearest = Math.rint(exact);
    return (long) (Math.abs(exact - nearest) < 1e-9 * nearest ? nearest : Math.floor(exact));
  }

  /** Value of the position at the newest close, in the account's currency. */
  double value() {
    return quantity * lastClose * account.rate();
  }

  /**
   * Lots that may still be filled in the slice. At its open nothing is known of its volume but that
   * there is one: the volume of the slice before limits what fills there, else an order could tell
   * the future; at the very first open nothing fills that a volume limits. A trade is known with
   * its quantity.
   *
   * @param atOpen whether only the open is known
   */
  long capacity(boolean atOpen) {
    if (!hasVolume) {
      return Long.MAX_VALUE;
    }
    if (takenOf != slice) {
      takenOf = slice;
      taken = 0;
    }
    double own = detail == null ? series.volume(fillBar) : sliceVolume;
    if (!(own > 0)) {
      return 0;
    }
    double volume = own;
    if (atOpen && detail == null) {
      volume = fillBar > 0 ? volumeNow(fillBar - 1, fillBar) : 0;
    } else if (atOpen && sliceFrom < sliceTo) {
      volume = previousVolume;
    }
    return Math.max(0, lotsOf(participation * volume) - taken);
  }

  /** Volume of a bar in the units of another one, behind the splits between them. */
  double volumeNow(int bar, int as) {
    double volume = series.volume(bar);
    return adjustment == null ? volume : volume * (adjustment[as] / adjustment[bar]);
  }

  /** Close of a bar in the terms of another one, behind the splits between them. */
  double closeNow(int bar, int as) {
    double close = series.close(bar);
    return adjustment == null ? close : close * (adjustment[bar] / adjustment[as]);
  }

  /** What fills at the open of a bar, of which nothing else is looked at. */
  long capacityOf(int bar) {
    if (!hasVolume) {
      return Long.MAX_VALUE;
    }
    fillBar = bar;
    slice = bar + 1L;
    return capacity(true);
  }

  /** What fills between the open and the close of a bar. */
  long capacityInside(int bar) {
    if (!hasVolume) {
      return Long.MAX_VALUE;
    }
    fillBar = bar;
    slice = bar + 1L;
    return capacity(false);
  }

  /** Whether nothing but open, volume and close of a bar decides on a market order. */
  boolean isPlain() {
    return plain;
  }

  /** Whether a session is open during a bar. */
  boolean trades(int bar) {
    return !hours.closes() || hours.trades(series.openTime(bar), series.closeTime(bar));
  }

  /** The same, where a bar asks for nothing but this; -1 elsewhere. */
  long plainCapacityOf(int bar) {
    return plain && trades(bar) ? capacityOf(bar) : -1;
  }

  /** Takes lots from what may be filled in the slice; after {@link #capacity}. */
  void take(long filledLots) {
    taken += filledLots;
  }

  /** When something happens next: the open bar's close, or the next bar's open. */
  long nextEvent() {
    long next;
    if (barIsOpen) {
      next = series.closeTime(known);
    } else {
      next = known < series.size() ? series.openTime(known) : Long.MAX_VALUE;
    }
    return detail == null ? next : Math.min(next, detail.nextEvent());
  }

  boolean opensAt(long moment) {
    return !barIsOpen && known < series.size() && series.openTime(known) == moment;
  }

  /** Shows a bar to the orders; where there are finer ones elsewhere, it is a slice like them. */
  void showBar(int bar) {
    if (detail == null) {
      slice = bar + 1L;
    } else if (sliceFrom != series.openTime(bar) || sliceTo != series.closeTime(bar)) {
      followSlice(bar);
    }
    fillBar = bar;
    sliceFrom = series.openTime(bar);
    sliceTo = series.closeTime(bar);
    sliceOpen = series.open(bar);
    sliceHigh = series.high(bar);
    sliceLow = series.low(bar);
    sliceClose = series.close(bar);
    sliceVolume = series.volume(bar);
    shownVolume = sliceVolume;
    if (bar == 0) {
      previousSliceFrom = Long.MIN_VALUE;
      sessionBegins = true;
      afterBreak = true;
    } else {
      previousSliceFrom = series.openTime(bar - 1);
      sessionBegins = hours.begins(series, bar);
      afterBreak = isApart(bar) || (sessionBegins && !hours.roundTheClock());
    }
  }

  /** Shows a finer bar or a trade of the bar that is open. */
  void showDetail(long from, long to, double o, double h, double l, double c, double volume) {
    boolean first = sliceFrom < series.openTime(known);
    boolean begins = known == 0 || hours.begins(series, known);
    previousSliceFrom = slice == 0 ? Long.MIN_VALUE : sliceFrom;
    // Between two trades there is time, but no interruption.
    boolean apart = to > from ? from > sliceTo : first && known > 0 && isApart(known);
    afterBreak = slice == 0 || apart || (first && begins && !hours.roundTheClock());
    sessionBegins = first && begins;
    followSlice(known);
    fillBar = known;
    sliceFrom = from;
    sliceTo = to;
    sliceOpen = o;
    sliceHigh = h;
    sliceLow = l;
    sliceClose = c;
    sliceVolume = volume;
    shownVolume = volume;
    weightedPrice += (o + h + l + c) / 4 * volume;
    weight += volume;
  }

  /** Whether nothing is known of some time before a bar. */
  private boolean isApart(int bar) {
    return series.closeTime(bar - 1) < series.openTime(bar);
  }

  private void followSlice(int bar) {
    previousVolume =
        adjustment == null ? shownVolume : shownVolume * (adjustment[bar] / adjustment[fillBar]);
    slice++;
  }

  /** Whether orders have met a finer bar or a trade of a bar. */
  boolean metDetailOf(int bar) {
    return detailed && slice > 0 && sliceFrom >= series.openTime(bar);
  }

  /** Forgets the finer bars of the bar before. */
  void beginDetail() {
    weightedPrice = 0;
    weight = 0;
    passedHigh = Double.NEGATIVE_INFINITY;
    passedLow = Double.POSITIVE_INFINITY;
    passedVolume = 0;
  }

  /** Notes a finer bar or a trade of the bar that is open, also one that no order can meet. */
  void passDetail(double high, double low, double volume) {
    passedHigh = Math.max(passedHigh, high);
    passedLow = Math.min(passedLow, low);
    passedVolume += volume;
  }

  /**
   * Shows what a bar has beyond its finer ones, of which some are missing then; says whether there
   * is any. When it happened is not known, so that orders that came to work within the bar meet it
   * as if they had come to work within this slice.
   */
  boolean showMissing(int bar) {
    boolean higher = series.high(bar) > passedHigh;
    boolean lower = series.low(bar) < passedLow;
    if (!higher && !lower) {
      return false;
    }
    partlyDetailedBars++;
    slice++;
    previousSliceFrom = sliceFrom;
    fillBar = bar;
    sliceFrom = sliceTo;
    sliceTo = series.closeTime(bar);
    sliceOpen = sliceClose;
    sliceClose = series.close(bar);
    sliceHigh = higher ? series.high(bar) : Math.max(sliceOpen, sliceClose);
    sliceLow = lower ? series.low(bar) : Math.min(sliceOpen, sliceClose);
    sliceVolume = Math.max(0, series.volume(bar) - passedVolume);
    afterBreak = false;
    sessionBegins = false;
    for (int i = 0; i < book.size(); i++) {
      SimOrder order = book.get(i);
      if (order.activeFrom > series.openTime(bar)) {
        order.bornInside = slice;
      }
    }
    return true;
  }

  /** The price that stands for all trades of the bar that ends. */
  double meanPrice() {
    return weight > 0
        ? weightedPrice / weight
        : (series.open(fillBar)
                + series.high(fillBar)
                + series.low(fillBar)
                + series.close(fillBar))
            / 4;
  }

  /** Takes the newest known rate of conversion. */
  void convertAt(long now) {
    if (rates == null) {
      return;
    }
    int newest = newestKnown(rates, ratesKnown, now);
    if (newest >= 0) {
      ratesKnown = newest + 1;
      account.setRate(rates.close(newest));
    }
  }

  /**
   * The newest bar from an index on that is known; -1 if there is none. One that comes late does
   * not hold back those after it.
   */
  static int newestKnown(BarSeries bars, int from, long now) {
    int newest = -1;
    for (int i = from; i < bars.size() && bars.openTime(i) <= now; i++) {
      if (bars.knownAt(i) <= now) {
        newest = i;
      }
    }
    return newest;
  }

  void addLots(long change) {
    lots = Math.addExact(lots, change);
    quantity = lots == 0 ? 0 : quantity(lots);
  }
}
