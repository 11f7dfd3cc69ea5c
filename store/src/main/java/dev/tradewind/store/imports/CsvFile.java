package dev.tradewind.store.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads a delimited file in chunks of whole lines, on one or more threads. Chunks are merged in the
 * order of the file, so that neither their size nor the number of threads changes the result.
 * Memory is bounded by a few chunks and the columns.
 */
final class CsvFile {
  /** Longest line that is read; also the size of a chunk. */
  static final int CHUNK = 1 << 20;

  private final ByteSource source;
  private final ImportOptions options;
  private final ImportListener listener;
  private final Tuning tuning;
  private final List<String> notes;
  private final RejectionLog rejections = new RejectionLog();
  private long rowsRead;
  private int nextLine;
  private byte[] carry = new byte[0];
  private boolean ended;

  /**
   * How to read; changes speed, never results.
   *
   * @param threads how many parse, &ge; 1
   * @param chunkBytes bytes read at once, &gt; 0
   * @param fast whether plain rows skip the scalar reference
   */
  record Tuning(int threads, int chunkBytes, boolean fast) {
    static Tuning standard() {
      return new Tuning(Math.min(2, Runtime.getRuntime().availableProcessors()), CHUNK, true);
    }
  }

  CsvFile(
      ByteSource source,
      ImportOptions options,
      ImportListener listener,
      Tuning tuning,
      List<String> notes) {
    this.source = source;
    this.options = options;
    this.listener = listener;
    this.tuning = tuning;
    this.notes = notes;
  }

  /**
   * Reads the file; {@code head[0, length)} are its first bytes, {@code all} if there are no more.
   */
  ParsedFile read(byte[] head, int length, boolean all, RowPlanner planner) {
    CsvHead start = CsvHead.sniff(source.name(), head, length, all, options, notes);
    RowPlan plan = planner.plan(start.roles(), start.sample(), start.delimiter(), notes);
    long[] times = planner.times(plan, start.sample());
    TimeGrid grid = TimeGrid.of(source.name(), times, start.roles(), options, notes);
    boolean backwards = descending(times);
    RowKind kind = start.roles().kind();
    boolean bars = kind == RowKind.BARS;
    boolean collect = backwards || !bars;
    int expected = expectedRows(head, length, all);
    SeriesAssembler assembler =
        new SeriesAssembler(
            source.name(), options.instrument(), grid, bars ? expected : 1024, rejections);
    RowBatch whole = new RowBatch(collect ? expected : 0);
    carry = Arrays.copyOfRange(head, start.skippedBytes(), Math.max(start.skippedBytes(), length));
    nextLine = start.skippedLines() + 1;
    ended = all;
    chunks(
        plan,
        batch -> {
          if (collect) {
            SeriesAssembler.checkSize(source.name(), (long) whole.size + batch.size);
            whole.append(batch, nextLine);
          } else {
            assembler.add(batch, nextLine, false);
          }
        });
    Assembly.Target target = new Assembly.Target(kind, kind.text, grid, assembler, rejections);
    return collect
        ? Assembly.finish(whole, backwards, target, rowsRead, notes)
        : target.parsed(rowsRead, List.of(), List.of());
  }

  /** Whether the times of the first rows never rise and fall at least once. */
  static boolean descending(long[] times) {
    boolean falls = false;
    for (int i = 1; i < times.length; i++) {
      if (times[i] > times[i - 1]) {
        return false;
      }
      falls |= times[i] < times[i - 1];
    }
    return falls;
  }

  private int expectedRows(byte[] head, int length, boolean all) {
    int lines = 1;
    for (int i = 0; i < length; i++) {
      lines += head[i] == '\n' ? 1 : 0;
    }
    if (all) {
      return lines;
    }
    double perByte = (double) lines / Math.max(1, source.position());
    return (int) Math.min(SeriesAssembler.maxRows(), perByte * source.size() * 1.02);
  }

  private interface Merge {
    void accept(RowBatch batch);
  }

  private void chunks(RowPlan plan, Merge merge) {
    int threads = ended ? 1 : tuning.threads();
    if (threads == 1) {
      Slot slot = new Slot(plan, tuning);
      while (slot.fill()) {
        slot.parse();
        finish(slot, merge);
      }
      return;
    }
    try (ExecutorService workers = workers(threads)) {
      try {
        parallel(plan, merge, threads, workers);
      } catch (RuntimeException | Error e) {
        workers.shutdownNow();
        throw e;
      }
    }
  }

  private static ExecutorService workers(int threads) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, "import");
          thread.setDaemon(true);
          return thread;
        });
  }

  private void parallel(RowPlan plan, Merge merge, int threads, ExecutorService workers) {
    List<Slot> ring = new ArrayList<>();
    for (int i = 0; i <= threads; i++) {
      ring.add(new Slot(plan, tuning));
    }
    int at = 0;
    boolean more = true;
    int pending = 0;
    while (more || pending > 0) {
      Slot slot = ring.get(at);
      at = (at + 1) % ring.size();
      if (slot.task != null) {
        slot.await();
        pending--;
        finish(slot, merge);
      }
      if (more) {
        more = slot.fill();
        if (more) {
          slot.task = workers.submit(slot::parse);
          pending++;
        }
      }
    }
  }

  private void finish(Slot slot, Merge merge) {
    merge.accept(slot.batch);
    rejections.addAll(slot.batch.rejections, nextLine);
    rowsRead += slot.batch.dataRows;
    nextLine = Math.addExact(nextLine, slot.batch.lineCount);
    if (!listener.onProgress(source.position(), source.size())) {
      throw new ImportCancelledException(source.position(), source.size());
    }
  }

  /** A chunk in work: its text, its parser and its rows, all used again for later chunks. */
  private final class Slot {
    private byte[] text;
    private int length;
    private final CsvChunkParser parser;
    private final RowBatch batch = new RowBatch(1 << 14);
    private @Nullable Future<?> task;

    Slot(RowPlan plan, Tuning tuning) {
      parser = new CsvChunkParser(plan, tuning.fast());
      text = new byte[tuning.chunkBytes() + CsvChunkParser.SLACK];
    }

    void parse() {
      parser.parse(text, length, batch);
    }

    void await() {
      Future<?> running = task;
      task = null;
      if (running == null) {
        return;
      }
      try {
        running.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ImportCancelledException(source.position(), source.size());
      } catch (ExecutionException e) {
        throw new IllegalStateException("reading a chunk of " + source.name() + " failed", e);
      }
    }

    /** Fills the text with whole lines; {@code false} if there are no more. */
    boolean fill() {
      if (text.length < carry.length + tuning.chunkBytes() + CsvChunkParser.SLACK) {
        text = new byte[carry.length + tuning.chunkBytes() + CsvChunkParser.SLACK];
      }
      System.arraycopy(carry, 0, text, 0, carry.length);
      int filled = carry.length;
      int wanted = tuning.chunkBytes();
      if (!ended) {
        int read = source.fill(text, filled, wanted);
        ended = read < wanted;
        filled += read;
      }
      int end = filled;
      if (!ended) {
        while (end > 0 && text[end - 1] != '\n') {
          end--;
        }
        if (filled - end > CHUNK) {
          throw tooLong();
        }
      }
      carry = Arrays.copyOfRange(text, end, filled);
      length = end;
      return end > 0 || !ended;
    }

    private UnreadableFileException tooLong() {
      return new UnreadableFileException(
          source.name()
              + " has a line longer than "
              + (CHUNK >> 20)
              + " MiB before byte "
              + source.position()
              + "; it is not a table of prices, or its lines end without a line feed");
    }
  }
}
