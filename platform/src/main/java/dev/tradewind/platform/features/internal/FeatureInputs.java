package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.instruments.KnownTimeframes;
import dev.tradewind.platform.marketdata.ChartBars;
import dev.tradewind.platform.marketdata.MarketData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** What expressions are compiled for, and the bars they read. */
@Component
final class FeatureInputs {
  /** Columns are computed together up to so many values, about 64 MB. */
  private static final long VALUES_AT_ONCE = 8_000_000;

  private final MarketData market;
  private final ChartBars chart;
  private final Instruments instruments;
  private final KnownTimeframes timeframes;
  private final Calendars calendars;

  FeatureInputs(
      MarketData market,
      ChartBars chart,
      Instruments instruments,
      KnownTimeframes timeframes,
      Calendars calendars) {
    this.market = market;
    this.chart = chart;
    this.instruments = instruments;
    this.timeframes = timeframes;
    this.calendars = calendars;
  }

  Optional<BarSeries> bars(String instrument, Timeframe timeframe) {
    return market.bars(instrument, timeframe);
  }

  /** Bars to look at, made of shorter ones where they are not stored. */
  Optional<BarSeries> shown(String instrument, Timeframe timeframe) {
    return chart.bars(instrument, timeframe);
  }

  /** The scope of a series with what is known now. For one thread at a time. */
  ProgramScope scope(BarSeries base) {
    Map<String, TimeframeDefinition> byCode = new HashMap<>();
    timeframes.all().forEach(each -> byCode.put(each.code(), each));
    Map<String, Optional<Instrument>> byId = new HashMap<>();
    return new ProgramScope(
        base.instrument(),
        base.timeframe(),
        code -> Optional.ofNullable(byCode.get(code)),
        id -> byId.computeIfAbsent(id, instruments::find),
        calendars::of);
  }

  /**
   * What came of compiling features for a series.
   *
   * @param programs those that could be
   * @param refused by name, why the others could not
   */
  record Compiled(List<FeatureProgram> programs, Map<String, String> refused) {}

  Compiled compile(List<CheckedFeature> features, BarSeries bars) {
    ProgramScope scope = scope(bars);
    List<FeatureProgram> programs = new ArrayList<>();
    Map<String, String> refused = new TreeMap<>();
    for (CheckedFeature feature : features) {
      try {
        programs.add(FeatureProgram.compile(feature, scope));
      } catch (IllegalArgumentException e) {
        refused.put(feature.definition().name(), String.valueOf(e.getMessage()));
      }
    }
    return new Compiled(programs, refused);
  }

  /** Programs in parts that fit into memory together. */
  static List<List<FeatureProgram>> batches(List<FeatureProgram> programs, BarSeries bars) {
    int atOnce = (int) Math.max(1, VALUES_AT_ONCE / Math.max(1, bars.size()));
    List<List<FeatureProgram>> parts = new ArrayList<>();
    for (int from = 0; from < programs.size(); from += atOnce) {
      parts.add(programs.subList(from, Math.min(programs.size(), from + atOnce)));
    }
    return parts;
  }

  /** The bars that programs read, of the base and of other instruments, and the splits. */
  ProgramData data(BarSeries base, Collection<Program> programs) {
    return data(base, programs, this::bars);
  }

  /** The same, of bars that come from elsewhere. */
  ProgramData data(
      BarSeries base,
      Collection<Program> programs,
      BiFunction<String, Timeframe, Optional<BarSeries>> source) {
    Map<String, BarSeries> others = new HashMap<>();
    Map<String, SplitSchedule> splits = new HashMap<>();
    for (Program program : programs) {
      for (String id : program.sources()) {
        splits.computeIfAbsent(id, market::splits);
        if (!id.equals(base.instrument().id()) && !others.containsKey(id)) {
          source.apply(id, base.timeframe()).ifPresent(bars -> others.put(id, bars));
        }
      }
    }
    return new ProgramData(base, others, splits);
  }
}
