package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.FunctionRegistry;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every function of the language under the look-ahead kit: on the bars at hand, on longer ones,
 * previewed, on adjusted prices and of another instrument; and functions that look ahead, which the
 * kit must not pass.
 */
class FunctionLookAheadTest {
  private static final long SEED = 11;
  private static final int CUTS = 12;
  private static final ProgramScope SCOPE =
      new ProgramScope(
          Walks.COIN,
          Timeframe.parse("1m"),
          ProgramScope.of(Walks.COIN, Timeframe.parse("1m")).timeframes(),
          id -> Optional.of(Walks.instrument(id, Walks.COIN.calendar())),
          any -> any.calendar().sessions());

  /** A condition that is rarely enough not true, so that functions of conditions have values. */
  private static final String CONDITION = "close > open";

  private static ProgramData data() {
    ProgramData own = LabelsTest.data(SEED);
    var other = Walks.walk(Walks.instrument("OTHER", Walks.COIN.calendar()), "1m", SEED + 1, 600);
    return new ProgramData(own.base(), Map.of("OTHER", other), own.splits());
  }

  static Collection<FunctionDefinition> functions() {
    return FunctionRegistry.standard().all();
  }

  /** The function with the shortest look-backs that it takes together. */
  private static String call(FunctionDefinition function) {
    for (int spread = 0; spread < 4; spread++) {
      List<String> arguments = new ArrayList<>();
      List<Double> constants = new ArrayList<>();
      for (FunctionParameter parameter : function.parameters()) {
        switch (parameter.kind()) {
          case SERIES -> arguments.add(arguments.isEmpty() ? "close" : "(high + low) / 2");
          case CONDITION -> arguments.add(CONDITION);
          case INTEGER, NUMBER -> {
            double value = Math.min(parameter.max(), parameter.min() + spread * constants.size());
            constants.add(value);
            arguments.add(
                parameter.kind() == FunctionParameter.Kind.INTEGER
                    ? String.valueOf((long) value)
                    : String.valueOf(value));
          }
        }
      }
      try {
        function.kernel(constants.stream().mapToDouble(Double::doubleValue).toArray());
        return function.name() + "(" + String.join(", ", arguments) + ")";
      } catch (IllegalArgumentException togetherRefused) {
        continue;
      }
    }
    throw new AssertionError(function + " takes none of the sampled constants");
  }

  private static CheckedExpression checked(String text, FunctionRegistry registry) {
    return switch (ExpressionChecker.in(ExpressionScope.standard().withRegistry(registry))
        .check(text)) {
      case CheckResult.Checked it -> it.checked();
      case CheckResult.Refused refused -> throw new AssertionError(refused.render());
    };
  }

  private static LookAheadKit.Subject subject(FunctionRegistry registry, Stream<String> texts) {
    return LookAheadKit.expressions(SCOPE, texts.map(text -> checked(text, registry)).toList());
  }

  private static Stream<String> places(String call) {
    return Stream.of(
        call,
        call + "@5m",
        call + "[1]@5m",
        call + "@5m?",
        "adjusted(" + call + ")",
        "adjusted(" + call + ")@5m",
        call + " of \"OTHER\"",
        call + "@5m of \"OTHER\"");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void noValueDependsOnWhatWasKnownLater(FunctionDefinition function) {
    String call = call(function);
    LookAheadKit.Subject subject = subject(FunctionRegistry.standard(), places(call));

    LookAheadKit.check(call, subject, data(), CUTS, SEED);

    double[][] values = subject.answer(data()).values();
    for (int place = 0; place < values.length; place++) {
      long defined = Arrays.stream(values[place]).filter(Double::isFinite).count();
      assertThat(defined).as("defined values of %s, place %d", call, place).isPositive();
    }
  }

  /** Ways to look ahead that were seen in the wild, as functions. */
  enum Cheat {
    /** The next bar's value. */
    NEXT {
      @Override
      double at(double[] x, int i, int from, int to) {
        return i + 1 < to ? x[i + 1] : x[i];
      }
    },
    /** A mean around the bar instead of before it. */
    CENTRED_MEAN {
      @Override
      double at(double[] x, int i, int from, int to) {
        int first = Math.max(from, i - 2);
        int last = Math.min(to, i + 3);
        return DoubleStream.of(Arrays.copyOfRange(x, first, last)).average().orElse(Double.NaN);
      }
    },
    /** Where the value lies between the lowest and the highest of the whole sample. */
    SCALED_BY_THE_SAMPLE {
      @Override
      double at(double[] x, int i, int from, int to) {
        double low = DoubleStream.of(Arrays.copyOfRange(x, from, to)).min().orElse(Double.NaN);
        double high = DoubleStream.of(Arrays.copyOfRange(x, from, to)).max().orElse(Double.NaN);
        return (x[i] - low) / (high - low);
      }
    },
    /** The highest value from here on: a target hit in hindsight. */
    HIGHEST_AHEAD {
      @Override
      double at(double[] x, int i, int from, int to) {
        return DoubleStream.of(Arrays.copyOfRange(x, i, to)).max().orElse(Double.NaN);
      }
    },
    /** A swing low, marked when it was made instead of when it was seen. */
    PIVOT {
      @Override
      double at(double[] x, int i, int from, int to) {
        boolean low = i > from && i + 1 < to && x[i] < x[i - 1] && x[i] < x[i + 1];
        return low ? 1 : 0;
      }
    };

    abstract double at(double[] x, int i, int from, int to);

    FunctionDefinition function() {
      return FunctionDefinition.named("cheat_" + name().toLowerCase(Locale.ROOT), "Test")
          .describe("Looks ahead.")
          .source("This test.")
          .example("close")
          .series("x", "What is looked at.")
          .kernel(constants -> new CheatKernel(this));
    }
  }

  /** In one go it sees the whole column; bar by bar it could not. */
  private record CheatKernel(Cheat cheat) implements Kernel {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int warmUp(int output) {
      return 0;
    }

    @Override
    public int stateSize() {
      return 0;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = in[0];
    }

    @Override
    public void batch(double[][] in, int from, int to, double[][] out) {
      for (int i = from; i < to; i++) {
        out[0][i] = cheat.at(in[0], i, from, to);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionThatLooksAheadFailsWhereverItStands(Cheat cheat) {
    FunctionDefinition function = cheat.function();
    assertThat(function.result()).isEqualTo(ValueType.NUMBER);
    FunctionRegistry registry = FunctionRegistry.standard().with(List.of(function));
    places(function.name() + "(close)")
        // A bar ago the next value was this one, and a preview may change.
        .filter(place -> !place.contains("[1]") && !place.contains("?"))
        .forEach(
            place -> {
              LookAheadKit.Subject subject = subject(registry, Stream.of(place));
              assertThatThrownBy(() -> LookAheadKit.check(place, subject, data(), 40, SEED))
                  .as(place)
                  .isInstanceOf(AssertionError.class);
            });
  }

  @Test
  void aRightFunctionBesideAWrongOnePasses() {
    FunctionRegistry registry = FunctionRegistry.standard().with(List.of(Cheat.NEXT.function()));
    LookAheadKit.check("sma", subject(registry, places("sma(close, 3)")), data(), CUTS, SEED);
  }
}
