package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.feature.FeatureRun;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Computes an expression that is not saved, as it would be built, within limits of bars and time.
 * What was saved before and is only shown comes from the store instead.
 */
@Component
final class Preview {
  /** Bars that are computed at most: the last ones of the span. */
  static final int MAX_BARS = 500_000;

  private static final long MAX_NANOS = 10_000_000_000L;
  private static final int BARS_AT_ONCE = 4_096;
  private static final int MAX_PARAMETERS = 50;

  private final Definitions definitions;
  private final FeatureInputs inputs;

  Preview(Definitions definitions, FeatureInputs inputs) {
    this.definitions = definitions;
    this.inputs = inputs;
  }

  /** Values of an expression, one for each bar. Belongs to whoever asked for it. */
  static final class Computed {
    final CheckedFeature feature;
    final BarSeries bars;
    final double[] values;
    final boolean truncated;

    Computed(CheckedFeature feature, BarSeries bars, double[] values, boolean truncated) {
      this.feature = feature;
      this.bars = bars;
      this.values = values;
      this.truncated = truncated;
    }
  }

  /**
   * The expression on all bars that open before the window's end, stored or made of shorter ones.
   *
   * @param unwanted asked every {@value #BARS_AT_ONCE} bars whether nobody waits any more
   */
  Computed compute(
      String expression, Map<String, Double> parameters, Window window, BooleanSupplier unwanted) {
    CheckedFeature feature = check(expression, parameters, window.timeframe());
    if (feature.value().type() == ValueType.DURATION) {
      throw ProblemException.field("expression", expression, Catalogue.NOT_A_COLUMN);
    }
    return compute(feature, window, new Way(FeatureProgram::compile, inputs::shown), unwanted);
  }

  /**
   * The expression as a run computes it, which does not begin afresh behind a gap, on all bars that
   * open before the window's end; a duration in microseconds.
   */
  Computed evaluate(String expression, Map<String, Double> parameters, Window window) {
    CheckedFeature feature = check(expression, parameters, window.timeframe());
    return compute(feature, window, new Way(FeatureProgram::continuous, inputs::bars), () -> false);
  }

  /** How it is compiled, and where the bars come from. */
  private record Way(
      BiFunction<CheckedFeature, ProgramScope, FeatureProgram> compiler,
      BiFunction<String, Timeframe, Optional<BarSeries>> bars) {}

  private Computed compute(
      CheckedFeature feature, Window window, Way way, BooleanSupplier unwanted) {
    BarSeries all =
        way.bars()
            .apply(window.instrument(), window.timeframe())
            .orElseThrow(Window::noSuchSeries)
            .between(Long.MIN_VALUE, window.toMicros());
    boolean truncated = all.size() > MAX_BARS;
    BarSeries bars =
        truncated ? all.between(all.openTime(all.size() - MAX_BARS), Long.MAX_VALUE) : all;
    FeatureProgram program = compile(feature, bars, way.compiler());
    double[] values =
        run(program, inputs.data(bars, List.of(program.program()), way.bars()), unwanted);
    return new Computed(feature, bars, values, truncated);
  }

  private CheckedFeature check(
      String expression, Map<String, Double> parameters, Timeframe timeframe) {
    ExpressionScope scope = definitions.scope().onBarsOf(timeframe);
    Problems problems = new Problems();
    ExpressionScope bound = scope.withParameters(declared(parameters, problems), Map.of());
    problems.throwIfAny();
    if (ExpressionChecker.in(bound).check(expression) instanceof CheckResult.Refused refused) {
      FeatureRequest.add(problems, refused);
      problems.throwIfAny();
    }
    return CheckedFeature.of(FeatureDefinition.of("preview", expression, ""), bound);
  }

  private static List<ExpressionParameter> declared(
      Map<String, Double> parameters, Problems problems) {
    if (parameters.size() > MAX_PARAMETERS) {
      problems.add("parameters", null, "parameters must be at most " + MAX_PARAMETERS);
    }
    List<ExpressionParameter> declared = new ArrayList<>();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) ->
                problems
                    .parse(
                        "parameters." + name,
                        String.valueOf(value),
                        () ->
                            new ExpressionParameter(
                                name, ExpressionParameter.Type.NUMBER, value, value, 1, value))
                    .ifPresent(declared::add));
    return declared;
  }

  private FeatureProgram compile(
      CheckedFeature feature,
      BarSeries bars,
      BiFunction<CheckedFeature, ProgramScope, FeatureProgram> compiler) {
    try {
      return compiler.apply(feature, inputs.scope(bars));
    } catch (IllegalArgumentException e) {
      throw ProblemException.field(
          "expression", feature.definition().expression(), String.valueOf(e.getMessage()));
    }
  }

  static double[] run(FeatureProgram program, ProgramData data, BooleanSupplier unwanted) {
    long deadline = System.nanoTime() + MAX_NANOS;
    FeatureRun run = FeatureRun.fresh(program, data);
    int size = data.base().size();
    double[] values = new double[size];
    double[][] part = new double[program.columns()][BARS_AT_ONCE];
    while (run.next() < size) {
      int from = run.next();
      int to = Math.min(size, from + BARS_AT_ONCE);
      run.run(to, part);
      System.arraycopy(part[0], 0, values, from, to - from);
      if (unwanted.getAsBoolean()) {
        throw ProblemException.conflict(
            "the preview was given up after "
                + to
                + " of "
                + size
                + " bars because a newer one was asked for, or none");
      }
      if (Thread.currentThread().isInterrupted() || System.nanoTime() > deadline) {
        throw new ProblemException(
            503,
            "the preview took longer than 10 s and was given up after "
                + to
                + " of "
                + size
                + " bars; choose a shorter span, or save the feature and have it built",
            List.of());
      }
    }
    return values;
  }
}
