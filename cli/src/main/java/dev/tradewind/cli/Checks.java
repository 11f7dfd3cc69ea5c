package dev.tradewind.cli;

import dev.tradewind.store.StoreException;
import dev.tradewind.store.TradewindHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} looks at. Nothing is changed. */
final class Checks {
  private static final int DEFAULT_PORT = 8080;
  private static final long GIB = 1L << 30;
  private static final int CONNECT_MILLIS = 2_000;
  private static final Runtime.Version OLDEST_JAVA = Runtime.Version.parse("25.0.3");

  private final Session session;
  private final TradewindHome home;

  Checks(Session session) {
    this.session = session;
    this.home = session.home();
  }

  /** How a check ended. */
  enum State {
    OK,
    WARNING,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One check.
   *
   * @param found what was seen
   * @param advice what to do; empty if nothing
   */
  record Finding(String name, State state, String found, String advice) {
    static Finding ok(String name, String found) {
      return new Finding(name, State.OK, found, "");
    }

    static Finding warning(String name, String found, String advice) {
      return new Finding(name, State.WARNING, found, advice);
    }

    static Finding failed(String name, String found, String advice) {
      return new Finding(name, State.FAILED, found, advice);
    }
  }

  List<Finding> all() throws InterruptedException {
    Optional<PlatformClient> platform = Optional.empty();
    Finding platformFinding;
    try {
      platform = PlatformClient.find(session);
      platformFinding = platform(platform);
    } catch (CliException e) {
      platformFinding =
          Finding.failed(
              "platform",
              String.valueOf(e.getMessage()),
              "If no platform runs, remove that file; otherwise stop it and start it again.");
    }
    return List.of(
        java(Runtime.version()),
        node(),
        home(),
        disk(),
        platformFinding,
        port(platform),
        database(platform),
        bars(platform));
  }

  static Finding java(Runtime.Version version) {
    if (version.compareToIgnoreOptional(OLDEST_JAVA) >= 0) {
      return Finding.ok("java", "JDK " + version);
    }
    return Finding.failed(
        "java", "JDK " + version, "Install JDK 25.0.3 or newer and point JAVA_HOME to it.");
  }

  private Finding node() throws InterruptedException {
    String advice = "Only building the pages needs it: install Node 20 or newer to change them.";
    try {
      Process process = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Finding.warning("node", "'node --version' does not end", advice);
      }
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return node(text, advice);
    } catch (IOException e) {
      return Finding.warning("node", "no 'node' on the PATH", advice);
    }
  }

  static Finding node(String text, String advice) {
    String major = text.startsWith("v") ? text.substring(1).split("\\.", 2)[0] : "";
    boolean isNumber = !major.isEmpty() && major.chars().allMatch(Character::isDigit);
    return isNumber && Integer.parseInt(major) >= 20
        ? Finding.ok("node", "Node " + text.substring(1))
        : Finding.warning("node", "Node " + text, advice);
  }

  private Finding home() {
    Path root = home.root();
    Path existing = nearestExisting(root);
    if (Files.isDirectory(existing) && Files.isWritable(existing)) {
      return Finding.ok(
          "home", root + (existing.equals(root) ? " is writable" : " can be created"));
    }
    return Finding.failed(
        "home",
        root + (existing.equals(root) ? " is not writable" : " cannot be created"),
        "Give your user the right to write there, or set TRADEWIND_HOME to another directory.");
  }

  private static Path nearestExisting(Path path) {
    Path probe = path;
    while (!Files.exists(probe) && probe.getParent() != null) {
      probe = probe.getParent();
    }
    return probe;
  }

  private Finding disk() {
    try {
      return disk(Files.getFileStore(nearestExisting(home.root())).getUsableSpace());
    } catch (IOException e) {
      return Finding.warning("disk", "free space is not known: " + e.getMessage(), "");
    }
  }

  static Finding disk(long free) {
    String found = String.format(Locale.ROOT, "%.1f GiB free", (double) free / GIB);
    if (free < GIB / 2) {
      return Finding.failed("disk", found, "Free at least 2 GiB: databases stop when it is full.");
    }
    return free < 2 * GIB
        ? Finding.warning("disk", found, "Free some space soon: 2 GiB are a sensible minimum.")
        : Finding.ok("disk", found);
  }

  private Finding platform(Optional<PlatformClient> platform) throws InterruptedException {
    if (platform.isEmpty()) {
      boolean left = Files.exists(home.platformFile());
      return Finding.ok(
          "platform",
          left
              ? "not running; the last one did not end cleanly, the next start recovers by itself"
              : "not running; 'tradewind up' starts it");
    }
    PlatformClient client = platform.get();
    String where = client.root() + " (pid " + client.pid() + ")";
    try {
      int status = client.status("/actuator/health");
      return status == 200
          ? Finding.ok("platform", "healthy at " + where)
          : Finding.failed(
              "platform",
              "answers " + status + " at " + where,
              "Look into its log; stop it with Ctrl-C or SIGTERM and start it again.");
    } catch (IOException e) {
      return Finding.failed(
          "platform",
          "does not answer at " + where,
          "If that process is not Tradewind, remove " + home.platformFile() + ".");
    }
  }

  private Finding port(Optional<PlatformClient> platform) {
    int port = wantedPort();
    if (platform.isPresent() && platform.get().root().getPort() == port) {
      return Finding.ok("port", port + " is held by our platform");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Finding.ok("port", port + " is free");
    } catch (IOException e) {
      String advice = "Use another one: tradewind up --port 8081.";
      return platform.isPresent()
          ? Finding.ok("port", port + " is held by another program; our platform has its own")
          : Finding.failed("port", port + " is held by another program", advice);
    }
  }

  private int wantedPort() {
    @Nullable String text = session.environment().get("TRADEWIND_PORT");
    return text != null && text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) < 65_536
        ? Integer.parseInt(text)
        : DEFAULT_PORT;
  }

  private Finding database(Optional<PlatformClient> platform) {
    @Nullable String url = session.environment().get("TRADEWIND_DB_URL");
    if (url != null && !url.isBlank()) {
      return external(url);
    }
    Path version = home.postgres().resolve("data/PG_VERSION");
    if (!Files.exists(version)) {
      return Finding.ok("database", "none yet; the first 'tradewind up' creates it");
    }
    try {
      String major = Files.readString(version).strip();
      if (!"18".equals(major)) {
        return Finding.failed(
            "database",
            home.postgres() + " belongs to PostgreSQL " + major,
            "This version runs PostgreSQL 18: restore a backup into an empty TRADEWIND_HOME.");
      }
      return embedded(platform);
    } catch (IOException e) {
      return Finding.failed(
          "database",
          "cannot read " + version,
          "Run Tradewind as the user who owns TRADEWIND_HOME.");
    }
  }

  private Finding embedded(Optional<PlatformClient> platform) throws IOException {
    Path pidFile = home.postgres().resolve("data/postmaster.pid");
    long pid = 0;
    if (Files.exists(pidFile)) {
      String first = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
      pid = first.matches("[0-9]{1,10}") ? Long.parseLong(first) : 0;
    }
    boolean alive = PlatformClient.isAlive(pid);
    if (platform.isPresent()) {
      return alive
          ? Finding.ok("database", "PostgreSQL 18 runs (pid " + pid + ")")
          : Finding.failed(
              "database",
              "PostgreSQL does not run although the platform does",
              "Stop the platform and start it again; it recovers by itself.");
    }
    return alive
        ? Finding.warning(
            "database",
            "PostgreSQL still runs without a platform (pid " + pid + ")",
            "The next 'tradewind up' takes care of it.")
        : Finding.ok("database", "PostgreSQL 18, stopped");
  }

  /** Only whether something listens there: the platform has the driver and the password. */
  private static Finding external(String url) {
    String advice = "Start that server, or correct TRADEWIND_DB_URL.";
    try {
      URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
      @Nullable String host = uri.getHost();
      if (host == null) {
        return Finding.failed(
            "database",
            "TRADEWIND_DB_URL has no host",
            "Write it as jdbc:postgresql://host:5432/database.");
      }
      int port = uri.getPort() < 0 ? 5_432 : uri.getPort();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        return Finding.ok("database", host + ":" + port + " accepts connections");
      } catch (IOException e) {
        return Finding.failed("database", host + ":" + port + " cannot be reached", advice);
      }
    } catch (IllegalArgumentException e) {
      return Finding.failed(
          "database",
          "TRADEWIND_DB_URL is not a URL",
          "Write it as jdbc:postgresql://host:5432/database.");
    }
  }

  private Finding bars(Optional<PlatformClient> platform) {
    if (platform.isPresent()) {
      return Finding.ok("prices", "in use by the platform (pid " + platform.get().pid() + ")");
    }
    if (!Files.exists(home.bars())) {
      return Finding.ok(
          "prices", "none yet; 'tradewind data import' or 'tradewind up' brings some");
    }
    try (LocalMarketData data = LocalMarketData.open(home)) {
      return Finding.ok("prices", data.list().size() + " series in " + home.bars());
    } catch (StoreException e) {
      String advice =
          switch (e.advice()) {
            case RETRY -> "Wait until the other program has ended, then try again.";
            case RECONFIGURE -> "Check the rights of that file and of its directory.";
            case GIVE_UP -> "Move the file away and import the prices again.";
          };
      return Finding.failed("prices", String.valueOf(e.getMessage()), advice);
    }
  }
}
