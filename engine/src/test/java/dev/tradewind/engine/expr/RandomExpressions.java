package dev.tradewind.engine.expr;

import dev.tradewind.engine.expr.Expression.Adjusted;
import dev.tradewind.engine.expr.Expression.Ago;
import dev.tradewind.engine.expr.Expression.At;
import dev.tradewind.engine.expr.Expression.Binary;
import dev.tradewind.engine.expr.Expression.BooleanLiteral;
import dev.tradewind.engine.expr.Expression.Call;
import dev.tradewind.engine.expr.Expression.DurationLiteral;
import dev.tradewind.engine.expr.Expression.Field;
import dev.tradewind.engine.expr.Expression.Name;
import dev.tradewind.engine.expr.Expression.Negate;
import dev.tradewind.engine.expr.Expression.Not;
import dev.tradewind.engine.expr.Expression.NumberLiteral;
import dev.tradewind.engine.expr.Expression.Of;
import dev.tradewind.engine.expr.Expression.Parameter;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Trees of every form, of any type, mostly without a meaning. */
final class RandomExpressions {
  private static final List<String> NAMES = List.of("ema", "rsi_14", "_x", "Zoo", "e5", "ofx");
  private static final List<String> SPANS = List.of("1s", "30m", "2h", "1D", "52W");
  private static final List<String> TIMEFRAMES = List.of("1m", "4h", "1D", "1Wt", "3M", "1Q", "2Y");
  private static final List<String> IDS = List.of("SPY", "BTC-USD", "a.b/c:d_e", "0");

  private final SplittableRandom random;

  RandomExpressions(long seed) {
    random = new SplittableRandom(seed);
  }

  Expression next(int depth) {
    if (depth <= 1 || random.nextInt(8) == 0) {
      return leaf();
    }
    return switch (random.nextInt(9)) {
      case 0 -> new Negate(next(depth - 1));
      case 1 -> new Not(next(depth - 1));
      case 2 -> new Ago(next(depth - 1), random.nextInt(100_001));
      case 3 -> new At(next(depth - 1), one(TIMEFRAMES), random.nextBoolean());
      case 4 -> new Of(next(depth - 1), one(IDS));
      case 5 -> new Adjusted(next(depth - 1));
      case 6 -> call(depth);
      default ->
          new Binary(
              BinaryOperator.values()[random.nextInt(BinaryOperator.values().length)],
              next(depth - 1),
              next(depth - 1));
    };
  }

  private Expression call(int depth) {
    List<Expression> arguments = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      arguments.add(next(depth - 1));
    }
    return new Call(one(NAMES), arguments);
  }

  private Expression leaf() {
    return switch (random.nextInt(7)) {
      case 0 -> new BooleanLiteral(random.nextBoolean());
      case 1 -> DurationLiteral.parse(one(SPANS));
      case 2 -> new Field(SeriesInput.values()[random.nextInt(7)]);
      case 3 -> new Name(one(NAMES));
      case 4 -> new Parameter(one(NAMES));
      default -> new NumberLiteral(number());
    };
  }

  double number() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(100);
      case 1 -> -random.nextInt(100);
      case 2 -> random.nextInt(1_000_000) / 1000.0;
      case 3 -> random.nextLong();
      case 4 -> random.nextDouble() - 0.5;
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isFinite(any) ? any : 0;
      }
    };
  }

  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
