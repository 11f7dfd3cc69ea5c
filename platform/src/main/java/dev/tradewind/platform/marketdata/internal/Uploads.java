package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Uploaded files under names of our own. What a user calls a file is only ever shown, never used as
 * a path.
 */
@Component
final class Uploads {
  private static final int MAX_NAME = 200;
  private static final List<String> EXTENSIONS =
      List.of(".csv.gz", ".json.gz", ".txt.gz", ".parquet", ".csv", ".json", ".txt", ".tsv", ".gz");

  private final Path folder;

  Uploads(PlatformSettings settings) {
    this.folder = settings.home().uploads();
  }

  /** Takes a file in and returns the name under which it is kept. */
  String add(String fileName, InputStream content) throws IOException {
    String upload = UUID.randomUUID() + extension(fileName);
    Files.copy(content, folder.resolve(upload));
    return upload;
  }

  Path path(String upload) {
    return folder.resolve(upload);
  }

  boolean exists(String upload) {
    return Files.isRegularFile(path(upload));
  }

  void delete(String upload) {
    try {
      Files.deleteIfExists(path(upload));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete an upload", e);
    }
  }

  /** Removes files that no import needs, such as those of a process that was killed. */
  void deleteAllBut(List<String> needed) {
    Set<String> keep = new HashSet<>(needed);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!keep.contains(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy the uploads", e);
    }
  }

  /** The last part of a file name without anything that could disturb a display. */
  static String displayName(String given) {
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "").strip();
    String shown = clean.isEmpty() ? "file" : clean;
    return shown.length() > MAX_NAME ? shown.substring(0, MAX_NAME) : shown;
  }

  private static String extension(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().filter(lower::endsWith).findFirst().orElse("");
  }
}
