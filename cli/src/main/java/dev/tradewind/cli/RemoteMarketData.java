package dev.tradewind.cli;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.CorporateAction;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored prices through the running platform. */
final class RemoteMarketData implements MarketData {
  private final PlatformClient platform;

  RemoteMarketData(PlatformClient platform) {
    this.platform = platform;
  }

  @Override
  public List<Json> list() throws IOException, InterruptedException {
    return platform.all("/series", Map.of());
  }

  @Override
  public Json importFile(ImportRequest request, Progress progress)
      throws IOException, InterruptedException {
    // A wrong option is told before gigabytes are sent.
    Instrument checked = request.describing().withoutCalendar(request.instrument());
    request.reading().options(checked, request.timeframe(), null);
    Json accepted = platform.upload("/imports", request.file(), options(request));
    String id = PlatformClient.segment(accepted.get("id").display());
    return new RemoteJob(platform, "/imports/" + id).await(progress);
  }

  private static Json options(ImportRequest request) {
    InstrumentOptions given = request.describing();
    @Nullable Timeframe timeframe = request.timeframe();
    Map<String, Json> options = new LinkedHashMap<>();
    options.put("instrument", Json.ofText(request.instrument()));
    FileOptions.put(options, "timeframe", timeframe == null ? null : timeframe.code());
    options.put("replace", Json.bool(request.replace()));
    options.putAll(request.reading().properties());
    FileOptions.put(
        options, "assetClass", given.assetClass == null ? null : given.assetClass.name());
    FileOptions.put(
        options,
        "currency",
        given.currency == null ? null : given.currency.toUpperCase(Locale.ROOT));
    FileOptions.put(options, "tickSize", plain(given.tickSize));
    FileOptions.put(options, "lotSize", plain(given.lotSize));
    FileOptions.put(options, "calendar", given.calendar);
    return Json.object(options);
  }

  private static @Nullable String plain(@Nullable BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }

  @Override
  public String actualHash(String instrument, Timeframe timeframe)
      throws IOException, InterruptedException {
    return platform
        .get("/series/verify", Map.of("instrument", instrument, "timeframe", timeframe.code()))
        .text("actualHash");
  }

  @Override
  public void export(String instrument, Timeframe timeframe, ExportFormat format, Path target)
      throws IOException, InterruptedException {
    platform.download(
        "/series/export",
        Map.of(
            "instrument", instrument,
            "timeframe", timeframe.code(),
            "format", format.toString()),
        target);
  }

  @Override
  public List<Json> actions(String instrument) throws IOException, InterruptedException {
    return platform.all("/corporate-actions", Map.of("instrument", instrument));
  }

  @Override
  public Json addActions(String instrument, List<CorporateAction> actions, boolean replace)
      throws IOException, InterruptedException {
    List<Json> items =
        actions.stream()
            .map(
                each ->
                    Json.of(
                        "kind", each.kind(),
                        "date", each.effective().toString(),
                        "value", each.value()))
            .toList();
    return platform.post(
        "/corporate-actions",
        Json.of("instrument", instrument, "replace", replace, "actions", Json.array(items)));
  }

  @Override
  public List<Json> trades() throws IOException, InterruptedException {
    return platform.all("/trades", Map.of());
  }

  @Override
  public String actualTradesHash(String instrument) throws IOException, InterruptedException {
    return platform.get("/trades/verify", Map.of("instrument", instrument)).text("actualHash");
  }

  @Override
  public Json importTrades(TradesRequest request, Progress progress)
      throws IOException, InterruptedException {
    Map<String, Json> options = new LinkedHashMap<>();
    options.put("instrument", Json.ofText(request.instrument()));
    options.put("trades", Json.bool(true));
    options.put("replace", Json.bool(request.replace()));
    options.putAll(request.reading().properties());
    Json accepted = platform.upload("/imports", request.file(), Json.object(options));
    String id = PlatformClient.segment(accepted.get("id").display());
    return new RemoteJob(platform, "/imports/" + id).await(progress);
  }

  @Override
  public void exportTrades(
      String instrument, @Nullable Instant from, @Nullable Instant to, Path target)
      throws IOException, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("instrument", instrument);
    if (from != null) {
      query.put("from", from.toString());
    }
    if (to != null) {
      query.put("to", to.toString());
    }
    platform.download("/trades/export", query, target);
  }

  @Override
  public long deleteTrades(String instrument) throws IOException, InterruptedException {
    return platform.delete("/trades", Map.of("instrument", instrument)).get("trades").asLong();
  }

  @Override
  public void close() {
    // The connection pool ends with the process.
  }
}
