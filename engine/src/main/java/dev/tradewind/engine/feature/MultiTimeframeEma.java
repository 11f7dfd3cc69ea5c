package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * Exponential averages of the close on every timeframe that can be made from bars of another, one
 * expression each: compiled together they are one build. Immutable and thread-safe.
 *
 * @param base of the bars at hand
 * @param timeframes those asked for; the ones that cannot be made from the base are left out
 * @param periods of the averages, each &ge; 1
 * @param partial whether the bar that is still being made counts as if it ended now ({@code
 *     ema(close, 21)@1W?}); such a value can change until its bar is complete
 */
public record MultiTimeframeEma(
    TimeframeDefinition base,
    List<TimeframeDefinition> timeframes,
    List<Integer> periods,
    boolean partial) {
  /** The periods of the pivot set: 9, 10, 21, 50, 200. */
  public static final List<Integer> PIVOT_PERIODS = List.of(9, 10, 21, 50, 200);

  /** Keeps the timeframes that can be made; refuses periods below one. */
  public MultiTimeframeEma {
    TimeframeDefinition finest = base;
    timeframes =
        timeframes.stream()
            .filter(each -> each.code().equals(finest.code()) || finest.fitsInto(each))
            .toList();
    periods = List.copyOf(periods);
    for (int period : periods) {
      if (period < 1) {
        throw new IllegalArgumentException("period must be >= 1, was " + period);
      }
    }
  }

  /** The texts, timeframe by timeframe in the order given and for each the periods in theirs. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (TimeframeDefinition timeframe : timeframes) {
      String suffix =
          timeframe.code().equals(base.code()) ? "" : "@" + timeframe.code() + (partial ? "?" : "");
      for (int period : periods) {
        texts.add("ema(close, " + period + ")" + suffix);
      }
    }
    return List.copyOf(texts);
  }

  /**
   * The expressions, ready to be compiled.
   *
   * @param scope has the timeframes
   * @throws IllegalArgumentException if the scope lacks a timeframe or the function
   */
  public List<CheckedExpression> expressions(ExpressionScope scope) {
    ExpressionChecker checker = ExpressionChecker.in(scope.withTimeframes(timeframes));
    return texts().stream().map(text -> checked(checker, text)).toList();
  }

  private static CheckedExpression checked(ExpressionChecker checker, String text) {
    return switch (checker.check(text)) {
      case CheckResult.Checked it -> it.checked();
      case CheckResult.Refused refused -> throw new IllegalArgumentException(refused.render());
    };
  }
}
