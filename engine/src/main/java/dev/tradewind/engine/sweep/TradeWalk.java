package dev.tradewind.engine.sweep;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.TradeArithmetic;
import dev.tradewind.engine.statistics.Drawdown;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.engine.statistics.StatisticValues;
import dev.tradewind.engine.statistics.Statistics;
import dev.tradewind.engine.statistics.StatisticsInput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Walks through the trades of one parameter set after another over the same bars: from signal to
 * fill to signal, never from bar to bar. Between fills the equity is a straight function of the
 * close, so that a block of bars whose highest close makes no new peak is settled by its lowest.
 *
 * <p>All numbers are those of the simulator to the last bit. Belongs to one thread.
 */
final class TradeWalk {
  private static final List<SweepStatistic> MEASURES = List.of(SweepStatistic.values());
  private static final int BLOCK = 64;
  private static final long DAY = 86_400_000_000L;

  private final BarSeries series;
  private final SimulationConfig config;
  private final TradeArithmetic arithmetic;
  private final EntrySize size;
  private final double[] opens;
  private final double[] closes;
  private final double[] blockHigh;
  private final double[] blockLow;
  private final long initialCash;
  private final int periods;
  private final double buyAndHold;

  /** Bars that are the last of their day, and how many days without a bar follow each. */
  private final int[] dayEnds;

  private final int[] quietDays;
  private final double[] returns;

  // The set at hand.
  private long cash;
  private long lots;
  private double cashValue;
  private double quantity;
  private double peak;
  private double trough;
  private double drawdown;
  private int settled;
  private int nextDay;
  private double dayBefore;
  private int returnCount;
  private int invested;
  private int trips;
  private int wins;
  private double won;
  private double lost;
  private double profit;
  private long fees;
  private double slippage;
  private int refused;

  TradeWalk(Bars bars, SimulationConfig config, EntrySize size) {
    this.series = bars.series;
    this.config = config;
    this.size = size;
    this.arithmetic = new TradeArithmetic(series, config);
    this.opens = bars.opens;
    this.closes = bars.closes;
    this.blockHigh = bars.blockHigh;
    this.blockLow = bars.blockLow;
    this.dayEnds = bars.dayEnds;
    this.quietDays = bars.quietDays;
    this.returns = new double[bars.days];
    this.initialCash = config.initialCash().movePointRight(8).longValueExact();
    this.periods = TradeArithmetic.periodsPerYear(series.instrument());
    this.buyAndHold = closes[closes.length - 1] / closes[0] - 1;
  }

  /** The columns that all walks over a series share. */
  static final class Bars {
    final BarSeries series;
    final double[] opens;
    final double[] closes;
    final double[] blockHigh;
    final double[] blockLow;
    final int[] dayEnds;
    final int[] quietDays;
    final int days;

    Bars(BarSeries series) {
      this.series = series;
      this.opens = series.copyOf(BarField.OPEN);
      this.closes = series.copyOf(BarField.CLOSE);
      int blocks = (closes.length + BLOCK - 1) / BLOCK;
      blockHigh = new double[blocks];
      blockLow = new double[blocks];
      for (int block = 0; block < blocks; block++) {
        double high = closes[block * BLOCK];
        double low = high;
        for (int i = block * BLOCK; i < Math.min(closes.length, (block + 1) * BLOCK); i++) {
          high = Math.max(high, closes[i]);
          low = Math.min(low, closes[i]);
        }
        blockHigh[block] = high;
        blockLow[block] = low;
      }
      boolean everyDay = TradeArithmetic.everyDay(series);
      int count = 0;
      int[] ends = new int[64];
      int[] quiet = new int[64];
      int all = 0;
      for (int i = 0; i < closes.length; i++) {
        boolean last = i == closes.length - 1;
        long day = Math.floorDiv(series.closeTime(i) - 1, DAY);
        long next = last ? day + 1 : Math.floorDiv(series.closeTime(i + 1) - 1, DAY);
        if (next == day) {
          continue;
        }
        if (count == ends.length) {
          ends = Arrays.copyOf(ends, 2 * count);
          quiet = Arrays.copyOf(quiet, 2 * count);
        }
        ends[count] = i;
        quiet[count] = everyDay && !last ? Math.toIntExact(next - day - 1) : 0;
        all += 1 + quiet[count];
        count++;
      }
      dayEnds = Arrays.copyOf(ends, count);
      quietDays = Arrays.copyOf(quiet, count);
      days = all;
    }
  }

  /**
   * Walks one set: enters at the open behind a bar of {@code enter} that is none of {@code exit},
   * leaves at the open behind a bar of {@code exit}.
   */
  void walk(long[] enter, long[] exit) {
    start();
    int bars = closes.length;
    int bar = 0;
    while (true) {
      int signal = nextEntry(enter, exit, bar);
      if (signal >= bars - 1) {
        refused += signal == bars - 1 ? 1 : 0;
        break;
      }
      bar = signal + 1;
      long cost = buy(bar);
      if (lots == 0) {
        continue;
      }
      long entryFee = arithmetic.fee(cost);
      signal = Bits.next(exit, bar);
      if (signal >= bars - 1) {
        refused += signal == bars - 1 ? 1 : 0;
        break;
      }
      int held = bar;
      bar = signal + 1;
      sell(held, bar, cost, entryFee);
    }
    invested += lots > 0 ? bars - settled : 0;
    hold(bars);
    finish();
  }

  private static int nextEntry(long[] enter, long[] exit, int from) {
    int word = from >>> 6;
    if (word >= enter.length) {
      return Integer.MAX_VALUE;
    }
    long rest = enter[word] & ~exit[word] & -1L << from;
    while (rest == 0) {
      word++;
      if (word == enter.length) {
        return Integer.MAX_VALUE;
      }
      rest = enter[word] & ~exit[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  private void start() {
    cash = initialCash;
    lots = 0;
    quantity = 0;
    cashValue = TradeArithmetic.money(cash);
    double initial = config.initialCash().doubleValue();
    peak = initial;
    trough = initial;
    drawdown = 0;
    settled = 0;
    nextDay = 0;
    dayBefore = initial;
    returnCount = 0;
    invested = 0;
    trips = 0;
    wins = 0;
    won = 0;
    lost = 0;
    profit = 0;
    fees = 0;
    slippage = 0;
    refused = 0;
  }

  /** Buys at the open of a bar if it can; the cost before the fee. */
  private long buy(int bar) {
    double open = opens[bar];
    long ticks = arithmetic.buyTicks(open);
    long wanted =
        ticks <= 0
            ? 0
            : size.lots() > 0 ? size.lots() : arithmetic.affordableLots(ticks, size.budget(cash));
    if (wanted == 0) {
      refused++;
      return 0;
    }
    requireWhole(wanted, bar);
    long cost = arithmetic.cost(ticks, wanted);
    long fee = arithmetic.fee(cost);
    if (Math.addExact(cost, fee) > cash) {
      refused++;
      return 0;
    }
    hold(bar);
    cash = cash - cost - fee;
    cashValue = TradeArithmetic.money(cash);
    lots = wanted;
    quantity = arithmetic.quantity(lots);
    fees = Math.addExact(fees, fee);
    slippage += (arithmetic.price(ticks) - open) * quantity;
    return cost;
  }

  private void requireWhole(long wanted, int bar) {
    if (wanted > arithmetic.capacity(bar)) {
      throw new NotColumnarException("an order does not fill in full at the open of bar " + bar);
    }
  }

  private void sell(int entered, int bar, long cost, long entryFee) {
    double open = opens[bar];
    long ticks = arithmetic.sellTicks(open);
    if (ticks <= 0) {
      throw new NotColumnarException("no price to sell at, open " + open);
    }
    requireWhole(lots, bar);
    long proceeds = arithmetic.proceeds(ticks, lots);
    long fee = arithmetic.fee(proceeds);
    hold(bar);
    invested += bar - entered;
    cash = Math.subtractExact(Math.addExact(cash, proceeds), fee);
    cashValue = TradeArithmetic.money(cash);
    fees = Math.addExact(fees, fee);
    slippage += (open - arithmetic.price(ticks)) * quantity;
    lots = 0;
    quantity = 0;
    double pnl =
        TradeArithmetic.money(
            Math.subtractExact(Math.subtractExact(proceeds, cost), Math.addExact(entryFee, fee)));
    trips++;
    profit += pnl;
    if (pnl > 0) {
      wins++;
      won += pnl;
    } else if (pnl < 0) {
      lost -= pnl;
    }
  }

  /** Settles the closes up to a bar, exclusive, with the position as it is. */
  private void hold(int until) {
    for (; nextDay < dayEnds.length && dayEnds[nextDay] < until; nextDay++) {
      double value = cashValue + quantity * closes[dayEnds[nextDay]];
      // With nothing held the product is a zero, which changes nothing.
      returns[returnCount] = value / dayBefore - 1;
      Arrays.fill(returns, returnCount + 1, returnCount + 1 + quietDays[nextDay], 0);
      returnCount += 1 + quietDays[nextDay];
      dayBefore = value;
    }
    if (settled == until) {
      return;
    }
    if (lots == 0) {
      mark(cashValue);
      settled = until;
      return;
    }
    int bar = settled;
    while (bar < until) {
      int block = bar / BLOCK;
      int end = Math.min(until, (block + 1) * BLOCK);
      if (cashValue + quantity * blockHigh[block] < peak) {
        // Nothing in the block reaches the peak; a part of it is bounded by the whole.
        double low = cashValue + quantity * blockLow[block];
        if (low < trough) {
          if (end - bar == BLOCK) {
            trough = low;
          } else {
            scan(bar, end);
          }
        }
      } else {
        scan(bar, end);
      }
      bar = end;
    }
    settled = until;
  }

  private void scan(int from, int until) {
    for (int i = from; i < until; i++) {
      mark(cashValue + quantity * closes[i]);
    }
  }

  private void mark(double value) {
    if (value >= peak) {
      fall();
      peak = value;
      trough = value;
    } else if (value < trough) {
      trough = value;
    }
  }

  private void fall() {
    if (trough < peak) {
      drawdown = Math.max(drawdown, 1 - trough / peak);
    }
  }

  private void finish() {
    fall();
  }

  /** The daily returns of the set walked last over the risk-free rate, summed in blocks. */
  Optional<ReturnBlocks> blocks(int count) {
    if (returns.length < count) {
      return Optional.empty();
    }
    double[] excess = returns.clone();
    if (config.riskFreeRate() != 0) {
      double daily = config.riskFreeRate() / periods;
      for (int i = 0; i < excess.length; i++) {
        excess[i] -= daily;
      }
    }
    return Optional.of(ReturnBlocks.of(excess, count));
  }

  /** The measures of the set walked last; {@code NaN} where undefined. */
  void measures(double[] out, int at) {
    double last = cashValue + quantity * closes[closes.length - 1];
    StatisticsInput input =
        new StatisticsInput(
            config.initialCash().doubleValue(),
            last,
            Double.NaN,
            new Drawdown(drawdown, 0),
            periods,
            config.riskFreeRate(),
            (double) invested / closes.length,
            Double.NaN,
            TradeArithmetic.money(fees),
            slippage,
            buyAndHold,
            List.of(),
            lots > 0 ? 1 : 0);
    StatisticValues account = Statistics.account(input, returns);
    for (SweepStatistic statistic : MEASURES) {
      if (account.has(statistic.key())) {
        out[at + statistic.place()] = account.get(statistic.key());
      }
    }
    out[at + SweepStatistic.ROUND_TRIPS.place()] = trips;
    out[at + SweepStatistic.OPEN_POSITIONS.place()] = lots > 0 ? 1 : 0;
    out[at + SweepStatistic.WIN_RATE.place()] = trips == 0 ? Double.NaN : (double) wins / trips;
    out[at + SweepStatistic.PROFIT_FACTOR.place()] = lost == 0 ? Double.NaN : won / lost;
    out[at + SweepStatistic.EXPECTANCY.place()] = trips == 0 ? Double.NaN : profit / trips;
    out[at + SweepStatistic.REJECTIONS.place()] = refused;
  }
}
