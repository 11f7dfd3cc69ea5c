package dev.tradewind.store.duckdb;

import dev.tradewind.store.FeatureFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Parquet files of feature values. Used by the export of features. Stateless. */
public final class FeatureParquet {
  private FeatureParquet() {}

  /**
   * Writes {@code open_time}, the features by name, and for each {@code NAME known_at}; undefined
   * is null.
   *
   * @throws IOException if the file cannot be replaced
   */
  public static void write(FeatureFrame frame, Path target) throws IOException {
    Path path = target.toAbsolutePath().normalize();
    List<String> names = frame.features().stream().map(each -> each.name()).toList();
    StringBuilder table = new StringBuilder("CREATE TABLE frame (open_time BIGINT");
    StringBuilder select = new StringBuilder("SELECT make_timestamp(open_time) AS open_time");
    names.forEach(name -> table.append(", ").append(quoted(name)).append(" DOUBLE"));
    names.forEach(name -> select.append(", ").append(quoted(name)));
    for (String name : names) {
      String known = quoted(name + " known_at");
      table.append(", ").append(known).append(" BIGINT");
      select.append(", make_timestamp(").append(known).append(") AS ").append(known);
    }
    Files.deleteIfExists(path);
    try (DuckDBConnection connection = DuckDb.inMemory(path);
        Statement statement = connection.createStatement()) {
      statement.execute(table.append(')').toString());
      append(connection, frame);
      statement.execute(
          "COPY ("
              + select
              + " FROM frame ORDER BY frame.open_time) TO "
              + DuckDb.quote(path.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw DuckDb.failure("write " + path.getFileName(), path, e);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static void append(DuckDBConnection connection, FeatureFrame frame) throws SQLException {
    int columns = frame.features().size();
    try (DuckDBAppender appender = connection.createAppender("frame")) {
      for (int row = 0; row < frame.rows(); row++) {
        appender.beginRow();
        appender.append(frame.openMicros()[row]);
        for (int c = 0; c < columns; c++) {
          double value = frame.values(c)[row];
          if (Double.isNaN(value)) {
            appender.appendNull();
          } else {
            appender.append(value);
          }
        }
        for (int c = 0; c < columns; c++) {
          long known = frame.knownAtMicros(c)[row];
          if (known == Long.MAX_VALUE) {
            appender.appendNull();
          } else {
            appender.append(known);
          }
        }
        appender.endRow();
      }
    }
  }
}
