package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.statistics.DailyReturns;
import dev.tradewind.engine.statistics.Drawdown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of time and value in columns, at most one for each bar, measured as they come: a second
 * pass over a long curve would take a tenth of a run (benchmark W1). Where there is one instrument
 * its closes are the times, and no column holds them a second time.
 */
final class EquityCurve {
  private final @Nullable BarSeries clock;
  private final long[] times;
  private final double[] values;
  private final Drawdown.Meter drawdown;
  private final DailyReturns daily;
  private int size;
  private int invested;
  private double sum;

  /**
   * A curve without points.
   *
   * @param series of the run, none empty
   * @param initial equity before the first point, currency
   * @param everyDay whether days without points count as days
   */
  EquityCurve(List<BarSeries> series, double initial, boolean everyDay) {
    int bars = 0;
    long first = Long.MAX_VALUE;
    for (BarSeries one : series) {
      bars = Math.addExact(bars, one.size());
      first = Math.min(first, one.closeTime(0));
    }
    clock = series.size() == 1 ? series.getFirst() : null;
    times = new long[clock == null ? bars : 0];
    values = new double[bars];
    drawdown = new Drawdown.Meter(first, initial);
    daily = new DailyReturns(first, initial, everyDay);
  }

  /** Adds a point; with one instrument the point of the close of its next bar. */
  void add(long time, double value, boolean isInvested) {
    if (daily.isNewDay(time)) {
      daily.startDay(time, values[size - 1]);
    }
    if (clock == null) {
      times[size] = time;
    }
    values[size] = value;
    sum += value;
    size++;
    if (isInvested) {
      invested++;
    }
    drawdown.add(time, value);
  }

  /**
   * Adds the points of the closes of the next bars of one instrument, between which neither cash
   * nor position changes: the same as one {@link #add} for each, without its checks (benchmark W1).
   *
   * @param to end of the bars, exclusive; they begin at {@link #size}
   * @param cash currency
   * @param quantity units held
   */
  void addBars(BarSeries series, int to, double cash, double quantity, boolean isInvested) {
    while (size < to) {
      int end = to;
      while (daily.isNewDay(series.closeTime(end - 1)) && end - 1 > size) {
        end = (size + end) >>> 1;
      }
      if (end - size == 1) {
        double value = isInvested ? cash + quantity * series.close(size) : cash;
        add(series.closeTime(size), value, isInvested);
      } else if (isInvested) {
        addMoving(series, end, cash, quantity);
      } else {
        addConstant(series, end, cash);
      }
    }
  }

  private void addMoving(BarSeries series, int to, double cash, double quantity) {
    double total = sum;
    int from = size;
    for (int i = from; i < to; i++) {
      double value = cash + quantity * series.close(i);
      values[i] = value;
      total += value;
    }
    sum = total;
    invested += to - from;
    size = to;
    drawdown.addAll(values, from, to, series::closeTime);
  }

  private void addConstant(BarSeries series, int to, double value) {
    double total = sum;
    int from = size;
    for (int i = from; i < to; i++) {
      values[i] = value;
      total += value;
    }
    sum = total;
    size = to;
    drawdown.add(series.closeTime(from), value);
    drawdown.add(series.closeTime(to - 1), value);
  }

  int size() {
    return size;
  }

  long time(int i) {
    return clock == null ? times[i] : clock.closeTime(i);
  }

  double value(int i) {
    return values[i];
  }

  /** Part of the points with an open position. */
  double exposure() {
    return (double) invested / size;
  }

  double mean() {
    return size == 0 ? Double.NaN : sum / size;
  }

  /** The falls of the whole curve. Asked once, after the last point. */
  Drawdown drawdown() {
    return drawdown.until(time(size - 1));
  }

  /** The returns of the whole curve. Asked once, after the last point. */
  double[] dailyReturns() {
    return daily.until(values[size - 1]);
  }
}
