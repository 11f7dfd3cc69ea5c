package dev.tradewind.store.export;

import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.duckdb.FeatureParquet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes feature values to a file and a manifest beside it. The first column is {@code open_time};
 * then each feature has two: its values under its name, and {@code NAME known_at}, when each was
 * first known. Times are UTC: ISO 8601 in CSV, timestamps in microseconds in Parquet and Arrow. An
 * undefined value, and the time of a bar that the feature has not seen, is an empty cell or null.
 */
public final class FeatureExport {
  private FeatureExport() {}

  /** Form of the file. */
  public enum Format {
    /** Text with a header; numbers are the shortest decimals that read back to the same bits. */
    CSV,
    /** Parquet, compressed with zstd. */
    PARQUET,
    /** Arrow IPC file, also known as Feather 2, not compressed: it can be mapped into memory. */
    ARROW;

    /** How names of such files end, with the dot. */
    public String suffix() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Writes a frame and its manifest; both files are replaced if they exist.
   *
   * @param target the file of values
   * @return the file of the manifest, {@code target} with {@code .manifest.json} behind its name
   * @throws IllegalArgumentException if the origin does not define the columns of the frame
   * @throws UncheckedIOException if a file cannot be written
   */
  public static Path write(FeatureFrame frame, FrameOrigin origin, Format format, Path target) {
    requireDefinitions(frame, origin);
    Path manifest = target.resolveSibling(target.getFileName() + ".manifest.json");
    try {
      Files.deleteIfExists(manifest);
      switch (format) {
        case CSV -> csv(frame, target);
        case PARQUET -> FeatureParquet.write(frame, target);
        case ARROW -> ArrowFile.write(frame, target);
      }
      ExportManifest.write(frame, origin, format, target, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(target.getFileName() + " cannot be written", e);
    }
    return manifest;
  }

  private static void requireDefinitions(FeatureFrame frame, FrameOrigin origin) {
    List<String> defined =
        origin.definitions().stream().map(each -> each.name() + " v" + each.version()).toList();
    List<String> columns = frame.features().stream().map(Object::toString).toList();
    if (!defined.equals(columns)) {
      throw new IllegalArgumentException(
          "definitions must be those of the columns " + columns + ", were " + defined);
    }
  }

  /** Names of the columns behind the first, two for each feature. */
  static List<String> columns(FeatureFrame frame) {
    List<String> names = new ArrayList<>();
    frame.features().forEach(each -> names.add(each.name()));
    frame.features().forEach(each -> names.add(each.name() + " known_at"));
    return names;
  }

  private static void csv(FeatureFrame frame, Path target) throws IOException {
    int columns = frame.features().size();
    try (BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      out.write("open_time," + String.join(",", columns(frame)) + "\n");
      StringBuilder line = new StringBuilder(256);
      for (int row = 0; row < frame.rows(); row++) {
        line.setLength(0);
        line.append(instant(frame.openMicros()[row]));
        for (int c = 0; c < columns; c++) {
          double value = frame.values(c)[row];
          line.append(',');
          if (!Double.isNaN(value)) {
            line.append(value);
          }
        }
        for (int c = 0; c < columns; c++) {
          long known = frame.knownAtMicros(c)[row];
          line.append(',');
          if (known != Long.MAX_VALUE) {
            line.append(instant(known));
          }
        }
        out.append(line.append('\n'));
      }
    }
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
