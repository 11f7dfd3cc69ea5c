package dev.tradewind.engine.sweep;

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
 * The account of one parameter set after another over the same bars, and its measures. Between two
 * fills the equity of what was bought is a straight function of the close, so that a block of bars
 * whose highest close makes no new peak is settled by its lowest.
 *
 * <p>All numbers are those of the simulator to the last bit. Belongs to one thread.
 */
abstract class Walk {
  private static final List<SweepStatistic> MEASURES = List.of(SweepStatistic.values());
  private static final int BLOCK = SweepBars.BLOCK;

  final SimulationConfig config;
  final TradeArithmetic arithmetic;
  final double[] opens;
  final double[] closes;
  private final double[] blockHigh;
  private final double[] blockLow;
  private final long initialCash;
  private final int periods;
  private final double buyAndHold;
  final int[] dayEnds;
  private final int[] quietDays;
  private final double[] returns;

  // The set at hand.
  long cash;

  /** Lots held, bought or sold short; 0 for none. */
  long lots;

  double cashValue;

  /** Units held; negative where they were sold short. */
  double quantity;

  private double peak;
  private double trough;
  private double drawdown;

  /** Bars whose closes were taken into account. */
  int settled;

  int nextDay;
  private double dayBefore;
  private int returnCount;
  int invested;
  private int trips;
  private int wins;
  private double won;
  private double lost;
  private double profit;
  long fees;
  double slippage;
  int refused;

  Walk(SweepBars bars, SimulationConfig config) {
    this.config = config;
    this.arithmetic = new TradeArithmetic(bars.series, config);
    this.opens = bars.opens;
    this.closes = bars.closes;
    this.blockHigh = bars.blockHigh;
    this.blockLow = bars.blockLow;
    this.dayEnds = bars.dayEnds;
    this.quietDays = bars.quietDays;
    this.returns = new double[bars.days];
    this.initialCash = config.initialCash().movePointRight(8).longValueExact();
    this.periods = TradeArithmetic.periodsPerYear(bars.series.instrument());
    this.buyAndHold = closes[closes.length - 1] / closes[0] - 1;
  }

  final void start() {
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

  /** Counts a round trip. */
  final void trip(double pnl) {
    trips++;
    profit += pnl;
    if (pnl > 0) {
      wins++;
      won += pnl;
    } else if (pnl < 0) {
      lost -= pnl;
    }
  }

  /** Ends a day with the equity of its last close. */
  final void endDay(double value) {
    returns[returnCount] = value / dayBefore - 1;
    Arrays.fill(returns, returnCount + 1, returnCount + 1 + quietDays[nextDay], 0);
    returnCount += 1 + quietDays[nextDay];
    dayBefore = value;
  }

  /** Settles the closes up to a bar, exclusive, with the position as it is. */
  final void hold(int until) {
    for (; nextDay < dayEnds.length && dayEnds[nextDay] < until; nextDay++) {
      // With nothing held the product is a zero, which changes nothing.
      endDay(cashValue + quantity * closes[dayEnds[nextDay]]);
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

  /** Takes the equity of a close into account. */
  final void mark(double value) {
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

  final void finish() {
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
