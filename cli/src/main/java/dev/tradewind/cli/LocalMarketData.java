package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.report.UtcTimes;
import dev.tradewind.store.ActionsOutcome;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.CorporateAction;
import dev.tradewind.store.RunInputs;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.TradesInfo;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.TradewindHome;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.WriteOutcome;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.imports.BarFileReader;
import dev.tradewind.store.imports.CalendarInference;
import dev.tradewind.store.imports.ImportResult;
import dev.tradewind.store.imports.TradeFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store's file, opened by this process while no platform runs. */
final class LocalMarketData implements MarketData {
  private final BarStore store;

  private LocalMarketData(BarStore store) {
    this.store = store;
  }

  static LocalMarketData open(TradewindHome home) {
    try {
      Path parent = home.bars().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "cannot create " + home.bars().getParent() + " (TRADEWIND_HOME): " + e.getMessage(),
          e);
    }
    return new LocalMarketData(DuckDbBarStore.open(home.bars()));
  }

  @Override
  public List<Json> list() {
    return store.catalogue().stream().map(LocalMarketData::document).toList();
  }

  private static Json document(SeriesInfo info) {
    @Nullable String attribution = info.source().attribution();
    return Json.of(
        "instrument", info.instrument().id(),
        "timeframe", info.timeframe().code(),
        "bars", info.bars(),
        "first", UtcTimes.iso(info.firstMicros()),
        "last", UtcTimes.iso(info.lastMicros()),
        "dataHash", info.contentHash(),
        "source", info.source().name(),
        "attribution", Json.ofText(attribution),
        "calendar", info.instrument().calendar().code(),
        "currency", info.instrument().currency(),
        "updatedAt", info.updatedAt().toString());
  }

  /** The bars of a series that lie in a span; empty if there is no such series. */
  Optional<BarSeries> read(String instrument, Timeframe timeframe) {
    return store.read(instrument, timeframe);
  }

  /** The splits of an instrument; none if none are known. */
  SplitSchedule splits(String instrument) {
    return store.splits(instrument);
  }

  /** What simulations read. */
  RunInputs.Source source() {
    return new RunInputs.Source() {
      @Override
      public Optional<BarSeries> bars(String instrument, Timeframe timeframe) {
        return store.read(instrument, timeframe);
      }

      @Override
      public List<CorporateAction> actions(String instrument) {
        return store.actions(instrument);
      }

      @Override
      public List<SeriesInfo> catalogue() {
        return store.catalogue();
      }

      @Override
      public List<TradeTick> trades(String instrument, long fromMicros, long toMicros) {
        return store.trades(instrument, fromMicros, toMicros);
      }

      @Override
      public long tradeCount(String instrument, long fromMicros, long toMicros) {
        return store.tradeCount(instrument, fromMicros, toMicros);
      }
    };
  }

  /** The timeframes stored of an instrument. */
  List<Timeframe> timeframes(String instrument) {
    return store.catalogue().stream()
        .filter(info -> info.instrument().id().equals(instrument))
        .map(SeriesInfo::timeframe)
        .toList();
  }

  @Override
  public Json importFile(ImportRequest request, Progress progress) {
    String id = request.instrument();
    @Nullable Instrument stored =
        store.catalogue().stream()
            .map(SeriesInfo::instrument)
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElse(null);
    Instrument instrument = request.describing().instrument(id, stored);
    boolean infersCalendar = stored == null && request.describing().calendar == null;
    ImportResult result = read(request, instrument, progress);
    if (infersCalendar) {
      BarSeries inferred =
          CalendarInference.apply(result.series(), CalendarInference.of(result.series()));
      if (!inferred.instrument().equals(instrument)) {
        // Gaps are judged by the calendar, so the report has to be made with the right one.
        result = read(request, inferred.instrument(), progress);
      }
    }
    if (result.report().refused()) {
      return ImportDocuments.refused(id, result.report());
    }
    WriteOutcome outcome =
        store.write(
            result.series(),
            request.replace() ? WriteMode.REPLACE : WriteMode.KEEP,
            SeriesSource.of(result.report().source()));
    return switch (outcome) {
      case WriteOutcome.Written written -> ImportDocuments.written(id, result.report(), written);
      case WriteOutcome.Conflict conflict ->
          ImportDocuments.conflict(id, result.report(), conflict);
    };
  }

  private static ImportResult read(
      ImportRequest request, Instrument instrument, Progress progress) {
    return BarFileReader.read(
        request.file(),
        request.reading().options(instrument, request.timeframe(), Instant.now()),
        (done, total) -> {
          progress.show(total == 0 ? 1 : (double) done / total);
          return true;
        });
  }

  @Override
  public String actualHash(String instrument, Timeframe timeframe) {
    return store
        .verify(instrument, timeframe)
        .orElseThrow(() -> DataVerbs.noSuchSeries(instrument, timeframe.code()))
        .actualHash();
  }

  @Override
  public void export(String instrument, Timeframe timeframe, ExportFormat format, Path target) {
    if (store.info(instrument, timeframe).isEmpty()) {
      throw DataVerbs.noSuchSeries(instrument, timeframe.code());
    }
    switch (format) {
      case CSV -> store.exportCsv(instrument, timeframe, target);
      case PARQUET -> store.exportParquet(instrument, timeframe, target);
    }
  }

  @Override
  public List<Json> actions(String instrument) {
    requireInstrument(instrument);
    return store.actions(instrument).stream()
        .map(
            each ->
                Json.of(
                    "kind", each.kind(),
                    "effective", each.effective().toString(),
                    "value", each.value()))
        .toList();
  }

  @Override
  public Json addActions(String instrument, List<CorporateAction> actions, boolean replace) {
    requireInstrument(instrument);
    WriteMode mode = replace ? WriteMode.REPLACE : WriteMode.KEEP;
    return switch (store.write(instrument, actions, mode)) {
      case ActionsOutcome.Written written ->
          Json.of(
              "instrument", instrument,
              "inserted", written.inserted(),
              "unchanged", written.unchanged(),
              "replaced", written.replaced());
      case ActionsOutcome.Conflict conflict -> {
        CorporateAction first = conflict.stored().getFirst();
        throw new CliException(
            ExitCode.CONFLICT,
            "stored with another value: %s of %s, %s; --replace lets the file win"
                .formatted(first.kind(), first.effective(), first.value()));
      }
    };
  }

  @Override
  public List<Json> trades() {
    return store.tradeCatalogue().stream().map(LocalMarketData::document).toList();
  }

  private static Json document(TradesInfo info) {
    return Json.of(
        "instrument", info.instrument(),
        "trades", info.trades(),
        "first", UtcTimes.iso(info.firstMicros()),
        "last", UtcTimes.iso(info.lastMicros()),
        "dataHash", info.contentHash(),
        "source", info.source().name(),
        "updatedAt", info.updatedAt().toString());
  }

  @Override
  public String actualTradesHash(String instrument) {
    return store
        .verifyTrades(instrument)
        .orElseThrow(() -> TradeVerbs.noTrades(instrument))
        .actualHash();
  }

  @Override
  public Json importTrades(TradesRequest request, Progress progress) {
    String id = request.instrument();
    Instrument instrument =
        store.catalogue().stream()
            .map(SeriesInfo::instrument)
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> TradeVerbs.noInstrument(id));
    TradeFileReader.Read read =
        TradeFileReader.read(
            request.file(),
            request.reading().options(instrument, null, null),
            (done, total) -> {
              progress.show(total == 0 ? 1 : (double) done / total);
              return true;
            });
    if (read.report().refused()) {
      return ImportDocuments.refused(id, read.report());
    }
    TradesOutcome outcome =
        store.writeTrades(
            id,
            read.trades(),
            request.replace() ? WriteMode.REPLACE : WriteMode.KEEP,
            SeriesSource.of(read.report().source()));
    return switch (outcome) {
      case TradesOutcome.Written written -> ImportDocuments.written(id, read.report(), written);
      case TradesOutcome.Conflict conflict -> ImportDocuments.conflict(id, read.report(), conflict);
    };
  }

  @Override
  public void exportTrades(
      String instrument, @Nullable Instant from, @Nullable Instant to, Path target) {
    if (store.tradesInfo(instrument).isEmpty()) {
      throw TradeVerbs.noTrades(instrument);
    }
    store.exportTrades(
        instrument,
        Arguments.micros(from, Long.MIN_VALUE),
        Arguments.micros(to, Long.MAX_VALUE),
        target);
  }

  @Override
  public long deleteTrades(String instrument) {
    long deleted = store.deleteTrades(instrument);
    if (deleted == 0) {
      throw TradeVerbs.noTrades(instrument);
    }
    return deleted;
  }

  private void requireInstrument(String instrument) {
    if (store.catalogue().stream().noneMatch(i -> i.instrument().id().equals(instrument))) {
      throw DataVerbs.noSuchSeries(instrument, "of any timeframe");
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
