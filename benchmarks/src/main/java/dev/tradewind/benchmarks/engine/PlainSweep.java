package dev.tradewind.benchmarks.engine;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * W2 by hand: EMA crossovers of many look-backs over the same bars, one unit, fee 0.1 %, with total
 * return, Sharpe ratio, maximum drawdown and the number of round trips of every set. Once with
 * plain loops, set by set, and once with the Vector API, whose lanes are parameter sets.
 */
public final class PlainSweep {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final double CASH = 10_000_000;
  private static final double FEE = 0.001;
  private static final long DAY = 86_400_000_000L;

  private final double[] opens;
  private final double[] closes;
  private final int[] dayEnds;

  /** Takes the columns out of a series. */
  public PlainSweep(BarSeries bars) {
    opens = bars.copyOf(BarField.OPEN);
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

  /** Measures of every set. */
  public static final class Result {
    final double[] totalReturn;
    final double[] sharpe;
    final double[] drawdown;
    final int[] trips;

    Result(int sets) {
      totalReturn = new double[sets];
      sharpe = new double[sets];
      drawdown = new double[sets];
      trips = new int[sets];
    }
  }

  /** One set after the other. */
  public Result scalar(int[] fast, int[] slow) {
    Result result = new Result(fast.length);
    double[] daily = new double[dayEnds.length];
    for (int set = 0; set < fast.length; set++) {
      one(fast[set], slow[set], daily, result, set);
    }
    return result;
  }

  private void one(int fastPeriod, int slowPeriod, double[] daily, Result result, int set) {
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
    double held = 0;
    int order = 0;
    int trips = 0;
    double peak = CASH;
    double drawdown = 0;
    for (int i = slowPeriod; i < closes.length; i++) {
      if (order != 0) {
        double open = opens[i];
        cash -= order * open + open * FEE;
        held += order;
        trips += order < 0 ? 1 : 0;
        order = 0;
      }
      double close = closes[i];
      double equity = cash + held * close;
      if (equity > peak) {
        peak = equity;
      } else if (equity < peak * (1 - drawdown)) {
        drawdown = 1 - equity / peak;
      }
      if (i == dayEnds[day]) {
        daily[day++] = equity;
      }
      double fastBefore = fast;
      double slowBefore = slow;
      fast = (close - fast) * fastFactor + fast;
      slow = (close - slow) * slowFactor + slow;
      if (fast > slow && fastBefore <= slowBefore && held == 0) {
        order = 1;
      } else if (fast < slow && fastBefore >= slowBefore && held == 1) {
        order = -1;
      }
    }
    result.totalReturn[set] = daily[dayEnds.length - 1] / CASH - 1;
    result.sharpe[set] = sharpe(daily, 0, 1);
    result.drawdown[set] = drawdown;
    result.trips[set] = trips;
  }

  private double mean(int period) {
    double sum = 0;
    for (int i = 0; i < period; i++) {
      sum += closes[i];
    }
    return sum / period;
  }

  private double sharpe(double[] daily, int at, int stride) {
    int days = dayEnds.length;
    double[] returns = new double[days];
    double before = CASH;
    double sum = 0;
    for (int i = 0; i < days; i++) {
      double equity = daily[at + i * stride];
      returns[i] = equity / before - 1;
      before = equity;
      sum += returns[i];
    }
    double mean = sum / days;
    double squares = 0;
    for (double r : returns) {
      squares += (r - mean) * (r - mean);
    }
    return mean / Math.sqrt(squares / (days - 1)) * Math.sqrt(365);
  }

  /** As many sets at a time as the processor's vectors have lanes. */
  public Result vector(int[] fast, int[] slow) {
    return vector(fast, slow, 0, fast.length);
  }

  /** The sets of a range only; the rest stays zero. */
  public Result vector(int[] fast, int[] slow, int from, int to) {
    Result result = new Result(fast.length);
    double[] daily = new double[dayEnds.length * LANES.length()];
    for (int first = from; first < to; first += LANES.length()) {
      lanes(fast, slow, Math.min(first, fast.length - LANES.length()), daily, result);
    }
    return result;
  }

  private void lanes(
      int[] fastPeriods, int[] slowPeriods, int first, double[] daily, Result result) {
    int width = LANES.length();
    double[] fastSeed = new double[width];
    double[] slowSeed = new double[width];
    double[] fastFactors = new double[width];
    double[] slowFactors = new double[width];
    double[] starts = new double[width];
    int start = 0;
    for (int lane = 0; lane < width; lane++) {
      start = Math.max(start, slowPeriods[first + lane]);
    }
    int earliest = start;
    for (int lane = 0; lane < width; lane++) {
      int fastPeriod = fastPeriods[first + lane];
      int slowPeriod = slowPeriods[first + lane];
      earliest = Math.min(earliest, slowPeriod);
      fastFactors[lane] = 2.0 / (fastPeriod + 1);
      slowFactors[lane] = 2.0 / (slowPeriod + 1);
      starts[lane] = slowPeriod;
      fastSeed[lane] = mean(fastPeriod);
      for (int i = fastPeriod; i < slowPeriod; i++) {
        fastSeed[lane] = (closes[i] - fastSeed[lane]) * fastFactors[lane] + fastSeed[lane];
      }
      slowSeed[lane] = mean(slowPeriod);
    }
    DoubleVector fast = DoubleVector.fromArray(LANES, fastSeed, 0);
    DoubleVector slow = DoubleVector.fromArray(LANES, slowSeed, 0);
    DoubleVector fastFactor = DoubleVector.fromArray(LANES, fastFactors, 0);
    DoubleVector slowFactor = DoubleVector.fromArray(LANES, slowFactors, 0);
    DoubleVector from = DoubleVector.fromArray(LANES, starts, 0);
    DoubleVector cash = DoubleVector.broadcast(LANES, CASH);
    DoubleVector held = DoubleVector.zero(LANES);
    DoubleVector order = DoubleVector.zero(LANES);
    DoubleVector trips = DoubleVector.zero(LANES);
    DoubleVector peak = cash;
    DoubleVector trough = cash;
    DoubleVector drawdown = DoubleVector.zero(LANES);
    int day = 0;
    while (dayEnds[day] < earliest) {
      cash.intoArray(daily, width * day++);
    }
    boolean pending = false;
    for (int i = earliest; i < closes.length; i++) {
      if (pending) {
        double open = opens[i];
        cash = cash.sub(order.mul(open)).sub(order.abs().mul(open * FEE));
        held = held.add(order);
        trips = trips.add(1, order.lt(0));
        order = DoubleVector.zero(LANES);
      }
      double close = closes[i];
      DoubleVector equity = cash.add(held.mul(close));
      VectorMask<Double> higher = equity.compare(VectorOperators.GT, peak);
      if (higher.anyTrue()) {
        drawdown = drawdown.max(peak.sub(trough).div(peak));
        peak = peak.blend(equity, higher);
        trough = trough.blend(equity, higher);
      }
      trough = trough.min(equity);
      if (i == dayEnds[day]) {
        equity.intoArray(daily, width * day++);
      }
      VectorMask<Double> running =
          i < start ? from.compare(VectorOperators.LE, (double) i) : LANES.maskAll(true);
      VectorMask<Double> wasAbove = fast.compare(VectorOperators.GT, slow);
      VectorMask<Double> wasBelow = fast.compare(VectorOperators.LT, slow);
      DoubleVector price = DoubleVector.broadcast(LANES, close);
      fast = price.sub(fast).mul(fastFactor).add(fast);
      slow = price.sub(slow).mul(slowFactor).add(slow);
      if (i < start) {
        // Lanes whose averages have not begun keep their seeds.
        fast = DoubleVector.fromArray(LANES, fastSeed, 0).blend(fast, running);
        slow = DoubleVector.fromArray(LANES, slowSeed, 0).blend(slow, running);
      }
      VectorMask<Double> enter =
          fast.compare(VectorOperators.GT, slow).andNot(wasAbove).and(held.eq(0));
      VectorMask<Double> leave =
          fast.compare(VectorOperators.LT, slow).andNot(wasBelow).and(held.eq(1));
      pending = enter.or(leave).anyTrue();
      if (pending) {
        order = DoubleVector.zero(LANES).blend(1, enter.and(running)).blend(-1, leave.and(running));
      }
    }
    drawdown = drawdown.max(peak.sub(trough).div(peak));
    for (int lane = 0; lane < width; lane++) {
      int set = first + lane;
      result.totalReturn[set] = daily[(dayEnds.length - 1) * width + lane] / CASH - 1;
      result.sharpe[set] = sharpe(daily, lane, width);
      result.drawdown[set] = drawdown.lane(lane);
      result.trips[set] = (int) trips.lane(lane);
    }
  }
}
