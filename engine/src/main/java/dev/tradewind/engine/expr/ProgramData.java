package dev.tradewind.engine.expr;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import java.util.LinkedHashMap;
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

  /** The same without the bars of other instruments that are known behind the last of the base. */
  ProgramData knownWithBase() {
    long last = base.size() == 0 ? Long.MIN_VALUE : base.lastKnown(0, base.size());
    Map<String, BarSeries> known = new LinkedHashMap<>();
    others.forEach((id, series) -> known.put(id, knownUntil(series, last)));
    return new ProgramData(base, known, splits);
  }

  private static BarSeries knownUntil(BarSeries series, long instant) {
    int end = series.size();
    // Bars are known in order: one that follows a bar known later counts as known with it.
    long now = Long.MIN_VALUE;
    for (int i = 0; i < end; i++) {
      now = Math.max(now, series.knownAt(i));
      if (now > instant) {
        end = i;
      }
    }
    return end == series.size() ? series : series.between(Long.MIN_VALUE, series.openTime(end));
  }

  SplitSchedule splitsOf(String instrument) {
    return splits.getOrDefault(instrument, SplitSchedule.NONE);
  }
}
