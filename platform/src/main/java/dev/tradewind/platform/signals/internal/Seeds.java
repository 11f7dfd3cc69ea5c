package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.Direction;
import dev.tradewind.engine.signal.SignalRule;
import dev.tradewind.platform.shared.PlatformSettings;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds the signals that every installation begins with. One that was edited or deleted here stays
 * as it is.
 */
@Component("signalSeeds")
final class Seeds implements SmartInitializingSingleton {
  private final DefinitionTable table;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Seeds(DefinitionTable table, TransactionTemplate transaction, PlatformSettings settings) {
    this.table = table;
    this.transaction = transaction;
    this.clock = settings.clock();
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(
        status -> {
          table.lock();
          seed(
              "ema_crossover",
              SignalRule.of(
                  Direction.LONG,
                  "crosses_above(ema(close, $fast), ema(close, $slow))",
                  "crosses_below(ema(close, $fast), ema(close, $slow))",
                  "100 * abs(ema(close, $fast) - ema(close, $slow)) / atr(14)"),
              List.of(whole("fast", 1, 1_000, 9), whole("slow", 2, 1_000, 21)),
              "Begins when the fast exponential average of the closes crosses above the slow one,"
                  + " ends on the opposite cross. Strength: the distance of the averages in percent"
                  + " of the average true range. After Appel and Hitschler (1980).");
          seed(
              "rsi_mean_reversion",
              SignalRule.of(
                  Direction.LONG,
                  "crosses_below(rsi(close, $period), $oversold)",
                  "crosses_above(rsi(close, $period), $overbought)",
                  "100 - rsi(close, $period)"),
              List.of(
                  whole("period", 2, 1_000, 14),
                  number("oversold", 0, 100, 30),
                  number("overbought", 0, 100, 70)),
              "Begins when Wilder's relative strength index falls below the oversold level, ends"
                  + " when it rises above the overbought level. Strength: how far the index is from"
                  + " 100. Levels after Wilder (1978).");
          seed(
              "atr_breakout",
              SignalRule.of(
                  Direction.LONG,
                  "close > close[1] + $multiple * atr($period)[1]",
                  "close < close[1] - $multiple * atr($period)[1]",
                  "25 * abs(close - close[1]) / atr($period)[1]"),
              List.of(whole("period", 2, 1_000, 14), number("multiple", 0.1, 20, 1.5)),
              "Begins when a close lies more than a multiple of the average true range above the"
                  + " close before, ends when one lies as far below. Strength: 25 for each average"
                  + " true range. A volatility breakout after Wilder (1978).");
        });
  }

  private static Definition.SignalParameter whole(String name, int min, int max, int value) {
    return new Definition.SignalParameter(name, true, min, max, 1, value);
  }

  private static Definition.SignalParameter number(
      String name, double min, double max, double value) {
    return new Definition.SignalParameter(name, false, min, max, 0.1, value);
  }

  private void seed(
      String name,
      SignalRule rule,
      List<Definition.SignalParameter> parameters,
      String description) {
    if (!table.versions(name).isEmpty()) {
      return;
    }
    table.insert(
        new Definition(
            name,
            1,
            "1D",
            rule,
            parameters,
            List.of(),
            null,
            description,
            null,
            List.of(),
            true,
            true,
            true,
            clock.instant()));
  }
}
