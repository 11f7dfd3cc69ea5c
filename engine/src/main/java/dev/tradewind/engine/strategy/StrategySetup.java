package dev.tradewind.engine.strategy;

import dev.tradewind.engine.indicator.Feature;
import dev.tradewind.engine.market.Instrument;

/** What a strategy can ask for before the first bar. */
public interface StrategySetup {
  /** Number of instruments in the run, &ge; 1. */
  int instrumentCount();

  /** The instrument of that index. */
  Instrument instrument(int index);

  /** Declares a feature over the bars of one instrument; the same feature is computed once. */
  FeatureHandle feature(int instrument, Feature feature);
}
