package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.FeatureRun;
import dev.tradewind.engine.feature.UndefinedReasons;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.Watermark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of one column. A block is computed again if its inputs differ from those noted with
 * it, or if the state at the end of the block in front is another than it was; it begins from the
 * checkpoint in front and ends where state and inputs are the stored ones again.
 */
final class ColumnRefresh {
  private final RefreshScope scope;
  private final FeatureProgram feature;
  private final double @Nullable [][] batch;
  private final long now;
  private final FeatureKey key;
  private final Optional<FeatureTables.Row> row;
  private final int id;
  private final boolean afresh;
  private final SortedMap<Long, BlockTables.Entry> index;
  private final Set<Long> checkpoints;
  private final long seen;
  private final String fingerprint;
  private final int[] restarts;
  private final UndefinedReasons reasons;
  private final TreeMap<Long, StoredBlock> written = new TreeMap<>();
  private final List<StoredBlock> retired = new ArrayList<>();
  private final TreeMap<Long, byte[]> memories = new TreeMap<>();
  private @Nullable FeatureRun run;
  private long computed;
  private long revised;
  private long fromMicros = Long.MAX_VALUE;

  /**
   * A refresh to be made.
   *
   * @param row what is stored of the column
   * @param batch all values, where they were computed at once because nothing stored can be used
   * @param now when the refresh is made
   */
  ColumnRefresh(
      RefreshScope scope,
      FeatureProgram feature,
      Optional<FeatureTables.Row> row,
      double @Nullable [][] batch,
      Instant now)
      throws SQLException {
    this.scope = scope;
    this.feature = feature;
    this.batch = batch;
    this.key = FeatureKey.of(feature);
    this.row = row;
    this.id = row.isPresent() ? row.get().id() : FeatureTables.nextId(scope.connection);
    this.fingerprint = fingerprint(feature);
    this.afresh = batch != null || !usable(row, feature);
    this.index = row.isPresent() ? BlockTables.index(scope.connection, id) : new TreeMap<>();
    this.checkpoints = afresh ? new HashSet<>() : BlockTables.checkpoints(scope.connection, id);
    this.seen = row.map(FeatureTables.Row::seen).orElse(Long.MIN_VALUE);
    long clock = FeatureTables.micros(now);
    this.now =
        row.map(each -> Math.max(clock, FeatureTables.micros(refreshedAt(each)))).orElse(clock);
    this.restarts = feature.restarts(scope.data.base());
    this.reasons = new UndefinedReasons(feature, scope.data, restarts);
  }

  private static Instant refreshedAt(FeatureTables.Row row) {
    return row.info().watermark().refreshedAt();
  }

  /** Whether the stored values were computed by the same program. */
  static boolean usable(Optional<FeatureTables.Row> row, FeatureProgram feature) {
    return row.isPresent() && row.get().fingerprint().equals(fingerprint(feature));
  }

  private static String fingerprint(FeatureProgram feature) {
    return BlockBytes.hash(feature.fingerprint().getBytes(StandardCharsets.UTF_8));
  }

  FeatureRefresh refresh() throws SQLException {
    String[] inputs = scope.inputs.of(feature);
    boolean moved = false;
    for (int b = 0; b < scope.plan.size(); b++) {
      BlockTables.Entry entry = index.get(scope.plan.id(b));
      if (!afresh && !moved && entry != null && entry.inputHash().equals(inputs[b])) {
        run = null;
        continue;
      }
      moved = compute(b, inputs[b]);
    }
    List<Long> gone = new ArrayList<>();
    for (long block : index.keySet()) {
      if (scope.plan.indexOf(block) < 0) {
        gone.add(block);
        BlockTables.block(scope.connection, id, block).ifPresent(retired::add);
      }
    }
    return store(gone, inputs);
  }

  /** Whether the state behind the block is another than the stored one. */
  private boolean compute(int b, String inputHash) throws SQLException {
    long block = scope.plan.id(b);
    int from = scope.plan.from(b);
    int to = scope.plan.to(b);
    boolean moved = true;
    double[][] columns;
    if (batch != null) {
      columns = new double[batch.length][];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOfRange(batch[c], from, to);
      }
    } else {
      FeatureRun at = runAt(b);
      columns = new double[feature.columns()][to - from];
      at.run(to, columns);
      byte[] memory = memory(at);
      moved =
          !checkpoints.contains(block)
              || !Arrays.equals(memory, BlockBytes.ofDoubles(stored(block)));
      if (moved) {
        memories.put(block, memory);
      }
    }
    computed += to - from;
    fromMicros = Math.min(fromMicros, scope.data.base().openTime(from));
    note(b, inputHash, columns);
    return moved;
  }

  private double[] stored(long block) throws SQLException {
    return BlockTables.checkpoint(scope.connection, id, block);
  }

  /** The program's memory and behind it what the reasons remember. */
  private byte[] memory(FeatureRun at) {
    double[] memory = at.memory();
    double[] all = Arrays.copyOf(memory, memory.length + UndefinedReasons.STATE);
    System.arraycopy(reasons.state(at.next()), 0, all, memory.length, UndefinedReasons.STATE);
    return BlockBytes.ofDoubles(all);
  }

  /** The run that is about to compute a block. */
  private FeatureRun runAt(int b) throws SQLException {
    int from = scope.plan.from(b);
    FeatureRun at = run;
    if (at != null && at.next() == from) {
      return at;
    }
    int last = b - 1;
    while (last >= 0 && !checkpoints.contains(scope.plan.id(last))) {
      last--;
    }
    if (last < 0) {
      at = FeatureRun.fresh(feature, scope.data);
    } else {
      at =
          FeatureRun.resumed(
              feature, scope.data, restarts, scope.plan.to(last), memoryAfter(scope.plan.id(last)));
    }
    for (int between = last + 1; between < b; between++) {
      int to = scope.plan.to(between);
      at.run(to, new double[feature.columns()][to - scope.plan.from(between)]);
      memories.put(scope.plan.id(between), memory(at));
    }
    run = at;
    return at;
  }

  private double[] memoryAfter(long block) throws SQLException {
    byte[] pending = memories.get(block);
    double[] all = pending == null ? stored(block) : BlockBytes.toDoubles(pending);
    return Arrays.copyOf(all, all.length - UndefinedReasons.STATE);
  }

  private void note(int b, String inputHash, double[][] columns) throws SQLException {
    BlockTimes times = scope.times(b);
    byte[] values = BlockBytes.ofDoubles(columns[0]);
    byte[] flags = columns.length == 1 ? new byte[0] : flags(columns[1]);
    byte[] known = {};
    if (seen != Long.MIN_VALUE) {
      StoredBlock before =
          index.containsKey(times.block)
              ? BlockTables.block(scope.connection, id, times.block).orElse(null)
              : null;
      BlockMerge merge =
          new BlockMerge(
              times,
              values,
              flags,
              new BlockMerge.Before(before, scope.storedTimes(before)),
              seen,
              now);
      known = merge.known(times);
      revised += merge.revised();
      if (before != null && merge.superseded()) {
        retired.add(before);
      }
    }
    written.put(
        times.block,
        new StoredBlock(
            times.block,
            times.barsHash,
            inputHash,
            values,
            flags,
            known,
            restartsIn(b),
            undefined(b, columns[0])));
  }

  private static byte[] flags(double[] column) {
    byte[] flags = new byte[column.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = (byte) (Double.isNaN(column[i]) ? 2 : column[i] == 0 ? 0 : 1);
    }
    return flags;
  }

  private byte[] restartsIn(int b) {
    int from = scope.plan.from(b);
    int[] inside =
        Arrays.stream(restarts)
            .filter(bar -> bar >= from && bar < scope.plan.to(b))
            .map(bar -> bar - from)
            .toArray();
    return BlockBytes.ofInts(inside, inside.length);
  }

  private byte[] undefined(int b, double[] values) {
    int[] spans = new int[12];
    int count = 0;
    int first = scope.plan.from(b);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        continue;
      }
      int reason = reasons.reason(first + i).code();
      boolean goesOn =
          count > 0 && spans[count - 3] + spans[count - 2] == i && spans[count - 1] == reason;
      if (goesOn) {
        spans[count - 2]++;
        continue;
      }
      if (count == spans.length) {
        spans = Arrays.copyOf(spans, count * 2);
      }
      spans[count] = i;
      spans[count + 1] = 1;
      spans[count + 2] = reason;
      count += 3;
    }
    return BlockBytes.ofInts(spans, count);
  }

  private FeatureRefresh store(List<Long> gone, String[] inputs) throws SQLException {
    Watermark mark = watermark(inputs);
    boolean changed = !written.isEmpty() || !gone.isEmpty() || row.isEmpty();
    if (changed) {
      if (afresh && row.isPresent()) {
        FeatureTables.delete(scope.connection, "feature_block", "feature", id);
        FeatureTables.delete(scope.connection, "feature_checkpoint", "feature", id);
      } else if (row.isPresent()) {
        delete("feature_block", written.keySet(), gone);
        delete("feature_checkpoint", memories.keySet(), gone);
      }
      BlockTables.retire(scope.connection, id, retired, now);
      BlockTables.append(scope.connection, id, written.values());
      BlockTables.appendCheckpoints(scope.connection, id, memories);
    } else {
      mark = row.get().info().watermark();
    }
    FeatureInfo info = new FeatureInfo(mark, feature.definition().nulls(), feature.columns() > 1);
    if (changed || !info.equals(row.get().info())) {
      long last = Math.max(seen, mark.lastOpenMicros());
      FeatureTables.put(scope.connection, new FeatureTables.Row(id, fingerprint, info, last));
    }
    return new FeatureRefresh(mark, fromMicros, computed, written.size() + gone.size(), revised);
  }

  private void delete(String table, Set<Long> blocks, List<Long> gone) throws SQLException {
    List<Long> all = new ArrayList<>(gone);
    blocks.stream().filter(each -> stored(table, each)).forEach(all::add);
    BlockTables.delete(scope.connection, table, id, all);
  }

  private boolean stored(String table, long block) {
    return table.equals("feature_block") ? index.containsKey(block) : checkpoints.contains(block);
  }

  private Watermark watermark(String[] inputs) {
    MessageDigest input = BlockBytes.sha256();
    MessageDigest column = BlockBytes.sha256();
    for (int b = 0; b < inputs.length; b++) {
      input.update(inputs[b].getBytes(StandardCharsets.UTF_8));
      StoredBlock fresh = written.get(scope.plan.id(b));
      BlockTables.Entry entry = index.get(scope.plan.id(b));
      String hash = fresh != null || entry == null ? hash(fresh) : entry.valuesHash();
      column.update(hash.getBytes(StandardCharsets.UTF_8));
    }
    int bars = scope.data.base().size();
    return new Watermark(
        key,
        bars,
        bars == 0 ? Long.MIN_VALUE : scope.data.base().openTime(bars - 1),
        scope.inputs.lastKnown(),
        BlockBytes.hex(input),
        BlockBytes.hex(column),
        Instant.EPOCH.plus(now, ChronoUnit.MICROS));
  }

  private static String hash(@Nullable StoredBlock block) {
    return block == null ? "" : block.valuesHash();
  }
}
