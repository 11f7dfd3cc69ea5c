package dev.tradewind.benchmarks.store;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.benchmarks.engine.FeatureWorkloads;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.Watermarks;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.duckdb.DuckDbFeatureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The feature store: W3 to disk beside computing it, and ten columns read back. */
public final class FeatureStoreWorkloads implements Workload {
  private static final int ROUNDS = 9;
  private static final int READ = 10;

  /** Reads behind each build: the first finds nothing warm, as the first scan does. */
  private static final int READS = 5;

  /** New bars behind the first one, of which the mean is taken. */
  private static final int NEXT = 5;

  @Override
  public String name() {
    return "w3-store";
  }

  @Override
  public String description() {
    return "31 feature columns over 1 000 000 bars into the store, and 10 of them read back";
  }

  @Override
  public Map<String, Object> measure() throws Exception {
    BarSeries bars = WalkGenerator.series(WalkGenerator.BARS);
    ProgramData data = ProgramData.of(bars);
    ProgramData history = without(bars, NEXT + 1);
    ProgramData one = without(bars, NEXT);
    List<ProgramData> later = new ArrayList<>();
    for (int bar = NEXT - 1; bar >= 0; bar--) {
      later.add(bar == 0 ? data : without(bars, bar));
    }
    List<FeatureProgram> features = features(bars);
    Program program = FeatureWorkloads.program(FeatureWorkloads.columns());
    double[][] out = new double[FeatureWorkloads.columns().size()][bars.size()];
    double[] compute = new double[ROUNDS];
    double[] build = new double[ROUNDS];
    double[] first = new double[ROUNDS];
    double[] next = new double[ROUNDS];
    double[] firstRead = new double[ROUNDS];
    double[] read = new double[ROUNDS * READS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      program.batch(data, out);
      compute[round] = millis(start);
      Path folder = Files.createTempDirectory("features");
      try (DuckDbBarStore store = DuckDbBarStore.open(folder.resolve("market.duckdb"));
          DuckDbFeatureStore columns = DuckDbFeatureStore.open(store, Watermarks.NONE)) {
        start = System.nanoTime();
        columns.refresh(features, history, Instant.EPOCH);
        build[round] = millis(start);
        start = System.nanoTime();
        columns.refresh(features, one, Instant.EPOCH);
        first[round] = millis(start);
        start = System.nanoTime();
        for (ProgramData each : later) {
          columns.refresh(features, each, Instant.EPOCH);
        }
        next[round] = millis(start) / NEXT;
        for (int i = 0; i < READS; i++) {
          start = System.nanoTime();
          columns.read(query(bars, features));
          read[round * READS + i] = millis(start);
        }
        firstRead[round] = read[round * READS];
      } finally {
        delete(folder);
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("computeMillis", median(compute));
    values.put("buildMillis", median(build));
    values.put("buildRatio", median(build) / median(compute));
    values.put("firstNewBarMillis", median(first));
    values.put("nextNewBarMillis", median(next));
    values.put("nextNewBarPartOfBuild", median(next) / median(build));
    values.put("firstReadMillis", median(firstRead));
    values.put("readMillis", median(read));
    double scan = scanMillis(out[0].length);
    values.put("scanMillis", scan);
    values.put("readRatio", median(read) / scan);
    values.put("rounds", ROUNDS);
    return values;
  }

  /** The bars but the last ones, as data of a refresh. */
  static ProgramData without(BarSeries bars, int last) {
    return ProgramData.of(bars.between(Long.MIN_VALUE, bars.openTime(bars.size() - last)));
  }

  static List<FeatureProgram> features(BarSeries bars) {
    ProgramScope scope = ProgramScope.of(bars.instrument(), bars.timeframe());
    List<FeatureProgram> features = new ArrayList<>();
    for (String text : FeatureWorkloads.columns()) {
      FeatureDefinition definition = FeatureDefinition.of("column_" + features.size(), text, "");
      features.add(
          FeatureProgram.compile(CheckedFeature.of(definition, ExpressionScope.standard()), scope));
    }
    return features;
  }

  private static FeatureQuery query(BarSeries bars, List<FeatureProgram> features) {
    List<FeatureVersion> names = new ArrayList<>();
    for (int i = 0; i < READ; i++) {
      names.add(new FeatureVersion("column_" + (features.size() - 1 - i), 1));
    }
    return FeatureQuery.all(bars.instrument().id(), bars.timeframe(), names);
  }

  /** DuckDB's own scan of as many columns of doubles, to a sum of each. */
  private static double scanMillis(int rows) throws SQLException, IOException {
    Path folder = Files.createTempDirectory("scan");
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("scan.duckdb"));
        Statement statement = connection.createStatement()) {
      StringBuilder expressions = new StringBuilder();
      StringBuilder sums = new StringBuilder();
      for (int i = 0; i < READ; i++) {
        expressions
            .append(i == 0 ? "" : ", ")
            .append("sin(range * ")
            .append(i + 1)
            .append(") c")
            .append(i);
        sums.append(i == 0 ? "" : ", ").append("sum(c").append(i).append(")");
      }
      statement.execute("CREATE TABLE scan AS SELECT " + expressions + " FROM range(" + rows + ")");
      statement.execute("CHECKPOINT");
      double[] times = new double[ROUNDS * READS];
      for (int round = 0; round < times.length; round++) {
        long start = System.nanoTime();
        try (ResultSet result = statement.executeQuery("SELECT " + sums + " FROM scan")) {
          result.next();
        }
        times[round] = millis(start);
      }
      return median(times);
    } finally {
      delete(folder);
    }
  }

  static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
