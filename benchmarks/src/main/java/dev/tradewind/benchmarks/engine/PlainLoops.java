package dev.tradewind.benchmarks.engine;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;

/**
 * The limit to approach: hand-written loops over primitive arrays that do exactly the workload and
 * nothing else. Fees are 0.1 % of the notional, one unit is traded, cash starts at 10 000 000.
 */
public final class PlainLoops {
  static final double CASH = 10_000_000;
  private static final double FEE = 0.001;
  private static final long DAY = 86_400_000_000L;

  private final long[] closeTimes;
  private final double[] opens;
  private final double[] highs;
  private final double[] lows;
  private final double[] closes;

  /** Takes the columns out of a series. */
  public PlainLoops(BarSeries bars) {
    closeTimes = new long[bars.size()];
    for (int i = 0; i < closeTimes.length; i++) {
      closeTimes[i] = bars.closeTime(i);
    }
    opens = bars.copyOf(BarField.OPEN);
    highs = bars.copyOf(BarField.HIGH);
    lows = bars.copyOf(BarField.LOW);
    closes = bars.copyOf(BarField.CLOSE);
  }

  /**
   * What a loop computes.
   *
   * @param trades finished round trips
   * @param lastExit price of the last exit
   */
  public record Result(
      double totalReturn, double sharpe, double maxDrawdown, int trades, double lastExit) {}

  /** W1: an EMA 9/21 crossover, long only, one unit. */
  public Result w1() {
    int n = closes.length;
    double fast = mean(9);
    double slow = mean(21);
    double fastFactor = 2.0 / 10;
    double slowFactor = 2.0 / 22;
    for (int i = 9; i < 21; i++) {
      fast = (closes[i] - fast) * fastFactor + fast;
    }
    Account account = new Account();
    for (int i = 0; i < 21; i++) {
      account.mark(closeTimes[i], CASH);
    }
    double cash = CASH;
    boolean held = false;
    int order = 0;
    int trades = 0;
    double lastExit = Double.NaN;
    for (int i = 21; i < n; i++) {
      double open = opens[i];
      if (order > 0) {
        cash -= open + open * FEE;
        held = true;
      } else if (order < 0) {
        cash += open - open * FEE;
        held = false;
        trades++;
        lastExit = open;
      }
      order = 0;
      double close = closes[i];
      account.mark(closeTimes[i], held ? cash + close : cash);
      double fastBefore = fast;
      double slowBefore = slow;
      fast = (close - fast) * fastFactor + fast;
      slow = (close - slow) * slowFactor + slow;
      if (fast > slow && fastBefore <= slowBefore && !held) {
        order = 1;
      } else if (fast < slow && fastBefore >= slowBefore && held) {
        order = -1;
      }
    }
    return account.result(trades, lastExit);
  }

  private double mean(int period) {
    double sum = 0;
    for (int i = 0; i < period; i++) {
      sum += closes[i];
    }
    return sum / period;
  }

  /** An order object, as the reference of W5 has them. */
  private record Order(int bar, int side, double quantity) {}

  /** A fill object. */
  private record Trade(long time, int side, double price, double quantity, double fee) {}

  /** W5: an order on every bar, alternately buy and sell. */
  public Result w5() {
    int n = closes.length;
    Trade[] fills = new Trade[n];
    int count = 0;
    Account account = new Account();
    double cash = CASH;
    boolean held = false;
    Order order = null;
    int trades = 0;
    for (int i = 0; i < n; i++) {
      if (order != null) {
        double open = opens[i];
        double notional = open * order.quantity();
        double fee = notional * FEE;
        cash -= order.side() * notional + fee;
        held = order.side() > 0;
        trades += held ? 0 : 1;
        fills[count++] =
            new Trade(closeTimes[order.bar()], order.side(), open, order.quantity(), fee);
      }
      account.mark(closeTimes[i], held ? cash + closes[i] : cash);
      order = new Order(i, held ? -1 : 1, 1);
    }
    double lastExit = Double.NaN;
    for (int i = count - 1; i >= 0 && Double.isNaN(lastExit); i--) {
      lastExit = fills[i].side() < 0 ? fills[i].price() : lastExit;
    }
    return account.result(trades, lastExit);
  }

  /** Part of the close at which the exits of {@link #bracket} stand. */
  static final double DISTANCE = 0.001;

  /** On every flat bar a buy with a stop and a target. */
  public Result bracket() {
    int n = closes.length;
    Account account = new Account();
    double cash = CASH;
    boolean held = false;
    double stop = Double.NaN;
    double target = Double.NaN;
    int trades = 0;
    double lastExit = Double.NaN;
    for (int i = 0; i < n; i++) {
      double open = opens[i];
      double exit = Double.NaN;
      boolean isNew = !held;
      if (i > 0) {
        if (isNew) {
          cash -= open + open * FEE;
          held = true;
        }
        if (open <= stop) {
          exit = open;
        } else if (open > target) {
          exit = isNew ? open : target;
        } else if (lows[i] <= stop) {
          exit = stop;
        } else if (highs[i] > target) {
          exit = target;
        }
        if (exit > 0) {
          cash += exit - exit * FEE;
          held = false;
          trades++;
          lastExit = exit;
        }
      }
      double close = closes[i];
      account.mark(closeTimes[i], held ? cash + close : cash);
      if (!held) {
        stop = tick(close * (1 - DISTANCE), false);
        target = tick(close * (1 + DISTANCE), true);
      }
    }
    return account.result(trades, lastExit);
  }

  private static double tick(double price, boolean up) {
    double ticks = price * 1e6;
    double nearest = Math.rint(ticks);
    double rounded =
        Math.abs(ticks - nearest) < 1e-6 ? nearest : up ? Math.ceil(ticks) : Math.floor(ticks);
    return rounded / 1e6;
  }

  /** Bars between the closes that {@link #universe} compares. */
  static final int LOOK_BACK = 20;

  /** One unit of each while its close is above that of 20 bars before; all share the cash. */
  public static Result universe(PlainLoops[] all) {
    int bars = all[0].closes.length;
    Account account = new Account();
    double cash = CASH;
    boolean[] held = new boolean[all.length];
    int[] order = new int[all.length];
    int trades = 0;
    double lastExit = Double.NaN;
    for (int i = 0; i < bars; i++) {
      for (int k = 0; k < all.length; k++) {
        if (order[k] != 0) {
          double open = all[k].opens[i];
          held[k] = order[k] > 0;
          cash -= order[k] * open + open * FEE;
          if (!held[k]) {
            trades++;
            lastExit = open;
          }
          order[k] = 0;
        }
      }
      double equity = cash;
      for (int k = 0; k < all.length; k++) {
        double close = all[k].closes[i];
        equity += held[k] ? close : 0;
        if (i >= LOOK_BACK) {
          double before = all[k].closes[i - LOOK_BACK];
          if (held[k] ? close < before : close > before) {
            order[k] = held[k] ? -1 : 1;
          }
        }
      }
      account.mark(all[0].closeTimes[i], equity);
    }
    return account.result(trades, lastExit);
  }

  /** Drawdown and daily equity, kept as the loop goes. */
  private static final class Account {
    private double[] daily = new double[1024];
    private int days;
    private long dayEnd = Long.MIN_VALUE;
    private double last = CASH;
    private double peak = CASH;
    private double drawdown;

    void mark(long closeTime, double equity) {
      if (closeTime > dayEnd) {
        if (dayEnd != Long.MIN_VALUE) {
          add(last);
        }
        dayEnd = (Math.floorDiv(closeTime - 1, DAY) + 1) * DAY;
      }
      last = equity;
      if (equity > peak) {
        peak = equity;
      } else if (equity < peak * (1 - drawdown)) {
        drawdown = 1 - equity / peak;
      }
    }

    private void add(double equity) {
      if (days == daily.length) {
        daily = Arrays.copyOf(daily, days * 2);
      }
      daily[days++] = equity;
    }

    Result result(int trades, double lastExit) {
      add(last);
      double before = CASH;
      double sum = 0;
      double[] returns = new double[days];
      for (int i = 0; i < days; i++) {
        returns[i] = daily[i] / before - 1;
        before = daily[i];
        sum += returns[i];
      }
      double mean = sum / days;
      double squares = 0;
      for (double r : returns) {
        squares += (r - mean) * (r - mean);
      }
      double sharpe = mean / Math.sqrt(squares / (days - 1)) * Math.sqrt(365);
      return new Result(last / CASH - 1, sharpe, drawdown, trades, lastExit);
    }
  }
}
