package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.engine.market.BarAggregator;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.TimeGrid;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.instruments.KnownTimeframes;
import dev.tradewind.platform.marketdata.ChartBars;
import dev.tradewind.store.SeriesInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes longer bars of stored ones each time they are asked for. Thread-safe. */
@Component
final class MadeBars implements ChartBars {
  private final Market market;
  private final KnownTimeframes timeframes;
  private final Calendars calendars;

  MadeBars(Market market, KnownTimeframes timeframes, Calendars calendars) {
    this.market = market;
    this.timeframes = timeframes;
    this.calendars = calendars;
  }

  @Override
  public List<ShownTimeframe> timeframes(String instrument) {
    List<Timeframe> stored = stored(instrument);
    List<ShownTimeframe> shown = new ArrayList<>();
    stored.forEach(each -> shown.add(new ShownTimeframe(each.code(), each.code())));
    for (TimeframeDefinition definition : timeframes.all()) {
      if (stored.stream().noneMatch(each -> each.code().equals(definition.code()))) {
        source(stored, definition)
            .ifPresent(source -> shown.add(new ShownTimeframe(definition.code(), source.code())));
      }
    }
    return shown;
  }

  @Override
  public Optional<BarSeries> bars(String instrument, Timeframe timeframe) {
    Optional<BarSeries> stored = market.bars(instrument, timeframe);
    if (stored.isPresent()) {
      return stored;
    }
    return timeframes
        .find(timeframe.code())
        .flatMap(
            definition ->
                source(stored(instrument), definition)
                    .flatMap(source -> market.bars(instrument, source))
                    .map(bars -> make(bars, definition)));
  }

  private BarSeries make(BarSeries bars, TimeframeDefinition definition) {
    return BarAggregator.coarser(bars, TimeGrid.of(definition, calendars.of(bars.instrument())));
  }

  /** By length, the shortest first. */
  private List<Timeframe> stored(String instrument) {
    return market.catalogue().stream()
        .filter(info -> info.instrument().id().equals(instrument))
        .map(SeriesInfo::timeframe)
        .sorted(Comparator.comparingLong(Timeframe::micros).thenComparing(Timeframe::code))
        .toList();
  }

  private Optional<Timeframe> source(List<Timeframe> stored, TimeframeDefinition wanted) {
    return stored.reversed().stream()
        .filter(each -> !each.code().equals(wanted.code()))
        .filter(each -> definition(each).fitsInto(wanted))
        .findFirst();
  }

  private TimeframeDefinition definition(Timeframe timeframe) {
    return timeframes
        .find(timeframe.code())
        .orElseGet(() -> TimeframeDefinition.of(timeframe.code()));
  }
}
