package dev.tradewind.platform.launch;

import dev.tradewind.platform.shared.HomeFolders;
import dev.tradewind.platform.shared.PlatformSettings.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of our own in the data directory: loopback only, a random port, a random
 * password in a file that only the owner can read. Ends with {@link #close}; one that was left
 * behind by a killed process is stopped at the next start.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String USER = "tradewind";
  private static final int START_ATTEMPTS = 3;
  private static final long START_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long COMMAND_TIMEOUT_SECONDS = 120;

  private final Path folder;
  private final Path data;
  private final Path program;
  private final Path log;
  private final String password;
  private int port;

  private EmbeddedPostgres(Path folder, Path log) throws IOException {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.log = log;
    this.program = PostgresProgram.unpack(folder);
    this.password = password(folder.resolve("password"));
  }

  /** Starts the server of a data directory, making its database if there is none. */
  public static EmbeddedPostgres start(HomeFolders home) throws IOException {
    Path log = home.logs().resolve("postgres.log");
    EmbeddedPostgres server = new EmbeddedPostgres(home.postgres(), log);
    server.stopLeftBehind();
    server.initialise();
    server.startOnFreePort();
    return server;
  }

  /** Where the server is. */
  public Database database() {
    return new Database("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    HomeFolders.writeSecret(file, password);
    return password;
  }

  private void stopLeftBehind() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    boolean alive = ProcessHandle.of(pid).filter(EmbeddedPostgres::isPostgres).isPresent();
    if (alive) {
      stop();
    } else {
      Files.deleteIfExists(pidFile);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.isAlive()
        && process
            .info()
            .command()
            .map(command -> command.toLowerCase(Locale.ROOT).contains("postgres"))
            .orElse(true);
  }

  private void initialise() throws IOException {
    Path done = folder.resolve("initialised");
    if (Files.exists(done)) {
      return;
    }
    PostgresProgram.deleteTree(data);
    run(
        "initdb",
        List.of(
            "-A",
            "scram-sha-256",
            "--pwfile=" + folder.resolve("password"),
            "-U",
            USER,
            "-E",
            "UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "-D",
            data.toString()));
    Files.writeString(done, "PostgreSQL 18\n");
  }

  private void startOnFreePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      String options =
          "-p "
              + port
              + " -h 127.0.0.1"
              + (PostgresProgram.isWindows() ? "" : " -k ''")
              + " -c shared_buffers=64MB -c max_connections=50 -c timezone=UTC -c log_timezone=UTC";
      run(
          "pg_ctl",
          List.of("start", "-W", "-D", data.toString(), "-l", log.toString(), "-o", options));
      if (awaitReady()) {
        return;
      }
      if (attempt == START_ATTEMPTS) {
        throw new LaunchException("the embedded PostgreSQL does not start; its log is " + log);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether the server answers; {@code false} as soon as its process has gone. */
  private boolean awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT_NANOS;
    Database database = database();
    boolean seen = false;
    while (System.nanoTime() < deadline) {
      try (Connection connection =
          DriverManager.getConnection(database.url(), database.user(), database.password())) {
        return connection.isValid(5);
      } catch (SQLException e) {
        boolean running = Files.exists(data.resolve("postmaster.pid"));
        if (seen && !running) {
          return false;
        }
        seen |= running;
        pause();
      }
    }
    return false;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while PostgreSQL was starting", e);
    }
  }

  private void stop() throws IOException {
    run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60"));
  }

  private void run(String command, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    if (isRoot()) {
      // The server refuses to run as root; in a user namespace of its own it is not.
      line.addAll(List.of("unshare", "-U"));
    }
    line.add(program.resolve("bin").resolve(command).toString());
    line.addAll(arguments);
    Path output = folder.resolve("command.log");
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().keySet().removeIf(name -> name.startsWith("TRADEWIND_"));
    Process process = builder.start();
    try {
      if (!process.waitFor(COMMAND_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new LaunchException(command + " of the embedded PostgreSQL does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted in " + command, e);
    }
    if (process.exitValue() != 0) {
      throw new LaunchException(failure(command, output));
    }
  }

  private static String failure(String command, Path output) throws IOException {
    String text = Files.readString(output, StandardCharsets.UTF_8).strip().replace('\n', ' ');
    String advice = isRoot() ? "; run Tradewind as an ordinary user, or set TRADEWIND_DB_URL" : "";
    return command + " of the embedded PostgreSQL failed: " + text + advice;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name")) && !PostgresProgram.isWindows();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
