package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.signals.SignalArchive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalogue, and every signal definition as a strategy: {@code signals NAME}. */
record TradedSignals(StrategyCatalog others, SignalArchive signals) implements StrategyCatalog {
  @Override
  public List<StrategyDescriptor> all() {
    return others.all();
  }

  @Override
  public Optional<StrategyDescriptor> find(String id) {
    return id.startsWith(SignalArchive.PREFIX)
        ? signals.find(id).map(StrategyDescriptor.class::cast)
        : others.find(id);
  }

  /** A strategy object for a run over these bars. */
  Strategy create(
      StrategyDescriptor found, Map<String, BigDecimal> parameters, List<BarSeries> series) {
    return found instanceof RuleDescriptor rule && rule.id().startsWith(SignalArchive.PREFIX)
        ? rule.create(parameters, signals.source(rule.id(), series))
        : found.create(parameters);
  }
}
