package dev.tradewind.engine.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A fall of the daily equity from a peak until that peak was reached again. Used by reports.
 *
 * @param peakDay last day at the peak, since 1970; the day before the first one where the initial
 *     equity was the peak
 * @param troughDay the lowest day
 * @param recoveredDay first day at the peak again; −1 where it was not
 * @param depth as a part of the peak, &gt; 0
 * @param days number of days below the peak
 */
public record DrawdownEpisode(
    int peakDay, int troughDay, int recoveredDay, double depth, int days) {

  /** Whether the peak was reached again. */
  public boolean isRecovered() {
    return recoveredDay >= 0;
  }

  /** The deepest falls of a curve, the deepest first; of equal ones the earlier first. */
  public static List<DrawdownEpisode> worst(DailyEquity equity, int limit) {
    List<DrawdownEpisode> all = new ArrayList<>();
    double peak = equity.initial();
    int peakDay = equity.size() == 0 ? 0 : equity.epochDay(0) - 1;
    int trough = -1;
    int below = 0;
    for (int i = 0; i < equity.size(); i++) {
      double value = equity.value(i);
      if (value < peak) {
        below++;
        trough = trough < 0 || value < equity.value(trough) ? i : trough;
        continue;
      }
      if (trough >= 0) {
        all.add(episode(equity, peak, peakDay, trough, equity.epochDay(i), below));
      }
      peak = value;
      peakDay = equity.epochDay(i);
      trough = -1;
      below = 0;
    }
    if (trough >= 0) {
      all.add(episode(equity, peak, peakDay, trough, -1, below));
    }
    all.sort(Comparator.comparingDouble(DrawdownEpisode::depth).reversed());
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }

  private static DrawdownEpisode episode(
      DailyEquity equity, double peak, int peakDay, int trough, int recovered, int below) {
    return new DrawdownEpisode(
        peakDay, equity.epochDay(trough), recovered, 1 - equity.value(trough) / peak, below);
  }
}
