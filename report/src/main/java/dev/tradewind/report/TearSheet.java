package dev.tradewind.report;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.OpenPosition;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Benchmark;
import dev.tradewind.engine.statistics.Breakdown;
import dev.tradewind.engine.statistics.DailyEquity;
import dev.tradewind.engine.statistics.DrawdownEpisode;
import dev.tradewind.engine.statistics.RollingMeasures;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Uncertainty;
import dev.tradewind.engine.statistics.UncertaintyOptions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a full report shows beside the result itself: daily curves, rolling measures, years, falls,
 * breakdowns and the uncertainty of it all. Made once and written as HTML, PDF or JSON. Immutable.
 */
public final class TearSheet {
  private static final int WORST_DRAWDOWNS = 10;
  private static final int SHORTEST_WINDOW = 20;
  private static final int RESAMPLES = 10_000;

  private final DailyEquity days;
  private final double[] returns;
  private final double[] benchmark;
  private final double[] exposure;
  private final int window;
  private final double[] rollingSharpe;
  private final double[] rollingVolatility;
  private final double[] rollingBeta;
  private final List<Year> years;
  private final List<DrawdownEpisode> drawdowns;
  private final List<Breakdown> breakdowns;
  private final Uncertainty uncertainty;

  /**
   * A calendar year, possibly cut.
   *
   * @param year for example 2020
   * @param value return, fraction
   * @param benchmark return of the benchmark; {@code NaN} without one
   */
  public record Year(int year, double value, double benchmark) {}

  private TearSheet(SimulationResult result, List<BarSeries> series, double[] benchmarkReturns) {
    boolean everyDay =
        result.instruments().stream().allMatch(each -> each.calendar().roundTheClock());
    int periods = (int) orElse(result.statistic("periodsPerYear"), everyDay ? 365 : 252);
    double riskFree = result.config().riskFreeRate();
    double cash = result.config().initialCash().doubleValue();
    days = DailyEquity.of(result.equitySize(), result::equityTime, result::equity, cash, everyDay);
    returns = days.returns();
    benchmark = benchmarkReturns.length > 0 ? benchmarkReturns : Benchmark.buyAndHold(series, days);
    exposure = exposure(result, series);
    window = window(periods);
    rollingSharpe =
        window == 0 ? new double[0] : RollingMeasures.sharpe(returns, window, periods, riskFree);
    rollingVolatility =
        window == 0 ? new double[0] : RollingMeasures.volatility(returns, window, periods);
    rollingBeta =
        window == 0 || benchmark.length == 0
            ? new double[0]
            : RollingMeasures.beta(returns, benchmark, window);
    years = calendarYears();
    drawdowns = DrawdownEpisode.worst(days, WORST_DRAWDOWNS);
    List<RoundTrip> trips = result.roundTrips();
    List<String> tags = result.entryTags();
    breakdowns =
        Breakdown.of(
            trips,
            result.instruments().stream().map(each -> each.id()).toList(),
            series,
            tags.isEmpty() ? null : tags::get);
    uncertainty =
        Uncertainty.of(
            whileSolvent(),
            trips.stream().mapToDouble(RoundTrip::pnl).toArray(),
            UncertaintyOptions.of(periods, riskFree, cash)
                .withResamples(RESAMPLES)
                .withSeed(result.config().seed()));
  }

  /**
   * The sheet of a result.
   *
   * @param series the bars of the run, in the order of its instruments; empty where they are not
   *     known any more, which leaves out benchmark, exposure and volatility regimes
   */
  public static TearSheet of(SimulationResult result, List<BarSeries> series) {
    return result
        .benchmark()
        .map(benchmark -> against(result, series, benchmark))
        .orElseGet(() -> new TearSheet(result, series, new double[0]));
  }

  /** The same against another benchmark than holding the run's own instruments. */
  public static TearSheet against(
      SimulationResult result, List<BarSeries> series, BarSeries benchmark) {
    boolean everyDay =
        result.instruments().stream().allMatch(each -> each.calendar().roundTheClock());
    DailyEquity days =
        DailyEquity.of(result.equitySize(), result::equityTime, result::equity, 1, everyDay);
    return new TearSheet(result, series, Benchmark.buyAndHold(List.of(benchmark), days));
  }

  /** The returns until nothing is left to earn any on. */
  private double[] whileSolvent() {
    int count = 0;
    while (count < returns.length && Double.isFinite(returns[count])) {
      count++;
    }
    return Arrays.copyOf(returns, count);
  }

  private static double orElse(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }

  /**
   * Half a year where there are two of them, else a quarter of the run; 0 where that is nothing.
   */
  private int window(int periods) {
    int n = returns.length;
    if (n >= periods) {
      return periods / 2;
    }
    return n / 4 >= SHORTEST_WINDOW ? n / 4 : 0;
  }

  private List<Year> calendarYears() {
    List<Year> out = new ArrayList<>();
    double own = 1;
    double other = 1;
    for (int i = 0; i < returns.length; i++) {
      own *= 1 + returns[i];
      other *= benchmark.length == 0 ? Double.NaN : 1 + benchmark[i];
      int year = LocalDate.ofEpochDay(days.epochDay(i)).getYear();
      boolean isLast =
          i + 1 == returns.length || LocalDate.ofEpochDay(days.epochDay(i + 1)).getYear() != year;
      if (isLast) {
        out.add(new Year(year, own - 1, other - 1));
        own = 1;
        other = 1;
      }
    }
    return List.copyOf(out);
  }

  /** Value of what is held at each day's end over the equity, long and short alike. */
  private double[] exposure(SimulationResult result, List<BarSeries> series) {
    if (series.isEmpty() || days.size() == 0) {
      return new double[0];
    }
    double[][] changes = new double[series.size()][days.size() + 1];
    for (RoundTrip trip : result.roundTrips()) {
      double quantity = Math.abs(trip.quantity());
      changes[trip.instrument()][dayOf(trip.entryTimeMicros())] += quantity;
      changes[trip.instrument()][dayOf(trip.exitTimeMicros())] -= quantity;
    }
    for (OpenPosition position : result.openPositions()) {
      changes[position.instrument()][dayOf(position.entryTimeMicros())] +=
          Math.abs(position.quantity());
    }
    double[] held = new double[days.size()];
    for (int s = 0; s < changes.length; s++) {
      double[] closes = Benchmark.closes(series.get(s), days);
      double quantity = 0;
      for (int i = 0; i < held.length; i++) {
        quantity += changes[s][i];
        held[i] += Double.isNaN(closes[i]) ? 0 : quantity * closes[i];
      }
    }
    for (int i = 0; i < held.length; i++) {
      held[i] /= days.value(i);
    }
    return held;
  }

  /** The place of the first day that ends at or after a time; one past the last where none does. */
  private int dayOf(long micros) {
    long day = Math.floorDiv(micros - 1, 86_400_000_000L);
    int low = 0;
    int high = days.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (days.epochDay(middle) < day) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The equity at day ends. */
  public DailyEquity days() {
    return days;
  }

  /** The return of each day. */
  public double[] returns() {
    return returns.clone();
  }

  /** The benchmark's return of each day; empty without one. */
  public double[] benchmark() {
    return benchmark.clone();
  }

  /** Value held over equity at each day's end; empty without bars. */
  public double[] exposure() {
    return exposure.clone();
  }

  /** Length of the rolling windows in days; 0 where the run is too short for any. */
  public int window() {
    return window;
  }

  /** One for each day, {@code NaN} before the first full window; empty without windows. */
  public double[] rollingSharpe() {
    return rollingSharpe.clone();
  }

  /** One for each day, {@code NaN} before the first full window; empty without windows. */
  public double[] rollingVolatility() {
    return rollingVolatility.clone();
  }

  /** One for each day; empty without windows or benchmark. */
  public double[] rollingBeta() {
    return rollingBeta.clone();
  }

  /** Calendar years, ascending. */
  public List<Year> years() {
    return years;
  }

  /** The deepest falls, the deepest first. */
  public List<DrawdownEpisode> drawdowns() {
    return drawdowns;
  }

  /** The round trips by their properties. */
  public List<Breakdown> breakdowns() {
    return breakdowns;
  }

  /** How much may be chance. */
  public Uncertainty uncertainty() {
    return uncertainty;
  }
}
