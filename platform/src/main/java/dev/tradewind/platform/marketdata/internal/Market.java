package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.SystemPart;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.CorporateAction;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.TradesInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The bar store with the series that were used last kept in memory, so that zooming a chart does
 * not read them again. A kept series is known by its content hash and so never stale.
 */
@Component
final class Market implements MarketData, SystemPart {
  /** About 150 MB. */
  private static final long MAX_KEPT_BARS = 3_000_000;

  private final BarStore store;
  private final Instruments instruments;
  private final Map<Key, BarSeries> kept = new LinkedHashMap<>(16, 0.75f, true);

  Market(BarStore store, Instruments instruments) {
    this.store = store;
    this.instruments = instruments;
  }

  private record Key(String instrument, String timeframe, String contentHash) {}

  BarStore store() {
    return store;
  }

  @Override
  public List<SeriesInfo> catalogue() {
    return store.catalogue();
  }

  @Override
  public List<CorporateAction> actions(String instrument) {
    return store.actions(instrument);
  }

  @Override
  public List<TradesInfo> tradeCatalogue() {
    return store.tradeCatalogue();
  }

  @Override
  public List<TradeTick> trades(String instrument, long fromMicros, long toMicros) {
    return store.trades(instrument, fromMicros, toMicros);
  }

  @Override
  public long tradeCount(String instrument, long fromMicros, long toMicros) {
    return store.tradeCount(instrument, fromMicros, toMicros);
  }

  @Override
  public SplitSchedule splits(String instrument) {
    return store.splits(instrument);
  }

  @Override
  public Optional<BarSeries> bars(String instrument, Timeframe timeframe) {
    Optional<SeriesInfo> info = store.info(instrument, timeframe);
    if (info.isEmpty()) {
      return Optional.empty();
    }
    Key key = new Key(instrument, timeframe.code(), info.get().contentHash());
    Optional<BarSeries> series =
        find(key)
            .or(
                () -> {
                  Optional<BarSeries> read = store.read(instrument, timeframe);
                  read.ifPresent(bars -> keep(key, bars));
                  return read;
                });
    return described(instrument, series);
  }

  @Override
  public Optional<BarSeries> barsAsOf(String instrument, Timeframe timeframe, Instant asOf) {
    return described(instrument, store.readAsOf(instrument, timeframe, Times.micros(asOf)));
  }

  private Optional<BarSeries> described(String instrument, Optional<BarSeries> series) {
    Optional<Instrument> described = instruments.find(instrument);
    return described.isPresent() ? series.map(s -> s.withInstrument(described.get())) : series;
  }

  private Optional<BarSeries> find(Key key) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(key));
    }
  }

  private void keep(Key key, BarSeries series) {
    synchronized (kept) {
      kept.keySet()
          .removeIf(
              each ->
                  each.instrument().equals(key.instrument())
                      && each.timeframe().equals(key.timeframe()));
      kept.put(key, series);
      long bars = kept.values().stream().mapToLong(BarSeries::size).sum();
      var oldest = kept.values().iterator();
      while (bars > MAX_KEPT_BARS && kept.size() > 1) {
        bars -= oldest.next().size();
        oldest.remove();
      }
    }
  }

  @Override
  public String name() {
    return "bar store";
  }

  @Override
  public Map<String, String> facts() {
    List<SeriesInfo> all = store.catalogue();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", "DuckDB");
    facts.put("series", Integer.toString(all.size()));
    facts.put("bars", Long.toString(all.stream().mapToLong(SeriesInfo::bars).sum()));
    facts.put(
        "trades",
        Long.toString(store.tradeCatalogue().stream().mapToLong(TradesInfo::trades).sum()));
    return facts;
  }
}
