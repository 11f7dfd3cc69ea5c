package dev.tradewind.platform.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The data directory, which holds all state.
 *
 * @param root absolute path
 */
public record HomeFolders(Path root) {
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final Set<PosixFilePermission> OWNER_ONLY_FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** Makes the path absolute. */
  public HomeFolders {
    root = root.toAbsolutePath().normalize();
  }

  /** Lock and address of the running platform. */
  public Path run() {
    return folder("run");
  }

  /** Log files. */
  public Path logs() {
    return folder("logs");
  }

  /** Uploaded files that wait for their import. */
  public Path uploads() {
    return folder("uploads");
  }

  /** Files that were asked for and wait for their download. */
  public Path exports() {
    return folder("exports");
  }

  /** Bar store. */
  public Path market() {
    return folder("market");
  }

  /** Embedded database: program, data and password. */
  public Path postgres() {
    return folder("postgres");
  }

  private Path folder(String name) {
    Path folder = root.resolve(name);
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        ownerOnly(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }

  /** Takes a folder from everyone but its owner, where the file system knows owners. */
  public static void ownerOnly(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          path, Files.isDirectory(path) ? OWNER_ONLY_FOLDER : OWNER_ONLY_FILE);
    }
  }

  /** Writes a file that only its owner can read, never visible half written. */
  public static void writeSecret(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    ownerOnly(fresh);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
