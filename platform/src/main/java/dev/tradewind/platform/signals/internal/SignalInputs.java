package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.instruments.KnownTimeframes;
import dev.tradewind.platform.marketdata.MarketData;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What conditions are compiled for, and the bars they read. */
@Component
final class SignalInputs {
  private final MarketData market;
  private final Instruments instruments;
  private final KnownTimeframes timeframes;
  private final Calendars calendars;

  SignalInputs(
      MarketData market, Instruments instruments, KnownTimeframes timeframes, Calendars calendars) {
    this.market = market;
    this.instruments = instruments;
    this.timeframes = timeframes;
    this.calendars = calendars;
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

  /** The bars that a program reads, of the base and of other instruments, and the splits. */
  ProgramData data(BarSeries base, Program program) {
    return data(base, program, id -> market.bars(id, base.timeframe()));
  }

  /** The same as it was known at a moment; the base is given as of then. */
  ProgramData dataAsOf(BarSeries base, Program program, Instant asOf) {
    return data(base, program, id -> market.barsAsOf(id, base.timeframe(), asOf));
  }

  private ProgramData data(
      BarSeries base, Program program, Function<String, Optional<BarSeries>> read) {
    Map<String, BarSeries> others = new HashMap<>();
    Map<String, SplitSchedule> splits = new HashMap<>();
    for (String source : program.sources()) {
      splits.computeIfAbsent(source, market::splits);
      if (!source.equals(base.instrument().id())) {
        read.apply(source).ifPresent(bars -> others.put(source, bars));
      }
    }
    return new ProgramData(base, others, splits);
  }
}
