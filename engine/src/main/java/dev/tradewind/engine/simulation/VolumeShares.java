package dev.tradewind.engine.simulation;

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
    FillList fills = run.fills;
    for (int i = 0; i < fills.size(); i++) {
      InstrumentRun one = run.runs[fills.instrument(i)];
      double volume = one.series.volume(fills.bar(i));
      if (volume > 0) {
        double share = one.quantity(Math.abs(fills.signedLots(i))) / volume;
        largest = Math.max(largest, share);
      } else {
        without++;
      }
    }
    return new VolumeShares(largest, without);
  }
}
