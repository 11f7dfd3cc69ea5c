package dev.tradewind.plugins;

import dev.tradewind.engine.strategy.Strategy;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * How a plugin's process is started: this Java, the engine and this module as its whole class path,
 * and what of the operating system can limit it.
 */
final class PluginProgram {
  private static final String NESTED = "jar:nested:";
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path UNSHARE = Path.of("/usr/bin/unshare");

  private static @Nullable String classPath;
  private static @Nullable Boolean separates;

  private PluginProgram() {}

  /** The command, with the limits that are known before the start. */
  static synchronized List<String> command(PluginLimits limits) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      long seconds = TimeUnit.MILLISECONDS.toSeconds(limits.cpuMillis()) + 2;
      // No core dumps, no files written, few files open; what a system does not know is left out.
      command.addAll(
          List.of(
              SHELL.toString(),
              "-c",
              "ulimit -t "
                  + seconds
                  + " 2>/dev/null; ulimit -c 0 2>/dev/null; ulimit -f 0 2>/dev/null; ulimit -n 64"
                  + " 2>/dev/null; exec \"$@\"",
              "sh"));
    }
    if (separates()) {
      command.addAll(List.of(UNSHARE.toString(), "--user", "--net", "--ipc"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + limits.heapMegabytes() + "m",
            "-Xss1m",
            "-XX:MaxMetaspaceSize=64m",
            "-XX:CompressedClassSpaceSize=32m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=8m",
            "-XX:ActiveProcessorCount=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:ErrorFile=/dev/null",
            // What the machine says, of a lack of memory for example, must not be among the
            // messages.
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Xshare:auto",
            "--illegal-native-access=deny",
            "-Dfile.encoding=UTF-8",
            "-Duser.timezone=UTC",
            "-Duser.language=en",
            "-cp",
            classPath(),
            HostMain.class.getName()));
    return command;
  }

  /** Whether this system lets a process without rights have a network of its own, an empty one. */
  private static boolean separates() {
    if (separates == null) {
      separates = Files.isExecutable(UNSHARE) && tried();
    }
    return separates;
  }

  private static boolean tried() {
    try {
      Process process =
          new ProcessBuilder(UNSHARE.toString(), "--user", "--net", "--ipc", "/bin/true")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(5, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String classPath() throws IOException {
    if (classPath == null) {
      classPath =
          place(Strategy.class).toString() + File.pathSeparator + place(HostMain.class).toString();
    }
    return classPath;
  }

  private static Path place(Class<?> type) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the place of " + type.getName() + " is not known");
    }
    URL location = source.getLocation();
    String text = location.toString();
    try {
      return text.startsWith(NESTED) ? unpacked(text) : Path.of(location.toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the place of " + type.getName() + " cannot be read: " + text, e);
    }
  }

  /** A jar within the platform's jar, copied out of it for as long as the platform runs. */
  private static Path unpacked(String text) throws IOException, URISyntaxException {
    String inner = text.substring(NESTED.length()).replaceFirst("!/$", "");
    int at = inner.indexOf("/!");
    if (at < 0) {
      throw new IOException("the place of a nested jar cannot be read: " + text);
    }
    Path outer = Path.of(new URI("file:" + inner.substring(0, at)));
    String name = inner.substring(at + 2);
    Path folder = Files.createTempDirectory("tradewind-host");
    Path copy = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
    try (ZipFile zip = new ZipFile(outer.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new IOException(name + " is not in " + outer);
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, copy);
      }
    }
    // In this order: hooks that delete run backwards.
    folder.toFile().deleteOnExit();
    copy.toFile().deleteOnExit();
    return copy;
  }

  /** A directory of its own for one process. */
  static Path workingDirectory() {
    try {
      return Files.createTempDirectory("tradewind-plugin").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
