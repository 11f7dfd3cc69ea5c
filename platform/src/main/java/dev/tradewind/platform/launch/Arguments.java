package dev.tradewind.platform.launch;

import dev.tradewind.cluster.SparkRunner;
import dev.tradewind.platform.shared.HomeFolders;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.PlatformSettings.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the environment and the command line into settings. */
final class Arguments {
  private static final Set<String> KNOWN =
      Set.of(
          "TRADEWIND_HOME",
          "TRADEWIND_PORT",
          "TRADEWIND_BIND",
          "TRADEWIND_DB_URL",
          "TRADEWIND_DB_USER",
          "TRADEWIND_DB_PASSWORD",
          "TRADEWIND_DB_PASSWORD_FILE",
          "TRADEWIND_DEMO",
          "TRADEWIND_VERIFY_HOUR",
          "TRADEWIND_SPARK_MASTER",
          "TRADEWIND_SPARK_CONF",
          "TRADEWIND_MAX_UPLOAD_BYTES",
          "TRADEWIND_ALLOWED_HOSTS",
          "TRADEWIND_ALLOWED_ORIGINS");

  private final Map<String, String> environment;
  private @Nullable String port;

  private Arguments(Map<String, String> environment) {
    this.environment = environment;
  }

  static PlatformSettings read(String[] arguments, Map<String, String> environment, Clock clock) {
    Arguments reader = new Arguments(environment);
    reader.commandLine(arguments);
    return reader.settings(clock);
  }

  private void commandLine(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.startsWith("--port=")) {
        port = argument.substring("--port=".length());
      } else if (argument.equals("--port") && i + 1 < arguments.length) {
        i++;
        port = arguments[i];
      } else {
        throw new LaunchException(
            "unknown argument '" + argument + "'; `up` understands --port N (0 picks a free port)");
      }
    }
  }

  private PlatformSettings settings(Clock clock) {
    return new PlatformSettings(
        new HomeFolders(Path.of(text("TRADEWIND_HOME", "./data"))),
        text("TRADEWIND_BIND", "127.0.0.1"),
        (int) number("port", port == null ? text("TRADEWIND_PORT", "8080") : port, 0, 65_535),
        database(),
        !text("TRADEWIND_DEMO", "on").equalsIgnoreCase("off"),
        number(
            "TRADEWIND_MAX_UPLOAD_BYTES",
            text(
                "TRADEWIND_MAX_UPLOAD_BYTES",
                Long.toString(PlatformSettings.DEFAULT_MAX_UPLOAD_BYTES)),
            1,
            Long.MAX_VALUE),
        list("TRADEWIND_ALLOWED_HOSTS"),
        list("TRADEWIND_ALLOWED_ORIGINS"),
        verifyHour(),
        spark(),
        clock);
  }

  private String text(String name, String fallback) {
    if (!KNOWN.contains(name)) {
      throw new IllegalArgumentException("not a setting: " + name);
    }
    String value = environment.get(name);
    return value == null || value.isBlank() ? fallback : value.strip();
  }

  private PlatformSettings.@Nullable Spark spark() {
    String master = text("TRADEWIND_SPARK_MASTER", "");
    Map<String, String> settings = new TreeMap<>();
    for (String each : text("TRADEWIND_SPARK_CONF", "").split("\\s+", -1)) {
      int at = each.indexOf('=');
      if (!each.isEmpty() && (at <= 0 || !each.startsWith("spark."))) {
        throw new LaunchException(
            "TRADEWIND_SPARK_CONF must be settings spark.NAME=VALUE with spaces between them, has '"
                + each
                + "'");
      }
      if (!each.isEmpty()) {
        settings.put(each.substring(0, at), each.substring(at + 1));
      }
    }
    if (master.isEmpty() && !settings.isEmpty()) {
      throw new LaunchException("TRADEWIND_SPARK_CONF needs TRADEWIND_SPARK_MASTER");
    }
    if (master.isEmpty()) {
      return null;
    }
    try {
      SparkRunner.requireMaster(master);
    } catch (IllegalArgumentException e) {
      throw new LaunchException("TRADEWIND_SPARK_MASTER: " + e.getMessage(), e);
    }
    return new PlatformSettings.Spark(master, settings);
  }

  private @Nullable Integer verifyHour() {
    String text =
        text("TRADEWIND_VERIFY_HOUR", Integer.toString(PlatformSettings.DEFAULT_VERIFY_HOUR));
    return text.equalsIgnoreCase("off")
        ? null
        : (Integer) (int) number("TRADEWIND_VERIFY_HOUR", text, 0, 23);
  }

  private Set<String> list(String name) {
    Set<String> values = new LinkedHashSet<>();
    for (String each : text(name, "").split(",", -1)) {
      if (!each.isBlank()) {
        values.add(each.strip());
      }
    }
    return values;
  }

  private static long number(String name, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message that is the same for both mistakes.
    }
    throw new LaunchException(
        name + " must be a whole number in " + min + ".." + max + ", was '" + text + "'");
  }

  private @Nullable Database database() {
    String url = text("TRADEWIND_DB_URL", "");
    if (url.isEmpty()) {
      return null;
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new LaunchException(
          "TRADEWIND_DB_URL must start with jdbc:postgresql:, for example"
              + " jdbc:postgresql://127.0.0.1:5432/tradewind");
    }
    return new Database(url, text("TRADEWIND_DB_USER", "tradewind"), password());
  }

  private String password() {
    String file = text("TRADEWIND_DB_PASSWORD_FILE", "");
    if (file.isEmpty()) {
      return text("TRADEWIND_DB_PASSWORD", "");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new LaunchException("TRADEWIND_DB_PASSWORD_FILE cannot be read: " + file, e);
    }
  }
}
