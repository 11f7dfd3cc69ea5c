package dev.tradewind.plugins;

import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final PluginLimits limits;
  private final Map<Path, Seen> seen = new HashMap<>();

  private record Seen(Object fileKey, long modified, long size, PluginJar jar) {}

  /** A directory, which need not exist. */
  public PluginFolder(Path directory, PluginLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /**
   * The jars as they are now, by name. Of two strategies of one name the second jar has the
   * problem.
   */
  public synchronized List<PluginJar> jars() {
    List<Path> files = files();
    seen.keySet().retainAll(files);
    List<PluginJar> jars = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      PluginJar jar = jar(file);
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

  /** The strategy of that name, or of that name and beginning of a hash. */
  public Optional<StrategyDescriptor> find(String id) {
    return jars().stream()
        .flatMap(jar -> jar.strategies().stream())
        .filter(each -> each.name().equals(id) || each.descriptor().id().equals(id))
        .map(PluginEntry::descriptor)
        .findFirst();
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

  private PluginJar jar(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      long modified = now.lastModifiedTime().toMillis();
      Object key = now.fileKey() == null ? file : now.fileKey();
      Seen before = seen.get(file);
      if (before != null
          && before.modified() == modified
          && before.size() == now.size()
          && before.fileKey().equals(key)) {
        return before.jar();
      }
      PluginJar jar = PluginJar.read(file, limits);
      seen.put(file, new Seen(key, modified, now.size(), jar));
      return jar;
    } catch (IOException e) {
      return new PluginJar(file, "", List.of(), Optional.of("it cannot be read: " + e));
    }
  }
}
