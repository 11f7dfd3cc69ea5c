package dev.tradewind.store.duckdb;

import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.FeatureRun;
import dev.tradewind.engine.feature.UndefinedReasons;
import dev.tradewind.engine.market.SharedColumns;
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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of one column. A block is computed again if its inputs differ from those noted with
 * it, or if the state at the end of the block in front is another than it was; it begins from the
 * checkpoint in front and ends where state and inputs are the stored ones again.
 */
final class ColumnRefresh {
  private final RefreshScope scope;
  private final FeatureProgram feature;
  private final long now;
  private final FeatureKey key;
  private final Optional<FeatureTables.Row> row;
  private final boolean afresh;
  private final NavigableMap<Long, BlockTables.Entry> index;
  private final Map<Long, BlockTables.Mark> checkpoints;
  private final long seen;
  private final String fingerprint;
  private final int[] restarts;
  private final UndefinedReasons reasons;
  private final TreeMap<Long, BlockTables.Checkpoint> newMemories = new TreeMap<>();
  private final List<Long> gone = new ArrayList<>();
  private @Nullable FeatureRun run;
  private byte[] scratch = {};
  private byte @Nullable [] lastValues;
  private @Nullable MessageDigest inputsBefore;
  private @Nullable MessageDigest columnsBefore;
  private long computed;
  private long revised;
  private long fromMicros = Long.MAX_VALUE;
  private Optional<Watermark> mark = Optional.empty();

  /** The key of the column in the tables. */
  final int id;

  /** The blocks that were computed. */
  final TreeMap<Long, StoredBlock> written = new TreeMap<>();

  /** The blocks that become history. */
  final List<StoredBlock> retired = new ArrayList<>();

  /**
   * A refresh to be made. Belongs to one thread at a time.
   *
   * @param whole whether nothing stored can be used and the column is computed at once
   * @param now when the refresh is made
   */
  ColumnRefresh(RefreshScope scope, FeatureProgram feature, boolean whole, Instant now) {
    this.scope = scope;
    this.feature = feature;
    this.key = FeatureKey.of(feature);
    this.row = scope.row(feature);
    this.id = scope.id(feature);
    this.fingerprint = fingerprint(feature);
    this.afresh = whole || !usable(row, feature);
    this.index = scope.index(id);
    this.checkpoints = afresh ? Map.of() : scope.checkpoints(id);
    this.seen = row.map(FeatureTables.Row::seen).orElse(Long.MIN_VALUE);
    long clock = FeatureTables.micros(now);
    this.now =
        row.map(each -> Math.max(clock, FeatureTables.micros(refreshedAt(each)))).orElse(clock);
    this.restarts = scope.restarts(feature);
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

  /** Computes what is dirty; writes nothing but values to the segment. */
  ColumnRefresh compute() throws SQLException {
    String[] inputs = scope.inputs.of(feature);
    boolean moved = false;
    for (int b = 0; b < scope.plan.size(); b++) {
      BlockTables.Entry entry = index.get(scope.plan.id(b));
      if (!afresh && !moved && entry != null && entry.inputHash().equals(inputs[b])) {
        run = null;
        continue;
      }
      moved = compute(b, inputs[b], !afresh && !moved);
    }
    return marked(inputs);
  }

  /**
   * Takes the values of a column that was computed at once; {@link #finish} is to follow.
   *
   * @param columns the value, and the outlier flag if there is one, for every bar
   * @param segment where values are written; {@code null} to keep them in the database
   */
  ColumnRefresh take(double[][] columns, Segments.@Nullable Writer segment) throws SQLException {
    String[] inputs = scope.inputs.of(feature);
    for (int b = 0; b < inputs.length; b++) {
      note(b, inputs[b], columns, scope.plan.from(b), segment);
    }
    if (segment != null) {
      segment.flush();
    }
    computed = scope.data.base().size();
    fromMicros = inputs.length == 0 ? Long.MAX_VALUE : scope.data.base().openTime(0);
    return this;
  }

  /**
   * Ends what {@link #take} began.
   *
   * @param memory of the program behind the last bar
   */
  ColumnRefresh finish(double[] memory) throws SQLException {
    int last = scope.plan.size() - 1;
    if (last >= 0) {
      remember(last, memory(memory, scope.plan.to(last)));
    }
    return marked(scope.inputs.of(feature));
  }

  private ColumnRefresh marked(String[] inputs) throws SQLException {
    for (long block : index.keySet()) {
      if (scope.plan.indexOf(block) < 0) {
        gone.add(block);
        scope.block(id, block).ifPresent(retired::add);
      }
    }
    mark = Optional.of(watermark(inputs));
    return this;
  }

  /**
   * Computes a block.
   *
   * @param goesOn whether the state in front of the block is the stored one
   * @return whether the state behind the block is another than the stored one
   */
  private boolean compute(int b, String inputHash, boolean goesOn) throws SQLException {
    long block = scope.plan.id(b);
    int from = scope.plan.from(b);
    int to = scope.plan.to(b);
    double[][] columns = new double[feature.columns()][to - from];
    int kept = goesOn ? resumeWithin(b, columns) : 0;
    FeatureRun at = kept > 0 && run != null ? run : runAt(b);
    computed += to - at.next();
    if (at.next() < to) {
      fromMicros = Math.min(fromMicros, scope.data.base().openTime(at.next()));
    }
    double[][] fresh = kept == 0 ? columns : new double[columns.length][to - from - kept];
    at.run(to, fresh);
    for (int c = 0; c < columns.length && kept > 0; c++) {
      System.arraycopy(fresh[c], 0, columns[c], kept, fresh[c].length);
    }
    byte[] memory = memory(at.memory(), at.next());
    BlockTables.Mark stored = checkpoints.get(block);
    boolean moved =
        stored == null
            || stored.bars() != to - from
            || !Arrays.equals(memory, BlockBytes.ofDoubles(scope.memory(id, block)));
    if (moved || stored == null || !stored.inputHash().equals(inputHash)) {
      remember(b, memory);
    }
    note(b, inputHash, columns, 0, null);
    return moved;
  }

  /**
   * Goes on from the checkpoint within a block, if the bars in front of it are those that it was
   * taken behind.
   *
   * @param columns receive what is stored of these bars
   * @return their number; 0 if the block has to be computed from its first bar
   */
  private int resumeWithin(int b, double[][] columns) throws SQLException {
    long block = scope.plan.id(b);
    BlockTables.Mark mark = checkpoints.get(block);
    int from = scope.plan.from(b);
    BlockTables.Entry entry = index.get(block);
    if (mark == null
        || entry == null
        || mark.bars() > scope.plan.to(b) - from
        || !scope.inputs.ofFirst(feature, b, mark.bars()).equals(mark.inputHash())) {
      return 0;
    }
    StoredBlock stored = scope.wholeBlock(id, block);
    BlockBytes.toDoubles(stored.values, columns[0], 0, mark.bars());
    for (int i = 0; i < mark.bars() && columns.length > 1; i++) {
      columns[1][i] = stored.flags[i] == 2 ? Double.NaN : stored.flags[i];
    }
    run =
        FeatureRun.resumed(feature, scope.data, restarts, from + mark.bars(), memoryWithin(block));
    return mark.bars();
  }

  private void remember(int b, byte[] memory) {
    BlockTables.Mark mark =
        new BlockTables.Mark(scope.plan.to(b) - scope.plan.from(b), scope.inputs.of(feature)[b]);
    newMemories.put(scope.plan.id(b), new BlockTables.Checkpoint(mark, memory));
  }

  /** The program's memory in front of a bar and behind it what the reasons remember. */
  private byte[] memory(double[] memory, int next) {
    double[] state = reasons.state(next);
    double[] all = Arrays.copyOf(memory, memory.length + state.length);
    System.arraycopy(state, 0, all, memory.length, state.length);
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
    while (last >= 0 && !isCheckpointed(last)) {
      last--;
    }
    if (last < 0) {
      at = FeatureRun.fresh(feature, scope.data, restarts);
    } else {
      long block = scope.plan.id(last);
      int next = scope.plan.from(last) + marked(block).bars();
      at = FeatureRun.resumed(feature, scope.data, restarts, next, memoryWithin(block));
    }
    for (int between = Math.max(last, 0); between < b; between++) {
      int to = scope.plan.to(between);
      if (at.next() < to) {
        at.run(to, new double[feature.columns()][to - at.next()]);
        remember(between, memory(at.memory(), to));
      }
    }
    run = at;
    return at;
  }

  private boolean isCheckpointed(int b) {
    long block = scope.plan.id(b);
    return newMemories.containsKey(block) || checkpoints.containsKey(block);
  }

  private BlockTables.Mark marked(long block) {
    BlockTables.Checkpoint pending = newMemories.get(block);
    return pending == null ? Objects.requireNonNull(checkpoints.get(block)) : pending.mark();
  }

  private double[] memoryWithin(long block) throws SQLException {
    BlockTables.Checkpoint pending = newMemories.get(block);
    double[] all =
        pending == null ? scope.memory(id, block) : BlockBytes.toDoubles(pending.memory());
    return Arrays.copyOf(all, all.length - UndefinedReasons.stateSize(feature));
  }

  /** Puts a block of values, which begin at an index of the columns, into its stored form. */
  private void note(
      int b, String inputHash, double[][] columns, int at, Segments.@Nullable Writer segment)
      throws SQLException {
    BlockTimes times = scope.times(b);
    int bars = scope.plan.to(b) - scope.plan.from(b);
    int length = bars * Double.BYTES;
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    int holes = BlockBytes.encode(columns[0], at, at + bars, scratch);
    byte[] flags = columns.length == 1 ? new byte[0] : flags(columns[1], at, bars);
    byte[] known = {};
    if (seen != Long.MIN_VALUE) {
      known = merged(times, Arrays.copyOf(scratch, length), flags);
    }
    StoredBlock.Extras extras =
        new StoredBlock.Extras(
            flags, known, restartsIn(b), holes == 0 ? null : undefined(b, columns[0], at, bars));
    String hash = BlockBytes.hash(scratch, length, flags);
    if (b == scope.plan.size() - 1) {
      lastValues = Arrays.copyOf(scratch, length);
    }
    StoredBlock block;
    if (segment == null) {
      byte[] values = Arrays.copyOf(scratch, length);
      block = StoredBlock.of(times.block, times.barsHash, inputHash, values, extras);
    } else {
      long position = segment.add(scratch, length);
      StoredBlock.Place place =
          new StoredBlock.Place(segment.id, position, BlockBytes.crc(scratch, length));
      block = StoredBlock.in(place, times.block, times.barsHash, inputHash, bars, extras);
    }
    written.put(times.block, block.hashed(hash));
  }

  /** Compares a block with the stored one; when its values were first known. */
  private byte[] merged(BlockTimes times, byte[] values, byte[] flags) throws SQLException {
    StoredBlock before =
        index.containsKey(times.block) ? scope.block(id, times.block).orElse(null) : null;
    BlockMerge merge =
        new BlockMerge(
            times,
            values,
            flags,
            new BlockMerge.Before(before, scope.storedTimes(before)),
            seen,
            now);
    revised += merge.revised();
    if (before != null && merge.superseded()) {
      retired.add(before);
    }
    return merge.known(times);
  }

  static byte[] flags(double[] column, int at, int bars) {
    byte[] flags = new byte[bars];
    for (int i = 0; i < flags.length; i++) {
      double flag = column[at + i];
      flags[i] = (byte) (Double.isNaN(flag) ? 2 : flag == 0 ? 0 : 1);
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

  private byte[] undefined(int b, double[] values, int at, int bars) {
    int[] spans = new int[12];
    int count = 0;
    int first = scope.plan.from(b);
    for (int i = 0; i < bars; i++) {
      if (!Double.isNaN(values[at + i])) {
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

  /** Whether anything is to be stored. */
  private boolean changed() {
    return !written.isEmpty() || !gone.isEmpty() || row.isEmpty();
  }

  private Watermark mark() {
    return changed() ? mark.orElseThrow() : row.orElseThrow().info().watermark();
  }

  /** The row of the catalogue, if it is another than the stored one. */
  Optional<FeatureTables.Row> newRow() {
    FeatureInfo info = new FeatureInfo(mark(), feature.definition().nulls(), feature.columns() > 1);
    if (!changed() && info.equals(row.orElseThrow().info())) {
      return Optional.empty();
    }
    long last = Math.max(seen, mark().lastOpenMicros());
    return Optional.of(new FeatureTables.Row(id, fingerprint, info, last));
  }

  /** What the next refresh goes on from, if the newest block was computed. */
  Optional<LiveColumn> live() throws SQLException {
    byte[] values = lastValues;
    MessageDigest inputs = inputsBefore;
    MessageDigest columns = columnsBefore;
    int last = scope.plan.size() - 1;
    if (values == null
        || inputs == null
        || columns == null
        || SharedColumns.hasOwnTimes(scope.data.base())
        || !TailRefresh.isAlone(feature)
        || !newMemories.containsKey(scope.plan.id(last))) {
      return Optional.empty();
    }
    MessageDigest digest = BlockBytes.sha256();
    digest.update(values);
    long block = scope.plan.id(last);
    return Optional.of(
        new LiveColumn(
            newRow().or(() -> row).orElseThrow(),
            memoryWithin(block),
            UndefinedReasons.stateSize(feature),
            block,
            digest,
            Objects.requireNonNull(written.get(block)).flags,
            inputs,
            columns));
  }

  /** Whether nothing is to be written. */
  boolean isSame() {
    return !changed();
  }

  /** Whether all that is stored of the column goes. */
  boolean replacesAll() {
    return afresh && row.isPresent();
  }

  /** The stored blocks that go. */
  Set<Long> deletedBlocks() {
    Set<Long> deleted = new TreeSet<>(gone);
    written.keySet().stream().filter(index::containsKey).forEach(deleted::add);
    return deleted;
  }

  /** The blocks whose stored checkpoints go. */
  Set<Long> deletedCheckpoints() {
    Set<Long> deleted = new TreeSet<>(gone);
    deleted.addAll(newMemories.keySet());
    deleted.retainAll(checkpoints.keySet());
    return deleted;
  }

  /** Checkpoints to be stored. */
  Map<Long, BlockTables.Checkpoint> memories() {
    return newMemories;
  }

  /** When the refresh counts as made, UTC microseconds. */
  long nowMicros() {
    return now;
  }

  FeatureRefresh result() {
    return new FeatureRefresh(mark(), fromMicros, computed, written.size() + gone.size(), revised);
  }

  private Watermark watermark(String[] inputs) {
    MessageDigest input = BlockBytes.sha256();
    MessageDigest column = BlockBytes.sha256();
    for (int b = 0; b < inputs.length; b++) {
      if (b == inputs.length - 1) {
        inputsBefore = LiveColumn.copy(input);
        columnsBefore = LiveColumn.copy(column);
      }
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
