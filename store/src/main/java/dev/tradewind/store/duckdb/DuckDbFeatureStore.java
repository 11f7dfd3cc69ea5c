package dev.tradewind.store.duckdb;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.UndefinedSpan;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.Watermarks;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Features in the DuckDB file of the bars, the values of long columns in files beside it. Refreshes
 * take turns; reads see the last finished one. Close it before the bar store.
 */
public final class DuckDbFeatureStore implements FeatureStore {
  /** Fewer bars are computed bar by bar at once, which leaves checkpoints behind. */
  private static final int SHORT = 2 * BlockPlan.BARS;

  /** The longest tail of a series; it is put into the blocks then. */
  private static final int TAIL_ROWS = 64;

  private final Path file;
  private final DuckDBConnection writer;
  private final @Nullable Segments segments;
  private final Watermarks watermarks;
  private final int barsPerBlock;
  private final int shortest;
  private final PlanCache plans;

  /** What refreshes go on from without reading. */
  private final LiveColumns live = new LiveColumns();

  /** What reads go on from without asking the database. */
  private final SeriesIndexes indexes = new SeriesIndexes();

  /** How many rows the tail of each series has that has one. */
  private final Map<String, Integer> tails = new HashMap<>();

  /** Whether the refresh has replaced whole columns, whose files may go. */
  private boolean replaced;

  /** The segments that the refresh has written and not forced to the disk. */
  private List<Long> unsettled = List.of();

  private long lastSegment;
  private boolean closed;

  /** Held shared while values are read, alone while files are removed. */
  private final ReadWriteLock files = new ReentrantReadWriteLock();

  private DuckDbFeatureStore(
      Path file,
      DuckDBConnection writer,
      @Nullable Segments segments,
      Watermarks watermarks,
      int barsPerBlock,
      int shortest) {
    this.file = file;
    this.writer = writer;
    this.segments = segments;
    this.watermarks = watermarks;
    this.barsPerBlock = barsPerBlock;
    this.shortest = shortest;
    this.plans = new PlanCache(barsPerBlock);
  }

  /**
   * Opens the features beside bars.
   *
   * @param bars the store in whose file they are
   * @param watermarks where watermarks are kept a second time
   */
  public static DuckDbFeatureStore open(DuckDbBarStore bars, Watermarks watermarks) {
    return open(bars, watermarks, BlockPlan.BARS, SHORT);
  }

  /**
   * Opens with blocks of another size, for tests.
   *
   * @param shortest fewer bars are never computed at once
   */
  static DuckDbFeatureStore open(
      DuckDbBarStore bars, Watermarks watermarks, int barsPerBlock, int shortest) {
    try {
      Segments segments = Segments.beside(bars.file());
      return open(bars.file(), bars.connection(), segments, watermarks, barsPerBlock, shortest);
    } catch (SQLException e) {
      throw DuckDb.failure("prepare the tables of features", bars.file(), e);
    }
  }

  /**
   * Opens on a connection, for tests.
   *
   * @param segments where the values of long columns go; {@code null} for the database itself
   */
  static DuckDbFeatureStore open(
      Path file,
      DuckDBConnection writer,
      @Nullable Segments segments,
      Watermarks watermarks,
      int barsPerBlock,
      int shortest)
      throws SQLException {
    FeatureTables.create(writer);
    DuckDbFeatureStore store =
        new DuckDbFeatureStore(file, writer, segments, watermarks, barsPerBlock, shortest);
    store.removeUnusedFiles();
    store.removeLost();
    store.tails.putAll(Tail.counts(writer));
    return store;
  }

  /**
   * Columns are first built without waiting for the disk. Where the machine, not the process, went
   * down before a file was on it, what is missing is found here: those columns are as if they had
   * never been built.
   */
  private void removeLost() throws SQLException {
    if (segments == null) {
      return;
    }
    Set<Long> found = new TreeSet<>();
    Set<Integer> lost = new TreeSet<>();
    BlockTables.unsettled(
        writer,
        (feature, place, bars) -> {
          found.add(place.segment());
          if (!lost.contains(feature) && !segments.isWhole(place, bars)) {
            lost.add(feature);
          }
        });
    for (int feature : lost) {
      FeatureTables.deleteAll(writer, feature);
    }
    for (long segment : found) {
      segments.force(segment);
      BlockTables.settle(writer, segment);
    }
  }

  /** The first of numbers for a build that no file has had since the store was opened. */
  private long nextSegments() throws SQLException {
    long first = Math.max(lastSegment + 1, BlockTables.nextSegment(writer));
    lastSegment = first + SegmentWriters.MOST - 1;
    return first;
  }

  /** Notes that a file is on the disk. */
  private synchronized void settle(long segment) {
    if (!closed) {
      inTransaction(
          "note a file of features",
          () -> {
            BlockTables.settle(writer, segment);
            return true;
          });
    }
  }

  /** Removes files to which nothing refers, those that a crash left behind too. */
  private void removeUnusedFiles() throws SQLException {
    if (segments == null) {
      return;
    }
    files.writeLock().lock();
    try {
      segments.deleteAllBut(BlockTables.segments(writer));
      BlockTables.forgetSegments(writer);
    } finally {
      files.writeLock().unlock();
    }
  }

  @Override
  public synchronized List<FeatureRefresh> refresh(
      List<FeatureProgram> features, ProgramData data, Instant now) {
    if (features.isEmpty()) {
      return List.of();
    }
    FeatureKey any = checked(features, data);
    List<FeatureRefresh> done =
        changing(any, "refresh the features of " + any, () -> refreshAll(features, data, any, now));
    if (replaced) {
      replaced = false;
      tidy();
    }
    List<Long> written = unsettled;
    unsettled = List.of();
    for (long segment : written) {
      if (segments != null) {
        segments.forceLater(segment, () -> settle(segment));
      }
    }
    watermarks.saveAll(done.stream().map(FeatureRefresh::watermark).toList());
    return done;
  }

  private static FeatureKey checked(List<FeatureProgram> features, ProgramData data) {
    FeatureKey any = FeatureKey.of(features.getFirst());
    for (FeatureProgram feature : features) {
      FeatureKey key = FeatureKey.of(feature);
      if (!key.instrumentId().equals(any.instrumentId())
          || !key.timeframe().equals(any.timeframe())
          || !key.instrumentId().equals(data.base().instrument().id())
          || !key.timeframe().equals(data.base().timeframe())) {
        throw new IllegalArgumentException(
            "features must be of the instrument and timeframe of the bars, "
                + data.base().instrument().id()
                + " "
                + data.base().timeframe()
                + ", was "
                + key);
      }
    }
    return any;
  }

  private static String name(FeatureKey any) {
    return Tail.name(any.instrumentId(), any.timeframe().code());
  }

  private List<FeatureRefresh> refreshAll(
      List<FeatureProgram> features, ProgramData data, FeatureKey any, Instant now)
      throws SQLException {
    Map<FeatureKey, LiveColumn> known = goingOn(features, data, any);
    List<FeatureProgram> rest =
        features.stream().filter(each -> !known.containsKey(FeatureKey.of(each))).toList();
    Map<FeatureKey, FeatureRefresh> done = new HashMap<>();
    if (!rest.isEmpty()) {
      fold(any);
      for (FeatureRefresh each : refreshStored(rest, data, any, now)) {
        done.put(each.watermark().key(), each);
      }
    }
    Map<Long, List<FeatureProgram>> byBars = new LinkedHashMap<>();
    for (FeatureProgram feature : features) {
      LiveColumn column = known.get(FeatureKey.of(feature));
      if (column != null) {
        byBars.computeIfAbsent(column.bars(), bars -> new ArrayList<>()).add(feature);
      }
    }
    if (!byBars.isEmpty()) {
      TailRefresh refresh = new TailRefresh(data, plans.of(data.base()), now);
      for (List<FeatureProgram> together : byBars.values()) {
        List<LiveColumn> columns = new ArrayList<>();
        for (FeatureProgram feature : together) {
          columns.add(Objects.requireNonNull(known.get(FeatureKey.of(feature))));
        }
        TailRefresh.Outcome outcome = refresh.compute(together, columns);
        add(outcome, any);
        outcome.results().forEach(each -> done.put(each.watermark().key(), each));
      }
    }
    List<FeatureRefresh> results = new ArrayList<>();
    for (FeatureProgram feature : features) {
      results.add(Objects.requireNonNull(done.get(FeatureKey.of(feature))));
    }
    return results;
  }

  /** The columns that can go on from memory, because their bars have only had some added. */
  private Map<FeatureKey, LiveColumn> goingOn(
      List<FeatureProgram> features, ProgramData data, FeatureKey any) {
    Map<FeatureKey, LiveColumn> known = new HashMap<>();
    Map<Integer, LiveColumn> columns = live.of(name(any));
    if (columns.isEmpty()) {
      return known;
    }
    BlockPlan before = plans.newest(data.base());
    BlockPlan plan = plans.of(data.base());
    if (before == null || !before.begins(plan)) {
      live.forget(name(any));
      return known;
    }
    TailRefresh refresh = new TailRefresh(data, plan, Instant.EPOCH);
    Map<FeatureKey, LiveColumn> byKey = new HashMap<>();
    columns.values().forEach(each -> byKey.put(each.row().info().watermark().key(), each));
    Map<Long, Boolean> usual = new HashMap<>();
    for (FeatureProgram feature : features) {
      LiveColumn column = byKey.get(FeatureKey.of(feature));
      if (refresh.goesOn(feature, column)
          && column != null
          && usual.computeIfAbsent(
              column.bars(),
              bars -> TailRefresh.areUsual(features.getFirst(), data.base(), bars.intValue()))) {
        known.put(FeatureKey.of(feature), column);
      }
    }
    return known;
  }

  /** Writes what going on gave. */
  private void add(TailRefresh.Outcome outcome, FeatureKey any) throws SQLException {
    TailRow row = outcome.row();
    if (row == null) {
      return;
    }
    int count = tails.getOrDefault(name(any), 0);
    Tail.append(writer, any, count, row);
    tails.put(name(any), count + 1);
    live.put(name(any), outcome.live());
    if (count + 1 >= TAIL_ROWS) {
      fold(any);
    }
  }

  /** Puts the tail of a series, if it has one, into the blocks. */
  private void fold(FeatureKey any) throws SQLException {
    if (tails.remove(name(any)) != null) {
      TailFold.fold(writer, segments, any, live.of(name(any)));
    }
  }

  private List<FeatureRefresh> refreshStored(
      List<FeatureProgram> features, ProgramData data, FeatureKey any, Instant now)
      throws SQLException {
    StoredRefresh refresh = new StoredRefresh(writer, segments, plans, shortest);
    StoredRefresh.Outcome outcome = refresh.refresh(features, data, now, nextSegments());
    replaced = outcome.replaced();
    unsettled = outcome.unsettled();
    outcome.written().forEach(live.of(name(any))::remove);
    live.put(name(any), outcome.live());
    return outcome.results();
  }

  @Override
  public FeatureFrame read(FeatureQuery query) {
    return read(query, true);
  }

  @Override
  public FeatureFrame readUnchecked(FeatureQuery query) {
    return read(query, false);
  }

  private FeatureFrame read(FeatureQuery query, boolean checks) {
    String series = Tail.name(query.instrumentId(), query.timeframe().code());
    String operation = "read features of " + query.instrumentId();
    boolean now = checks && query.asOf().isEmpty();
    files.readLock().lock();
    try {
      SeriesIndex known = now ? indexes.find(series, query) : null;
      if (known != null) {
        return reader(known, query, checks).read();
      }
      long changes = indexes.changes(series);
      return reading(
          operation,
          connection -> {
            SeriesIndex index = SeriesIndex.read(connection, query, barsPerBlock);
            if (now && index.span(query, barsPerBlock).equals(SeriesIndex.Span.ALL)) {
              indexes.keep(series, index, changes);
            }
            FeatureReader reader = reader(index, query, checks);
            return query.asOf().isEmpty()
                ? reader.read()
                : reader.readAsOf(connection, FeatureTables.micros(query.asOf().get()));
          });
    } catch (UncheckedIOException e) {
      throw DuckDb.failure(operation, file, e);
    } finally {
      files.readLock().unlock();
    }
  }

  private FeatureReader reader(SeriesIndex index, FeatureQuery query, boolean checks) {
    return new FeatureReader(index, segments, query, barsPerBlock, checks);
  }

  @Override
  public List<UndefinedSpan> undefined(FeatureKey key, long fromMicros, long toMicros) {
    return reading(
        "read where " + key + " is undefined",
        connection -> UndefinedSpans.of(connection, key, fromMicros, toMicros));
  }

  @Override
  public List<FeatureInfo> catalogue() {
    return reading("list the features", FeatureTables::all);
  }

  @Override
  public Optional<FeatureInfo> info(FeatureKey key) {
    return reading(
        "look up " + key,
        connection -> {
          Optional<FeatureTables.Row> row = FeatureTables.find(connection, key);
          return row.isEmpty()
              ? Optional.empty()
              : Optional.of(Tail.behind(connection, List.of(row.get())).getFirst().info());
        });
  }

  @Override
  public synchronized boolean distrust(FeatureKey key) {
    return changing(
        key,
        "distrust " + key,
        () -> {
          fold(key);
          live.forget(name(key));
          return FeatureTables.distrust(writer, key);
        });
  }

  @Override
  public synchronized boolean delete(FeatureKey key) {
    boolean deleted =
        changing(
            key,
            "delete " + key,
            () -> {
              fold(key);
              live.forget(name(key));
              Optional<FeatureTables.Row> row = FeatureTables.find(writer, key);
              if (row.isPresent()) {
                FeatureTables.deleteAll(writer, row.get().id());
                BlockTables.deleteUnusedTimes(writer, key, List.of());
              }
              return row.isPresent();
            });
    watermarks.delete(key);
    if (deleted) {
      tidy();
    }
    return deleted;
  }

  private void tidy() {
    try {
      removeUnusedFiles();
    } catch (SQLException e) {
      throw DuckDb.failure("remove unused files", file, e);
    }
  }

  @Override
  public void close() {
    if (segments != null) {
      segments.finish();
    }
    closeWriter();
  }

  private synchronized void closeWriter() {
    closed = true;
    try {
      writer.close();
    } catch (SQLException e) {
      throw DuckDb.failure("close", file, e);
    }
  }

  private interface Read<T> {
    T from(DuckDBConnection connection) throws SQLException;
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  /** Reads within one transaction, so that all parts are of the same refresh. */
  private <T> T reading(String operation, Read<T> read) {
    files.readLock().lock();
    try (DuckDBConnection connection = writer.duplicate()) {
      connection.setAutoCommit(false);
      T result = read.from(connection);
      connection.rollback();
      return result;
    } catch (SQLException e) {
      throw DuckDb.failure(operation, file, e);
    } catch (UncheckedIOException e) {
      throw DuckDb.failure(operation, file, e);
    } finally {
      files.readLock().unlock();
    }
  }

  /** Runs work that changes a series as one transaction. */
  private <T> T changing(FeatureKey any, String operation, Work<T> work) {
    try {
      return inTransaction(operation, work);
    } finally {
      indexes.forget(name(any));
    }
  }

  /** Runs work as one transaction; any failure, checked or not, undoes all of it. */
  private <T> T inTransaction(String operation, Work<T> work) {
    try {
      writer.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.run();
        writer.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          writer.rollback();
          live.clear();
          tails.clear();
          tails.putAll(Tail.counts(writer));
        }
        writer.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw DuckDb.failure(operation, file, e);
    } catch (UncheckedIOException e) {
      throw DuckDb.failure(operation, file, e);
    }
  }
}
