package dev.tradewind.plugins;

import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The jars in a directory. Looked at anew whenever it is asked; only what changed is read again.
 * Thread-safe.
 */
public final class PluginFolder {
  /** The name of the directory within the home. */
  public static final String NAME = "plugins";

  private static final int MAX_JARS = 100;

  private final Path directory;
  private final PluginArchive archive;
  private final JarCache cache;

  /** A directory, which need not exist, and where the jars that are run are kept. */
  PluginFolder(Path directory, PluginArchive archive, PluginLimits limits) {
    this.directory = directory;
    this.archive = archive;
    this.cache = new JarCache(limits, MAX_JARS);
  }

  /** The folder of a home, and the jars that are kept beside it. */
  public static PluginFolder in(Path home, PluginLimits limits) {
    return new PluginFolder(
        home.resolve(NAME), new PluginArchive(home.resolve(PluginArchive.NAME), limits), limits);
  }

  /** The jars that were run. */
  public PluginArchive archive() {
    return archive;
  }

  /**
   * The jars as they are now, by name. Of two strategies of one name the second jar has the
   * problem.
   */
  public synchronized List<PluginJar> jars() {
    List<Path> files = files();
    cache.retain(files);
    List<PluginJar> jars = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      PluginJar jar = cache.read(file);
      List<String> own = jar.strategies().stream().map(PluginEntry::name).toList();
      Optional<String> twice = own.stream().filter(names::contains).findFirst();
      names.addAll(own);
      jars.add(
          twice
              .map(
                  name ->
                      new PluginJar(
                          file,
                          jar.hash(),
                          List.of(),
                          Optional.of("another jar has a strategy " + name + " already")))
              .orElse(jar));
    }
    return List.copyOf(jars);
  }

  /**
   * The strategy of that name, or of that name and beginning of a hash, for running it: its jar is
   * kept from now on. A hash is also looked for among the jars that are kept.
   *
   * @throws java.io.UncheckedIOException if the jar cannot be kept
   */
  public Optional<StrategyDescriptor> find(String id) {
    Optional<PluginDescriptor> installed =
        installed().filter(each -> each.id().equals(id) || isNamed(each, id)).findFirst();
    installed.ifPresent(archive::keep);
    return installed.or(() -> archive.find(id)).map(each -> each);
  }

  /**
   * The strategy of that id from the jar of exactly that hash, installed or kept.
   *
   * @param id name and beginning of the hash
   * @param hash SHA-256 of the jar in hex
   */
  public Optional<StrategyDescriptor> find(String id, String hash) {
    Optional<PluginDescriptor> installed =
        installed()
            .filter(each -> each.id().equals(id) && each.code().hash().equals(hash))
            .findFirst();
    installed.ifPresent(archive::keep);
    return installed.or(() -> archive.find(id, hash)).map(each -> each);
  }

  /** Why {@link #find(String, String)} found nothing, as a part of a sentence. */
  public String missing(String id, String hash) {
    return archive.missing(id, hash);
  }

  private Stream<PluginDescriptor> installed() {
    return jars().stream().flatMap(jar -> jar.strategies().stream()).map(PluginEntry::descriptor);
  }

  private static boolean isNamed(PluginDescriptor strategy, String name) {
    return strategy
        .id()
        .equals(name + "@" + strategy.code().hash().substring(0, PluginJar.HASH_DIGITS));
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(PluginFolder::isJar).sorted().limit(MAX_JARS).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJar(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(path);
  }
}
