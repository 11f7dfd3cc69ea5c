package dev.tradewind.platform.research;

import dev.tradewind.engine.strategy.StrategyCatalog;

/** The strategies of this installation. Used by whoever runs them in another way. */
public interface SavedStrategies {
  /** Everything that can be run now by a name, a name with a version or hash, or as a rule. */
  StrategyCatalog catalog();
}
