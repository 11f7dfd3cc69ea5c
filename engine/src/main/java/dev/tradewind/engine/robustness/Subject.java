package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The run that is examined. Immutable; thread-safe as far as its source is.
 *
 * @param input what it runs on
 * @param name of the strategy
 * @param definitions of its parameters; those that may be moved
 * @param parameters complete
 * @param config the assumptions
 * @param scope what its features may name
 * @param source makes the strategy
 */
public record Subject(
    SimulationInput input,
    String name,
    List<ParameterDefinition> definitions,
    Map<String, BigDecimal> parameters,
    SimulationConfig config,
    RunScope scope,
    StrategySource source) {
  /** Copies the lists. */
  public Subject {
    definitions = List.copyOf(definitions);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** A run on bars alone. */
  public Subject(
      List<BarSeries> series,
      String name,
      List<ParameterDefinition> definitions,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      RunScope scope,
      StrategySource source) {
    this(SimulationInput.of(series), name, definitions, parameters, config, scope, source);
  }

  /**
   * A run of a strategy of the catalogue.
   *
   * @param given parameters; the defaults complete them
   * @param scope what its features may name
   */
  public static Subject of(
      List<BarSeries> series,
      StrategyDescriptor descriptor,
      Map<String, BigDecimal> given,
      SimulationConfig config,
      RunScope scope) {
    return of(SimulationInput.of(series), descriptor, given, config, scope);
  }

  /** A run of a strategy of the catalogue on more than bars. */
  public static Subject of(
      SimulationInput input,
      StrategyDescriptor descriptor,
      Map<String, BigDecimal> given,
      SimulationConfig config,
      RunScope scope) {
    return new Subject(
        input,
        descriptor.id(),
        descriptor.parameters(),
        descriptor.complete(given),
        config,
        scope,
        StrategySource.of(descriptor));
  }

  /** The bars of the run, in the order of its instruments. */
  public List<BarSeries> series() {
    return input.series();
  }

  /** The same whose strategy objects come from elsewhere. */
  public Subject madeBy(StrategySource other) {
    return new Subject(input, name, definitions, parameters, config, scope, other);
  }

  /**
   * The same on other bars of the same prices: fewer, or others after some moment. Of the market's
   * trades and quotes it is told those that fall into these bars; trades that are the way of the
   * price within bars stay, since without any a bar is filled by other rules.
   */
  Subject on(List<BarSeries> other) {
    long first = firstOpen(other);
    long from = first > firstOpen(series()) ? first : Long.MIN_VALUE;
    long to = lastClose(other);
    boolean fills = config.fills().model() == FillModel.INTRABAR;
    SimulationInput told =
        input.withMarket(
            fills ? input.trades() : within(input.trades(), TradeTick::timeMicros, from, to),
            within(input.quotes(), Quote::timeMicros, from, to));
    return new Subject(
        told.withSeries(other), name, definitions, parameters, config, scope, source);
  }

  private static long firstOpen(List<BarSeries> series) {
    return series.stream()
        .filter(each -> each.size() > 0)
        .mapToLong(each -> each.openTime(0))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static long lastClose(List<BarSeries> series) {
    return series.stream()
        .filter(each -> each.size() > 0)
        .mapToLong(each -> each.closeTime(each.size() - 1))
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private static <T> Map<String, List<T>> within(
      Map<String, List<T>> all, ToLongFunction<T> time, long from, long to) {
    Map<String, List<T>> within = new TreeMap<>();
    all.forEach(
        (id, each) ->
            within.put(
                id,
                each.stream()
                    .filter(one -> time.applyAsLong(one) >= from && time.applyAsLong(one) <= to)
                    .toList()));
    return within;
  }

  /** The same on other prices, of which nothing within the bars is known. */
  Subject onPrices(List<BarSeries> other) {
    FillRules fills = config.fills();
    SimulationConfig changed =
        fills.model() == FillModel.INTRABAR
            ? config.withFills(fills.withModel(FillModel.NEXT_OPEN))
            : config;
    return new Subject(
        input.withPrices(other), name, definitions, parameters, changed, scope, source);
  }

  /** The same under other assumptions. */
  Subject under(SimulationConfig other) {
    return new Subject(input, name, definitions, parameters, other, scope, source);
  }

  /** The same with other parameters. */
  Subject with(Map<String, BigDecimal> other) {
    return new Subject(input, name, definitions, other, config, scope, source);
  }

  /** A new strategy object made from these bars. */
  Strategy make() {
    return source.make(parameters, series());
  }

  /** Runs it once. */
  public SimulationResult run(SimulationListener listener) {
    return run(make(), listener);
  }

  SimulationResult run(Strategy strategy, SimulationListener listener) {
    return Simulator.run(input, strategy, name, parameters, config, scope, listener);
  }
}
