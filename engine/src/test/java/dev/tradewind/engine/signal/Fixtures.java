package dev.tradewind.engine.signal;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Bars that can be corrected and extended, and conditions made at random. */
final class Fixtures {
  static final Instrument COIN =
      new Instrument(
          "COIN",
          AssetClass.CRYPTO,
          "USD",
          new BigDecimal("0.01"),
          BigDecimal.ONE,
          TradingCalendar.ROUND_THE_CLOCK);
  static final Timeframe HOUR = Timeframe.parse("1h");
  private static final long START = 1_577_836_800_000_000L;
  private static final List<String> NUMBERS =
      List.of(
          "close",
          "ema(close, 9)",
          "ema(close, 21)",
          "sma(close, 5)",
          "ema(close, 5)@4h",
          "highest(high, 10)[1]",
          "lowest(low, 10)[1]",
          "open");

  private Fixtures() {}

  /** Bars whose closes may be changed and to which more may be added. */
  static final class Bars {
    private final SplittableRandom random;
    private final List<Long> times = new ArrayList<>();
    private final List<Double> closes = new ArrayList<>();
    private final List<Integer> late = new ArrayList<>();
    private double price = 100;

    Bars(long seed, int count) {
      random = new SplittableRandom(seed);
      append(count);
    }

    int size() {
      return times.size();
    }

    long time(int bar) {
      return times.get(bar);
    }

    void append(int count) {
      for (int i = 0; i < count; i++) {
        long last = times.isEmpty() ? START : times.getLast();
        times.add(last + (random.nextInt(30) == 0 ? 7 : 1) * HOUR.micros());
        price *= 1 + (random.nextDouble() - 0.5) * 0.02;
        closes.add(Math.rint(price * 100) / 100);
        late.add(random.nextInt(20) == 0 ? 1 + random.nextInt(3) : 0);
      }
    }

    void correct(int bar, double factor) {
      closes.set(bar, Math.rint(closes.get(bar) * factor * 100) / 100);
    }

    BarSeries series() {
      BarSeries.Builder builder = BarSeries.builder(COIN, HOUR, times.size());
      for (int i = 0; i < times.size(); i++) {
        double open = closes.get(Math.max(0, i - 1));
        double close = closes.get(i);
        long end = times.get(i) + HOUR.micros();
        builder.append(
            times.get(i),
            open,
            Math.max(open, close) * 1.001,
            Math.min(open, close) * 0.999,
            close,
            10);
        if (late.get(i) > 0) {
          builder.closing(end, end + late.get(i) * HOUR.micros() / 2, false);
        }
      }
      return builder.build();
    }
  }

  /** A condition over averages, extremes and the index of relative strength. */
  static String condition(SplittableRandom random) {
    String left = NUMBERS.get(random.nextInt(NUMBERS.size()));
    String right = NUMBERS.get(random.nextInt(NUMBERS.size()));
    return switch (random.nextInt(5)) {
      case 0 -> "crosses_above(" + left + ", " + right + ")";
      case 1 -> "crosses_below(" + left + ", " + right + ")";
      case 2 -> "rsi(close, " + (3 + random.nextInt(12)) + ") < " + (20 + random.nextInt(60));
      case 3 -> left + " > " + right + " and not (" + right + " < " + left + "[2])";
      default -> left + " <= " + right + " or rsi(close, 5) > 80";
    };
  }

  static SignalDefinition definition(String entry, String exit, String strength) {
    return new SignalDefinition(
        "test", 1, "1h", SignalRule.of(Direction.LONG, entry, exit, strength), List.of(), Map.of());
  }

  static CheckedSignal checked(SignalDefinition definition) {
    return switch (CheckedSignal.check(definition, ExpressionScope.standard())) {
      case SignalCheck.Checked(var signal) -> signal;
      case SignalCheck.Refused refused -> throw new AssertionError(refused.render());
    };
  }

  static SignalProgram program(SignalDefinition definition) {
    return SignalProgram.compile(checked(definition), ProgramScope.of(COIN, HOUR));
  }
}
