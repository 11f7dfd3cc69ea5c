package dev.tradewind.store.duckdb;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.feature.FeatureBatch;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.FeatureSink;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureRefresh;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A refresh that compares the bars with what is stored and writes blocks. Columns of which nothing
 * stored can be used are computed at once; each is hashed and written while the next is computed.
 * Belongs to one thread.
 */
final class StoredRefresh {
  private final DuckDBConnection connection;
  private final @Nullable Segments segments;
  private final PlanCache plans;
  private final int shortest;

  /**
   * A refresh within the transaction of a connection.
   *
   * @param segments where long columns are written; {@code null} to keep all in the database
   * @param shortest fewer bars are never computed at once
   */
  StoredRefresh(
      DuckDBConnection connection, @Nullable Segments segments, PlanCache plans, int shortest) {
    this.connection = connection;
    this.segments = segments;
    this.plans = plans;
    this.shortest = shortest;
  }

  /**
   * What came of a refresh.
   *
   * @param results in the order of the features
   * @param written the columns that are other than before
   * @param live what the next refresh goes on from
   * @param replaced whether whole columns were replaced, whose files may go
   * @param unsettled the segments that were written and not forced to the disk
   */
  record Outcome(
      List<FeatureRefresh> results,
      List<Integer> written,
      List<LiveColumn> live,
      boolean replaced,
      List<Long> unsettled) {
    Outcome {
      results = List.copyOf(results);
      written = List.copyOf(written);
      live = List.copyOf(live);
      unsettled = List.copyOf(unsettled);
    }
  }

  /**
   * Refreshes columns of one series.
   *
   * @param firstSegment number of the first file for values, if one is needed
   */
  Outcome refresh(List<FeatureProgram> features, ProgramData data, Instant now, long firstSegment)
      throws SQLException {
    Map<FeatureKey, FeatureTables.Row> rows =
        FeatureTables.of(connection, FeatureKey.of(features.getFirst()));
    List<FeatureProgram> atOnce = new ArrayList<>();
    for (FeatureProgram feature : features) {
      Optional<FeatureTables.Row> row = Optional.ofNullable(rows.get(FeatureKey.of(feature)));
      if (data.base().size() >= shortest && !ColumnRefresh.usable(row, feature)) {
        atOnce.add(feature);
      }
    }
    try (SegmentWriters writers = new SegmentWriters(segments, firstSegment);
        RefreshWorkers workers = new RefreshWorkers(data.base().size() >= shortest)) {
      Future<RefreshScope> scope =
          workers.submit(
              () ->
                  new RefreshScope(
                      connection, segments, data, plans.of(data.base()), features, rows));
      Building building = new Building(workers, scope, atOnce, data, writers, now);
      Map<FeatureKey, Future<ColumnRefresh>> tasks = building.build();
      for (FeatureProgram feature : features) {
        if (!tasks.containsKey(FeatureKey.of(feature))) {
          tasks.put(
              FeatureKey.of(feature),
              workers.submit(
                  () ->
                      new ColumnRefresh(RefreshWorkers.get(scope), feature, false, now).compute()));
        }
      }
      List<ColumnRefresh> done = new ArrayList<>();
      for (FeatureProgram feature : features) {
        done.add(workers.result(Objects.requireNonNull(tasks.get(FeatureKey.of(feature)))));
      }
      return written(RefreshWorkers.get(scope), done, writers);
    }
  }

  private Outcome written(RefreshScope scope, List<ColumnRefresh> done, SegmentWriters writers)
      throws SQLException {
    boolean replaced = done.stream().anyMatch(ColumnRefresh::replacesAll);
    if (replaced) {
      // What was there goes, so that what comes must be on the disk before.
      writers.force();
      for (long segment : writers.ids()) {
        BlockTables.settle(connection, segment);
      }
    }
    RefreshWrites.write(connection, scope, done);
    List<Integer> written = new ArrayList<>();
    List<LiveColumn> live = new ArrayList<>();
    for (ColumnRefresh column : done) {
      if (!column.isSame()) {
        written.add(column.id);
      }
      column.live().ifPresent(live::add);
    }
    return new Outcome(
        done.stream().map(ColumnRefresh::result).toList(),
        written,
        live,
        replaced,
        replaced ? List.of() : writers.ids());
  }

  /** The columns that are computed at once. */
  private static final class Building implements FeatureSink {
    private final RefreshWorkers workers;
    private final Future<RefreshScope> scope;
    private final List<FeatureProgram> features;
    private final ProgramData data;
    private final SegmentWriters writers;
    private final Instant now;
    private final ColumnArrays arrays;
    private final List<@Nullable Future<ColumnRefresh>> taken = new ArrayList<>();

    Building(
        RefreshWorkers workers,
        Future<RefreshScope> scope,
        List<FeatureProgram> features,
        ProgramData data,
        SegmentWriters writers,
        Instant now) {
      this.workers = workers;
      this.scope = scope;
      this.features = features;
      this.data = data;
      this.writers = writers;
      this.now = now;
      this.arrays = new ColumnArrays(data.base().size());
      features.forEach(any -> taken.add(null));
    }

    Map<FeatureKey, Future<ColumnRefresh>> build() throws SQLException {
      double[][] memories = new double[features.size()][];
      FeatureBatch.each(features, data, memories, this);
      Map<FeatureKey, Future<ColumnRefresh>> finished = new HashMap<>();
      for (int f = 0; f < memories.length; f++) {
        ColumnRefresh column = workers.result(Objects.requireNonNull(taken.get(f)));
        double[] memory = memories[f];
        finished.put(FeatureKey.of(features.get(f)), workers.submit(() -> column.finish(memory)));
      }
      return finished;
    }

    @Override
    public double[] array() {
      return arrays.take();
    }

    @Override
    public void accept(int feature, double[][] columns, boolean last) {
      taken.set(feature, workers.submit(() -> take(features.get(feature), columns, last)));
    }

    private ColumnRefresh take(FeatureProgram feature, double[][] columns, boolean last)
        throws SQLException {
      ColumnRefresh column = new ColumnRefresh(RefreshWorkers.get(scope), feature, true, now);
      Segments.Writer writer = writers.take();
      try {
        column.take(columns, writer);
      } finally {
        if (writer != null) {
          writers.give(writer);
        }
      }
      if (last) {
        arrays.give(columns);
      }
      return column;
    }
  }
}
