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
          FeatureRun.fresh(features.get(f), data).run(data.base().size(), out.get(f));
        }
      } else {
        together(features, group.getValue(), group.getKey(), data, out);
      }
    }
    return out;
  }

  private static void together(
      List<FeatureProgram> features,
      List<Integer> members,
      List<Integer> restarts,
      ProgramData data,
      List<double[][]> out) {
    List<CheckedExpression> expressions = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int f : members) {
      expressions.addAll(FeatureProgram.columns(features.get(f).feature()));
      columns.addAll(Arrays.asList(out.get(f)));
    }
    Program program = ProgramCompiler.compile(expressions, features.getFirst().scope());
    double[][] targets = columns.toArray(double[][]::new);
    if (restarts.isEmpty()) {
      program.batch(data, targets);
      return;
    }
    long knownBefore = Long.MIN_VALUE;
    for (int s = 0; s <= restarts.size(); s++) {
      int from = s == 0 ? 0 : restarts.get(s - 1);
      int to = s == restarts.size() ? data.base().size() : restarts.get(s);
      long known = KnownOrder.last(data.base(), from, to, knownBefore);
      ProgramData stretch = stretch(data, from, to, knownBefore);
      double[][] values = program.batch(stretch);
      for (int c = 0; c < targets.length; c++) {
        System.arraycopy(values[c], 0, targets[c], from, to - from);
      }
      knownBefore = known;
    }
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
