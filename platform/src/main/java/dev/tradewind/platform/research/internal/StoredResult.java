package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.OpenPosition;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.RunError;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.platform.shared.Times;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A result as the database keeps it, for documents that are written from results. Fills are not
 * kept. Of the refused intents the first are, without the quantity they asked for.
 */
record StoredResult(
    String strategy,
    Map<String, BigDecimal> parameters,
    ResultDocument document,
    Curve curve,
    List<RoundTrip> roundTrips,
    List<String> entryTags,
    Optional<BarSeries> benchmark)
    implements SimulationResult {

  /** This with the bars of what it was measured against. */
  StoredResult against(Optional<BarSeries> bars) {
    return new StoredResult(strategy, parameters, document, curve, roundTrips, entryTags, bars);
  }

  @Override
  public List<RunError> errors() {
    List<ResultDocument.Failure> errors = document.errors();
    return errors == null
        ? List.of()
        : errors.stream()
            .map(each -> new RunError(Times.micros(each.time()), each.message()))
            .toList();
  }

  @Override
  public boolean isPartial() {
    return Boolean.TRUE.equals(document.partial());
  }

  @Override
  public List<Instrument> instruments() {
    return document.inputs().stream()
        .map(
            input ->
                new Instrument(
                    input.id(),
                    AssetClass.valueOf(input.assetClass()),
                    input.currency(),
                    new BigDecimal(input.tickSize()),
                    new BigDecimal(input.lotSize()),
                    calendar(input.calendar())))
        .toList();
  }

  /** A user's own calendar may be gone; a stored result shows its name only. */
  private static TradingCalendar calendar(String code) {
    return SessionCalendars.codes().contains(code)
        ? TradingCalendar.of(code)
        : new TradingCalendar(code, TradingCalendar.EXCHANGE.periodsPerYear(), false);
  }

  @Override
  public SimulationConfig config() {
    ResultDocument.Config config = document.config();
    Map<String, String> assumptions = config.assumptions();
    if (assumptions != null) {
      return AssumptionOptions.apply(SimulationConfig.DEFAULT, assumptions).config();
    }
    return new SimulationConfig(
        new BigDecimal(config.cash()),
        new BigDecimal(config.feeBps()),
        new BigDecimal(config.slippageBps()),
        config.riskFreeRate(),
        config.seed());
  }

  @Override
  public String dataHash() {
    return document.run().dataHash();
  }

  @Override
  public String configHash() {
    return document.run().configHash();
  }

  @Override
  public String resultHash() {
    return document.run().resultHash();
  }

  @Override
  public int equitySize() {
    return curve.size();
  }

  @Override
  public long equityTime(int i) {
    return curve.time(i);
  }

  @Override
  public double equity(int i) {
    return curve.value(i);
  }

  @Override
  public List<Fill> fills() {
    return List.of();
  }

  @Override
  public List<OpenPosition> openPositions() {
    List<String> ids = document.inputs().stream().map(ResultDocument.Input::id).toList();
    return document.openPositions().stream()
        .map(
            each ->
                new OpenPosition(
                    ids.indexOf(each.instrument()),
                    each.quantity(),
                    Times.micros(each.entryTime()),
                    each.entryPrice(),
                    each.markPrice(),
                    each.unrealisedPnl(),
                    each.fees()))
        .toList();
  }

  @Override
  public List<Rejection> rejections() {
    List<String> ids = document.inputs().stream().map(ResultDocument.Input::id).toList();
    return document.rejections().stream()
        .map(
            each ->
                new Rejection(
                    Times.micros(each.time()),
                    intent(ids.indexOf(each.instrument()), each.side()),
                    each.reason()))
        .toList();
  }

  /** No document shows what quantity was asked for; the largest stands for it. */
  private static OrderIntent intent(int instrument, String side) {
    if (instrument < 0 || side.isEmpty()) {
      return new OrderIntent.Cancel(0);
    }
    Side direction = Side.valueOf(side.toUpperCase(Locale.ROOT));
    OrderSize size =
        switch (direction) {
          case BUY -> new OrderSize.CashFraction(1);
          case SELL -> new OrderSize.EntirePosition();
        };
    return new OrderIntent.Market(instrument, direction, size);
  }

  @Override
  public List<Statistic> statistics() {
    return document.statisticDetails().stream()
        .map(
            each ->
                new Statistic(
                    each.key(),
                    each.label(),
                    each.value() == null ? Double.NaN : each.value(),
                    each.unit(),
                    each.definition()))
        .toList();
  }

  @Override
  public double statistic(String key) {
    Double value = document.statistics().get(key);
    return value == null ? Double.NaN : value;
  }

  @Override
  public List<Assumption> assumptions() {
    return document.assumptions().stream()
        .map(each -> new Assumption(each.key(), each.text(), each.warning()))
        .toList();
  }

  @Override
  public double[] dailyReturns() {
    return curve.dailyReturns();
  }
}
