package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/** Parquet files of bars. Used by the bar store and by the file reader. Stateless. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /**
   * A column of a Parquet file.
   *
   * @param name as in the file
   * @param type DuckDB's name of its type, for example {@code DOUBLE} or {@code TIMESTAMP}
   */
  public record Column(String name, String type) {}

  /** Receives rows in the order of the file. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Takes one row.
     *
     * @param time UTC microseconds or the number in the file; {@code null} if absent
     * @param values the asked columns; absent values are {@code null}
     * @return whether to go on
     */
    boolean accept(
        @org.jspecify.annotations.Nullable Long time,
        @org.jspecify.annotations.Nullable Double[] values);
  }

  /** Writes {@code timestamp (UTC microseconds), open, high, low, close, volume}. */
  public static void write(BarSeries series, Path target) {
    Path path = target.toAbsolutePath().normalize();
    try (DuckDBConnection connection = DuckDb.inMemory(path);
        Statement statement = connection.createStatement()) {
      Files.deleteIfExists(path);
      statement.execute(
          "CREATE TABLE bar (series INTEGER, open_time BIGINT, open DOUBLE, high DOUBLE, low"
              + " DOUBLE, close DOUBLE, volume DOUBLE)");
      BarTable.append(connection, "bar", 0, series, 0);
      statement.execute(
          "COPY (SELECT make_timestamp(open_time) AS \"timestamp\", open, high, low, close, volume"
              + " FROM bar ORDER BY open_time) TO "
              + DuckDb.quote(path.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw DuckDb.failure("write " + path.getFileName(), path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(path.getFileName() + " cannot be replaced", e);
    }
  }

  /**
   * The columns of a file.
   *
   * @throws SQLException if it is no Parquet file or a damaged one
   */
  public static List<Column> columns(Path file) throws SQLException {
    Path path = file.toAbsolutePath().normalize();
    List<Column> columns = new ArrayList<>();
    try (DuckDBConnection connection = DuckDb.inMemory(path);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "DESCRIBE SELECT * FROM read_parquet(" + DuckDb.quote(path.toString()) + ")")) {
      while (result.next()) {
        columns.add(new Column(result.getString(1), result.getString(2)));
      }
    }
    return columns;
  }

  /**
   * Reads a time column and number columns. A timestamp or date becomes UTC microseconds; a number
   * stays as it is.
   *
   * @throws SQLException if the file is damaged or a column cannot be read as a number
   */
  public static void read(Path file, Column time, List<String> numbers, Rows rows)
      throws SQLException {
    Path path = file.toAbsolutePath().normalize();
    StringBuilder sql = new StringBuilder("SELECT ").append(timeExpression(time));
    for (String number : numbers) {
      sql.append(", CAST(").append(identifier(number)).append(" AS DOUBLE)");
    }
    sql.append(" FROM read_parquet(").append(DuckDb.quote(path.toString())).append(')');
    try (DuckDBConnection connection = DuckDb.inMemory(path);
        DuckDBPreparedStatement statement = connection.prepare(sql.toString());
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        if (!chunk(result.chunk(), numbers.size(), rows)) {
          return;
        }
      }
    }
  }

  private static boolean chunk(DuckDBDataChunkReader chunk, int numbers, Rows rows) {
    DuckDBReadableVector times = chunk.vector(0);
    DuckDBReadableVector[] vectors = new DuckDBReadableVector[numbers];
    for (int c = 0; c < numbers; c++) {
      vectors[c] = chunk.vector(c + 1L);
    }
    @org.jspecify.annotations.Nullable Double[] values = new Double[numbers];
    for (long row = 0; row < chunk.rowCount(); row++) {
      for (int c = 0; c < numbers; c++) {
        values[c] = vectors[c].isNull(row) ? null : (Double) vectors[c].getDouble(row);
      }
      if (!rows.accept(times.isNull(row) ? null : (Long) times.getLong(row), values)) {
        return false;
      }
    }
    return true;
  }

  private static String timeExpression(Column time) {
    String name = identifier(time.name());
    if (time.type().startsWith("TIMESTAMP") || time.type().equals("DATE")) {
      String plain =
          time.type().equals("TIMESTAMP WITH TIME ZONE") ? name : "CAST(" + name + " AS TIMESTAMP)";
      return "epoch_us(" + plain + ")";
    }
    return "CAST(" + name + " AS BIGINT)";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
