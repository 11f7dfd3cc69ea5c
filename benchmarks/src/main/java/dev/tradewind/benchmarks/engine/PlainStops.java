package dev.tradewind.benchmarks.engine;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;

/**
 * EMA crossovers of one unit with a stop and a target by hand, set by set, fee 0.1 %: total return,
 * Sharpe ratio, maximum drawdown and the number of round trips. The target is twice as far as the
 * stop.
 */
public final class PlainStops {
  private static final double CASH = PlainLoops.CASH;
  private static final double FEE = 0.001;
  private static final double TICKS = 1e6;
  private static final long DAY = 86_400_000_000L;

  private final double[] opens;
  private final double[] highs;
  private final double[] lows;
  private final double[] closes;
  private final int[] dayEnds;

  /** Takes the columns out of a series. */
  public PlainStops(BarSeries bars) {
    opens = bars.copyOf(BarField.OPEN);
    highs = bars.copyOf(BarField.HIGH);
    lows = bars.copyOf(BarField.LOW);
    closes = bars.copyOf(BarField.CLOSE);
    int[] ends = new int[closes.length];
    int days = 0;
    for (int i = 0; i < closes.length; i++) {
      if (i + 1 == closes.length
          || Math.floorDiv(bars.closeTime(i) - 1, DAY)
              != Math.floorDiv(bars.closeTime(i + 1) - 1, DAY)) {
        ends[days++] = i;
      }
    }
    dayEnds = Arrays.copyOf(ends, days);
  }

  /** Measures of one set. */
  public record Result(double totalReturn, double sharpe, double drawdown, int trips) {}

  /** Runs one set. */
  public Result run(int fastPeriod, int slowPeriod, double stopFraction) {
    double[] daily = new double[dayEnds.length];
    double fast = mean(fastPeriod);
    double slow = mean(slowPeriod);
    double fastFactor = 2.0 / (fastPeriod + 1);
    double slowFactor = 2.0 / (slowPeriod + 1);
    for (int i = fastPeriod; i < slowPeriod; i++) {
      fast = (closes[i] - fast) * fastFactor + fast;
    }
    int day = 0;
    while (dayEnds[day] < slowPeriod) {
      daily[day++] = CASH;
    }
    double cash = CASH;
    boolean held = false;
    int order = 0;
    int trips = 0;
    double stop = 0;
    double target = 0;
    double peak = CASH;
    double trough = CASH;
    double drawdown = 0;
    for (int i = slowPeriod; i < closes.length; i++) {
      double open = opens[i];
      boolean enters = order > 0;
      if (enters) {
        double decided = closes[i - 1];
        stop = Math.floor(decided * (1 - stopFraction) * TICKS) / TICKS;
        target = Math.ceil(decided * (1 + 2 * stopFraction) * TICKS) / TICKS;
        cash -= open * (1 + FEE);
        held = true;
      }
      if (held) {
        double exit = 0;
        if (open <= stop) {
          exit = open;
        } else if (open > target) {
          exit = enters ? open : target;
        } else if (order < 0) {
          exit = open;
        } else if (lows[i] <= stop) {
          exit = stop;
        } else if (highs[i] > target) {
          exit = target;
        }
        if (exit > 0) {
          cash += exit * (1 - FEE);
          held = false;
          trips++;
        }
      }
      order = 0;
      double close = closes[i];
      double equity = held ? cash + close : cash;
      if (equity >= peak) {
        drawdown = Math.max(drawdown, 1 - trough / peak);
        peak = equity;
        trough = equity;
      } else if (equity < trough) {
        trough = equity;
      }
      if (i == dayEnds[day]) {
        daily[day++] = equity;
      }
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
    return new Result(
        daily[dayEnds.length - 1] / CASH - 1,
        sharpe(daily),
        Math.max(drawdown, 1 - trough / peak),
        trips);
  }

  private double mean(int period) {
    double sum = 0;
    for (int i = 0; i < period; i++) {
      sum += closes[i];
    }
    return sum / period;
  }

  private static double sharpe(double[] daily) {
    int days = daily.length;
    double[] returns = new double[days];
    double before = CASH;
    double sum = 0;
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
    return mean / Math.sqrt(squares / (days - 1)) * Math.sqrt(365);
  }
}
