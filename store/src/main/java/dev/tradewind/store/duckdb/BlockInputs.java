package dev.tradewind.store.duckdb;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.KnownOrder;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
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
  private final Map<String, String[]> others = new HashMap<>();
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
      StringBuilder text = new StringBuilder();
      text.append(b == 0 ? "first" : plan.id(b - 1)).append('\n').append(plan.barsHash(b));
      for (String source : sources.subList(1, sources.size())) {
        text.append('\n').append(others.computeIfAbsent(source, this::other)[b]);
      }
      if (splits) {
        for (String source : sources) {
          text.append('\n').append(splits(source, known[b]));
        }
      }
      MessageDigest digest = BlockBytes.sha256();
      digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
      hashes[b] = BlockBytes.hex(digest);
    }
    return hashes;
  }

  private String[] other(String source) {
    String[] hashes = new String[plan.size()];
    BarSeries series = data.others().get(source);
    if (series == null || series.size() == 0) {
      Arrays.fill(hashes, "none");
      return hashes;
    }
    long[] order = KnownOrder.of(series);
    int at = 0;
    for (int b = 0; b < hashes.length; b++) {
      int end = at;
      while (end < order.length && order[end] <= known[b]) {
        end++;
      }
      hashes[b] = BlockPlan.hash(series, at, end);
      at = end;
    }
    return hashes;
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
