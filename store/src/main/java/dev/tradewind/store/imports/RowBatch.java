package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.store.imports.RejectionLog.RowTexts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decoded rows in columns, in the order of the file. A chunk of a text file is one batch; other
 * formats fill a single one. Belongs to one thread at a time and is reused between chunks.
 */
final class RowBatch implements RowTexts {
  /** Numbers of a row: those of a bar; a trade has the last two, a quote the first four. */
  static final int NUMBERS = 5;

  long[] times;
  final double[][] values = new double[NUMBERS][];

  /** Line of each row, relative to the first line of the batch. */
  int[] lines;

  /** Where each row starts in {@link #text}; unused without text. */
  private int[] starts;

  private byte[] text = new byte[0];
  int size;
  int lineCount;
  long dataRows;
  final RejectionLog rejections = new RejectionLog();

  RowBatch(int capacity) {
    int rows = Math.max(16, capacity);
    times = new long[rows];
    for (int f = 0; f < values.length; f++) {
      values[f] = new double[rows];
    }
    lines = new int[rows];
    starts = new int[0];
  }

  /** Empties the batch for the rows of a chunk of text. */
  void reset(byte[] chunk) {
    size = 0;
    lineCount = 0;
    dataRows = 0;
    rejections.clear();
    text = chunk;
    if (starts.length < times.length) {
      starts = new int[times.length];
    }
  }

  /** Makes room for one more row; the caller then writes at {@link #size} and increments it. */
  void ensureRoom() {
    if (size == times.length) {
      int rows = Math.multiplyExact(times.length, 2);
      times = Arrays.copyOf(times, rows);
      for (int f = 0; f < values.length; f++) {
        values[f] = Arrays.copyOf(values[f], rows);
      }
      lines = Arrays.copyOf(lines, rows);
      if (starts.length > 0) {
        starts = Arrays.copyOf(starts, rows);
      }
    }
  }

  /** Adds a row that the decoder has read. */
  void add(RowDecoder row, int line, int start) {
    ensureRoom();
    times[size] = row.time;
    for (int f = 0; f < NUMBERS; f++) {
      values[f][size] = row.numbers[f];
    }
    mark(line, start);
    size++;
  }

  /** A value of a row. */
  double value(BarField field, int row) {
    return switch (field) {
      case OPEN -> values[0][row];
      case HIGH -> values[1][row];
      case LOW -> values[2][row];
      case CLOSE -> values[3][row];
      case VOLUME -> values[4][row];
    };
  }

  /** A row of a file of quotes. */
  Quote quote(int row) {
    return new Quote(times[row], values[0][row], values[1][row], values[2][row], values[3][row]);
  }

  /** Notes where the row at {@link #size} stands. */
  void mark(int line, int start) {
    lines[size] = line;
    if (starts.length > size) {
      starts[size] = start;
    }
  }

  /** Appends the rows of another batch whose first line is {@code firstLine}. */
  void append(RowBatch other, int firstLine) {
    while (times.length - size < other.size) {
      int rows = Math.multiplyExact(times.length, 2);
      times = Arrays.copyOf(times, rows);
      for (int f = 0; f < values.length; f++) {
        values[f] = Arrays.copyOf(values[f], rows);
      }
      lines = Arrays.copyOf(lines, rows);
    }
    System.arraycopy(other.times, 0, times, size, other.size);
    for (int f = 0; f < values.length; f++) {
      System.arraycopy(other.values[f], 0, values[f], size, other.size);
    }
    for (int i = 0; i < other.size; i++) {
      lines[size + i] = other.lines[i] + firstLine;
    }
    size += other.size;
  }

  @Override
  public String textOf(int row) {
    if (starts.length <= row || text.length == 0) {
      StringBuilder shown = new StringBuilder(Times.iso(times[row]));
      for (double[] column : values) {
        if (!Double.isNaN(column[row])) {
          shown.append(' ').append(column[row]);
        }
      }
      return shown.toString();
    }
    int end = starts[row];
    while (end < text.length && text[end] != '\n' && text[end] != '\r') {
      end++;
    }
    return new String(text, starts[row], end - starts[row], StandardCharsets.UTF_8);
  }
}
