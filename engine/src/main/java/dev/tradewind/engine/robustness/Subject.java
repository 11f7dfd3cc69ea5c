package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
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

/**
 * The run that is examined. Immutable; thread-safe as far as its source is.
 *
 * @param series one for each instrument, as the simulator takes them
 * @param name of the strategy
 * @param definitions of its parameters; those that may be moved
 * @param parameters complete
 * @param config the assumptions
 * @param scope what its features may name
 * @param source makes the strategy
 */
public record Subject(
    List<BarSeries> series,
    String name,
    List<ParameterDefinition> definitions,
    Map<String, BigDecimal> parameters,
    SimulationConfig config,
    RunScope scope,
    StrategySource source) {
  /** Copies the lists. */
  public Subject {
    series = List.copyOf(series);
    definitions = List.copyOf(definitions);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
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
    return new Subject(
        series,
        descriptor.id(),
        descriptor.parameters(),
        descriptor.complete(given),
        config,
        scope,
        StrategySource.of(descriptor));
  }

  /** The same on other bars. */
  Subject on(List<BarSeries> other) {
    return new Subject(other, name, definitions, parameters, config, scope, source);
  }

  /** The same under other assumptions. */
  Subject under(SimulationConfig other) {
    return new Subject(series, name, definitions, parameters, other, scope, source);
  }

  /** The same with other parameters. */
  Subject with(Map<String, BigDecimal> other) {
    return new Subject(series, name, definitions, other, config, scope, source);
  }

  /** A new strategy object made from these bars. */
  Strategy make() {
    return source.make(parameters, series);
  }

  SimulationResult run(SimulationListener listener) {
    return run(make(), listener);
  }

  SimulationResult run(Strategy strategy, SimulationListener listener) {
    return Simulator.run(series, strategy, name, parameters, config, scope, listener);
  }
}
