package dev.tradewind.platform.launch;

import dev.tradewind.platform.access.FirstVisit;
import dev.tradewind.platform.access.LocalKey;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.PlatformSettings.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;

/** A started platform with everything it holds; closing it leaves nothing behind. */
public final class RunningPlatform implements AutoCloseable {
  private final PlatformSettings settings;
  private final HomeLock lock;
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable ConfigurableApplicationContext context;
  private int port;
  private boolean closed;
  private volatile boolean ending;

  private RunningPlatform(PlatformSettings settings, HomeLock lock) {
    this.settings = settings;
    this.lock = lock;
  }

  /**
   * Starts everything and prints the address.
   *
   * @throws LaunchException if it cannot start; nothing is left running
   */
  public static RunningPlatform start(
      Class<?> application, PlatformSettings settings, PrintStream out) throws IOException {
    return start(application, settings, out, begun -> {});
  }

  /**
   * The same for a process that may be told to end while it starts.
   *
   * @param begun is given the platform before anything of it runs; from then on {@link #end} stops
   *     whatever has been started
   */
  static RunningPlatform start(
      Class<?> application,
      PlatformSettings settings,
      PrintStream out,
      Consumer<RunningPlatform> begun)
      throws IOException {
    Path home = settings.home().root();
    Files.createDirectories(home);
    HomeLock lock = HomeLock.take(home, settings.home().run().resolve("lock"));
    RunningPlatform platform = new RunningPlatform(settings, lock);
    begun.accept(platform);
    try {
      platform.startAll(application, out);
      return platform;
    } catch (RuntimeException | IOException e) {
      platform.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The Spring context, for tests. */
  public ConfigurableApplicationContext context() {
    if (context == null) {
      throw new IllegalStateException("the platform is not running");
    }
    return context;
  }

  /** Holds off {@link #close} until there is something to close as a whole. */
  private synchronized void startAll(Class<?> application, PrintStream out) throws IOException {
    requireFreePort();
    Files.deleteIfExists(addressFile());
    Database database = settings.externalDatabase();
    if (database == null) {
      EmbeddedPostgres embedded = EmbeddedPostgres.start(settings.home());
      postgres = embedded;
      database = embedded.database();
    }
    if (ending) {
      throw new LaunchException("told to end while starting");
    }
    ConfigurableApplicationContext started = startSpring(application, database);
    context = started;
    port = Integer.parseInt(started.getEnvironment().getRequiredProperty("local.server.port"));
    writeAddress(started.getBean(LocalKey.class).token());
    announce(started.getBean(FirstVisit.class), out);
  }

  private void requireFreePort() throws IOException {
    if (settings.port() == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(settings.bind()), settings.port()));
    } catch (java.net.BindException e) {
      throw new LaunchException(
          "port "
              + settings.port()
              + " on "
              + settings.bind()
              + " is taken; stop what uses it, or choose another with --port N (0 picks a free"
              + " one)",
          e);
    }
  }

  private ConfigurableApplicationContext startSpring(Class<?> application, Database database) {
    SpringApplication spring = new SpringApplication(application);
    spring.setBannerMode(Banner.Mode.OFF);
    spring.setRegisterShutdownHook(false);
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", settings.port());
    properties.put("server.address", settings.bind());
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put("logging.file.name", settings.home().logs().resolve("tradewind.log").toString());
    properties.put("spring.servlet.multipart.max-file-size", settings.maxUploadBytes() + "B");
    properties.put("spring.servlet.multipart.location", settings.home().uploads().toString());
    spring.setDefaultProperties(properties);
    spring.addInitializers(
        created -> created.getBeanFactory().registerSingleton("platformSettings", settings));
    try {
      return spring.run();
    } catch (RuntimeException e) {
      throw new LaunchException(reason(e), e);
    }
  }

  /** What our own code said, without the framework's account of where it was said. */
  private static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason instanceof BeansException || reason instanceof ApplicationContextException) {
      Throwable cause = reason.getCause();
      if (cause == null) {
        break;
      }
      reason = cause;
    }
    @Nullable String message = reason.getMessage();
    return message == null || message.isBlank()
        ? "failed to start with " + reason.getClass().getSimpleName() + "; the log has the details"
        : message.lines().findFirst().orElse(message);
  }

  private Path addressFile() {
    return settings.home().run().resolve("platform.json");
  }

  private void writeAddress(String token) throws IOException {
    String json =
        "{\"pid\":%d,\"address\":\"%s\",\"port\":%d,\"token\":\"%s\"}%n"
            .formatted(ProcessHandle.current().pid(), reachable(), port, token);
    dev.tradewind.platform.shared.HomeFolders.writeSecret(addressFile(), json);
  }

  /** An address under which this machine reaches the platform. */
  private String reachable() {
    boolean everywhere = settings.bind().equals("0.0.0.0") || settings.bind().equals("::");
    return everywhere ? "127.0.0.1" : settings.bind();
  }

  private void announce(FirstVisit firstVisit, PrintStream out) {
    String host = reachable();
    String address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    out.println("Tradewind " + PlatformSettings.VERSION + " is running at " + address);
    firstVisit
        .newToken()
        .ifPresent(token -> out.println("First visit: " + address + "/setup#token=" + token));
    out.flush();
  }

  /** Closes it, also while another thread still starts it. */
  void end() {
    ending = true;
    close();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Logger log = LoggerFactory.getLogger(RunningPlatform.class);
    try {
      Files.deleteIfExists(addressFile());
      if (context != null) {
        context.close();
      }
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException | LaunchException e) {
      log.error("the platform did not end cleanly", e);
    } finally {
      release();
    }
  }

  private void release() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the data directory", e);
    }
  }
}
