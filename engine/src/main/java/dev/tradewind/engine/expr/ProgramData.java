package dev.tradewind.engine.expr;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import java.util.Map;

/**
 * The bars that a program reads.
 *
 * @param base bars of the program's instrument and timeframe
 * @param others bars of other instruments by id; one that is missing gives undefined values
 * @param splits share splits by instrument id; one that is missing has none
 */
public record ProgramData(
    BarSeries base, Map<String, BarSeries> others, Map<String, SplitSchedule> splits) {
  /** Copies the maps. */
  public ProgramData {
    others = Map.copyOf(others);
    splits = Map.copyOf(splits);
  }

  /** Bars of one instrument without splits. */
  public static ProgramData of(BarSeries base) {
    return new ProgramData(base, Map.of(), Map.of());
  }

  SplitSchedule splitsOf(String instrument) {
    return splits.getOrDefault(instrument, SplitSchedule.NONE);
  }
}
