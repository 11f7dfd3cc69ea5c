package dev.tradewind.engine.strategy;

/**
 * A strategy's claim on a feature, given out at the start of a run and read with {@link
 * StrategyContext#value(FeatureHandle)}.
 *
 * @param index position among the run's features
 * @param instrument index of the instrument whose bars the feature is computed from
 * @param warmUp number of leading bars on which the feature is undefined, &ge; 0
 */
public record FeatureHandle(int index, int instrument, int warmUp) {}
