package dev.tradewind.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jars that were read last; what changed is read again. Not thread-safe. */
final class JarCache {
  private final PluginLimits limits;
  private final Map<Path, Seen> seen;

  private record Seen(Object fileKey, long modified, long size, PluginJar jar) {}

  /** A cache of at most so many jars. */
  JarCache(PluginLimits limits, int most) {
    this.limits = limits;
    this.seen =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Path, Seen> eldest) {
            return size() > most;
          }
        };
  }

  /** Forgets all others. */
  void retain(Iterable<Path> files) {
    Map<Path, Seen> kept = new LinkedHashMap<>();
    for (Path file : files) {
      Seen known = seen.get(file);
      if (known != null) {
        kept.put(file, known);
      }
    }
    seen.clear();
    seen.putAll(kept);
  }

  /** The jar as it is now. */
  PluginJar read(Path file) {
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
      return new PluginJar(
          file, "", List.of(), Optional.of("it cannot be read: " + e.getMessage()));
    }
  }
}
