package dev.tradewind.engine.strategy;

import java.util.List;
import java.util.Optional;

/** The strategies that can be run by name. Used by the command line, the API and the forms. */
public interface StrategyCatalog {
  /** All of them, in the order of a list. */
  List<StrategyDescriptor> all();

  /** The strategy of that name. */
  Optional<StrategyDescriptor> find(String id);
}
