package dev.tradewind.store;

import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.time.Timeframe;

/**
 * What names a stored column.
 *
 * @param instrumentId whose bars it is computed on
 * @param timeframe of these bars
 * @param feature what is computed
 */
public record FeatureKey(String instrumentId, Timeframe timeframe, FeatureVersion feature) {
  /** Where the values of a compiled feature are kept. */
  public static FeatureKey of(FeatureProgram program) {
    return new FeatureKey(
        program.scope().instrument().id(),
        program.scope().timeframe(),
        new FeatureVersion(program.definition().name(), program.definition().version()));
  }

  @Override
  public String toString() {
    return feature + " of " + instrumentId + " " + timeframe;
  }
}
