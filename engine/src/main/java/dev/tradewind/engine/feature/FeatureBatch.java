package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ColumnSink;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Features over whole series. Those that begin afresh at the same bars are one program, in which
 * common parts are computed once. Gives the bits of {@link FeatureRun}. Stateless.
 */
public final class FeatureBatch {
  /** Beyond this many stretches between gaps, computation bar by bar is the faster way. */
  private static final int MAX_STRETCHES = 16;

  private FeatureBatch() {}

  /**
   * Computes features of one scope.
   *
   * @return for each feature its columns, each with one value for each base bar
   */
  public static List<double[][]> compute(List<FeatureProgram> features, ProgramData data) {
    return compute(features, data, new double[0][]);
  }

  /**
   * Computes features of one scope, and what {@link FeatureRun#resumed} goes on from behind the
   * last bar.
   *
   * @param memories receives an array for each feature
   * @return for each feature its columns, each with one value for each base bar
   */
  public static List<double[][]> remembering(
      List<FeatureProgram> features, ProgramData data, double[][] memories) {
    if (memories.length != features.size()) {
      throw new IllegalArgumentException(
          "memories must have length " + features.size() + ", was " + memories.length);
    }
    return compute(features, data, memories);
  }

  /**
   * Computes features of one scope and hands each over as soon as it is complete.
   *
   * @param memories receives what {@link #remembering} says, when all are complete; empty if that
   *     is not wanted
   */
  public static void each(
      List<FeatureProgram> features, ProgramData data, double[][] memories, FeatureSink sink) {
    if (features.isEmpty()) {
      return;
    }
    Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
    GapRule.Gaps gaps = features.getFirst().gaps(data.base());
    for (int f = 0; f < features.size(); f++) {
      List<Integer> restarts = Arrays.stream(features.get(f).restarts(gaps)).boxed().toList();
      groups.computeIfAbsent(restarts, any -> new ArrayList<>()).add(f);
    }
    for (Map.Entry<List<Integer>, List<Integer>> group : groups.entrySet()) {
      if (group.getKey().size() >= MAX_STRETCHES) {
        for (int f : group.getValue()) {
          double[][] columns = arrays(features.get(f).columns(), sink);
          FeatureRun run = FeatureRun.fresh(features.get(f), data);
          run.run(data.base().size(), columns);
          sink.accept(f, columns, true);
          if (memories.length > 0) {
            memories[f] = run.memory();
          }
        }
      } else {
        Group members = new Group(features, group.getValue(), sink);
        remember(
            members, together(members, group.getKey(), data, memories.length > 0), data, memories);
      }
    }
  }

  private static List<double[][]> compute(
      List<FeatureProgram> features, ProgramData data, double[][] memories) {
    double[][][] found = new double[features.size()][][];
    int size = data.base().size();
    FeatureSink sink =
        new FeatureSink() {
          @Override
          public double[] array() {
            return new double[size];
          }

          @Override
          public void accept(int feature, double[][] columns, boolean last) {
            double[][] own = columns.clone();
            for (int c = 0; c < own.length && !last; c++) {
              own[c] = Arrays.copyOf(own[c], size);
            }
            found[feature] = own;
          }
        };
    each(features, data, memories, sink);
    return List.of(found);
  }

  private static double[][] arrays(int count, FeatureSink sink) {
    double[][] arrays = new double[count][];
    for (int c = 0; c < count; c++) {
      arrays[c] = sink.array();
    }
    return arrays;
  }

  /** Features that are one program: puts its columns together to features. */
  private static final class Group implements ColumnSink {
    private final List<FeatureProgram> features;
    private final List<Integer> members;
    private final FeatureSink sink;
    private final Program program;
    private final double[][] columns;
    private final boolean[] last;
    private final int[] featureOf;
    private final int[] firstOf;

    Group(List<FeatureProgram> features, List<Integer> members, FeatureSink sink) {
      this.features = features;
      this.members = members;
      this.sink = sink;
      List<CheckedExpression> expressions = new ArrayList<>();
      this.firstOf = new int[features.size()];
      List<Integer> owners = new ArrayList<>();
      for (int f : members) {
        firstOf[f] = expressions.size();
        for (CheckedExpression column : FeatureProgram.columns(features.get(f).feature())) {
          expressions.add(column);
          owners.add(f);
        }
      }
      this.program = ProgramCompiler.compile(expressions, features.getFirst().scope());
      this.columns = new double[expressions.size()][];
      this.last = new boolean[columns.length];
      this.featureOf = owners.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public double[] array(int column) {
      return sink.array();
    }

    @Override
    public void accept(int column, double[] values, boolean mayGo) {
      columns[column] = values;
      last[column] = mayGo;
      int f = featureOf[column];
      int first = firstOf[f];
      int end = first + features.get(f).columns();
      boolean whole = true;
      boolean all = true;
      for (int c = first; c < end; c++) {
        whole &= columns[c] != null;
        all &= last[c];
      }
      if (whole) {
        sink.accept(f, Arrays.copyOfRange(columns, first, end), all);
        Arrays.fill(columns, first, end, null);
      }
    }
  }

  /** Computes a group; the memory of its program, empty if that is not wanted. */
  private static double[] together(
      Group group, List<Integer> restarts, ProgramData data, boolean remembers) {
    Program program = group.program;
    if (restarts.isEmpty()) {
      if (remembers) {
        return program.batchRemembering(data, group);
      }
      program.batch(data, group);
      return new double[0];
    }
    double[][] targets = arrays(program.columns(), group.sink);
    double[] memory = {};
    long knownBefore = Long.MIN_VALUE;
    for (int s = 0; s <= restarts.size(); s++) {
      int from = s == 0 ? 0 : restarts.get(s - 1);
      boolean last = s == restarts.size();
      int to = last ? data.base().size() : restarts.get(s);
      long known = KnownOrder.last(data.base(), from, to, knownBefore);
      double[][] values = new double[targets.length][to - from];
      memory = batch(program, stretch(data, from, to, knownBefore), values, remembers && last);
      for (int c = 0; c < targets.length; c++) {
        System.arraycopy(values[c], 0, targets[c], from, to - from);
      }
      knownBefore = known;
    }
    for (int c = 0; c < targets.length; c++) {
      group.accept(c, targets[c], true);
    }
    return memory;
  }

  /** Finds the memory of each feature in that of its group. */
  private static void remember(
      Group group, double[] memory, ProgramData data, double[][] memories) {
    for (int m = 0; m < group.members.size() && memories.length > 0; m++) {
      int f = group.members.get(m);
      FeatureProgram feature = group.features.get(f);
      double[] own =
          feature.program().memoryWithin(group.program, group.firstOf[f], memory).orElse(null);
      memories[f] = own == null ? streamed(feature, data) : own;
    }
  }

  private static double[] batch(
      Program program, ProgramData data, double[][] out, boolean remembers) {
    if (remembers) {
      return program.batchRemembering(data, out);
    }
    program.batch(data, out);
    return new double[0];
  }

  private static double[] streamed(FeatureProgram feature, ProgramData data) {
    FeatureRun run = FeatureRun.fresh(feature, data);
    run.run(data.base().size(), new double[feature.columns()][data.base().size()]);
    return run.memory();
  }

  private static ProgramData stretch(ProgramData data, int from, int to, long knownBefore) {
    Map<String, BarSeries> others = new LinkedHashMap<>();
    data.others()
        .forEach(
            (id, series) ->
                others.put(
                    id, slice(series, KnownOrder.knownUntil(series, knownBefore), series.size())));
    return new ProgramData(slice(data.base(), from, to), others, data.splits());
  }

  private static BarSeries slice(BarSeries series, int from, int to) {
    int size = series.size();
    return series.between(
        from < size ? series.openTime(from) : Long.MAX_VALUE,
        to < size ? series.openTime(to) : Long.MAX_VALUE);
  }
}
