package dev.tradewind.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.platform.shared.HomeFolders;
import dev.tradewind.platform.shared.PlatformSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments, the lock and the embedded database. */
class LaunchTest {
  @TempDir Path home;

  private static PlatformSettings read(Map<String, String> environment, String... arguments) {
    return Arguments.read(arguments, environment, Clock.systemUTC());
  }

  @Test
  void settingsHaveDefaultsAndCanAllBeSet() throws IOException {
    PlatformSettings defaults = read(Map.of());
    assertThat(defaults.port()).isEqualTo(8080);
    assertThat(defaults.bind()).isEqualTo("127.0.0.1");
    assertThat(defaults.demo()).isTrue();
    assertThat(defaults.database()).isEmpty();
    Path secret = Files.writeString(home.resolve("secret"), "from-file\n");
    PlatformSettings own =
        read(
            Map.of(
                "TRADEWIND_HOME", home.toString(),
                "TRADEWIND_PORT", "9",
                "TRADEWIND_BIND", "::1",
                "TRADEWIND_DEMO", "off",
                "TRADEWIND_MAX_UPLOAD_BYTES", "77",
                "TRADEWIND_ALLOWED_HOSTS", "a.test, b.test",
                "TRADEWIND_DB_URL", "jdbc:postgresql://db/x",
                "TRADEWIND_DB_USER", "me",
                "TRADEWIND_DB_PASSWORD_FILE", secret.toString()),
            "--port",
            "0");
    assertThat(own.port()).isZero();
    assertThat(own.allowedHosts()).containsExactlyInAnyOrder("a.test", "b.test");
    assertThat(own.maxUploadBytes()).isEqualTo(77);
    assertThat(own.database().orElseThrow().password()).isEqualTo("from-file");
    assertThat(own.database().orElseThrow().toString()).doesNotContain("from-file");
    assertThat(read(Map.of(), "--port=12").port()).isEqualTo(12);
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> read(Map.of(), "--prot", "1")).hasMessageContaining("'--prot'");
    assertThatThrownBy(() -> read(Map.of(), "--port", "70000")).hasMessageContaining("70000");
    assertThatThrownBy(() -> read(Map.of("TRADEWIND_PORT", "x"))).hasMessageContaining("'x'");
    assertThatThrownBy(() -> read(Map.of("TRADEWIND_DB_URL", "mysql:")))
        .hasMessageContaining("jdbc:postgresql:");
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "TRADEWIND_DB_URL", "jdbc:postgresql://x/y",
                        "TRADEWIND_DB_PASSWORD_FILE", "/nowhere")))
        .hasMessageContaining("/nowhere");
  }

  @Test
  void aDataDirectoryInUseIsRefusedWithTheOwnersPid() throws IOException {
    Path file = new HomeFolders(home).run().resolve("lock");
    try (HomeLock lock = HomeLock.take(home, file)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> HomeLock.take(home, file))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    HomeLock.take(home, file).close();
  }

  @Test
  void aTakenPortIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      PlatformSettings settings =
          read(
              Map.of("TRADEWIND_HOME", home.toString()),
              "--port",
              Integer.toString(taken.getLocalPort()));
      assertThatThrownBy(() -> RunningPlatform.start(Object.class, settings, System.err))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("is taken")
          .hasMessageContaining("--port N");
    }
  }

  @Test
  void theDatabaseAsksForItsPasswordAndAServerLeftBehindIsStopped()
      throws IOException, SQLException {
    HomeFolders folders = new HomeFolders(home);
    EmbeddedPostgres leftBehind = EmbeddedPostgres.start(folders);
    PlatformSettings.Database first = leftBehind.database();
    assertThatThrownBy(() -> DriverManager.getConnection(first.url(), first.user(), "guess"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    execute(first, "CREATE TABLE kept AS SELECT 42 AS n");
    try (EmbeddedPostgres next = EmbeddedPostgres.start(folders)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(first.url(), first.user(), first.password()))
          .isInstanceOf(SQLException.class);
      try (Connection connection = connect(next.database());
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT n FROM kept")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(42);
      }
      assertThat(Files.getPosixFilePermissions(home.resolve("postgres/password"))).hasSize(2);
    }
    assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
    Files.writeString(home.resolve("postgres/data/postmaster.pid"), "999999999\nx\n");
    EmbeddedPostgres.start(folders).close();
  }

  private static Connection connect(PlatformSettings.Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static void execute(PlatformSettings.Database database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
