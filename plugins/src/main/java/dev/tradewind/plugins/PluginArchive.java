package dev.tradewind.plugins;

import dev.tradewind.plugins.PluginJar.PluginEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bytes of every jar that a run has named, by their SHA-256, so that the run can be repeated
 * when the jar was replaced or removed. A file is written once, in one step, and never changed;
 * several processes may use one directory. Thread-safe.
 */
public final class PluginArchive {
  /** The name of the directory within the home. */
  public static final String NAME = "plugins-kept";

  private static final String FILE = "[0-9a-f]{64}\\.jar";
  private static final String ID = "[a-z][a-z0-9_]*@[0-9a-f]{12}";
  private static final String HASH = "[0-9a-f]{64}";
  private static final int HASH_LENGTH = 64;

  /** Jars of old runs that stay in memory; each may have 32 MB. */
  private static final int MAX_READ = 4;

  private final Path directory;
  private final JarCache cache;

  /** A directory, which is made when something is kept. */
  public PluginArchive(Path directory, PluginLimits limits) {
    this.directory = directory;
    this.cache = new JarCache(limits, MAX_READ);
  }

  /**
   * A jar that is kept.
   *
   * @param hash SHA-256 of its bytes in hex, as the name of its file says
   * @param bytes size of the file
   */
  public record Kept(String hash, long bytes) {}

  /** What is kept, by hash. */
  public List<Kept> kept() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(each -> name(each).matches(FILE))
          .sorted()
          .map(PluginArchive::sized)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static Kept sized(Path file) {
    try {
      return new Kept(name(file).substring(0, HASH_LENGTH), Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the size of " + file, e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Path file(String hash) {
    return directory.resolve(hash + ".jar");
  }

  /**
   * Keeps the bytes that a strategy is made of, if they are not yet.
   *
   * @throws UncheckedIOException if they cannot be written; a run of them could not be repeated
   */
  synchronized void keep(PluginDescriptor strategy) {
    PluginCode code = strategy.code();
    Path target = file(code.hash());
    try {
      if (Files.isRegularFile(target) && Files.size(target) == code.size()) {
        return;
      }
      Files.createDirectories(directory);
      Path half = Files.createTempFile(directory, ".keep", ".part");
      try {
        code.writeTo(half);
        Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the jar of strategy " + strategy.id() + " cannot be kept as " + target, e);
    }
  }

  /** The strategy of a name and beginning of a hash, such as {@code breakout@0123456789ab}. */
  synchronized Optional<PluginDescriptor> find(String id) {
    if (!id.matches(ID)) {
      return Optional.empty();
    }
    String prefix = id.substring(id.indexOf('@') + 1);
    return kept().stream()
        .map(Kept::hash)
        .filter(hash -> hash.startsWith(prefix))
        .flatMap(hash -> find(id, hash).stream())
        .findFirst();
  }

  /**
   * The strategy of that id from the jar of exactly that hash; empty if its bytes are not there.
   */
  synchronized Optional<PluginDescriptor> find(String id, String hash) {
    if (!hash.matches(HASH) || !Files.isRegularFile(file(hash))) {
      return Optional.empty();
    }
    PluginJar jar = cache.read(file(hash));
    return jar.hash().equals(hash)
        ? jar.strategies().stream()
            .map(PluginEntry::descriptor)
            .filter(each -> each.id().equals(id))
            .findFirst()
        : Optional.empty();
  }

  /** Why {@link #find(String, String)} found nothing, as a part of a sentence. */
  synchronized String missing(String id, String hash) {
    String of = "the jar of strategy " + id + " with SHA-256 " + hash;
    if (!hash.matches(HASH) || !Files.isRegularFile(file(hash))) {
      return of + " is gone: it is not installed, and there is no " + NAME + "/" + hash + ".jar";
    }
    PluginJar jar = cache.read(file(hash));
    String place = NAME + "/" + hash + ".jar";
    if (!jar.hash().equals(hash)) {
      return of + " is gone: " + place + " has other bytes, with SHA-256 " + jar.hash();
    }
    return of
        + " cannot be run: "
        + place
        + ": "
        + jar.problem().orElse("it has no strategy of that name");
  }

  /**
   * Removes a jar that no run needs any more.
   *
   * @param hash its SHA-256 in hex
   * @return whether it was there
   */
  public synchronized boolean remove(String hash) {
    if (!hash.matches(HASH)) {
      throw new IllegalArgumentException(
          "hash must have 64 digits of 0-9 and a-f, was '" + hash + "'");
    }
    try {
      return Files.deleteIfExists(file(hash));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(hash), e);
    }
  }
}
