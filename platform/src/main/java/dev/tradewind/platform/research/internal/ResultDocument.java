package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.TradeHash;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.OpenPosition;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.report.RunInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The result of a run without its long lists: what the API shows and the database keeps. */
record ResultDocument(
    Run run,
    Config config,
    List<Input> inputs,
    String dataSource,
    List<Remark> assumptions,
    List<Measure> statisticDetails,
    List<Holding> openPositions,
    List<Refused> rejections,
    long rejectionCount,
    @Nullable Boolean partial,
    @Nullable List<Failure> errors,
    @Nullable Measured benchmark,
    @Nullable Trials trials,
    @Nullable List<Traded> marketTrades) {
  private static final int MAX_ERRORS = 100;

  private static final int MAX_REJECTIONS = 1_000;

  /** What identifies the run. */
  record Run(
      String id,
      String engineVersion,
      String dataHash,
      String configHash,
      String resultHash,
      long seed) {}

  /**
   * The assumptions a user can set; exact decimals.
   *
   * @param assumptions all of them by name; none in results from before they had names
   */
  record Config(
      String cash,
      String feeBps,
      String slippageBps,
      double riskFreeRate,
      long seed,
      @Nullable Map<String, String> assumptions) {}

  /** One instrument of the run with its bars. */
  record Input(
      String id,
      String assetClass,
      String currency,
      String tickSize,
      String lotSize,
      String calendar,
      String timeframe,
      int bars,
      @Nullable Instant first,
      @Nullable Instant last,
      String dataHash) {}

  /** One line of the assumption sheet. */
  record Remark(String key, String text, boolean warning) {}

  /** One statistic with all that is needed to read it. */
  record Measure(
      String key, String label, @Nullable Double value, Statistic.Unit unit, String definition) {}

  /** What is held at the end. */
  record Holding(
      String instrument,
      String side,
      double quantity,
      Instant entryTime,
      double entryPrice,
      double markPrice,
      double unrealisedPnl,
      double fees) {}

  /** An intent that was not filled; instrument and side are empty where it names an order only. */
  record Refused(Instant time, String instrument, String side, String reason) {}

  /** A failure of the strategy; its message names instrument, bar and cause. */
  record Failure(Instant time, String message) {}

  /** What the run was measured against, if that was asked for. */
  record Measured(String instrument, String timeframe, String dataHash) {}

  /**
   * The trades of the market that the run read of an instrument.
   *
   * @param count how many
   * @param hash {@link TradeHash} of them
   */
  record Traded(String instrument, long count, String hash) {
    static Traded of(String instrument, List<TradeTick> trades) {
      return new Traded(instrument, trades.size(), TradeHash.of(trades));
    }
  }

  /**
   * What had been tried on the same bars when the run was made, the run included.
   *
   * @param count distinct sets
   * @param studies number of studies among which they are
   * @param runs number of single runs
   * @param expectedBestSharpe of a year, that the best of so many shows without skill
   * @param deflatedSharpe probability that the run's ratio is truly above that
   */
  record Trials(
      int count,
      int studies,
      int runs,
      @Nullable Double expectedBestSharpe,
      @Nullable Double deflatedSharpe) {
    static Trials of(TrialCount counted) {
      return new Trials(
          counted.trials(),
          counted.studies(),
          counted.runs(),
          orNull(counted.expectedBest()),
          orNull(counted.deflatedSharpe()));
    }

    TrialCount counted() {
      return new TrialCount(
          count,
          studies,
          runs,
          expectedBestSharpe == null ? Double.NaN : expectedBestSharpe,
          deflatedSharpe == null ? Double.NaN : deflatedSharpe);
    }

    private static @Nullable Double orNull(double value) {
      return Double.isFinite(value) ? value : null;
    }
  }

  static ResultDocument of(RunInfo run, SimulationResult result, SimulationInput input) {
    List<BarSeries> series = input.series();
    SimulationConfig config = result.config();
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      inputs.add(input(result.instruments().get(i), series.get(i)));
    }
    return new ResultDocument(
        new Run(
            run.id(),
            EngineVersion.CURRENT,
            result.dataHash(),
            result.configHash(),
            result.resultHash(),
            config.seed()),
        new Config(
            plain(config.initialCash()),
            plain(config.feeBps()),
            plain(config.slippageBps()),
            config.riskFreeRate(),
            config.seed(),
            config.values()),
        inputs,
        run.dataSource(),
        run.sheet(result).stream().map(ResultDocument::remark).toList(),
        result.statistics().stream().map(ResultDocument::measure).toList(),
        result.openPositions().stream().map(each -> holding(result, each)).toList(),
        result.rejections().stream()
            .limit(MAX_REJECTIONS)
            .map(each -> refused(result, each))
            .toList(),
        result.rejections().size(),
        result.isPartial(),
        result.errors().stream()
            .limit(MAX_ERRORS)
            .map(each -> new Failure(Times.ofMicros(each.timeMicros()), each.message()))
            .toList(),
        result
            .benchmark()
            .map(
                bars ->
                    new Measured(
                        bars.instrument().id(), bars.timeframe().code(), bars.contentHash()))
            .orElse(null),
        Optional.ofNullable(run.trials()).map(Trials::of).orElse(null),
        traded(input));
  }

  /** What was read of trades, by instrument; null if nothing was. */
  private static @Nullable List<Traded> traded(SimulationInput input) {
    return input.trades().isEmpty()
        ? null
        : new TreeMap<>(input.trades())
            .entrySet().stream().map(each -> Traded.of(each.getKey(), each.getValue())).toList();
  }

  private static Input input(Instrument instrument, BarSeries series) {
    int size = series.size();
    return new Input(
        instrument.id(),
        instrument.assetClass().name(),
        instrument.currency(),
        plain(instrument.tickSize()),
        plain(instrument.lotSize()),
        instrument.calendar().code(),
        series.timeframe().code(),
        size,
        size == 0 ? null : Times.ofMicros(series.openTime(0)),
        size == 0 ? null : Times.ofMicros(series.openTime(size - 1)),
        series.contentHash());
  }

  private static Remark remark(Assumption assumption) {
    return new Remark(assumption.key(), assumption.text(), assumption.isWarning());
  }

  private static Measure measure(Statistic statistic) {
    return new Measure(
        statistic.key(),
        statistic.label(),
        statistic.isDefined() ? statistic.value() : null,
        statistic.unit(),
        statistic.definition());
  }

  private static Holding holding(SimulationResult result, OpenPosition position) {
    return new Holding(
        result.instruments().get(position.instrument()).id(),
        position.quantity() < 0 ? "short" : "long",
        position.quantity(),
        Times.ofMicros(position.entryTimeMicros()),
        position.entryPrice(),
        position.markPrice(),
        position.unrealisedPnl(),
        position.fees());
  }

  private static Refused refused(SimulationResult result, Rejection rejection) {
    int instrument = rejection.intent().instrument();
    boolean known = instrument >= 0 && instrument < result.instruments().size();
    return new Refused(
        Times.ofMicros(rejection.timeMicros()),
        known ? result.instruments().get(instrument).id() : "",
        rejection.intent().direction().map(side -> side.name().toLowerCase(Locale.ROOT)).orElse(""),
        rejection.reason());
  }

  /** The statistics by name, undefined ones null. */
  Map<String, @Nullable Double> statistics() {
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    statisticDetails.forEach(each -> values.put(each.key(), each.value()));
    return values;
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
