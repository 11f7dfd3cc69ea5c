package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * How the bars of a series fall into blocks. Blocks are cut on time, {@value #BARS} nominal bar
 * lengths from 1970 on, so that a bar more or less moves no other bar to another block.
 */
final class BlockPlan {
  static final int BARS = 4096;

  private final long[] ids;
  private final int[] starts;
  private final String[] hashes;

  private BlockPlan(long[] ids, int[] starts, String[] hashes) {
    this.ids = ids;
    this.starts = starts;
    this.hashes = hashes;
  }

  static BlockPlan of(BarSeries series, int barsPerBlock) {
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
      hashes[b] = hash(series, starts[b], starts[b + 1]);
    }
    return new BlockPlan(Arrays.copyOf(ids, count), Arrays.copyOf(starts, count + 1), hashes);
  }

  /** SHA-256 of bars: everything that a computation can read of them. */
  static String hash(BarSeries series, int from, int to) {
    MessageDigest digest = BlockBytes.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(72 * 512).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < to; i++) {
      if (!buffer.hasRemaining()) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      buffer
          .putLong(series.openTime(i))
          .putLong(series.closeTime(i))
          .putLong(series.knownAt(i))
          .putLong(series.isPartial(i) ? 1 : 0)
          .putLong(Double.doubleToLongBits(series.open(i)))
          .putLong(Double.doubleToLongBits(series.high(i)))
          .putLong(Double.doubleToLongBits(series.low(i)))
          .putLong(Double.doubleToLongBits(series.close(i)))
          .putLong(Double.doubleToLongBits(series.volume(i)));
    }
    digest.update(buffer.flip());
    return BlockBytes.hex(digest);
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
