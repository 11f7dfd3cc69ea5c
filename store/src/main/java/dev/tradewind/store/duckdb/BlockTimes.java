package dev.tradewind.store.duckdb;

import dev.tradewind.engine.market.BarSeries;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When the bars of a block open and are known; shared by the columns made from the same bars. Never
 * changed.
 */
final class BlockTimes {
  final long block;
  final String barsHash;
  private final Bars bars;

  /** {@code null} if each bar opens when the one before ends. */
  private final long @Nullable [] opens;

  /** {@code null} if every bar is known one timeframe after it opens. */
  private final long @Nullable [] knowns;

  private BlockTimes(
      long block, String barsHash, Bars bars, long @Nullable [] opens, long @Nullable [] knowns) {
    this.block = block;
    this.barsHash = barsHash;
    this.bars = bars;
    this.opens = opens;
    this.knowns = knowns;
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
    Bars bars = new Bars(size, opens[0], series.timeframe().micros());
    return new BlockTimes(plan.id(block), plan.barsHash(block), bars, opens, knowns);
  }

  /**
   * The times in their stored form.
   *
   * @param opens {@code null} if each bar opens when the one before ends
   * @param knowns {@code null} if every bar is known one timeframe after it opens
   */
  static BlockTimes stored(
      long block, String barsHash, Bars bars, byte @Nullable [] opens, byte @Nullable [] knowns) {
    return new BlockTimes(
        block,
        barsHash,
        bars,
        opens == null ? null : BlockBytes.toLongs(opens),
        knowns == null ? null : BlockBytes.toLongs(knowns));
  }

  /** The same with usual bars behind. */
  BlockTimes with(String hash, long[] more, long micros) {
    int size = size();
    long[] allOpens = Arrays.copyOf(openMicros(), size + more.length);
    long[] allKnown = Arrays.copyOf(knownAt(), size + more.length);
    for (int i = 0; i < more.length; i++) {
      allOpens[size + i] = more[i];
      allKnown[size + i] = more[i] + micros;
    }
    Bars all = new Bars(allOpens.length, allOpens[0], bars.micros());
    return new BlockTimes(block, hash, all, allOpens, allKnown);
  }

  /** Number of bars. */
  int size() {
    return bars.count();
  }

  /** When the first bar opens, UTC microseconds. */
  long first() {
    return bars.first();
  }

  /** What the arrays take, in bytes. */
  long bytes() {
    return (opens == null ? 0 : opens.length * (long) Long.BYTES)
        + (knowns == null ? 0 : knowns.length * (long) Long.BYTES);
  }

  /** When the bars open, UTC microseconds. Not to be written. */
  long[] openMicros() {
    if (opens != null) {
      return opens;
    }
    long[] all = new long[size()];
    copyOpens(all, 0);
    return all;
  }

  /** When the bars are known, UTC microseconds. Not to be written. */
  long[] knownAt() {
    if (knowns != null) {
      return knowns;
    }
    long[] all = new long[size()];
    copyKnown(all, 0);
    return all;
  }

  /** Writes when the bars open to {@code target[at..]}. */
  void copyOpens(long[] target, int at) {
    if (opens != null) {
      System.arraycopy(opens, 0, target, at, opens.length);
      return;
    }
    for (int i = 0; i < bars.count(); i++) {
      target[at + i] = bars.first() + i * bars.micros();
    }
  }

  /** Writes when the bars are known to {@code target[at..]}. */
  void copyKnown(long[] target, int at) {
    if (knowns != null) {
      System.arraycopy(knowns, 0, target, at, knowns.length);
      return;
    }
    copyOpens(target, at);
    for (int i = 0; i < bars.count(); i++) {
      target[at + i] += bars.micros();
    }
  }

  /** When the bars open in their stored form. */
  byte @Nullable [] opens(long micros) {
    long[] all = openMicros();
    for (int i = 1; i < all.length; i++) {
      if (all[i] != all[0] + i * micros) {
        return BlockBytes.ofLongs(all, 0, all.length);
      }
    }
    return null;
  }

  /** When the bars are known in their stored form. */
  byte @Nullable [] knowns(long micros) {
    long[] open = openMicros();
    long[] all = knownAt();
    for (int i = 0; i < all.length; i++) {
      if (all[i] != open[i] + micros) {
        return BlockBytes.ofLongs(all, 0, all.length);
      }
    }
    return null;
  }
}
