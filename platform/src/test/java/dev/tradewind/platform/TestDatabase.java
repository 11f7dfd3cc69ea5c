package dev.tradewind.platform;

import dev.tradewind.platform.launch.EmbeddedPostgres;
import dev.tradewind.platform.shared.HomeFolders;
import dev.tradewind.platform.shared.PlatformSettings.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One real PostgreSQL for all tests of a JVM; every platform under test gets its own database. */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Deque<Runnable> USERS = new ConcurrentLinkedDeque<>();
  private static final EmbeddedPostgres SERVER = start();

  private TestDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      Path home = Files.createTempDirectory("tradewind-test-postgres");
      EmbeddedPostgres server = EmbeddedPostgres.start(new HomeFolders(home));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    // Hooks run side by side; a pool whose server is gone waits half a minute.
                    USERS.forEach(Runnable::run);
                    try {
                      server.close();
                      deleteTree(home);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has what uses the server ended before the server, when this JVM ends. */
  static void endBefore(Runnable user) {
    USERS.addFirst(user);
  }

  /** A new, empty database. */
  public static Database create() {
    Database server = SERVER.database();
    String name = "test_" + NUMBER.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    String url = server.url().substring(0, server.url().lastIndexOf('/') + 1) + name;
    return new Database(url, server.user(), server.password());
  }

  static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
