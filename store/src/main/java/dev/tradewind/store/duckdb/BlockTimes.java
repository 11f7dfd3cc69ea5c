package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** When the bars of a block open and are known; shared by the columns made from the same bars. */
final class BlockTimes {
  final long block;
  final String barsHash;
  private final long[] openMicros;
  private final long[] knownAt;

  private BlockTimes(long block, String barsHash, long[] openMicros, long[] knownAt) {
    this.block = block;
    this.barsHash = barsHash;
    this.openMicros = openMicros;
    this.knownAt = knownAt;
  }

  /**
   * The usual bars of a block.
   *
   * @param count how many
   * @param first when the first opens, UTC microseconds
   * @param micros length of a bar
   */
  record Bars(int count, long first, long micros) {}

  static BlockTimes of(BarSeries series, BlockPlan plan, int block) {
    int from = plan.from(block);
    int size = plan.to(block) - from;
    long[] opens = new long[size];
    long[] knowns = new long[size];
    for (int i = 0; i < size; i++) {
      opens[i] = series.openTime(from + i);
      knowns[i] = series.knownAt(from + i);
    }
    return new BlockTimes(plan.id(block), plan.barsHash(block), opens, knowns);
  }

  /**
   * The times in their stored form.
   *
   * @param opens {@code null} if each bar opens when the one before ends
   * @param knowns {@code null} if every bar is known one timeframe after it opens
   */
  static BlockTimes stored(
      long block, String barsHash, Bars bars, byte @Nullable [] opens, byte @Nullable [] knowns) {
    long[] openMicros = opens == null ? new long[bars.count()] : BlockBytes.toLongs(opens);
    if (opens == null) {
      for (int i = 0; i < openMicros.length; i++) {
        openMicros[i] = bars.first() + i * bars.micros();
      }
    }
    long[] known;
    if (knowns != null) {
      known = BlockBytes.toLongs(knowns);
    } else {
      known = new long[openMicros.length];
      for (int i = 0; i < known.length; i++) {
        known[i] = openMicros[i] + bars.micros();
      }
    }
    return new BlockTimes(block, barsHash, openMicros, known);
  }

  /** The same with usual bars behind. */
  BlockTimes with(String hash, long[] opens, long micros) {
    int size = openMicros.length;
    long[] allOpens = Arrays.copyOf(openMicros, size + opens.length);
    long[] allKnown = Arrays.copyOf(knownAt, size + opens.length);
    for (int i = 0; i < opens.length; i++) {
      allOpens[size + i] = opens[i];
      allKnown[size + i] = opens[i] + micros;
    }
    return new BlockTimes(block, hash, allOpens, allKnown);
  }

  /** Not to be written. */
  long[] openMicros() {
    return openMicros;
  }

  /** Not to be written. */
  long[] knownAt() {
    return knownAt;
  }

  byte @Nullable [] opens(long micros) {
    for (int i = 1; i < openMicros.length; i++) {
      if (openMicros[i] != openMicros[0] + i * micros) {
        return BlockBytes.ofLongs(openMicros, 0, openMicros.length);
      }
    }
    return null;
  }

  byte @Nullable [] knowns(long micros) {
    for (int i = 0; i < knownAt.length; i++) {
      if (knownAt[i] != openMicros[i] + micros) {
        return BlockBytes.ofLongs(knownAt, 0, knownAt.length);
      }
    }
    return null;
  }
}
