package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Makes strategy objects from what there is to be known. Whatever a strategy gets by another way
 * than its context (a column computed beforehand, a chosen universe, a model) is made here, from
 * the bars that are given: so a check can take bars away. Must be thread-safe.
 */
@FunctionalInterface
public interface StrategySource {
  /**
   * A new strategy object for one run.
   *
   * @param parameters complete and checked
   * @param world the bars of the run, in the order of its instruments
   */
  Strategy make(Map<String, BigDecimal> parameters, List<BarSeries> world);

  /** What is wrong with parameters; empty if nothing is. */
  default List<String> problems(Map<String, BigDecimal> parameters) {
    return List.of();
  }

  /** A strategy of the catalogue, which gets everything through its context. */
  static StrategySource of(StrategyDescriptor descriptor) {
    return new StrategySource() {
      @Override
      public Strategy make(Map<String, BigDecimal> parameters, List<BarSeries> world) {
        return descriptor.create(parameters);
      }

      @Override
      public List<String> problems(Map<String, BigDecimal> parameters) {
        return descriptor.problems(parameters);
      }
    };
  }
}
