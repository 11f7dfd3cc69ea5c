package dev.tradewind.store.csv;

import dev.tradewind.engine.market.BarSeries;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes bars as {@code timestamp,open,high,low,close,volume}. Numbers are the shortest decimals
 * that read back to the same bits; an absent volume is an empty cell. Used by the store, the
 * command line and the platform.
 */
public final class CsvBarWriter {
  /** How times are written. */
  public enum TimeText {
    /** {@code 2020-01-01T00:00:00Z}. */
    ISO,
    /** Whole microseconds since 1970. */
    EPOCH_MICROS
  }

  private CsvBarWriter() {}

  /** Writes a series to a file, which is replaced if it exists. */
  public static void write(BarSeries series, TimeText times, Path target) {
    try (BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      write(series, times, out);
    } catch (IOException e) {
      throw new UncheckedIOException(target.getFileName() + " cannot be written", e);
    }
  }

  /** Writes a series to a writer, which stays open. */
  public static void write(BarSeries series, TimeText times, Writer out) throws IOException {
    out.write("timestamp,open,high,low,close,volume\n");
    StringBuilder line = new StringBuilder(96);
    for (int i = 0; i < series.size(); i++) {
      line.setLength(0);
      long micros = series.openTime(i);
      if (times == TimeText.ISO) {
        line.append(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
      } else {
        line.append(micros);
      }
      line.append(',').append(series.open(i)).append(',').append(series.high(i));
      line.append(',').append(series.low(i)).append(',').append(series.close(i)).append(',');
      double volume = series.volume(i);
      if (!Double.isNaN(volume)) {
        line.append(volume);
      }
      line.append('\n');
      out.append(line);
    }
  }
}
