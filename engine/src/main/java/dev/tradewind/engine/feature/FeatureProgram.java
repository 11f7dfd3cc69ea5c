package dev.tradewind.engine.feature;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A feature compiled for one instrument and timeframe; what the feature store refreshes. Column 0
 * of its program is the value, column 1, if there is one, the outlier flag. Values are those before
 * the null policy, which is applied when they are read. Immutable and thread-safe.
 */
public final class FeatureProgram {
  private final CheckedFeature feature;
  private final ProgramScope scope;
  private final Program program;
  private final long warmUp;
  private final Optional<GapRule> gaps;

  private FeatureProgram(CheckedFeature feature, ProgramScope scope, Optional<GapRule> gaps) {
    this.feature = feature;
    this.scope = scope;
    this.program = ProgramCompiler.compile(columns(feature), scope);
    this.warmUp = program.warmUp(0);
    this.gaps = gaps;
  }

  /**
   * Compiles a feature.
   *
   * @throws IllegalArgumentException if it needs bars that cannot be made from the scope's
   */
  public static FeatureProgram compile(CheckedFeature feature, ProgramScope scope) {
    return new FeatureProgram(feature, scope, Optional.of(GapRule.of(scope)));
  }

  /**
   * Compiles a feature that never begins afresh behind a gap, as a strategy computes it within a
   * run. Conditions of signals are such.
   *
   * @throws IllegalArgumentException if it needs bars that cannot be made from the scope's
   */
  public static FeatureProgram continuous(CheckedFeature feature, ProgramScope scope) {
    return new FeatureProgram(feature, scope, Optional.empty());
  }

  static List<CheckedExpression> columns(CheckedFeature feature) {
    List<CheckedExpression> columns = new ArrayList<>();
    columns.add(feature.value());
    feature.outlier().ifPresent(columns::add);
    return columns;
  }

  /** The definition that was compiled. */
  public FeatureDefinition definition() {
    return feature.definition();
  }

  CheckedFeature feature() {
    return feature;
  }

  /** What it was compiled for. */
  public ProgramScope scope() {
    return scope;
  }

  /** What computes the value and the flag. */
  public Program program() {
    return program;
  }

  /** 1, or 2 if outliers are flagged. */
  public int columns() {
    return program.columns();
  }

  /** Bars of warm-up, by which gaps are measured. */
  public long warmUp() {
    return warmUp;
  }

  /**
   * Text that differs if other values, or other reasons for having none, may come out: the
   * expressions, and the version of the engine, on whose kernels they depend. Stored values of
   * another text are computed anew.
   */
  public String fingerprint() {
    return "tradewind-feature-1\n"
        + EngineVersion.CURRENT
        + "\n"
        + String.join("\n", program.names())
        + "\n"
        + String.join("\n", program.sources())
        + "\n"
        + scope.timeframe().code()
        + "\n"
        + scope.calendars().apply(scope.instrument()).code()
        + (gaps.isPresent() ? "" : "\ncontinuous")
        + (readsVolumeOfOthers() ? "\nreasons of others' volume" : "");
  }

  /** Whether it reads how much was traded of another instrument than its own. */
  boolean readsVolumeOfOthers() {
    return UndefinedReasons.othersWithVolume(program) > 0;
  }

  /** Where the feature begins afresh behind a gap, see {@link GapRule#restarts}. */
  public int[] restarts(BarSeries base) {
    return gaps.map(rule -> rule.restarts(base, warmUp)).orElseGet(() -> new int[0]);
  }

  /**
   * The gaps of the base, for {@link #restarts(GapRule.Gaps)} of all features of one scope: looking
   * for them takes longer than many a feature.
   */
  public GapRule.Gaps gaps(BarSeries base) {
    return GapRule.of(scope).gaps(base);
  }

  /** Where the feature begins afresh, given the gaps of the base. */
  public int[] restarts(GapRule.Gaps found) {
    return gaps.isEmpty() || warmUp <= 0 ? new int[0] : found.longerThan(warmUp);
  }

  @Override
  public String toString() {
    return definition().name() + " = " + feature.value().canonical();
  }
}
