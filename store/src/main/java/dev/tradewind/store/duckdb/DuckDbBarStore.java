package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.ActionsOutcome;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.CorporateAction;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.StoreException;
import dev.tradewind.store.TradesInfo;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.Verification;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.WriteOutcome;
import dev.tradewind.store.csv.CsvBarWriter;
import dev.tradewind.store.csv.CsvTradeWriter;
import dev.tradewind.store.duckdb.BarTable.SeriesKey;
import dev.tradewind.store.duckdb.BarTable.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/**
 * Bars in one DuckDB file. Writes are transactions: after a crash a write is there as a whole or
 * not at all. Thread-safe: writes take turns, reads see the last finished write. A file belongs to
 * one process at a time.
 */
public final class DuckDbBarStore implements BarStore {
  private final Path file;
  private final Clock clock;
  private final DuckDBConnection writer;

  private DuckDbBarStore(Path file, Clock clock, DuckDBConnection writer) {
    this.file = file;
    this.clock = clock;
    this.writer = writer;
  }

  /** Opens a store with the system's clock. */
  public static DuckDbBarStore open(Path file) {
    return open(file, Clock.systemUTC());
  }

  /**
   * Opens a store, which is made if there is none.
   *
   * @param file the database file
   * @param clock says when a series was written
   * @throws StoreException if another process has the file open or it cannot be used
   */
  public static DuckDbBarStore open(Path file, Clock clock) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Advice.RECONFIGURE, "cannot make the folder of " + file, e);
    }
    DuckDBConnection writer = DuckDb.open(file);
    try {
      SeriesTable.create(writer);
      BarHistory.create(writer);
      ActionTable.create(writer);
      TradeTable.create(writer);
      return new DuckDbBarStore(file, clock, writer);
    } catch (SQLException e) {
      StoreException failure = DuckDb.failure("prepare the tables", file, e);
      try {
        writer.close();
      } catch (SQLException closing) {
        failure.addSuppressed(closing);
      }
      throw failure;
    }
  }

  @Override
  public synchronized WriteOutcome write(BarSeries series, WriteMode mode, SeriesSource source) {
    return inTransaction("write " + name(series), () -> writeBars(series, mode, source));
  }

  private WriteOutcome writeBars(BarSeries series, WriteMode mode, SeriesSource source)
      throws SQLException {
    if (series.size() == 0) {
      return new WriteOutcome.Written(0, 0, 0);
    }
    SeriesKey key = SeriesTable.key(writer, series.instrument(), series.timeframe());
    BarSeries stored = BarTable.read(writer, key, Span.ALL, 16);
    Merge merge = new Merge(stored, series);
    if (merge.differing() > 0 && mode == WriteMode.KEEP) {
      return new WriteOutcome.Conflict(merge.differing(), merge.examples());
    }
    if (merge.inserted() + merge.differing() > 0) {
      BarSeries joined = stored.size() == 0 ? series : merge.joined();
      int from = joined.lowerBound(merge.firstChange());
      long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
      BarHistory.keep(writer, key, stored, merge, now);
      SeriesTable.deleteBars(writer, key.key(), merge.firstChange());
      BarTable.append(writer, "bar", key.key(), joined, from);
      SeriesTable.note(writer, key.key(), joined, source, clock.instant());
    }
    SeriesTable.describe(writer, series.instrument());
    return new WriteOutcome.Written(merge.inserted(), merge.unchanged(), merge.differing());
  }

  @Override
  public Optional<BarSeries> read(
      String instrumentId, Timeframe timeframe, long fromMicros, long toMicros) {
    return reading(
        "read " + instrumentId + " " + timeframe,
        connection -> {
          Optional<SeriesTable.Row> row = SeriesTable.find(connection, instrumentId, timeframe);
          if (row.isEmpty()) {
            return Optional.empty();
          }
          SeriesKey key = new SeriesKey(row.get().key(), row.get().info().instrument(), timeframe);
          boolean all = fromMicros == Long.MIN_VALUE && toMicros == Long.MAX_VALUE;
          int expected = all ? Math.toIntExact(row.get().info().bars()) : 1024;
          return Optional.of(
              BarTable.read(connection, key, new Span(fromMicros, toMicros), expected));
        });
  }

  @Override
  public Optional<BarSeries> readAsOf(String instrumentId, Timeframe timeframe, long asOfMicros) {
    return reading(
        "read " + instrumentId + " " + timeframe + " as of a moment",
        connection -> {
          Optional<SeriesTable.Row> row = SeriesTable.find(connection, instrumentId, timeframe);
          if (row.isEmpty()) {
            return Optional.empty();
          }
          SeriesKey key = new SeriesKey(row.get().key(), row.get().info().instrument(), timeframe);
          BarSeries now =
              BarTable.read(connection, key, new Span(Long.MIN_VALUE, asOfMicros), 1024);
          return Optional.of(BarHistory.asOf(connection, key, now, asOfMicros));
        });
  }

  @Override
  public List<SeriesInfo> catalogue() {
    return reading("list the series", SeriesTable::all);
  }

  @Override
  public Optional<SeriesInfo> info(String instrumentId, Timeframe timeframe) {
    return reading(
        "look up " + instrumentId,
        connection ->
            SeriesTable.find(connection, instrumentId, timeframe).map(SeriesTable.Row::info));
  }

  @Override
  public synchronized ActionsOutcome write(
      String instrumentId, List<CorporateAction> actions, WriteMode mode) {
    return inTransaction(
        "write corporate actions of " + instrumentId,
        () -> ActionTable.write(writer, instrumentId, actions, mode));
  }

  @Override
  public List<CorporateAction> actions(String instrumentId) {
    return reading(
        "read corporate actions of " + instrumentId,
        connection -> List.copyOf(ActionTable.read(connection, instrumentId)));
  }

  @Override
  public synchronized TradesOutcome writeTrades(
      String instrumentId, List<TradeTick> trades, WriteMode mode, SeriesSource source) {
    TradeTable.Origin origin = new TradeTable.Origin(source, clock.instant());
    return inTransaction(
        "write trades of " + instrumentId,
        () -> TradeTable.write(writer, instrumentId, trades, mode, origin));
  }

  @Override
  public List<TradeTick> trades(String instrumentId, long fromMicros, long toMicros) {
    return reading(
        "read trades of " + instrumentId,
        connection -> TradeTable.read(connection, instrumentId, new Span(fromMicros, toMicros)));
  }

  @Override
  public long tradeCount(String instrumentId, long fromMicros, long toMicros) {
    return reading(
        "count trades of " + instrumentId,
        connection -> TradeTable.count(connection, instrumentId, new Span(fromMicros, toMicros)));
  }

  @Override
  public List<TradesInfo> tradeCatalogue() {
    return reading("list the trades", TradeTable::all);
  }

  @Override
  public Optional<TradesInfo> tradesInfo(String instrumentId) {
    return reading(
        "look up trades of " + instrumentId,
        connection -> TradeTable.info(connection, instrumentId));
  }

  @Override
  public synchronized long deleteTrades(String instrumentId) {
    return inTransaction(
        "delete trades of " + instrumentId, () -> TradeTable.delete(writer, instrumentId));
  }

  @Override
  public Optional<Verification> verifyTrades(String instrumentId) {
    return reading(
        "read trades of " + instrumentId,
        connection -> TradeTable.verify(connection, instrumentId));
  }

  @Override
  public void exportTrades(String instrumentId, long fromMicros, long toMicros, Path target) {
    Span span = new Span(fromMicros, toMicros);
    reading(
        "export trades of " + instrumentId,
        connection -> {
          try (CsvTradeWriter out = new CsvTradeWriter(target)) {
            TradeTable.each(connection, instrumentId, span, out::write);
          }
          return target;
        });
  }

  @Override
  public synchronized boolean delete(String instrumentId, Timeframe timeframe) {
    return inTransaction(
        "delete " + instrumentId + " " + timeframe,
        () -> SeriesTable.delete(writer, instrumentId, timeframe));
  }

  @Override
  public Optional<Verification> verify(String instrumentId, Timeframe timeframe) {
    Optional<SeriesInfo> info = info(instrumentId, timeframe);
    Optional<BarSeries> series = read(instrumentId, timeframe);
    if (info.isEmpty() || series.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Verification(info.get().contentHash(), series.get().contentHash()));
  }

  @Override
  public void exportParquet(String instrumentId, Timeframe timeframe, Path target) {
    ParquetFiles.write(stored(instrumentId, timeframe), target);
  }

  @Override
  public void exportCsv(String instrumentId, Timeframe timeframe, Path target) {
    CsvBarWriter.write(stored(instrumentId, timeframe), CsvBarWriter.TimeText.ISO, target);
  }

  private BarSeries stored(String instrumentId, Timeframe timeframe) {
    return read(instrumentId, timeframe)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no series " + instrumentId + " " + timeframe + " in the bar store"));
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (SQLException e) {
      throw DuckDb.failure("close", file, e);
    }
  }

  /** A connection of its own to the same database. */
  DuckDBConnection connection() throws SQLException {
    return writer.duplicate();
  }

  Path file() {
    return file;
  }

  private static String name(BarSeries series) {
    return series.instrument().id() + " " + series.timeframe();
  }

  private interface Read<T> {
    T from(DuckDBConnection connection) throws SQLException;
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T reading(String operation, Read<T> read) {
    try (DuckDBConnection connection = writer.duplicate()) {
      return read.from(connection);
    } catch (SQLException e) {
      throw DuckDb.failure(operation, file, e);
    }
  }

  /** Runs work as one transaction; any failure, checked or not, undoes all of it. */
  private <T> T inTransaction(String operation, Work<T> work) {
    try {
      writer.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.run();
        writer.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          writer.rollback();
        }
        writer.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw DuckDb.failure(operation, file, e);
    }
  }
}
