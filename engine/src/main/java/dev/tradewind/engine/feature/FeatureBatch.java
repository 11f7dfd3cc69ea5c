package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.CheckedExpression;
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

  private static List<double[][]> compute(
      List<FeatureProgram> features, ProgramData data, double[][] memories) {
    List<double[][]> out = new ArrayList<>();
    Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
    GapRule.Gaps gaps = features.isEmpty() ? null : features.getFirst().gaps(data.base());
    for (int f = 0; f < features.size() && gaps != null; f++) {
      FeatureProgram feature = features.get(f);
      out.add(new double[feature.columns()][data.base().size()]);
      List<Integer> restarts = Arrays.stream(feature.restarts(gaps)).boxed().toList();
      groups.computeIfAbsent(restarts, any -> new ArrayList<>()).add(f);
    }
    for (Map.Entry<List<Integer>, List<Integer>> group : groups.entrySet()) {
      if (group.getKey().size() >= MAX_STRETCHES) {
        for (int f : group.getValue()) {
          FeatureRun run = FeatureRun.fresh(features.get(f), data);
          run.run(data.base().size(), out.get(f));
          if (memories.length > 0) {
            memories[f] = run.memory();
          }
        }
      } else {
        together(features, group.getValue(), group.getKey(), data, new Results(out, memories));
      }
    }
    return out;
  }

  /**
   * What is computed.
   *
   * @param columns of each feature
   * @param memories of each feature, empty if they are not wanted
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Results(List<double[][]> columns, double[][] memories) {}

  private static void together(
      List<FeatureProgram> features,
      List<Integer> members,
      List<Integer> restarts,
      ProgramData data,
      Results results) {
    List<CheckedExpression> expressions = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int f : members) {
      expressions.addAll(FeatureProgram.columns(features.get(f).feature()));
      columns.addAll(Arrays.asList(results.columns().get(f)));
    }
    Program program = ProgramCompiler.compile(expressions, features.getFirst().scope());
    boolean remembers = results.memories().length > 0;
    double[][] targets = columns.toArray(double[][]::new);
    double[] memory = {};
    if (restarts.isEmpty()) {
      memory = batch(program, data, targets, remembers);
    } else {
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
    }
    if (remembers) {
      int column = 0;
      for (int f : members) {
        FeatureProgram feature = features.get(f);
        double[] own = feature.program().memoryWithin(program, column, memory).orElse(null);
        results.memories()[f] = own == null ? streamed(feature, data) : own;
        column += feature.columns();
      }
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
