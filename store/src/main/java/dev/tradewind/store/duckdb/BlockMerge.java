package dev.tradewind.store.duckdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compares a block that was computed again with the stored one: a value that is the same keeps the
 * instant at which it was first known, any other is known from now on if it lies before the
 * watermark.
 */
final class BlockMerge {
  private final long[] known;
  private long revised;
  private boolean superseded;

  /**
   * A comparison.
   *
   * @param times of the new block
   * @param values of the new block
   * @param flags of the new block
   * @param before what is stored, with its times
   * @param watermark opening time of the last bar that the column had seen
   * @param now when the refresh is made, UTC microseconds
   */
  BlockMerge(
      BlockTimes times, byte[] values, byte[] flags, Before before, long watermark, long now) {
    long[] opens = times.openMicros();
    known = times.knownAt().clone();
    long[] oldOpens = before.opens();
    int old = 0;
    for (int i = 0; i < opens.length; i++) {
      while (old < oldOpens.length && oldOpens[old] < opens[i]) {
        superseded = true;
        old++;
      }
      boolean stored = old < oldOpens.length && oldOpens[old] == opens[i];
      if (stored && before.same(old, values, flags, i)) {
        known[i] = before.known[old];
      } else if (opens[i] <= watermark) {
        known[i] = Math.max(known[i], now);
        revised++;
      }
      if (stored) {
        superseded |= known[i] != before.known[old];
        old++;
      }
    }
    superseded |= old < oldOpens.length;
  }

  /** What is stored of a block. */
  static final class Before {
    private final @Nullable StoredBlock block;
    private final long[] opens;
    private final long[] known;

    Before(@Nullable StoredBlock block, @Nullable BlockTimes times) {
      this.block = block;
      this.opens = times == null ? new long[0] : times.openMicros();
      this.known = block == null || times == null ? new long[0] : block.knownAt(times);
    }

    private long[] opens() {
      return opens;
    }

    private boolean same(int old, byte[] values, byte[] flags, int i) {
      if (block == null) {
        return false;
      }
      byte[] mine = block.values;
      boolean sameFlag =
          flags.length == 0
              ? block.flags.length == 0
              : block.flags.length > 0 && block.flags[old] == flags[i];
      return sameFlag && Arrays.equals(mine, old * 8, old * 8 + 8, values, i * 8, i * 8 + 8);
    }
  }

  /** Values before the watermark that are known only now. */
  long revised() {
    return revised;
  }

  /** Whether the stored block says something that the new one does not. */
  boolean superseded() {
    return superseded;
  }

  /** The instants that differ from those of the bars, as they are stored. */
  byte[] known(BlockTimes times) {
    long[] pairs = new long[16];
    int count = 0;
    long[] usual = times.knownAt();
    for (int i = 0; i < known.length; i++) {
      if (known[i] != usual[i]) {
        if (count == pairs.length) {
          pairs = Arrays.copyOf(pairs, count * 2);
        }
        pairs[count] = i;
        pairs[count + 1] = known[i];
        count += 2;
      }
    }
    return BlockBytes.ofLongs(pairs, 0, count);
  }
}
