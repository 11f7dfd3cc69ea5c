package dev.tradewind.platform.launch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the server's program files, which the jar carries, into the data directory. */
final class PostgresProgram {
  private static final String VERSION = "18.6.0";

  private PostgresProgram() {}

  /** The folder that holds {@code bin}, {@code lib} and {@code share}; unpacked if missing. */
  static Path unpack(Path postgres) throws IOException {
    Path folder = postgres.resolve("program-" + VERSION);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path fresh = postgres.resolve("program-" + VERSION + ".new");
    deleteTree(fresh);
    Files.createDirectories(fresh);
    String resource = "/postgres-" + system() + "-" + architecture() + ".txz";
    try (InputStream packed = PostgresProgram.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new LaunchException(
            "this build carries no PostgreSQL for this machine ("
                + resource.substring(1)
                + "); build Tradewind on it, or set TRADEWIND_DB_URL to a database of your own");
      }
      untar(new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)), fresh);
    }
    Files.move(fresh, folder);
    return folder;
  }

  private static void untar(InputStream unpacked, Path target) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("an entry of the archive lies outside it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Path parent = path.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          if ((entry.getMode() & 0b001_000_000) != 0) {
            makeExecutable(path);
          }
        }
      }
    }
  }

  private static void makeExecutable(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(path));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  static boolean isWindows() {
    return system().equals("windows");
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "darwin" : name.contains("win") ? "windows" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? "arm_64" : "x86_64";
  }
}
