package dev.tradewind.engine.simulation;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The features that a strategy declares at its start; computed together, before the first bar. */
final class FeatureBook {
  private final InstrumentRun[] runs;
  private final RunScope scope;
  private final Map<String, SplitSchedule> splits;
  private final Map<String, TimeframeDefinition> timeframes = new HashMap<>();
  private final List<FeatureHandle> handles = new ArrayList<>();
  private final List<CheckedExpression> expressions = new ArrayList<>();
  private final Map<String, FeatureHandle> handleByName = new HashMap<>();
  private final List<Unready> missing = new ArrayList<>();

  FeatureBook(InstrumentRun[] runs, RunScope scope, Map<String, SplitSchedule> splits) {
    this.runs = runs;
    this.splits = splits;
    this.scope = scope;
    scope.expressions().timeframes().forEach(each -> timeframes.put(each.code(), each));
  }

  /** The handle of a feature of an instrument; the same for the same feature. */
  FeatureHandle declare(int instrument, CheckedExpression expression) {
    String name = instrument + " " + expression.canonical();
    FeatureHandle known = handleByName.get(name);
    if (known != null) {
      return known;
    }
    Program alone = compiled(expression, runs[instrument].series);
    FeatureHandle handle =
        new FeatureHandle(handles.size(), instrument, Math.toIntExact(alone.warmUp(0)));
    handles.add(handle);
    expressions.add(expression);
    handleByName.put(name, handle);
    noteMissing(alone, instrument, expression);
    return handle;
  }

  private void noteMissing(Program program, int instrument, CheckedExpression expression) {
    BarSeries base = runs[instrument].series;
    for (String id : program.sources().subList(1, program.sources().size())) {
      if (find(id, base.timeframe()).isEmpty()) {
        missing.add(
            new Unready(
                instrument,
                "feature "
                    + expression.canonical()
                    + " of instrument "
                    + runs[instrument].instrument.id()
                    + " asks for bars of "
                    + id
                    + " "
                    + base.timeframe()
                    + ", which the run does not have"));
      }
    }
  }

  /** The features that ask for instruments which are not in the run. */
  List<Unready> missing() {
    return missing;
  }

  /** What cannot be made from the bars of the run is refused with its place in the expression. */
  private Program compiled(CheckedExpression expression, BarSeries series) {
    try {
      return ProgramCompiler.compile(List.of(expression), scope(series));
    } catch (IllegalArgumentException e) {
      var here = scope.expressions().onBarsOf(series.timeframe());
      throw ExpressionChecker.in(here).check(expression.canonical())
              instanceof CheckResult.Refused refused
          ? new IllegalArgumentException(refused.render(), e)
          : e;
    }
  }

  private ProgramScope scope(BarSeries series) {
    return new ProgramScope(
        series.instrument(),
        series.timeframe(),
        code -> Optional.ofNullable(timeframes.get(code)),
        id -> find(id, series.timeframe()).map(BarSeries::instrument),
        scope.calendars());
  }

  private Optional<BarSeries> find(String instrument, Timeframe timeframe) {
    for (InstrumentRun run : runs) {
      if (run.instrument.id().equals(instrument) && run.series.timeframe().equals(timeframe)) {
        return Optional.of(run.series);
      }
    }
    return Optional.empty();
  }

  /** The columns, in the order of the handles' indices. */
  Column[] compute() {
    Column[] columns = new Column[handles.size()];
    SpareColumns spare = SpareColumns.take();
    for (InstrumentRun run : runs) {
      List<FeatureHandle> own =
          handles.stream().filter(handle -> handle.instrument() == run.index).toList();
      if (own.isEmpty()) {
        continue;
      }
      Program program =
          ProgramCompiler.compile(
              own.stream().map(handle -> expressions.get(handle.index())).toList(),
              scope(run.series));
      double[][] values = new double[own.size()][];
      Arrays.setAll(values, i -> spare.column(run.series.size()));
      program.batch(data(program, run.series), values);
      for (int i = 0; i < values.length; i++) {
        columns[own.get(i).index()] = new Column(run, values[i]);
      }
    }
    return columns;
  }

  private ProgramData data(Program program, BarSeries base) {
    Map<String, BarSeries> others = new HashMap<>();
    for (String id : program.sources().subList(1, program.sources().size())) {
      find(id, base.timeframe()).ifPresent(series -> others.put(id, series));
    }
    return new ProgramData(base, others, splits);
  }

  /** An instrument of which a feature is undefined on every bar, and why. */
  record Unready(int instrument, String sentence) {}

  /**
   * The instruments of which a feature's warm-up is as long as their bars or longer, each with its
   * feature of the longest; in the order of the instruments.
   */
  List<Unready> tooLong() {
    FeatureHandle[] longest = new FeatureHandle[runs.length];
    for (FeatureHandle handle : handles) {
      int i = handle.instrument();
      if (handle.warmUp() >= runs[i].series.size()
          && (longest[i] == null || handle.warmUp() > longest[i].warmUp())) {
        longest[i] = handle;
      }
    }
    List<Unready> found = new ArrayList<>();
    for (FeatureHandle handle : longest) {
      if (handle != null) {
        InstrumentRun run = runs[handle.instrument()];
        found.add(
            new Unready(
                run.index,
                "feature "
                    + expressions.get(handle.index()).canonical()
                    + " is undefined on the first "
                    + handle.warmUp()
                    + " bars, instrument "
                    + run.instrument.id()
                    + " has "
                    + run.series.size()));
      }
    }
    return found;
  }

  /** Whether every instrument with features has one that is undefined on every bar. */
  boolean isNeverReady() {
    Set<Integer> reads = new HashSet<>();
    handles.forEach(handle -> reads.add(handle.instrument()));
    return !handles.isEmpty() && tooLong().size() == reads.size();
  }

  /** The longest warm-up of the declared features, bars. */
  int longestWarmUp() {
    return handles.stream().mapToInt(FeatureHandle::warmUp).max().orElse(0);
  }

  /** A declared feature: one value for each bar of its instrument. */
  static final class Column {
    final InstrumentRun run;
    final int instrument;
    final double[] values;

    private Column(InstrumentRun run, double[] values) {
      this.run = run;
      this.instrument = run.index;
      this.values = values;
    }
  }
}
