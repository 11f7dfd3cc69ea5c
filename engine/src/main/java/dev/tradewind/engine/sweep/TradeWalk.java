package dev.tradewind.engine.sweep;

import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.TradeArithmetic;

/**
 * Walks through the trades of a rule that buys and sells at the market and nothing else: from
 * signal to fill to signal, never from bar to bar. Benchmark W2 justifies a walk beside the general
 * {@link PositionWalk}; a test holds both to the simulator.
 */
final class TradeWalk extends Walk {
  private final EntrySize size;

  TradeWalk(SweepBars bars, SimulationConfig config, EntrySize size) {
    super(bars, config);
    this.size = size;
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

  /** Buys at the open of a bar if it can; the cost before the fee. */
  private long buy(int bar) {
    double open = opens[bar];
    long ticks = arithmetic.buyTicks(open);
    long wanted =
        ticks <= 0
            ? 0
            : size.lots() > 0 ? size.lots() : arithmetic.affordableLots(ticks, size.budget(cash));
    if (wanted == 0) {
      requireWhole(1, bar);
      refused++;
      return 0;
    }
    requireWhole(wanted, bar);
    long cost = arithmetic.cost(ticks, wanted);
    long fee = arithmetic.fee(cost);
    if (Math.addExact(cost, fee) > cash) {
      if (config.margin().initial() != 1) {
        throw new NotColumnarException("money is borrowed");
      }
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
    trip(pnl);
  }
}
