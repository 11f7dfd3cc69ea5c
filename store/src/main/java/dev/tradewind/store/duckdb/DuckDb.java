package dev.tradewind.store.duckdb;

import dev.tradewind.store.StoreException;
import dev.tradewind.store.StoreException.Advice;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Opens DuckDB with everything closed that is not needed. */
final class DuckDb {
  private DuckDb() {}

  /** A database file that reaches nothing but itself. */
  static DuckDBConnection open(Path file) {
    try {
      DuckDBConnection connection = connect("jdbc:duckdb:" + file.toAbsolutePath());
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET memory_limit = '1GB'");
        // A checkpoint writes the newest part of a table anew: after every 16 MB of log, the usual,
        // one new bar for some hundred instruments would write their features many times over.
        statement.execute("SET wal_autocheckpoint = '256MB'");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
      }
      return connection;
    } catch (SQLException e) {
      throw failure("open " + file.getFileName(), file, e);
    }
  }

  /** A database in memory that reaches one other file. */
  static DuckDBConnection inMemory(Path... reachable) throws SQLException {
    DuckDBConnection connection = connect("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '1GB'");
      statement.execute("SET temp_directory = ''");
      statement.execute(
          "SET allowed_paths = ["
              + Arrays.stream(reachable)
                  .map(each -> quote(each.toString()))
                  .collect(Collectors.joining(", "))
              + "]");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
    return connection;
  }

  private static DuckDBConnection connect(String url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("threads", "2");
    Connection connection = new org.duckdb.DuckDBDriver().connect(url, properties);
    return connection.unwrap(DuckDBConnection.class);
  }

  /** A text as an SQL literal. */
  static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The exception for a failed operation on the files beside a store. */
  static StoreException failure(String operation, Path file, UncheckedIOException e) {
    return new StoreException(
        Advice.RECONFIGURE, "cannot " + operation + " (store " + file + "): " + e.getMessage(), e);
  }

  /** The exception for a failed operation on a store. */
  static StoreException failure(String operation, Path file, SQLException e) {
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("lock on file") || lower.contains("conflicting lock")) {
      return new StoreException(
          Advice.RETRY,
          "the bar store "
              + file
              + " is in use by another process; stop it or use it through the running platform",
          e);
    }
    if (lower.contains("cannot open file") || lower.contains("permission denied")) {
      return new StoreException(
          Advice.RECONFIGURE,
          "cannot " + operation + ": check that " + file + " can be written",
          e);
    }
    return new StoreException(
        Advice.GIVE_UP, "cannot " + operation + " (bar store " + file + "): " + message, e);
  }
}
