package dev.tradewind.benchmarks.engine;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;

/**
 * W3 by hand: one loop over arrays for each indicator, into columns that are used again. The limit
 * to approach.
 */
final class PlainFeatures {
  private final int n;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;

  /** The 31 columns, in the order of {@link FeatureWorkloads#COLUMNS}. */
  final double[][] out;

  PlainFeatures(BarSeries bars) {
    n = bars.size();
    open = bars.copyOf(BarField.OPEN);
    high = bars.copyOf(BarField.HIGH);
    low = bars.copyOf(BarField.LOW);
    close = bars.copyOf(BarField.CLOSE);
    out = new double[31][n];
  }

  /** The 23 columns that TA-Lib has too. */
  double core() {
    rsi(7, out[0]);
    rsi(14, out[1]);
    rsi(21, out[2]);
    macd(12, 26, 9, out[3], out[4], out[5]);
    macd(8, 17, 9, out[6], out[7], out[8]);
    stochastic(14, 3, out[9], out[10]);
    bollinger(20, 2, out[11], out[12], out[13]);
    atr(14, out[14]);
    adx(14, out[15], out[16], out[17]);
    int[] periods = {9, 10, 21, 50, 200};
    for (int i = 0; i < periods.length; i++) {
      ema(close, 0, periods[i], out[18 + i]);
    }
    return out[22][n - 1];
  }

  /** All 31 columns. */
  double all() {
    core();
    parkinson(20, out[23]);
    garmanKlass(20, out[24]);
    int[] lags = {1, 7, 30};
    for (int i = 0; i < lags.length; i++) {
      logReturn(lags[i], out[25 + i]);
      zscore(out[25 + i], lags[i], 252, out[28 + i]);
    }
    return out[30][n - 1];
  }

  private void rsi(int period, double[] y) {
    double gain = 0;
    double loss = 0;
    for (int i = 1; i <= period; i++) {
      double change = close[i] - close[i - 1];
      gain += Math.max(change, 0);
      loss += Math.max(-change, 0);
    }
    gain /= period;
    loss /= period;
    Arrays.fill(y, 0, period, Double.NaN);
    y[period] = 100 * (gain / (gain + loss));
    for (int i = period + 1; i < n; i++) {
      double change = close[i] - close[i - 1];
      gain = (gain * (period - 1) + Math.max(change, 0)) / period;
      loss = (loss * (period - 1) + Math.max(-change, 0)) / period;
      y[i] = 100 * (gain / (gain + loss));
    }
  }

  private void ema(double[] x, int from, int period, double[] y) {
    double sum = 0;
    int seed = from + period - 1;
    for (int i = from; i <= seed; i++) {
      sum += x[i];
    }
    double value = sum / period;
    double factor = 2.0 / (period + 1);
    Arrays.fill(y, 0, seed, Double.NaN);
    y[seed] = value;
    for (int i = seed + 1; i < n; i++) {
      value = (x[i] - value) * factor + value;
      y[i] = value;
    }
  }

  private void macd(
      int fast, int slow, int signal, double[] line, double[] smooth, double[] histogram) {
    double a = 0;
    double b = 0;
    for (int i = 0; i < slow; i++) {
      b += close[i];
      a += i >= slow - fast ? close[i] : 0;
    }
    a /= fast;
    b /= slow;
    double fastFactor = 2.0 / (fast + 1);
    double slowFactor = 2.0 / (slow + 1);
    double signalFactor = 2.0 / (signal + 1);
    int first = slow + signal - 2;
    Arrays.fill(line, 0, first, Double.NaN);
    Arrays.fill(smooth, 0, first, Double.NaN);
    Arrays.fill(histogram, 0, first, Double.NaN);
    double sum = a - b;
    for (int i = slow; i <= first; i++) {
      a = (close[i] - a) * fastFactor + a;
      b = (close[i] - b) * slowFactor + b;
      sum += a - b;
    }
    double s = sum / signal;
    line[first] = a - b;
    smooth[first] = s;
    histogram[first] = line[first] - s;
    for (int i = first + 1; i < n; i++) {
      double price = close[i];
      a = (price - a) * fastFactor + a;
      b = (price - b) * slowFactor + b;
      double difference = a - b;
      s = (difference - s) * signalFactor + s;
      line[i] = difference;
      smooth[i] = s;
      histogram[i] = difference - s;
    }
  }

  private void stochastic(int period, int smoothing, double[] k, double[] d) {
    double[] fast = new double[smoothing];
    double[] slow = new double[smoothing];
    int lowest = 0;
    int highest = 0;
    int first = period - 1;
    int defined = first + 2 * (smoothing - 1);
    Arrays.fill(k, 0, defined, Double.NaN);
    Arrays.fill(d, 0, defined, Double.NaN);
    int seen = 0;
    double fastSum = 0;
    double slowSum = 0;
    for (int i = first; i < n; i++) {
      int from = i - period + 1;
      lowest = extreme(low, lowest, from, i, 1);
      highest = extreme(high, highest, from, i, -1);
      double raw = 100 * (close[i] - low[lowest]) / (high[highest] - low[lowest]);
      int place = seen % smoothing;
      fastSum += raw - fast[place];
      fast[place] = raw;
      double smooth = fastSum / smoothing;
      if (seen >= smoothing - 1) {
        int at = (seen - smoothing + 1) % smoothing;
        slowSum += smooth - slow[at];
        slow[at] = smooth;
      }
      if (i >= defined) {
        k[i] = smooth;
        d[i] = slowSum / smoothing;
      }
      seen++;
    }
  }

  /** The newest place of the smallest {@code sign × value} of a window that moved by one bar. */
  private static int extreme(double[] x, int before, int from, int to, int sign) {
    if (before >= from && before < to) {
      return sign * x[to] <= sign * x[before] ? to : before;
    }
    int best = from;
    for (int i = from + 1; i <= to; i++) {
      best = sign * x[i] <= sign * x[best] ? i : best;
    }
    return best;
  }

  private void bollinger(int period, double width, double[] up, double[] middle, double[] down) {
    double sum = 0;
    double squares = 0;
    Arrays.fill(up, 0, period - 1, Double.NaN);
    Arrays.fill(middle, 0, period - 1, Double.NaN);
    Arrays.fill(down, 0, period - 1, Double.NaN);
    for (int i = 0; i < n; i++) {
      double x = close[i];
      sum += x;
      squares += x * x;
      if (i >= period - 1) {
        double mean = sum / period;
        double deviation = width * Math.sqrt(Math.max(0, squares / period - mean * mean));
        up[i] = mean + deviation;
        middle[i] = mean;
        down[i] = mean - deviation;
        double old = close[i - period + 1];
        sum -= old;
        squares -= old * old;
      }
    }
  }

  private double trueRange(int i) {
    double before = close[i - 1];
    return Math.max(high[i], before) - Math.min(low[i], before);
  }

  private void atr(int period, double[] y) {
    double sum = 0;
    for (int i = 1; i <= period; i++) {
      sum += trueRange(i);
    }
    double value = sum / period;
    Arrays.fill(y, 0, period, Double.NaN);
    y[period] = value;
    for (int i = period + 1; i < n; i++) {
      value = (value * (period - 1) + trueRange(i)) / period;
      y[i] = value;
    }
  }

  private void adx(int period, double[] average, double[] plusLine, double[] minusLine) {
    double plus = 0;
    double minus = 0;
    double range = 0;
    double sum = 0;
    double value = 0;
    int first = 2 * period - 1;
    Arrays.fill(average, 0, first, Double.NaN);
    Arrays.fill(plusLine, 0, period, Double.NaN);
    Arrays.fill(minusLine, 0, period, Double.NaN);
    for (int i = 1; i < n; i++) {
      double up = high[i] - high[i - 1];
      double down = low[i - 1] - low[i];
      double rise = up > down && up > 0 ? up : 0;
      double fall = down > up && down > 0 ? down : 0;
      if (i < period) {
        plus += rise;
        minus += fall;
        range += trueRange(i);
        continue;
      }
      plus = plus - plus / period + rise;
      minus = minus - minus / period + fall;
      range = range - range / period + trueRange(i);
      double p = 100 * (plus / range);
      double m = 100 * (minus / range);
      plusLine[i] = p;
      minusLine[i] = m;
      double index = 100 * (Math.abs(m - p) / (m + p));
      if (i < first) {
        sum += index;
      } else {
        value = i == first ? (sum + index) / period : (value * (period - 1) + index) / period;
        average[i] = value;
      }
    }
  }

  private void parkinson(int period, double[] y) {
    double[] ring = new double[period];
    double scale = 1 / (4 * Math.log(2) * period);
    double sum = 0;
    Arrays.fill(y, 0, period - 1, Double.NaN);
    for (int i = 0; i < n; i++) {
      double range = Math.log(high[i] / low[i]);
      int place = i % period;
      sum += range * range - ring[place];
      ring[place] = range * range;
      if (i >= period - 1) {
        y[i] = Math.sqrt(Math.max(0, sum) * scale);
      }
    }
  }

  private void garmanKlass(int period, double[] y) {
    double[] ring = new double[period];
    double weight = 2 * Math.log(2) - 1;
    double sum = 0;
    Arrays.fill(y, 0, period - 1, Double.NaN);
    for (int i = 0; i < n; i++) {
      double range = Math.log(high[i] / low[i]);
      double body = Math.log(close[i] / open[i]);
      double term = 0.5 * range * range - weight * body * body;
      int place = i % period;
      sum += term - ring[place];
      ring[place] = term;
      if (i >= period - 1) {
        y[i] = Math.sqrt(Math.max(0, sum / period));
      }
    }
  }

  private void logReturn(int lag, double[] y) {
    Arrays.fill(y, 0, lag, Double.NaN);
    for (int i = lag; i < n; i++) {
      y[i] = Math.log(close[i] / close[i - lag]);
    }
  }

  private void zscore(double[] x, int from, int period, double[] y) {
    double sum = 0;
    double squares = 0;
    int first = from + period - 1;
    Arrays.fill(y, 0, first, Double.NaN);
    for (int i = from; i < n; i++) {
      sum += x[i];
      squares += x[i] * x[i];
      if (i >= first) {
        double mean = sum / period;
        double variance = Math.max(0, squares / period - mean * mean);
        y[i] = (x[i] - mean) / Math.sqrt(variance);
        double old = x[i - period + 1];
        sum -= old;
        squares -= old * old;
      }
    }
  }
}
