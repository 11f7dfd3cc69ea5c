package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.NullFill;
import dev.tradewind.engine.feature.NullPolicy;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Puts blocks of columns together to rows. Columns made from the same bars share their rows and,
 * where nothing else was noted, the array of when they were known; columns that have not seen the
 * same bars are joined on the opening time.
 */
final class FrameRows {
  private static final long UNSEEN = Long.MAX_VALUE;

  /** As many values are worth a second thread. */
  private static final long PARALLEL = 1_000_000;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final int columns;
  private final long asOf;
  private final @Nullable Segments segments;
  private final boolean checks;
  private final List<Part> parts = new ArrayList<>();
  private long[] opens = {};
  private long[] usual = {};
  private final double[][] values;
  private final long[][] known;
  private final byte[][] flags;
  private final int[][] restarts;

  /**
   * The rows of one block.
   *
   * @param at the first
   * @param size how many
   * @param joined when they open, where columns have not seen the same bars; else empty
   */
  private record Part(
      int at,
      int size,
      List<@Nullable StoredBlock> blocks,
      List<@Nullable BlockTimes> times,
      Optional<long[]> joined) {}

  /**
   * No rows yet.
   *
   * @param segments values that lie outside the database
   * @param checks whether damaged values are refused
   */
  FrameRows(int columns, long asOf, @Nullable Segments segments, boolean checks) {
    this.columns = columns;
    this.checks = checks;
    this.asOf = asOf;
    this.segments = segments;
    this.values = new double[columns][];
    this.known = new long[columns][];
    this.flags = new byte[columns][];
    this.restarts = new int[columns][];
  }

  /** Adds the next block in time: for each column what is stored, with its times. */
  void add(@Nullable StoredBlock[] blocks, Map<String, BlockTimes> times) {
    List<@Nullable BlockTimes> each = new ArrayList<>();
    BlockTimes first = null;
    boolean shared = true;
    for (StoredBlock block : blocks) {
      BlockTimes own = block == null ? null : times.get(block.barsHash);
      each.add(own);
      if (first == null) {
        first = own;
      }
      shared &= own != null && own == first;
    }
    if (first == null) {
      return;
    }
    Optional<long[]> joined = shared ? Optional.empty() : Optional.of(union(each));
    int size = joined.isPresent() ? joined.get().length : first.size();
    int at = parts.isEmpty() ? 0 : end(parts.getLast());
    parts.add(new Part(at, size, Arrays.asList(blocks.clone()), each, joined));
  }

  private static int end(Part part) {
    return part.at() + part.size();
  }

  private static long[] union(List<@Nullable BlockTimes> times) {
    long[] all = {};
    for (BlockTimes each : times) {
      if (each != null) {
        int before = all.length;
        all = Arrays.copyOf(all, before + each.size());
        each.copyOpens(all, before);
      }
    }
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  /** Decodes all blocks that were added. */
  void finish() {
    int rows = parts.isEmpty() ? 0 : end(parts.getLast());
    opens = new long[rows];
    usual = new long[rows];
    boolean plain = true;
    for (Part part : parts) {
      BlockTimes times = part.times().getFirst();
      if (part.joined().isPresent()) {
        System.arraycopy(part.joined().get(), 0, opens, part.at(), part.size());
      } else if (times != null) {
        times.copyOpens(opens, part.at());
      }
      plain &= part.joined().isEmpty() && times != null;
      if (plain && times != null) {
        times.copyKnown(usual, part.at());
        plain = asOf >= UNSEEN - 1;
      }
    }
    boolean shared = plain;
    if (columns > 1 && (long) columns * rows >= PARALLEL && PROCESSORS > 1) {
      FutureTask<Boolean> others = new FutureTask<>(() -> columns(1, rows, shared));
      Thread thread = new Thread(others, "feature columns");
      thread.setDaemon(true);
      thread.start();
      try {
        columns(0, rows, shared);
      } finally {
        await(others);
      }
    } else {
      columns(0, rows, shared);
      if (columns > 1) {
        columns(1, rows, shared);
      }
    }
  }

  /** Waits for the other half; what it threw is thrown here. */
  private static void await(FutureTask<Boolean> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("reading features was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("features could not be read", e);
    }
  }

  /** Decodes every second column. */
  private boolean columns(int first, int rows, boolean plain) {
    try (Segments.Reader reader = segments == null ? null : segments.reader(checks)) {
      for (int c = first; c < columns; c += 2) {
        column(c, rows, plain, reader);
      }
    }
    return true;
  }

  private void column(int c, int rows, boolean plain, Segments.@Nullable Reader reader) {
    values[c] = new double[rows];
    flags[c] = new byte[0];
    restarts[c] = new int[0];
    boolean usualOnly = plain;
    for (Part part : parts) {
      StoredBlock block = part.blocks().get(c);
      usualOnly &= block != null && block.known.length == 0;
    }
    known[c] = usualOnly ? usual : new long[rows];
    Stretch stretch = new Stretch(values[c], reader);
    for (Part part : parts) {
      StoredBlock block = part.blocks().get(c);
      BlockTimes times = part.times().get(c);
      if (block == null || times == null) {
        absent(c, part);
      } else if (usualOnly) {
        stretch.add(block, part.at());
        extras(c, block, part.at(), rows);
      } else {
        joined(c, part, reader == null ? block : block.with(reader), times, rows);
      }
    }
    stretch.read();
  }

  /** Values that lie one behind the other in a segment and are read in one go. */
  private static final class Stretch {
    private final double[] target;
    private final Segments.@Nullable Reader reader;
    private final List<StoredBlock.Place> places = new ArrayList<>();
    private final List<Integer> bars = new ArrayList<>();
    private int at;
    private int count;

    Stretch(double[] target, Segments.@Nullable Reader reader) {
      this.target = target;
      this.reader = reader;
    }

    void add(StoredBlock block, int row) {
      StoredBlock.Place place = block.place;
      if (place == null) {
        BlockBytes.toDoubles(block.values, target, row);
        return;
      }
      boolean follows =
          count > 0
              && place.segment() == places.getFirst().segment()
              && place.position() == places.getFirst().position() + (long) count * Double.BYTES
              && row == at + count;
      if (!follows) {
        read();
        at = row;
      }
      places.add(place);
      bars.add(block.bars);
      count += block.bars;
    }

    void read() {
      if (count > 0 && reader != null) {
        reader.read(places, bars, target, at);
      }
      places.clear();
      bars.clear();
      count = 0;
    }
  }

  private void absent(int c, Part part) {
    Arrays.fill(values[c], part.at(), end(part), Double.NaN);
    Arrays.fill(known[c], part.at(), end(part), UNSEEN);
  }

  private void extras(int c, StoredBlock block, int at, int rows) {
    if (block.flags.length > 0) {
      flagsOf(c, rows);
      System.arraycopy(block.flags, 0, flags[c], at, block.flags.length);
    }
    for (int restart : BlockBytes.toInts(block.restarts)) {
      restart(c, at + restart);
    }
  }

  private void flagsOf(int c, int rows) {
    if (flags[c].length == 0) {
      flags[c] = new byte[rows];
    }
  }

  private void restart(int c, int row) {
    restarts[c] = Arrays.copyOf(restarts[c], restarts[c].length + 1);
    restarts[c][restarts[c].length - 1] = row;
  }

  private void joined(int c, Part part, StoredBlock block, BlockTimes times, int rows) {
    absent(c, part);
    double[] stored = BlockBytes.toDoubles(block.values);
    long[] seen = block.knownAt(times);
    int[] begins = BlockBytes.toInts(block.restarts);
    int next = 0;
    long[] theirs = times.openMicros();
    int row = part.at();
    for (int i = 0; i < theirs.length; i++) {
      while (opens[row] < theirs[i]) {
        row++;
      }
      if (next < begins.length && begins[next] == i) {
        restart(c, row);
        next++;
      }
      if (seen[i] <= asOf) {
        values[c][row] = stored[i];
        known[c][row] = seen[i];
        if (block.flags.length > 0) {
          flagsOf(c, rows);
          flags[c][row] = block.flags[i];
        }
      }
    }
  }

  /** Fills the holes of a column among the bars that it has seen. */
  void fill(int c, NullPolicy policy) {
    if (policy == NullPolicy.SKIP) {
      return;
    }
    long[] knownBefore = known[c];
    long[] knownNow = knownBefore.clone();
    int[] rowOf = new int[knownBefore.length];
    double[] column = values[c];
    NullFill fill =
        new NullFill(
            policy,
            (row, value, micros) -> {
              column[rowOf[(int) row]] = value;
              knownNow[rowOf[(int) row]] = micros;
            });
    int seen = 0;
    int next = 0;
    for (int row = 0; row < rowOf.length; row++) {
      while (next < restarts[c].length && restarts[c][next] <= row) {
        fill.restart();
        next++;
      }
      if (knownBefore[row] != UNSEEN) {
        rowOf[seen] = row;
        seen++;
        fill.accept(column[row], knownBefore[row]);
      }
    }
    known[c] = knownNow;
  }

  /** The rows that open in a span and that a column has seen. */
  FeatureFrame frame(List<FeatureVersion> features, long fromMicros, long toMicros) {
    if (isWhole(fromMicros, toMicros)) {
      return new FeatureFrame(features, opens, values, known, flags);
    }
    int[] kept = new int[opens.length];
    int count = 0;
    for (int row = 0; row < opens.length; row++) {
      if (opens[row] >= fromMicros && opens[row] < toMicros && isSeen(row)) {
        kept[count] = row;
        count++;
      }
    }
    if (count < opens.length) {
      pick(kept, count);
    }
    return new FeatureFrame(features, opens, values, known, flags);
  }

  /** Whether a span leaves no row out, which needs no look at the rows. */
  private boolean isWhole(long fromMicros, long toMicros) {
    int last = opens.length - 1;
    return last >= 0 && known[0] == usual && opens[0] >= fromMicros && opens[last] < toMicros;
  }

  private boolean isSeen(int row) {
    for (long[] column : known) {
      if (column[row] != UNSEEN) {
        return true;
      }
    }
    return false;
  }

  private void pick(int[] kept, int count) {
    opens = pick(opens, kept, count);
    for (int c = 0; c < columns; c++) {
      double[] column = new double[count];
      byte[] flag = new byte[flags[c].length == 0 ? 0 : count];
      for (int i = 0; i < count; i++) {
        column[i] = values[c][kept[i]];
        if (flag.length > 0) {
          flag[i] = flags[c][kept[i]];
        }
      }
      values[c] = column;
      flags[c] = flag;
      known[c] = pick(known[c], kept, count);
    }
  }

  private static long[] pick(long[] from, int[] kept, int count) {
    long[] picked = new long[count];
    for (int i = 0; i < count; i++) {
      picked[i] = from[kept[i]];
    }
    return picked;
  }
}
