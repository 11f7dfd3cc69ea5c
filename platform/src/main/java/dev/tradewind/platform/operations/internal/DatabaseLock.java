package dev.tradewind.platform.operations.internal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * Makes sure that one platform at a time runs on a database: jobs that look abandoned may then be
 * taken over. Held by a connection of its own, so a killed process lets go of it.
 */
final class DatabaseLock implements AutoCloseable {
  private static final long KEY = 0x7472616465L;
  private static final int ATTEMPTS = 50;
  private static final long PAUSE_MILLIS = 100;

  private final Connection connection;

  private DatabaseLock(Connection connection) {
    this.connection = connection;
  }

  static DatabaseLock take(String url, String user, String password) {
    try {
      Connection connection = DriverManager.getConnection(url, user, password);
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if (tryLock(connection)) {
          return new DatabaseLock(connection);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be reached: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        "another Tradewind uses this database; stop that one or set TRADEWIND_DB_URL to another");
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
