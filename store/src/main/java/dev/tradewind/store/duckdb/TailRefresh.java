package dev.tradewind.store.duckdb;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.FeatureRun;
import dev.tradewind.engine.feature.UndefinedReasons;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SharedColumns;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.Watermark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of columns whose bars are those of the refresh before and a few more behind them in
 * the same block: the programs go on from their memory, and what comes of it is one row. Nothing is
 * read. Belongs to one thread.
 */
final class TailRefresh {
  private final ProgramData data;
  private final BlockPlan plan;
  private final BlockInputs inputs;
  private final long now;
  private final int[] noRestarts = {};

  /** A column and what came of it. */
  private record Computed(LiveColumn live, FeatureRefresh result) {}

  /** What is to be written, noted and answered. */
  record Outcome(@Nullable TailRow row, List<LiveColumn> live, List<FeatureRefresh> results) {}

  TailRefresh(ProgramData data, BlockPlan plan, Instant now) {
    this.data = data;
    this.plan = plan;
    this.inputs = new BlockInputs(data, plan);
    this.now = FeatureTables.micros(now);
  }

  /** Whether bars behind an index follow on one another and on those in front as usual. */
  static boolean areUsual(FeatureProgram any, BarSeries base, int from) {
    if (SharedColumns.hasOwnTimes(base) || from < 1) {
      return false;
    }
    long micros = base.timeframe().micros();
    for (int i = from; i < base.size(); i++) {
      if (base.openTime(i) < base.openTime(i - 1) + micros) {
        return false;
      }
    }
    return from == base.size()
        || any.gaps(base.between(base.openTime(from - 1), Long.MAX_VALUE)).isEmpty();
  }

  /** Whether a column can go on without looking at what is stored. */
  boolean goesOn(FeatureProgram feature, @Nullable LiveColumn live) {
    int last = plan.size() - 1;
    return live != null
        && last >= 0
        && live.block() == plan.id(last)
        && isAlone(feature)
        && live.bars() <= data.base().size()
        && live.bars() > plan.from(last)
        && live.row().info().nulls() == feature.definition().nulls()
        && live.row().seen() == data.base().openTime((int) live.bars() - 1)
        && ColumnRefresh.usable(java.util.Optional.of(live.row()), feature);
  }

  /** Whether a feature reads nothing but the bars. */
  static boolean isAlone(FeatureProgram feature) {
    return feature.program().sources().size() == 1 && !feature.program().readsSplits();
  }

  /**
   * Goes on with columns that stand at the same bar.
   *
   * @param live in the order of the features
   */
  Outcome compute(List<FeatureProgram> features, List<LiveColumn> live) {
    BarSeries base = data.base();
    int from = (int) live.getFirst().bars();
    int bars = base.size() - from;
    if (bars == 0) {
      return new Outcome(
          null,
          live,
          live.stream()
              .map(
                  each ->
                      new FeatureRefresh(each.row().info().watermark(), Long.MAX_VALUE, 0, 0, 0))
              .toList());
    }
    byte[] values = new byte[features.size() * bars * Double.BYTES];
    byte[] flags = new byte[features.size() * bars];
    int[] undefined = new int[8];
    int spans = 0;
    List<String> blockHashes = new ArrayList<>();
    List<String> columnHashes = new ArrayList<>();
    List<LiveColumn> moved = new ArrayList<>();
    List<FeatureRefresh> results = new ArrayList<>();
    long at = 0;
    for (int f = 0; f < features.size(); f++) {
      FeatureProgram feature = features.get(f);
      LiveColumn before = live.get(f);
      FeatureRun run = FeatureRun.resumed(feature, data, noRestarts, from, before.memory());
      double[][] columns = new double[feature.columns()][bars];
      run.run(base.size(), columns);
      UndefinedReasons reasons = null;
      for (int i = 0; i < bars; i++) {
        if (Double.isNaN(columns[0][i])) {
          if (reasons == null) {
            reasons = new UndefinedReasons(feature, data, feature.restarts(base));
          }
          if (spans + 4 > undefined.length) {
            undefined = Arrays.copyOf(undefined, undefined.length * 2);
          }
          undefined[spans] = f;
          undefined[spans + 1] = i;
          undefined[spans + 2] = 1;
          undefined[spans + 3] = reasons.reason(from + i).code();
          spans += 4;
        }
      }
      byte[] encoded = BlockBytes.ofDoubles(columns[0], 0, bars);
      System.arraycopy(encoded, 0, values, f * encoded.length, encoded.length);
      byte[] own = columns.length == 1 ? new byte[0] : ColumnRefresh.flags(columns[1], 0, bars);
      Arrays.fill(flags, f * bars, (f + 1) * bars, TailRow.NO_FLAG);
      System.arraycopy(own, 0, flags, f * bars, own.length);
      Computed computed = goOn(before, feature, run.memory(), encoded, own);
      moved.add(computed.live());
      results.add(computed.result());
      blockHashes.add(hash(computed.live()));
      columnHashes.add(computed.result().watermark().columnHash());
      at = Math.max(at, FeatureTables.micros(computed.result().watermark().refreshedAt()));
    }
    int last = plan.size() - 1;
    long[] opens = Arrays.copyOfRange(SharedColumns.openTimes(base), from, base.size());
    int[] ids = moved.stream().mapToInt(each -> each.row().id()).toArray();
    TailRow row =
        new TailRow(
            new TailRow.Bars(plan.id(last), plan.barsHash(last), opens),
            new TailRow.Columns(ids, values, flags, Arrays.copyOf(undefined, spans)),
            new TailRow.Hashes(
                inputs.of(features.getFirst())[last],
                results.getFirst().watermark().inputHash(),
                blockHashes,
                columnHashes),
            at);
    return new Outcome(row, moved, results);
  }

  private static String hash(LiveColumn live) {
    MessageDigest digest = LiveColumn.copy(live.values());
    digest.update(live.flags());
    return BlockBytes.hex(digest);
  }

  private Computed goOn(
      LiveColumn before, FeatureProgram feature, double[] memory, byte[] values, byte[] flags) {
    BarSeries base = data.base();
    int last = plan.size() - 1;
    MessageDigest digest = LiveColumn.copy(before.values());
    digest.update(values);
    byte[] allFlags = Arrays.copyOf(before.flags(), before.flags().length + flags.length);
    System.arraycopy(flags, 0, allFlags, before.flags().length, flags.length);
    MessageDigest whole = LiveColumn.copy(digest);
    whole.update(allFlags);
    MessageDigest column = LiveColumn.copy(before.columns());
    column.update(BlockBytes.hex(whole).getBytes(StandardCharsets.UTF_8));
    MessageDigest input = LiveColumn.copy(before.inputs());
    input.update(inputs.of(feature)[last].getBytes(StandardCharsets.UTF_8));
    Watermark old = before.row().info().watermark();
    long refreshed = Math.max(now, FeatureTables.micros(old.refreshedAt()));
    long lastOpen = base.openTime(base.size() - 1);
    Watermark mark =
        new Watermark(
            old.key(),
            base.size(),
            lastOpen,
            inputs.lastKnown(),
            BlockBytes.hex(input),
            BlockBytes.hex(column),
            Instant.EPOCH.plus(refreshed, ChronoUnit.MICROS));
    FeatureInfo info =
        new FeatureInfo(mark, before.row().info().nulls(), before.row().info().flagged());
    FeatureTables.Row row =
        new FeatureTables.Row(before.row().id(), before.row().fingerprint(), info, lastOpen);
    int from = (int) before.bars();
    FeatureRefresh result =
        new FeatureRefresh(mark, base.openTime(from), base.size() - (long) from, 1, 0);
    return new Computed(
        new LiveColumn(
            row,
            memory,
            before.reasons(),
            before.block(),
            digest,
            allFlags,
            before.inputs(),
            before.columns()),
        result);
  }
}
