package dev.tradewind.cli;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.CorporateAction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored prices, wherever they are reached: through the running platform or in the store's
 * file. Both answer with the same documents, those of the platform's API.
 */
sealed interface MarketData extends AutoCloseable permits LocalMarketData, RemoteMarketData {

  /** Where an export goes. */
  enum ExportFormat {
    CSV,
    PARQUET;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A file to import.
   *
   * @param file its path
   * @param instrument id to store it under
   * @param timeframe null: inferred
   * @param replace whether offered bars win over stored ones
   * @param reading how to read the file
   * @param describing what is said of the instrument
   */
  record ImportRequest(
      Path file,
      String instrument,
      @Nullable Timeframe timeframe,
      boolean replace,
      FileOptions reading,
      InstrumentOptions describing) {}

  /**
   * A file of trades to import as trades.
   *
   * @param file its path
   * @param instrument id of the stored instrument that was traded
   * @param replace whether offered trades win over stored ones
   * @param reading how to read the file
   */
  record TradesRequest(Path file, String instrument, boolean replace, FileOptions reading) {}

  /** The platform if one runs on the home directory, or else the store's own file. */
  static MarketData open(Session session) {
    Optional<PlatformClient> platform = PlatformClient.find(session);
    return platform.isPresent()
        ? new RemoteMarketData(platform.get())
        : LocalMarketData.open(session.home());
  }

  /** The catalogue, one document for each series. */
  List<Json> list() throws IOException, InterruptedException;

  /** The series of that name. */
  default Optional<Json> find(String instrument, String timeframe)
      throws IOException, InterruptedException {
    return list().stream()
        .filter(each -> each.text("instrument").equals(instrument))
        .filter(each -> each.text("timeframe").equals(timeframe))
        .findFirst();
  }

  /** Imports a file; the document's {@code status} says what became of it. */
  Json importFile(ImportRequest request, Progress progress)
      throws IOException, InterruptedException;

  /** The content hash of what is stored now, to compare with the one in the catalogue. */
  String actualHash(String instrument, Timeframe timeframe)
      throws IOException, InterruptedException;

  /** Writes a series to a file. */
  void export(String instrument, Timeframe timeframe, ExportFormat format, Path target)
      throws IOException, InterruptedException;

  /** Splits and dividends of an instrument, one document each: kind, effective, value. */
  List<Json> actions(String instrument) throws IOException, InterruptedException;

  /**
   * Adds splits and dividends; answers how many were inserted, unchanged and replaced.
   *
   * @throws CliException if a stored one has another value and is not to be replaced
   */
  Json addActions(String instrument, List<CorporateAction> actions, boolean replace)
      throws IOException, InterruptedException;

  /** Of which instruments the market's trades are stored, one document each. */
  List<Json> trades() throws IOException, InterruptedException;

  /** The hash of the trades that are stored now, to compare with the one in the catalogue. */
  String actualTradesHash(String instrument) throws IOException, InterruptedException;

  /** Imports trades as trades; the document's {@code status} says what became of them. */
  Json importTrades(TradesRequest request, Progress progress)
      throws IOException, InterruptedException;

  /**
   * Writes trades to a CSV file.
   *
   * @param from of the first, inclusive; null: from the beginning
   * @param to of the last, exclusive; null: to the end
   * @throws CliException if none are stored of the instrument
   */
  void exportTrades(String instrument, @Nullable Instant from, @Nullable Instant to, Path target)
      throws IOException, InterruptedException;

  /**
   * Deletes the trades of an instrument and says how many there were.
   *
   * @throws CliException if there were none
   */
  long deleteTrades(String instrument) throws IOException, InterruptedException;

  @Override
  void close();
}
