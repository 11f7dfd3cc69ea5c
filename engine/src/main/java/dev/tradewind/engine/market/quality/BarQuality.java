package dev.tradewind.engine.market.quality;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks through a series for what is probably wrong with it. Used when a file is imported. Only
 * looks: no bar is changed or dropped. Time is linear in the number of bars. Stateless.
 */
public final class BarQuality {
  private BarQuality() {}

  /** Everything found, in the order of {@link QualityKind}, each kind at most once. */
  public static List<QualityFinding> check(BarSeries series) {
    List<QualityFinding> findings = new ArrayList<>();
    new SpacingChecks(series).addTo(findings);
    new ValueChecks(series).addTo(findings);
    new ReturnChecks(series).addTo(findings);
    new RunChecks(series).addTo(findings);
    return findings;
  }

  /**
   * Bars that open after a moment.
   *
   * @param nowMicros UTC
   */
  public static Optional<QualityFinding> future(BarSeries series, long nowMicros) {
    int first = nowMicros == Long.MAX_VALUE ? series.size() : series.lowerBound(nowMicros + 1);
    Tally tally = new Tally(QualityKind.FUTURE);
    for (int i = first; i < series.size() && tally.wantsExample(); i++) {
      tally.example(i, "opens after " + iso(nowMicros));
    }
    tally.count(series.size() - first);
    return tally.finding();
  }

  /** What should be known of the series as a whole, in sentences. */
  public static List<String> notes(BarSeries series) {
    List<String> notes = new ArrayList<>();
    if (series.size() == 0) {
      return notes;
    }
    new SpacingChecks(series).phaseNote().ifPresent(notes::add);
    if (!ValueChecks.anyVolume(series)) {
      notes.add("no volume");
    }
    double middle = series.close(series.size() / 2);
    if (series.instrument().assetClass() == AssetClass.FX && middle > 1000) {
      notes.add(
          "prices such as "
              + middle
              + " look scaled (MetaTrader exports may be multiplied by 100000); they are taken as"
              + " they are written");
    }
    return notes;
  }

  static String iso(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
