package dev.tradewind.engine.strategy;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;

/** What a strategy can ask for before the first bar. */
public interface StrategySetup {
  /** Number of instruments in the run, &ge; 1. */
  int instrumentCount();

  /** The instrument of that index. */
  Instrument instrument(int index);

  /** The bars of that instrument. */
  Timeframe timeframe(int index);

  /**
   * Declares longer bars of an instrument, made of those of the run: {@link
   * Strategy#onBar(StrategyContext, BarHandle)} tells of each.
   *
   * @param timeframe code of a timeframe into which that of the run's bars fits, such as {@code 4h}
   * @throws IllegalArgumentException if there is none of that code, or it does not fit
   */
  BarHandle bars(int instrument, String timeframe);

  /** What the text of a feature may name. */
  ExpressionScope expressions();

  /**
   * Declares a feature over the bars of one instrument; the same feature is computed once.
   *
   * @throws IllegalArgumentException if it needs bars of a timeframe that cannot be made from those
   *     of the run
   */
  FeatureHandle feature(int instrument, CheckedExpression expression);

  /**
   * Declares a feature by its text, for example {@code ema(close, 21)@4h}.
   *
   * @throws IllegalArgumentException if the text is no expression; says where
   */
  default FeatureHandle feature(int instrument, String expression) {
    return switch (ExpressionChecker.in(expressions()).check(expression)) {
      case CheckResult.Checked(CheckedExpression checked) -> feature(instrument, checked);
      case CheckResult.Refused refused -> throw new IllegalArgumentException(refused.render());
    };
  }
}
