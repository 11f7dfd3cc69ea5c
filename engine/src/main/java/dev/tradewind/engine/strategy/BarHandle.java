package dev.tradewind.engine.strategy;

import dev.tradewind.engine.time.Timeframe;

/**
 * A strategy's claim on longer bars of an instrument, given out at the start of a run.
 *
 * @param index position among the run's longer bars
 * @param instrument index of the instrument
 * @param timeframe of the bars
 */
public record BarHandle(int index, int instrument, Timeframe timeframe) {}
