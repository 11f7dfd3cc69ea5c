package dev.tradewind.platform;

import dev.tradewind.platform.launch.RunningPlatform;
import dev.tradewind.platform.shared.HomeFolders;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.PlatformSettings.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The whole platform on a port of its own, in this JVM, with real stores. */
final class TestPlatform implements AutoCloseable {
  static final String USER = "trader";
  static final String PASSWORD = "correct horse battery";

  final SettableClock clock = new SettableClock();
  final Path home;
  final Database database;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private RunningPlatform platform;

  private static final String MASTER = "local[1]";

  private final Integer verifyHour;
  private final String master;

  private TestPlatform(boolean demo, Integer verifyHour, String master) {
    this.verifyHour = verifyHour;
    this.master = master;
    try {
      this.home = Files.createTempDirectory("tradewind-test-home");
      this.database = TestDatabase.create();
      this.platform = launch(demo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    private static final TestPlatform PLATFORM = started();

    private static TestPlatform started() {
      TestPlatform started = new TestPlatform(false, null, MASTER);
      started.setUp();
      TestDatabase.endBefore(started::close);
      return started;
    }
  }

  /** A platform that tests share; it has its first user. */
  static TestPlatform shared() {
    return Shared.PLATFORM;
  }

  /** A platform of one's own, without a user. */
  static TestPlatform fresh() {
    return new TestPlatform(false, null, MASTER);
  }

  /** A platform of one's own that verifies its features at an hour, without a user. */
  static TestPlatform verifyingAt(int hour) {
    return new TestPlatform(false, hour, MASTER);
  }

  /** A platform of one's own whose operator has named a cluster, without a user. */
  static TestPlatform withCluster(String master) {
    return new TestPlatform(false, null, master);
  }

  /** A platform of one's own that fills itself with the demonstration data. */
  static TestPlatform withDemo() {
    return new TestPlatform(true, null, MASTER);
  }

  private RunningPlatform launch(boolean demo) throws IOException {
    PlatformSettings settings =
        new PlatformSettings(
            new HomeFolders(home),
            "127.0.0.1",
            0,
            database,
            demo,
            1 << 20,
            Set.of(),
            Set.of(),
            verifyHour,
            new PlatformSettings.Spark(master, Map.of()),
            clock);
    return RunningPlatform.start(
        GatedApplication.class, settings, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  /** Ends the platform and starts it again on the same state. */
  void restart() throws IOException {
    restart(() -> {});
  }

  /** Does something to the state while the platform is down. */
  void restart(Runnable between) throws IOException {
    platform.close();
    between.run();
    printed.reset();
    platform = launch(false);
  }

  int port() {
    return platform.port();
  }

  String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** The token of the printed set-up link. */
  String setupToken() {
    String text = printed();
    return text.substring(text.indexOf("#token=") + "#token=".length()).strip();
  }

  <T> T bean(Class<T> type) {
    return platform.context().getBean(type);
  }

  <T> Collection<T> beans(Class<T> type) {
    return platform.context().getBeansOfType(type).values();
  }

  void setUp() {
    Api.Answer answer =
        api()
            .post(
                "/setup",
                "{\"token\":\"%s\",\"username\":\"%s\",\"password\":\"%s\"}"
                    .formatted(setupToken(), USER, PASSWORD));
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.toString());
    }
  }

  /** A caller who is nobody. */
  Api api() {
    return new Api(port());
  }

  /** The command line of this machine. */
  Api local() {
    try {
      String json = Files.readString(home.resolve("run/platform.json"));
      return new Api(port()).bearer(Json.parse(json).get("token").asString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A signed-in person. */
  Api person() {
    return api().login(USER, PASSWORD);
  }

  @Override
  public void close() {
    platform.close();
    try {
      TestDatabase.deleteTree(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds; fails after a minute. */
  static <T> T await(String what, Supplier<T> probe, Predicate<T> done) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    T last = probe.get();
    while (!done.test(last)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " did not happen; last seen: " + last);
      }
      LockSupport.parkNanos(20_000_000L);
      last = probe.get();
    }
    return last;
  }
}
