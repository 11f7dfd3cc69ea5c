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
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run. Hashes, the sheet, the round trips and their measures are made when first
 * asked for: each takes longer than many runs, and benchmarks W1 and W5, like sweeps, ask for none
 * of them.
 */
final class CompletedRun implements SimulationResult {
  private final SimulationInput input;
  private final List<Instrument> instruments;
  private final String strategy;
  private final Map<String, BigDecimal> parameters;
  private final SimulationConfig config;
  private final EquityCurve equity;
  private final List<Fill> fills;
  private final List<RoundTrip> roundTrips;
  private final List<OpenPosition> openPositions;
  private final Happenings happenings;
  private final StatisticsInput measured;
  private final StatisticValues account;
  private final Supplier<List<Assumption>> sheet;
  private final double[] dailyReturns;
  private volatile @Nullable List<OrderRecord> orders;
  private volatile @Nullable List<Statistic> statistics;
  private volatile @Nullable String resultHash;
  private volatile @Nullable List<Assumption> assumptions;

  /**
   * What happened besides fills.
   *
   * @param orders made when first asked for
   * @param partial whether the run ended before its data
   */
  record Happenings(
      List<Rejection> rejections,
      Supplier<List<OrderRecord>> orders,
      LedgerTotals ledger,
      List<RunError> errors,
      boolean partial) {
    Happenings {
      rejections = List.copyOf(rejections);
      errors = List.copyOf(errors);
    }
  }

  CompletedRun(
      SimulationInput input,
      String strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      EquityCurve equity,
      List<Fill> fills,
      List<RoundTrip> roundTrips,
      List<OpenPosition> openPositions,
      Happenings happenings,
      StatisticsInput measured,
      Supplier<List<Assumption>> sheet,
      double[] dailyReturns) {
    this.input = input;
    this.instruments = input.series().stream().map(BarSeries::instrument).toList();
    this.strategy = strategy;
    this.parameters = parameters;
    this.config = config;
    this.equity = equity;
    this.fills = fills;
    this.roundTrips = roundTrips;
    this.openPositions = openPositions;
    this.happenings = happenings;
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
    return Hashes.ofData(input);
  }

  @Override
  public String configHash() {
    return Hashes.ofConfig(input.series(), strategy, parameters, config);
  }

  @Override
  public String resultHash() {
    String hash = resultHash;
    if (hash == null) {
      hash = Hashes.ofResult(fills, roundTrips, equity, statistics(), rejections(), orders());
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
    return happenings.rejections();
  }

  @Override
  public List<OrderRecord> orders() {
    List<OrderRecord> known = orders;
    if (known == null) {
      known = happenings.orders().get();
      orders = known;
    }
    return known;
  }

  @Override
  public Optional<LedgerTotals> ledger() {
    return Optional.of(happenings.ledger());
  }

  @Override
  public List<String> entryTags() {
    return EntryTags.of(orders(), fills, roundTrips);
  }

  @Override
  public Optional<BarSeries> benchmark() {
    return input.benchmark();
  }

  @Override
  public List<RunError> errors() {
    return happenings.errors();
  }

  @Override
  public boolean isPartial() {
    return happenings.partial();
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
              Simulator.everyDay(input.series()));
      all =
          Statistics.of(
              measured,
              account,
              dailyReturns,
              days,
              Benchmark.buyAndHold(input.benchmark().map(List::of).orElse(input.series()), days));
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
