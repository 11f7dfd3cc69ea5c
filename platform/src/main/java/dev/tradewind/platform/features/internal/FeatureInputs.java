package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.instruments.KnownTimeframes;
import dev.tradewind.platform.marketdata.MarketData;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What expressions are compiled for, and the bars they read. */
@Component
final class FeatureInputs {
  private final MarketData market;
  private final Instruments instruments;
  private final KnownTimeframes timeframes;
  private final Calendars calendars;

  FeatureInputs(
      MarketData market, Instruments instruments, KnownTimeframes timeframes, Calendars calendars) {
    this.market = market;
    this.instruments = instruments;
    this.timeframes = timeframes;
    this.calendars = calendars;
  }

  Optional<BarSeries> bars(String instrument, Timeframe timeframe) {
    return market.bars(instrument, timeframe);
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

  /** The bars that programs read: those of the base, and those of other instruments. */
  ProgramData data(BarSeries base, Collection<Program> programs) {
    Map<String, BarSeries> others = new HashMap<>();
    for (Program program : programs) {
      for (String source : program.sources()) {
        if (!source.equals(base.instrument().id()) && !others.containsKey(source)) {
          bars(source, base.timeframe()).ifPresent(bars -> others.put(source, bars));
        }
      }
    }
    return new ProgramData(base, others, Map.of());
  }
}
