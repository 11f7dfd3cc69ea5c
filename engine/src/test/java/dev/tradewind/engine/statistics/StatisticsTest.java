package dev.tradewind.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Measures of curves and round trips small enough to compute by hand. */
class StatisticsTest {
  private static final long DAY = 86_400_000_000L;

  private static Map<String, Double> of(
      double[] equity, boolean everyDay, double riskFree, RoundTrip... trips) {
    long[] times = new long[equity.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = (i + 1) * DAY;
    }
    return of(times, equity, everyDay, riskFree, trips);
  }

  private static Map<String, Double> of(
      long[] times, double[] equity, boolean everyDay, double riskFree, RoundTrip... trips) {
    int n = equity.length;
    double[] daily = dailyReturns(times, equity, everyDay);
    Drawdown.Meter meter = new Drawdown.Meter(times[0], 100);
    for (int i = 0; i < n; i++) {
      meter.add(times[i], equity[i]);
    }
    Drawdown drawdown = meter.until(times[n - 1]);
    List<RoundTrip> list = new ArrayList<>(List.of(trips));
    return Statistics.of(
            new StatisticsInput(
                100,
                equity[n - 1],
                100,
                drawdown,
                everyDay ? 365 : 252,
                riskFree,
                0.5,
                250,
                3,
                1,
                0.2,
                list,
                1),
            daily)
        .stream()
        .collect(Collectors.toMap(Statistic::key, Statistic::value));
  }

  private static double[] dailyReturns(long[] times, double[] equity, boolean everyDay) {
    DailyReturns daily = new DailyReturns(times[0], 100, everyDay);
    for (int i = 0; i < times.length; i++) {
      if (daily.isNewDay(times[i])) {
        daily.startDay(times[i], equity[i - 1]);
      }
    }
    return daily.until(equity[equity.length - 1]);
  }

  private static RoundTrip trip(double pnl, int days, double mae, double mfe) {
    return new RoundTrip(0, 1, 0, 100, days * DAY, 100 + pnl, pnl, pnl / 100, 0, days, mae, mfe);
  }

  @Test
  void ratiosOfThreeDays() {
    // Returns 0.1, -0.1, 0.1; mean 1/30; squared deviations sum to 0.04 x 2/3.
    Map<String, Double> s = of(new double[] {110, 99, 108.9}, true, 0);
    double deviation = Math.sqrt(0.08 / 3 / 2);

    assertThat(s.get("totalReturn")).isCloseTo(0.089, within(1e-12));
    assertThat(s.get("volatility")).isCloseTo(deviation * Math.sqrt(365), within(1e-12));
    assertThat(s.get("sharpe")).isCloseTo(0.1 / 3 / deviation * Math.sqrt(365), within(1e-9));
    assertThat(s.get("sortino"))
        .isCloseTo(0.1 / 3 / Math.sqrt(0.01 / 3) * Math.sqrt(365), within(1e-9));
    double cagr = Math.pow(1.089, 365.0 / 3) - 1;
    assertThat(s.get("cagr")).isCloseTo(cagr, within(cagr * 1e-9));
    assertThat(s.get("maxDrawdown")).isCloseTo(0.1, within(1e-12));
    assertThat(s.get("calmar")).isCloseTo(cagr / 0.1, within(cagr * 1e-8));
    assertThat(s.get("recoveryFactor")).isCloseTo(0.89, within(1e-9));
    assertThat(s.get("maxDrawdownDuration")).isEqualTo(2 * 86_400.0);
    assertThat(s.get("turnover")).isEqualTo(2.5);
    assertThat(s.get("tradingDays")).isEqualTo(3);
  }

  @Test
  void theRiskFreeRateIsTakenFromEachDay() {
    Map<String, Double> s = of(new double[] {110, 99, 108.9}, false, 0.252);
    double deviation = Math.sqrt(0.08 / 3 / 2);

    assertThat(s.get("sharpe"))
        .isCloseTo((0.1 / 3 - 0.001) / deviation * Math.sqrt(252), within(1e-9));
    assertThat(s.get("periodsPerYear")).isEqualTo(252);
  }

  @Test
  void daysWithoutBarsCountRoundTheClockOnly() {
    long[] times = {DAY, 4 * DAY};
    double[] equity = {110, 121};

    assertThat(dailyReturns(times, equity, true))
        .hasSize(4)
        .satisfies(r -> assertThat(r[1]).isZero())
        .satisfies(r -> assertThat(r[3]).isCloseTo(0.1, within(1e-12)));
    assertThat(dailyReturns(times, equity, false)).hasSize(2);
  }

  @Test
  void aCloseAtMidnightBelongsToTheDayThatEnds() {
    long[] times = {DAY / 2, DAY, DAY + 1};
    double[] equity = {101, 110, 121};

    assertThat(dailyReturns(times, equity, true))
        .hasSize(2)
        .satisfies(r -> assertThat(r[0]).isCloseTo(0.1, within(1e-12)));
  }

  @Test
  void withoutMovementRatiosAreUndefined() {
    Map<String, Double> s = of(new double[] {100, 100, 100}, true, 0.02);

    assertThat(s.get("totalReturn")).isZero();
    assertThat(s.get("maxDrawdown")).isZero();
    for (String key :
        List.of(
            "sharpe",
            "calmar",
            "recoveryFactor",
            "winRate",
            "profitFactor",
            "expectancy",
            "averageWin",
            "averageLoss",
            "largestWin",
            "largestLoss",
            "averageDuration",
            "averageBars",
            "averageMae",
            "worstMae",
            "averageMfe",
            "bestMfe")) {
      assertThat(s.get(key)).as(key).isNaN();
    }
  }

  @Test
  void constantReturnsDifferByRoundingNoiseOnly() {
    double[] equity = new double[50];
    double value = 100;
    for (int i = 0; i < equity.length; i++) {
      value *= 1.001;
      equity[i] = value;
    }

    assertThat(of(equity, true, 0).get("sharpe")).isNaN();
    assertThat(of(equity, true, 0).get("sortino")).isNaN();
  }

  @Test
  void oneDayHasNoDeviation() {
    Map<String, Double> s = of(new double[] {110}, true, 0);

    assertThat(s.get("volatility")).isNaN();
    assertThat(s.get("sharpe")).isNaN();
    assertThat(s.get("sortino")).isNaN();
  }

  @Test
  void roundTripsAreCounted() {
    Map<String, Double> s =
        of(
            new double[] {100, 101},
            true,
            0,
            trip(10, 1, -0.02, 0.12),
            trip(-4, 2, -0.05, 0.01),
            trip(-2, 3, -0.03, 0.02),
            trip(0, 4, -0.01, 0.03),
            trip(6, 5, 0, 0.07));

    assertThat(s.get("roundTrips")).isEqualTo(5);
    assertThat(s.get("winRate")).isEqualTo(0.4);
    assertThat(s.get("profitFactor")).isCloseTo(16.0 / 6, within(1e-12));
    assertThat(s.get("expectancy")).isEqualTo(2);
    assertThat(s.get("averageWin")).isEqualTo(8);
    assertThat(s.get("averageLoss")).isEqualTo(-3);
    assertThat(s.get("largestWin")).isEqualTo(10);
    assertThat(s.get("largestLoss")).isEqualTo(-4);
    assertThat(s.get("longestWinningRun")).isEqualTo(1);
    assertThat(s.get("longestLosingRun")).isEqualTo(2);
    assertThat(s.get("averageDuration")).isEqualTo(3 * 86_400.0);
    assertThat(s.get("averageBars")).isEqualTo(3);
    assertThat(s.get("averageMae")).isCloseTo(-0.022, within(1e-12));
    assertThat(s.get("worstMae")).isEqualTo(-0.05);
    assertThat(s.get("averageMfe")).isCloseTo(0.05, within(1e-12));
    assertThat(s.get("bestMfe")).isEqualTo(0.12);
  }
}
