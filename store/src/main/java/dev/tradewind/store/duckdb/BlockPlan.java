package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SharedColumns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the bars of a series fall into blocks. Blocks are cut on time, {@value #BARS} nominal bar
 * lengths from 1970 on, so that a bar more or less moves no other bar to another block.
 */
final class BlockPlan {
  static final int BARS = 4096;

  private static final BarField[] FIELDS = BarField.values();

  private final BarSeries series;
  private final long[] ids;
  private final int[] starts;
  private final String[] hashes;

  private BlockPlan(BarSeries series, long[] ids, int[] starts, String[] hashes) {
    this.series = series;
    this.ids = ids;
    this.starts = starts;
    this.hashes = hashes;
  }

  /**
   * The plan of a series.
   *
   * @param before an earlier plan of the same instrument and timeframe: blocks with the same bars
   *     are not hashed again
   */
  static BlockPlan of(BarSeries series, int barsPerBlock, @Nullable BlockPlan before) {
    if (before != null && before.series == series) {
      return before;
    }
    long length = Math.multiplyExact(series.timeframe().micros(), barsPerBlock);
    long[] ids = new long[16];
    int[] starts = new int[17];
    int count = 0;
    int at = 0;
    while (at < series.size()) {
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, count * 2);
        starts = Arrays.copyOf(starts, count * 2 + 1);
      }
      ids[count] = Math.floorDiv(series.openTime(at), length);
      starts[count] = at;
      at = series.lowerBound((ids[count] + 1) * length);
      count++;
    }
    starts[count] = series.size();
    String[] hashes = new String[count];
    for (int b = 0; b < count; b++) {
      int from = starts[b];
      int to = starts[b + 1];
      String known = before == null ? null : before.hashOfSame(ids[b], series, from, to);
      hashes[b] = known == null ? hash(series, from, to) : known;
    }
    return new BlockPlan(
        series, Arrays.copyOf(ids, count), Arrays.copyOf(starts, count + 1), hashes);
  }

  /** Whether the bars of this plan are the first ones of another. */
  boolean begins(BlockPlan later) {
    if (later == this || later.series == series) {
      return true;
    }
    int last = ids.length - 1;
    if (last < 0
        || later.ids.length < ids.length
        || SharedColumns.hasOwnTimes(series)
        || SharedColumns.hasOwnTimes(later.series)
        || !Arrays.equals(ids, 0, last + 1, later.ids, 0, last + 1)
        || !Arrays.equals(starts, 0, last + 1, later.starts, 0, last + 1)
        || !Arrays.equals(hashes, 0, last, later.hashes, 0, last)
        || later.starts[last + 1] < starts[last + 1]) {
      return false;
    }
    return hasSame(starts[last], starts[last + 1], later.series, starts[last], starts[last + 1]);
  }

  private boolean hasSame(int own, int end, BarSeries other, int from, int to) {
    boolean same =
        Arrays.equals(
            SharedColumns.openTimes(series), own, end, SharedColumns.openTimes(other), from, to);
    for (int f = 0; f < FIELDS.length && same; f++) {
      same =
          Arrays.equals(
              SharedColumns.of(series, FIELDS[f]),
              own,
              end,
              SharedColumns.of(other, FIELDS[f]),
              from,
              to);
    }
    return same;
  }

  /** The hash of a block if its bars are these, otherwise {@code null}. */
  private @Nullable String hashOfSame(long id, BarSeries other, int from, int to) {
    int b = indexOf(id);
    if (b < 0 || starts[b + 1] - starts[b] != to - from) {
      return null;
    }
    int own = starts[b];
    int end = starts[b + 1];
    boolean same =
        !SharedColumns.hasOwnTimes(series)
            && !SharedColumns.hasOwnTimes(other)
            && series.closeTime(end - 1) == other.closeTime(to - 1)
            && hasSame(own, end, other, from, to);
    return same ? hashes[b] : null;
  }

  /**
   * SHA-256 of bars, of everything that a computation can read of them: number, start and length,
   * then open, high, low, close and volume column by column; in front of them the times of every
   * bar, unless each follows on the one before and is known when it ends.
   */
  static String hash(BarSeries series, int from, int to) {
    MessageDigest digest = BlockBytes.sha256();
    long micros = series.timeframe().micros();
    boolean usual = isUsual(series, from, to, micros);
    ByteBuffer buffer = ByteBuffer.allocate(32 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(to - from).putLong(from < to ? series.openTime(from) : 0).putLong(micros);
    buffer.putLong(usual ? 1 : 0);
    digest.update(buffer.flip());
    buffer.clear();
    for (int i = from; i < to && !usual; i++) {
      if (buffer.remaining() < 32) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      buffer
          .putLong(series.openTime(i))
          .putLong(series.closeTime(i))
          .putLong(series.knownAt(i))
          .putLong(series.isPartial(i) ? 1 : 0);
    }
    digest.update(buffer.flip());
    for (BarField field : FIELDS) {
      double[] column = SharedColumns.of(series, field);
      for (int at = from; at < to; ) {
        int part = Math.min(to - at, buffer.capacity() / Double.BYTES);
        buffer.clear();
        buffer.asDoubleBuffer().put(column, at, part);
        digest.update(buffer.limit(part * Double.BYTES));
        at += part;
      }
    }
    return BlockBytes.hex(digest);
  }

  private static boolean isUsual(BarSeries series, int from, int to, long micros) {
    if (SharedColumns.hasOwnTimes(series)) {
      return false;
    }
    long[] opens = SharedColumns.openTimes(series);
    for (int i = from + 1; i < to; i++) {
      if (opens[i] != opens[i - 1] + micros) {
        return false;
      }
    }
    return from == to || series.closeTime(to - 1) == opens[to - 1] + micros;
  }

  int size() {
    return ids.length;
  }

  /** Number of a block: its start in block lengths since 1970. */
  long id(int block) {
    return ids[block];
  }

  /** First bar of a block. */
  int from(int block) {
    return starts[block];
  }

  /** One behind the last bar of a block. */
  int to(int block) {
    return starts[block + 1];
  }

  String barsHash(int block) {
    return hashes[block];
  }

  /** Index of the block with a number, negative if there is none. */
  int indexOf(long id) {
    return Arrays.binarySearch(ids, id);
  }
}
