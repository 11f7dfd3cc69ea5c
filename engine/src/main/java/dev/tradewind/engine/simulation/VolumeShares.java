package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;

/**
 * How the fills of a run compare with the volume of their bars. Worked out when the assumption
 * sheet is asked for: a look at the volume of each fill's bar costs a run more than the fill.
 *
 * @param largest the largest part of a bar's volume that one fill took; 0 where no bar had a volume
 * @param fillsWithoutVolume fills on bars without volume
 */
record VolumeShares(double largest, int fillsWithoutVolume) {

  static VolumeShares of(SimulationRun run) {
    double largest = 0;
    int without = 0;
    for (Fill fill : run.fills) {
      InstrumentRun one = run.runs()[fill.instrument()];
      // A fill happens at its bar's open.
      double volume = one.series.volume(one.series.lowerBound(fill.timeMicros()));
      if (volume > 0) {
        largest = Math.max(largest, one.quantity(fill.lots()) / volume);
      } else {
        without++;
      }
    }
    return new VolumeShares(largest, without);
  }
}
