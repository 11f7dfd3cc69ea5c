package dev.tradewind.store.duckdb;

import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RoundTrip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Parquet files of a simulation's result: its round trips or its equity curve, with the columns of
 * the CSV files. Times are timestamps in UTC, undefined is null. Used by the command line and by
 * the server's downloads. Stateless.
 */
public final class ResultParquet {
  private ResultParquet() {}

  /**
   * Writes the round trips in the order of their exits.
   *
   * @throws IOException if the file cannot be replaced
   */
  public static void roundTrips(SimulationResult result, Path target) throws IOException {
    write(
        target,
        "n BIGINT, instrument VARCHAR, side VARCHAR, quantity DOUBLE, entry BIGINT, entryPrice"
            + " DOUBLE, exit BIGINT, exitPrice DOUBLE, pnl DOUBLE, returnFraction DOUBLE, fees"
            + " DOUBLE, bars INTEGER, mae DOUBLE, mfe DOUBLE",
        "SELECT instrument, side, quantity, make_timestamp(entry) AS entryTime, entryPrice,"
            + " make_timestamp(exit) AS exitTime, exitPrice, pnl, returnFraction, fees, bars, mae,"
            + " mfe FROM result ORDER BY n",
        appender -> {
          long n = 0;
          for (RoundTrip trip : result.roundTrips()) {
            appender.beginRow();
            appender.append(n++);
            appender.append(result.instruments().get(trip.instrument()).id());
            appender.append(trip.quantity() < 0 ? "short" : "long");
            number(appender, Math.abs(trip.quantity()));
            appender.append(trip.entryTimeMicros());
            number(appender, trip.entryPrice());
            appender.append(trip.exitTimeMicros());
            number(appender, trip.exitPrice());
            number(appender, trip.pnl());
            number(appender, trip.returnFraction());
            number(appender, trip.fees());
            appender.append(trip.bars());
            number(appender, trip.mae());
            number(appender, trip.mfe());
            appender.endRow();
          }
        });
  }

  /**
   * Writes the equity at every bar's close.
   *
   * @throws IOException if the file cannot be replaced
   */
  public static void equity(SimulationResult result, Path target) throws IOException {
    write(
        target,
        "moment BIGINT, equity DOUBLE",
        "SELECT make_timestamp(moment) AS \"time\", equity FROM result ORDER BY moment",
        appender -> {
          for (int i = 0; i < result.equitySize(); i++) {
            appender.beginRow();
            appender.append(result.equityTime(i));
            number(appender, result.equity(i));
            appender.endRow();
          }
        });
  }

  /** Fills a table row by row. */
  @FunctionalInterface
  private interface Rows {
    void append(DuckDBAppender appender) throws SQLException;
  }

  private static void write(Path target, String columns, String select, Rows rows)
      throws IOException {
    Path path = target.toAbsolutePath().normalize();
    Files.deleteIfExists(path);
    try (DuckDBConnection connection = DuckDb.inMemory(path);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE result (" + columns + ")");
      try (DuckDBAppender appender = connection.createAppender("result")) {
        rows.append(appender);
      }
      statement.execute(
          "COPY ("
              + select
              + ") TO "
              + DuckDb.quote(path.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw DuckDb.failure("write " + path.getFileName(), path, e);
    }
  }

  private static void number(DuckDBAppender appender, double value) throws SQLException {
    if (Double.isFinite(value)) {
      appender.append(value);
    } else {
      appender.appendNull();
    }
  }
}
