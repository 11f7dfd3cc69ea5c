package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Shows that nothing is said before it can be known. What is examined answers values and the times
 * at which it claims to know them; the kit cuts the data at many instants, removes or changes all
 * that was known later, and compares what was claimed to be known by then, to the bit.
 */
public final class LookAheadKit {
  private LookAheadKit() {}

  /** What is examined: anything that answers values to bars. */
  @FunctionalInterface
  public interface Subject {
    /** The answer to some data. */
    Answer answer(ProgramData data);
  }

  /**
   * Values and when they are known; an undefined value may be known or not.
   *
   * @param values one array for each column
   * @param knownAt the same shape, UTC microseconds, {@link LabelColumn#OPEN} for not yet
   */
  public record Answer(double[][] values, long[][] knownAt) {}

  /** Expressions, known with their bar. */
  public static Subject expressions(ProgramScope scope, String... texts) {
    List<CheckedExpression> checked = Arrays.stream(texts).map(LookAheadKit::checked).toList();
    return expressions(scope, checked);
  }

  /** Checked expressions, known with their bar. */
  public static Subject expressions(ProgramScope scope, List<CheckedExpression> expressions) {
    var program = ProgramCompiler.compile(expressions, scope);
    return data -> knownWithTheirBar(data, program.batch(data));
  }

  /** An expression of the standard scope. */
  public static CheckedExpression checked(String text) {
    return switch (ExpressionChecker.in(ExpressionScope.standard()).check(text)) {
      case CheckResult.Checked it -> it.checked();
      case CheckResult.Refused refused -> throw new AssertionError(refused.render());
    };
  }

  /** Columns that are known with their bar. */
  public static Answer knownWithTheirBar(ProgramData data, double[]... columns) {
    long[] known = knownAt(data.base());
    long[][] knownAt = new long[columns.length][];
    Arrays.fill(knownAt, known);
    return new Answer(columns, knownAt);
  }

  /** When each bar is known: never before the one before it. */
  private static long[] knownAt(BarSeries series) {
    long[] known = new long[series.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = Math.max(i == 0 ? Long.MIN_VALUE : known[i - 1], series.knownAt(i));
    }
    return known;
  }

  /** A label column. */
  public static Answer label(LabelColumn label) {
    return new Answer(new double[][] {label.values()}, new long[][] {label.knownAt()});
  }

  /**
   * Examines at a number of instants.
   *
   * @param seed of the instants and the changes
   * @throws AssertionError if a value that was known depends on what was known later
   */
  public static void check(String what, Subject subject, ProgramData data, int cuts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Answer whole = subject.answer(data);
    int size = data.base().size();
    for (int c = 0; c < cuts; c++) {
      int bar = 1 + random.nextInt(size - 1);
      long instant = knownAt(data.base())[bar];
      String place = what + ", cut after bar " + bar + ", seed " + seed;
      Answer truncated = subject.answer(upTo(data, instant));
      compare(whole, truncated, instant, "the future removed: " + place);
      Answer perturbed = subject.answer(changed(data, instant, random));
      compare(whole, perturbed, instant, "the future changed: " + place);
    }
  }

  private static void compare(Answer whole, Answer other, long instant, String place) {
    for (int c = 0; c < whole.values().length; c++) {
      int rows = Math.min(whole.values()[c].length, other.values()[c].length);
      for (int i = 0; i < whole.values()[c].length; i++) {
        boolean known = whole.knownAt()[c][i] <= instant;
        if (i >= rows) {
          assertThat(known).as("%s, column %d, row %d is known", place, c, i).isFalse();
          continue;
        }
        assertThat(other.knownAt()[c][i] <= instant)
            .as("%s, column %d, row %d is known", place, c, i)
            .isEqualTo(known);
        if (known) {
          assertThat(other.knownAt()[c][i])
              .as("%s, column %d, row %d: when it is known", place, c, i)
              .isEqualTo(whole.knownAt()[c][i]);
          assertThat(Double.doubleToLongBits(other.values()[c][i]))
              .as(
                  "%s, column %d, row %d: %s and %s",
                  place, c, i, other.values()[c][i], whole.values()[c][i])
              .isEqualTo(Double.doubleToLongBits(whole.values()[c][i]));
        } else if (whole.knownAt()[c][i] == LabelColumn.OPEN) {
          assertThat(whole.values()[c][i]).as("%s, column %d, row %d: open", place, c, i).isNaN();
        }
      }
    }
  }

  /** The data that are known at an instant. */
  public static ProgramData upTo(ProgramData data, long instant) {
    Map<String, BarSeries> others = new TreeMap<>();
    data.others().forEach((id, series) -> others.put(id, copy(series, instant, null)));
    Map<String, SplitSchedule> splits = new TreeMap<>();
    data.splits().forEach((id, schedule) -> splits.put(id, upTo(schedule, instant)));
    return new ProgramData(copy(data.base(), instant, null), others, splits);
  }

  private static SplitSchedule upTo(SplitSchedule schedule, long instant) {
    int kept = schedule.countUntil(instant);
    long[] times = new long[kept];
    double[] ratios = new double[kept];
    for (int i = 0; i < kept; i++) {
      times[i] = schedule.effectiveMicros(i);
      ratios[i] = schedule.ratio(i);
    }
    return SplitSchedule.of(times, ratios);
  }

  /** The data with other prices, other gaps and no splits behind an instant. */
  private static ProgramData changed(ProgramData data, long instant, SplittableRandom random) {
    Map<String, BarSeries> others = new TreeMap<>();
    data.others().forEach((id, series) -> others.put(id, copy(series, instant, random)));
    Map<String, SplitSchedule> splits = new TreeMap<>();
    data.splits().forEach((id, schedule) -> splits.put(id, upTo(schedule, instant)));
    return new ProgramData(copy(data.base(), instant, random), others, splits);
  }

  private static BarSeries copy(
      BarSeries series, long instant, @org.jspecify.annotations.Nullable SplittableRandom change) {
    BarSeries.Builder builder =
        BarSeries.builder(series.instrument(), series.timeframe(), series.size());
    long[] knownAt = knownAt(series);
    for (int i = 0; i < series.size(); i++) {
      if (knownAt[i] <= instant) {
        append(builder, series, i, 1);
      } else if (change != null && change.nextInt(5) > 0) {
        append(builder, series, i, 0.5 + change.nextDouble());
      }
    }
    return builder.build();
  }

  private static void append(BarSeries.Builder builder, BarSeries series, int i, double factor) {
    builder.append(
        series.openTime(i),
        series.open(i) * factor,
        series.high(i) * factor,
        series.low(i) * factor,
        series.close(i) * factor,
        series.volume(i) * factor);
    builder.closing(series.closeTime(i), series.knownAt(i), series.isPartial(i));
  }
}
