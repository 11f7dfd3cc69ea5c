package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts rows in order of time into a series. A row with the time of an earlier one is dropped and
 * flagged if it says the same and rejected if it does not; a row before the last one is rejected,
 * because its place is unknown. Belongs to one thread.
 */
final class SeriesAssembler {
  private static final int MAX_EXAMPLES = 10;

  /** Heap that a bar needs while its columns grow: the old and the new arrays and the lines. */
  private static final long BYTES_PER_BAR = 160;

  private final String source;
  private final Instrument instrument;
  private final Timeframe timeframe;
  private final long shift;
  private final BarSeries.Builder builder;
  private final RejectionLog rejections;
  private int[] lines;
  private long duplicates;
  private final List<QualityFlag.Example> duplicateExamples = new ArrayList<>();

  SeriesAssembler(
      String source, Instrument instrument, TimeGrid grid, int expected, RejectionLog rejections) {
    this.source = source;
    this.instrument = instrument;
    this.timeframe = grid.timeframe();
    this.shift = grid.shiftMicros();
    this.builder = BarSeries.builder(instrument, grid.timeframe(), expected);
    this.rejections = rejections;
    this.lines = new int[Math.max(16, expected)];
  }

  /** How many rows fit in this process's memory. */
  static int maxRows() {
    return (int) Math.min(Integer.MAX_VALUE / 4, Runtime.getRuntime().maxMemory() / BYTES_PER_BAR);
  }

  /** Refuses a file that would not fit in memory, before it fills it. */
  static void checkSize(String source, long rows) {
    if (rows > maxRows()) {
      throw new UnreadableFileException(
          source
              + " holds more than "
              + maxRows()
              + " rows, more than fit in this process's memory; split it or raise -Xmx");
    }
  }

  /** Adds all rows of a batch, forwards or backwards. */
  void add(RowBatch batch, int firstLine, boolean backwards) {
    checkSize(source, (long) builder.size() + batch.size);
    ensureLines(builder.size() + batch.size);
    if (backwards) {
      for (int at = batch.size - 1; at >= 0; at--) {
        if (addAscending(batch, at, at + 1, firstLine) == 0) {
          irregular(batch, at, firstLine);
        }
      }
      return;
    }
    int at = 0;
    while (at < batch.size) {
      at += addAscending(batch, at, batch.size, firstLine);
      if (at < batch.size) {
        irregular(batch, at, firstLine);
        at++;
      }
    }
  }

  /** Adds rows up to the first that does not open after the one before; how many. */
  private int addAscending(RowBatch batch, int from, int to, int firstLine) {
    int bar = builder.size();
    int added = builder.appendAscending(batch.times, shift, batch.values, from, to);
    for (int i = 0; i < added; i++) {
      lines[bar + i] = batch.lines[from + i] + firstLine;
    }
    return added;
  }

  private void ensureLines(int count) {
    if (lines.length < count) {
      lines = Arrays.copyOf(lines, Math.max(count, lines.length * 2));
    }
  }

  private void irregular(RowBatch batch, int at, int firstLine) {
    long time = batch.times[at] + shift;
    int line = batch.lines[at] + firstLine;
    int same = indexOf(time);
    if (same < 0) {
      rejections.add(
          line,
          "opens at "
              + Times.iso(time)
              + ", before the row above it ("
              + Times.iso(builder.openTime(builder.size() - 1))
              + "): sort the file by time",
          batch.textOf(at));
      return;
    }
    for (BarField field : BarField.values()) {
      double kept = builder.value(field, same);
      double offered = batch.value(field, at);
      if (Double.doubleToLongBits(kept) != Double.doubleToLongBits(offered)) {
        rejections.add(
            line,
            "conflicting duplicate of line "
                + lines[same]
                + " at "
                + Times.iso(time)
                + ": "
                + field.code()
                + " is "
                + offered
                + ", was "
                + kept,
            batch.textOf(at));
        return;
      }
    }
    duplicates++;
    if (duplicateExamples.size() < MAX_EXAMPLES) {
      duplicateExamples.add(
          new QualityFlag.Example(line, time, "same as line " + lines[same] + "; dropped"));
    }
  }

  /** The bar that opens at a time, or a negative number. */
  private int indexOf(long time) {
    int low = 0;
    int high = builder.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = builder.openTime(middle);
      if (there < time) {
        low = middle + 1;
      } else if (there > time) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  Instrument instrument() {
    return instrument;
  }

  Timeframe timeframe() {
    return timeframe;
  }

  long duplicates() {
    return duplicates;
  }

  List<QualityFlag.Example> duplicateExamples() {
    return duplicateExamples;
  }

  /** The line of a bar of the series. */
  int line(int bar) {
    return lines[bar];
  }

  BarSeries build() {
    return builder.build();
  }
}
