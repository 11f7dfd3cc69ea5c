package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.statistics.Benchmark;
import dev.tradewind.engine.statistics.DailyEquity;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.statistics.StatisticValues;
import dev.tradewind.engine.statistics.Statistics;
import dev.tradewind.engine.statistics.StatisticsInput;
import dev.tradewind.engine.strategy.Fill;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run that went to its end. Hashes, the sheet, the round trips and their measures
 * are made when first asked for: each takes longer than many runs, and benchmarks W1 and W5, like
 * sweeps, ask for none of them.
 */
final class CompletedRun implements SimulationResult {
  private final List<BarSeries> series;
  private final List<Instrument> instruments;
  private final String strategy;
  private final Map<String, BigDecimal> parameters;
  private final SimulationConfig config;
  private final EquityCurve equity;
  private final List<Fill> fills;
  private final List<RoundTrip> roundTrips;
  private final List<OpenPosition> openPositions;
  private final List<Rejection> rejections;
  private final StatisticsInput measured;
  private final StatisticValues account;
  private final Supplier<List<Assumption>> sheet;
  private final double[] dailyReturns;
  private volatile @Nullable List<Statistic> statistics;
  private volatile @Nullable String resultHash;
  private volatile @Nullable List<Assumption> assumptions;

  CompletedRun(
      List<BarSeries> series,
      String strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      EquityCurve equity,
      List<Fill> fills,
      List<RoundTrip> roundTrips,
      List<OpenPosition> openPositions,
      List<Rejection> rejections,
      StatisticsInput measured,
      Supplier<List<Assumption>> sheet,
      double[] dailyReturns) {
    this.series = series;
    this.instruments = series.stream().map(BarSeries::instrument).toList();
    this.strategy = strategy;
    this.parameters = parameters;
    this.config = config;
    this.equity = equity;
    this.fills = fills;
    this.roundTrips = roundTrips;
    this.openPositions = openPositions;
    this.rejections = rejections;
    this.measured = measured;
    this.account = Statistics.account(measured, dailyReturns);
    this.sheet = sheet;
    this.dailyReturns = dailyReturns;
  }

  @Override
  public List<Instrument> instruments() {
    return instruments;
  }

  @Override
  public String strategy() {
    return strategy;
  }

  @Override
  public Map<String, BigDecimal> parameters() {
    return parameters;
  }

  @Override
  public SimulationConfig config() {
    return config;
  }

  @Override
  public String dataHash() {
    return Hashes.ofData(series);
  }

  @Override
  public String configHash() {
    return Hashes.ofConfig(series, strategy, parameters, config);
  }

  @Override
  public String resultHash() {
    String hash = resultHash;
    if (hash == null) {
      hash = Hashes.ofResult(fills, roundTrips, equity, statistics(), rejections);
      resultHash = hash;
    }
    return hash;
  }

  @Override
  public int equitySize() {
    return equity.size();
  }

  @Override
  public long equityTime(int i) {
    return equity.time(i);
  }

  @Override
  public double equity(int i) {
    return equity.value(i);
  }

  @Override
  public List<Fill> fills() {
    return fills;
  }

  @Override
  public List<RoundTrip> roundTrips() {
    return roundTrips;
  }

  @Override
  public List<OpenPosition> openPositions() {
    return openPositions;
  }

  @Override
  public List<Rejection> rejections() {
    return rejections;
  }

  @Override
  public List<Statistic> statistics() {
    List<Statistic> all = statistics;
    if (all == null) {
      DailyEquity days =
          DailyEquity.of(
              equity.size(),
              equity::time,
              equity::value,
              measured.initialCash(),
              Simulator.everyDay(series));
      all =
          Statistics.of(measured, account, dailyReturns, days, Benchmark.buyAndHold(series, days));
      statistics = all;
    }
    return all;
  }

  @Override
  public double statistic(String key) {
    if (account.has(key)) {
      return account.get(key);
    }
    for (Statistic statistic : statistics()) {
      if (statistic.key().equals(key)) {
        return statistic.value();
      }
    }
    return Double.NaN;
  }

  @Override
  public List<Assumption> assumptions() {
    List<Assumption> lines = assumptions;
    if (lines == null) {
      lines = sheet.get();
      assumptions = lines;
    }
    return lines;
  }

  @Override
  public double[] dailyReturns() {
    return dailyReturns.clone();
  }
}
