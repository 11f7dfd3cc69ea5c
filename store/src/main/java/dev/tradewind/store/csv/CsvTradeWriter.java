package dev.tradewind.store.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes trades as {@code time,price,quantity} as they come. Numbers are the shortest decimals that
 * read back to the same bits. Used by the store. Belongs to one thread.
 */
public final class CsvTradeWriter implements AutoCloseable {
  private final Path target;
  private final BufferedWriter out;

  /** Begins a file, which is replaced if it exists. */
  public CsvTradeWriter(Path target) {
    this.target = target;
    try {
      this.out = Files.newBufferedWriter(target, StandardCharsets.UTF_8);
      out.write("time,price,quantity\n");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Writes one trade.
   *
   * @param timeMicros UTC, microseconds since 1970
   */
  public void write(long timeMicros, double price, double quantity) {
    try {
      out.write(
          Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS) + "," + price + "," + quantity + "\n");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(target.getFileName() + " cannot be written", e);
  }
}
