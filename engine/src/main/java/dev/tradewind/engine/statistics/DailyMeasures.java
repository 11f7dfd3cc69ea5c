package dev.tradewind.engine.statistics;

import java.util.Arrays;

/** What is measured on the daily returns beside the first numbers of an account. */
final class DailyMeasures {
  /** With fewer days a 5 % quantile is the worst day or beyond it. */
  private static final int FEW_FOR_TAILS = 20;

  private DailyMeasures() {}

  static void put(StatisticValues values, double[] returns, PathScale scale, double cagr) {
    double[] sorted = returns.clone();
    Arrays.sort(sorted);
    tails(values, sorted);
    Moments moments = Moments.of(returns);
    moments(values, moments, returns, scale);
    signs(values, returns, scale.riskFreeRate() / scale.periodsPerYear());
    falls(values, returns, cagr - scale.riskFreeRate());
    values.put("stability", stability(returns));
  }

  private static void tails(StatisticValues values, double[] sorted) {
    int n = sorted.length;
    values.put("bestDay", n == 0 ? Double.NaN : sorted[n - 1]);
    values.put("worstDay", n == 0 ? Double.NaN : sorted[0]);
    double risk = Double.NaN;
    double shortfall = Double.NaN;
    double ratio = Double.NaN;
    if (n >= FEW_FOR_TAILS) {
      risk = BcaInterval.at(sorted, n, 0.05);
      double sum = 0;
      int count = 0;
      while (count < n && sorted[count] <= risk) {
        sum += sorted[count++];
      }
      shortfall = sum / count;
      ratio = BcaInterval.at(sorted, n, 0.95) / Statistics.zeroAsNaN(Math.abs(risk));
    }
    values.put("valueAtRisk", risk);
    values.put("expectedShortfall", shortfall);
    values.put("tailRatio", ratio);
  }

  private static void moments(
      StatisticValues values, Moments moments, double[] returns, PathScale scale) {
    double n = moments.count();
    double g1 = moments.skewness();
    double g2 = moments.kurtosis() - 3;
    double riskFree = scale.riskFreeRate() / scale.periodsPerYear();
    values.put("averageDailyReturn", moments.mean());
    values.put("skewness", n < 3 ? Double.NaN : g1 * Math.sqrt(n * (n - 1)) / (n - 2));
    values.put("kurtosis", n < 4 ? Double.NaN : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6));
    values.put(
        "probabilisticSharpe",
        SharpeInference.probabilistic(
            moments.sharpe(riskFree), 0, returns.length, g1, moments.kurtosis()));
    values.put("autocorrelation", autocorrelation(returns));
  }

  /** Correlation of the returns with themselves one day later, each half with its own mean. */
  private static double autocorrelation(double[] returns) {
    if (returns.length < 3) {
      return Double.NaN;
    }
    double[] before = Arrays.copyOf(returns, returns.length - 1);
    double[] after = Arrays.copyOfRange(returns, 1, returns.length);
    return BenchmarkMeasures.Pair.of(before, after).correlation();
  }

  private static void signs(StatisticValues values, double[] returns, double riskFree) {
    double above = 0;
    double below = 0;
    double sum = 0;
    double lost = 0;
    int up = 0;
    int moved = 0;
    for (double r : returns) {
      above += Math.max(r - riskFree, 0);
      below += Math.max(riskFree - r, 0);
      sum += r;
      lost -= Math.min(r, 0);
      up += r > 0 ? 1 : 0;
      moved += r == 0 ? 0 : 1;
    }
    values.put("omega", above / Statistics.zeroAsNaN(below));
    values.put("gainToPain", sum / Statistics.zeroAsNaN(lost));
    values.put("winningDays", up / Statistics.zeroAsNaN(moved));
  }

  /** Falls from a peak, the initial equity the first one. */
  private static void falls(StatisticValues values, double[] returns, double excess) {
    double under = 1;
    double deepest = 1;
    double depths = 0;
    double squares = 0;
    int days = 0;
    int falls = 0;
    for (double r : returns) {
      boolean wasBelow = under < 1;
      under = Math.min(1, under * (1 + r));
      squares += (1 - under) * (1 - under);
      if (under < 1) {
        days++;
        falls += wasBelow ? 0 : 1;
        deepest = Math.min(deepest, under);
      } else if (wasBelow) {
        depths += 1 - deepest;
        deepest = 1;
      }
    }
    depths += 1 - deepest;
    int n = returns.length;
    double ulcer = Math.sqrt(squares / n);
    values.put("drawdowns", falls);
    values.put("averageDrawdown", depths / Statistics.zeroAsNaN(falls));
    values.put("averageDrawdownDays", days * 86_400.0 / Statistics.zeroAsNaN(falls));
    values.put("underwater", days / Statistics.zeroAsNaN(n));
    values.put("ulcerIndex", ulcer);
    values.put("ulcerPerformance", excess / Statistics.zeroAsNaN(ulcer));
  }

  /** R² of a straight line through the logarithm of the equity. */
  private static double stability(double[] returns) {
    int n = returns.length;
    if (n < 3) {
      return Double.NaN;
    }
    double[] place = new double[n];
    double[] logarithm = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      place[i] = i;
      sum += Math.log1p(returns[i]);
      logarithm[i] = sum;
    }
    double correlation = BenchmarkMeasures.Pair.of(place, logarithm).correlation();
    return correlation * correlation;
  }
}
