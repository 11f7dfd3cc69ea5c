package dev.tradewind.benchmarks.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The reference of W4: reads {@code timestamp,open,high,low,close,volume} with times {@code
 * YYYY-MM-DD HH:MM:SS} and plain decimals into arrays, on one thread, from memory, and checks
 * nothing.
 */
public final class PlainCsvParser {
  private static final double[] POWERS = new double[19];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Math.pow(10, i);
    }
  }

  private byte[] text = new byte[0];
  private int at;

  private PlainCsvParser() {}

  /**
   * The columns of a file.
   *
   * @param size rows
   * @param times UTC microseconds; only the first {@code size} count
   * @param values open, high, low, close, volume; only the first {@code size} of each count
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Columns(int size, long[] times, double[][] values) {}

  /** Reads a file that is well-formed. */
  public static Columns read(Path file) throws IOException {
    return new PlainCsvParser().parse(Files.readAllBytes(file));
  }

  private Columns parse(byte[] bytes) {
    text = bytes;
    int capacity = bytes.length / 56 + 16;
    long[] times = new long[capacity];
    double[][] values = new double[5][capacity];
    int size = 0;
    while (text[at] != '\n') {
      at++;
    }
    at++;
    long cachedKey = -1;
    long cachedDay = 0;
    while (at < text.length) {
      if (size == times.length) {
        times = Arrays.copyOf(times, size * 2);
        for (int f = 0; f < 5; f++) {
          values[f] = Arrays.copyOf(values[f], size * 2);
        }
      }
      int year = two(at) * 100 + two(at + 2);
      int month = two(at + 5);
      int day = two(at + 8);
      long key = (year * 16L + month) * 32 + day;
      if (key != cachedKey) {
        cachedKey = key;
        cachedDay = java.time.LocalDate.of(year, month, day).toEpochDay() * 86_400L;
      }
      long seconds = cachedDay + two(at + 11) * 3_600L + two(at + 14) * 60L + two(at + 17);
      times[size] = seconds * 1_000_000L;
      at += 20;
      for (int f = 0; f < 5; f++) {
        values[f][size] = number();
      }
      size++;
    }
    return new Columns(size, times, values);
  }

  private int two(int from) {
    return (text[from] - '0') * 10 + text[from + 1] - '0';
  }

  private double number() {
    long digits = 0;
    int scale = 0;
    byte b = text[at];
    while (b >= '0') {
      digits = digits * 10 + (b - '0');
      b = text[++at];
    }
    if (b == '.') {
      b = text[++at];
      while (b >= '0') {
        digits = digits * 10 + (b - '0');
        scale++;
        b = text[++at];
      }
    }
    at++;
    return digits / POWERS[scale];
  }
}
