package dev.tradewind.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Turns a file of commas into a Parquet file. Used by the export of signals. Stateless. */
public final class CsvParquet {
  private CsvParquet() {}

  /**
   * Converts a file with a header; empty cells are null.
   *
   * @param types DuckDB's type of each column by its name, in the order of the file
   * @param target replaced if it exists
   */
  public static void convert(Path csv, Map<String, String> types, Path target) {
    Path from = csv.toAbsolutePath().normalize();
    Path to = target.toAbsolutePath().normalize();
    String columns =
        types.entrySet().stream()
            .map(each -> DuckDb.quote(each.getKey()) + ": " + DuckDb.quote(each.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    try (DuckDBConnection connection = DuckDb.inMemory(from, to);
        Statement statement = connection.createStatement()) {
      Files.deleteIfExists(to);
      statement.execute(
          "COPY (SELECT * FROM read_csv("
              + DuckDb.quote(from.toString())
              + ", header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
              + " columns = "
              + columns
              + ")) TO "
              + DuckDb.quote(to.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw DuckDb.failure("write " + to.getFileName(), to, e);
    } catch (IOException e) {
      throw new UncheckedIOException(to.getFileName() + " cannot be replaced", e);
    }
  }
}
