package dev.tradewind.engine.statistics;

import java.util.List;

/**
 * All measures of a run, in the order in which they are shown. Used by the simulator. What each
 * means is in {@link StatisticRegistry}.
 */
public final class Statistics {
  private static final double MICROS = 1e6;

  private Statistics() {}

  /**
   * Computes the measures; what is undefined is {@code NaN}. Without dates there are no measures of
   * months and years, without a benchmark none against it: they are undefined.
   *
   * @param input all but the daily returns
   * @param dailyReturns see {@link DailyReturns}; not kept
   */
  public static List<Statistic> of(StatisticsInput input, double[] dailyReturns) {
    DailyEquity none = DailyEquity.of(0, i -> 0, i -> Double.NaN, input.initialCash(), true);
    return of(input, dailyReturns, none, new double[0]);
  }

  /**
   * Computes the measures; what is undefined is {@code NaN}.
   *
   * @param input all but the daily returns
   * @param dailyReturns see {@link DailyReturns}; not kept
   * @param days the same days with their dates
   * @param benchmark daily returns of the same days; empty where there is no benchmark
   */
  public static List<Statistic> of(
      StatisticsInput input, double[] dailyReturns, DailyEquity days, double[] benchmark) {
    return of(input, account(input, dailyReturns), dailyReturns, days, benchmark);
  }

  /** The same from those of {@link #account}, which are not computed twice. */
  public static List<Statistic> of(
      StatisticsInput input,
      StatisticValues account,
      double[] dailyReturns,
      DailyEquity days,
      double[] benchmark) {
    StatisticValues values = new StatisticValues();
    values.putAll(account);
    PathScale scale = new PathScale(input.periodsPerYear(), input.riskFreeRate());
    DailyMeasures.put(values, dailyReturns, scale, account.get("cagr"));
    CalendarMeasures.put(values, days);
    BenchmarkMeasures.put(values, dailyReturns, benchmark, scale);
    RoundTripMeasures trips = new RoundTripMeasures(input.roundTrips().size());
    input.roundTrips().forEach(trips::add);
    trips.put(values);
    values.put("openPositions", input.openPositions());
    values.put(
        "roundTripsPerYear", trips.count / zeroAsNaN(dailyReturns.length) * input.periodsPerYear());
    return values.list(input.periodsPerYear(), input.riskFreeRate());
  }

  /**
   * The measures that cost next to nothing: those that sweeps and the first numbers of a result
   * need.
   */
  public static StatisticValues account(StatisticsInput in, double[] returns) {
    int p = in.periodsPerYear();
    PathScale scale = new PathScale(p, in.riskFreeRate());
    double total = in.finalEquity() / in.initialCash() - 1;
    double cagr = scale.cagr(1 + total, returns.length);
    double deviation = deviation(returns);
    double root = Math.sqrt(p);
    double mean = mean(returns);
    double meanExcess = mean - in.riskFreeRate() / p;
    double downside = downside(returns, in.riskFreeRate() / p);
    double max = in.drawdown().max();
    double net = in.finalEquity() - in.initialCash();
    double costs = in.fees() + in.slippage();
    StatisticValues values = new StatisticValues();
    values.put("totalReturn", total);
    values.put("cagr", cagr);
    values.put("volatility", deviation * root);
    values.put("sharpe", scale.sharpe(mean, deviation));
    values.put("sortino", meanExcess / spread(downside, meanExcess) * root);
    values.put("downsideDeviation", downside * root);
    values.put("calmar", cagr / zeroAsNaN(max));
    values.put("maxDrawdown", max);
    values.put("maxDrawdownDuration", in.drawdown().longestMicros() / MICROS);
    values.put("recoveryFactor", total / zeroAsNaN(max));
    values.put("exposure", in.exposure());
    values.put("turnover", in.tradedNotional() / zeroAsNaN(in.meanEquity()));
    values.put("feesPaid", in.fees());
    values.put("slippagePaid", in.slippage());
    values.put("costShare", net + costs > 0 ? costs / (net + costs) : Double.NaN);
    values.put("buyAndHoldReturn", in.buyAndHoldReturn());
    values.put("initialCash", in.initialCash());
    values.put("finalEquity", in.finalEquity());
    values.put("netProfit", net);
    values.put("tradingDays", returns.length);
    values.put("periodsPerYear", p);
    return values;
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Sample deviation; NaN below two returns. */
  private static double deviation(double[] returns) {
    if (returns.length < 2) {
      return Double.NaN;
    }
    double mean = mean(returns);
    double sum = 0;
    for (double value : returns) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (returns.length - 1));
  }

  private static double downside(double[] returns, double riskFree) {
    if (returns.length < 2) {
      return Double.NaN;
    }
    double sum = 0;
    for (double value : returns) {
      double below = Math.min(value - riskFree, 0);
      sum += below * below;
    }
    return Math.sqrt(sum / returns.length);
  }

  /** A deviation to divide by: NaN where there is nothing but rounding noise. */
  static double spread(double deviation, double mean) {
    return deviation < 1e-14 + 1e-12 * Math.abs(mean) ? Double.NaN : deviation;
  }

  static double zeroAsNaN(double value) {
    return value == 0 ? Double.NaN : value;
  }
}
