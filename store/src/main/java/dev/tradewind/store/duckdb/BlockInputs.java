package dev.tradewind.store.duckdb;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.KnownOrder;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hashes of everything that a feature is fed within a block: the base's bars, the bars of other
 * instruments that become known until the block ends, and the splits in effect by then. The block
 * in front is part of it, so that a missing block is a change of the next.
 */
final class BlockInputs {
  private final ProgramData data;
  private final BlockPlan plan;
  private final long[] known;
  private final Map<String, long[]> orders = new HashMap<>();
  private final Map<List<Object>, String> others = new HashMap<>();
  private final Map<List<Object>, Stretch> stretches = new HashMap<>();
  private final Map<List<Object>, String> parts = new HashMap<>();
  private final Map<List<Object>, String[]> done = new HashMap<>();

  BlockInputs(ProgramData data, BlockPlan plan) {
    this.data = data;
    this.plan = plan;
    this.known = new long[plan.size()];
    long now = Long.MIN_VALUE;
    for (int b = 0; b < known.length; b++) {
      now = Math.max(now, data.base().lastKnown(plan.from(b), plan.to(b)));
      known[b] = now;
    }
  }

  /** When the last bar of all is known. */
  long lastKnown() {
    return known.length == 0 ? Long.MIN_VALUE : known[known.length - 1];
  }

  /** One hash for each block. */
  synchronized String[] of(FeatureProgram feature) {
    List<String> sources = feature.program().sources();
    boolean splits = feature.program().readsSplits();
    return done.computeIfAbsent(List.of(sources, splits), any -> compute(sources, splits));
  }

  private String[] compute(List<String> sources, boolean splits) {
    String[] hashes = new String[plan.size()];
    for (int b = 0; b < hashes.length; b++) {
      hashes[b] = hash(sources, splits, new Stretch(b, plan.barsHash(b), known[b]));
    }
    return hashes;
  }

  /**
   * The hash that a block would have if it ended behind its first bars.
   *
   * @param bars how many, &gt; 0 and not more than the block has
   */
  synchronized String ofFirst(FeatureProgram feature, int block, int bars) {
    if (bars == plan.to(block) - plan.from(block)) {
      return of(feature)[block];
    }
    List<String> sources = feature.program().sources();
    boolean splits = feature.program().readsSplits();
    return parts.computeIfAbsent(
        List.of(sources, splits, block, bars), any -> hash(sources, splits, first(block, bars)));
  }

  private Stretch first(int block, int bars) {
    return stretches.computeIfAbsent(
        List.of(block, bars),
        any -> {
          int from = plan.from(block);
          long last = data.base().lastKnown(from, from + bars);
          return new Stretch(
              block,
              BlockPlan.hash(data.base(), from, from + bars),
              Math.max(last, block == 0 ? Long.MIN_VALUE : known[block - 1]));
        });
  }

  /**
   * A block or its beginning.
   *
   * @param block index
   * @param barsHash of its bars
   * @param known when the last of them is
   */
  private record Stretch(int block, String barsHash, long known) {}

  private String hash(List<String> sources, boolean splits, Stretch bars) {
    int b = bars.block();
    StringBuilder text = new StringBuilder();
    text.append(b == 0 ? "first" : plan.id(b - 1)).append('\n').append(bars.barsHash());
    for (String source : sources.subList(1, sources.size())) {
      text.append('\n').append(other(source, bars));
    }
    if (splits) {
      for (String source : sources) {
        text.append('\n').append(splits(source, bars.known()));
      }
    }
    MessageDigest digest = BlockBytes.sha256();
    digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return BlockBytes.hex(digest);
  }

  /** The hash of the bars of another instrument that become known within a stretch. */
  private String other(String source, Stretch bars) {
    BarSeries series = data.others().get(source);
    if (series == null || series.size() == 0) {
      return "none";
    }
    long[] order = orders.computeIfAbsent(source, any -> KnownOrder.of(series));
    int from = bars.block() == 0 ? 0 : countUntil(order, known[bars.block() - 1]);
    int to = countUntil(order, bars.known());
    return others.computeIfAbsent(
        List.of(source, from, to), any -> BlockPlan.hash(series, from, to));
  }

  private static int countUntil(long[] ascending, long instant) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private String splits(String source, long until) {
    SplitSchedule schedule = data.splits().getOrDefault(source, SplitSchedule.NONE);
    StringBuilder text = new StringBuilder("splits");
    for (int s = 0; s < schedule.countUntil(until); s++) {
      text.append(' ').append(schedule.effectiveMicros(s)).append('=').append(schedule.ratio(s));
    }
    return text.toString();
  }
}
