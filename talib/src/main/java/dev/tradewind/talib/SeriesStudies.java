package dev.tradewind.talib;

import static dev.tradewind.talib.Study.CORE;

import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import dev.tradewind.engine.indicator.FunctionDefinition;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/** Functions of one column, and of two. */
final class SeriesStudies {
  private static final String FAMILY = "More functions (TA-Lib)";

  private static final Study T3 =
      new Study(
          "talib_t3",
          1,
          1,
          false,
          c -> CORE.t3Lookback((int) c[0], c[1]) + 1 + 25 * (int) c[0],
          (in, c, out) ->
              CORE.t3(0, out.last, in[0], (int) c[0], c[1], out.begin, out.count, out.values[0]));
  private static final Study APO =
      new Study(
          "talib_apo",
          1,
          1,
          false,
          c -> CORE.apoLookback((int) c[0], (int) c[1], MAType.Sma) + 1,
          (in, c, out) ->
              CORE.apo(
                  0,
                  out.last,
                  in[0],
                  (int) c[0],
                  (int) c[1],
                  MAType.Sma,
                  out.begin,
                  out.count,
                  out.values[0]));
  private static final Study BETA =
      new Study(
          "talib_beta",
          2,
          1,
          false,
          c -> CORE.betaLookback((int) c[0]) + 1,
          (in, c, out) ->
              CORE.beta(
                  0, out.last, in[0], in[1], (int) c[0], out.begin, out.count, out.values[0]));

  private SeriesStudies() {}

  static List<FunctionDefinition> functions() {
    return List.of(
        plain("acos", "Arc cosine in radians", CORE::acos),
        plain("asin", "Arc sine in radians", CORE::asin),
        plain("atan", "Arc tangent in radians", CORE::atan),
        plain("ceil", "Least whole number not below x", CORE::ceil),
        plain("cos", "Cosine of radians", CORE::cos),
        plain("cosh", "Hyperbolic cosine", CORE::cosh),
        plain("floor", "Greatest whole number not above x", CORE::floor),
        plain("log10", "Logarithm to the base 10", CORE::log10),
        plain("sin", "Sine of radians", CORE::sin),
        plain("sinh", "Hyperbolic sine", CORE::sinh),
        plain("tan", "Tangent of radians", CORE::tan),
        plain("tanh", "Hyperbolic tangent", CORE::tanh),
        over(
            "cmo",
            "Chande momentum oscillator, -100 to 100",
            14,
            CORE::cmo,
            n -> CORE.cmoLookback(n) + 24 * n),
        over(
            "linearreg",
            "Value now of the least-squares line",
            14,
            CORE::linearReg,
            CORE::linearRegLookback),
        over(
            "linearreg_angle",
            "Slope of the least-squares line as an angle in degrees",
            14,
            CORE::linearRegAngle,
            CORE::linearRegAngleLookback),
        over(
            "tsf",
            "Value on the next bar of the least-squares line",
            14,
            CORE::tsf,
            CORE::tsfLookback),
        over(
            "midpoint",
            "Mean of the highest and the lowest value",
            14,
            CORE::midPoint,
            CORE::midPointLookback),
        over("rocp", "Change over period bars as a fraction", 10, CORE::rocP, CORE::rocPLookback),
        over("rocr", "Ratio to the value period bars ago", 10, CORE::rocR, CORE::rocRLookback),
        over(
            "rocr100",
            "Ratio to the value period bars ago, times 100",
            10,
            CORE::rocR100,
            CORE::rocR100Lookback),
        over("sum", "Sum of the last period values", 30, CORE::sum, CORE::sumLookback),
        over("trima", "Triangular moving average", 30, CORE::trima, CORE::trimaLookback),
        FunctionDefinition.named("talib_t3", FAMILY)
            .describe("Tillson's triple exponential moving average T3.")
            .source("Tim Tillson, Better Moving Averages, 1998; TA-Lib T3")
            .example("talib_t3(close, 5, 0.7)")
            .series("x", "What is averaged.")
            .integer("period", "Look-back in bars.", 2, 1_000, 5)
            .number("volume_factor", "Weight of the correction.", 0, 1, 0.7)
            .kernel(c -> new TrailingKernel(T3, c)),
        FunctionDefinition.named("talib_apo", FAMILY)
            .describe("Absolute price oscillator: fast less slow simple moving average.")
            .source("TA-Lib APO, type SMA")
            .example("talib_apo(close, 12, 26)")
            .series("x", "What is averaged.")
            .integer("fast", "Shorter look-back in bars.", 2, 1_000, 12)
            .integer("slow", "Longer look-back in bars.", 2, 1_000, 26)
            .kernel(c -> new TrailingKernel(APO, c)),
        FunctionDefinition.named("talib_beta", FAMILY)
            .describe(
                "Slope of the least-squares line of the simple"
                    + " returns of b on those of a; 0 where a is flat.")
            .source("TA-Lib BETA")
            .example("talib_beta(open, close, 5)")
            .series("a", "Prices of the market.")
            .series("b", "Prices of what depends on it.")
            .integer("period", "Look-back in bars.", 1, 1_000, 5)
            .kernel(c -> new TrailingKernel(BETA, c)));
  }

  /** A call for each value alone. */
  @FunctionalInterface
  private interface Plain {
    RetCode of(int from, int to, double[] in, MInteger begin, MInteger count, double[] out);
  }

  /** A call over a number of bars. */
  @FunctionalInterface
  private interface Over {
    RetCode of(
        int from, int to, double[] in, int period, MInteger begin, MInteger count, double[] out);
  }

  private static FunctionDefinition plain(String name, String description, Plain call) {
    Study study =
        new Study(
            "talib_" + name,
            1,
            1,
            false,
            c -> 1,
            (in, c, out) -> call.of(0, out.last, in[0], out.begin, out.count, out.values[0]));
    return FunctionDefinition.named("talib_" + name, FAMILY)
        .describe(description + ".")
        .source("TA-Lib " + name.toUpperCase(Locale.ROOT))
        .example("talib_" + name + "(simple_return(close, 1))")
        .series("x", "The argument.")
        .kernel(c -> new TrailingKernel(study, c));
  }

  private static FunctionDefinition over(
      String name, String description, int byDefault, Over call, IntUnaryOperator lookback) {
    Study study =
        new Study(
            "talib_" + name,
            1,
            1,
            false,
            c -> lookback.applyAsInt((int) c[0]) + 1,
            (in, c, out) ->
                call.of(0, out.last, in[0], (int) c[0], out.begin, out.count, out.values[0]));
    return FunctionDefinition.named("talib_" + name, FAMILY)
        .describe(description + ".")
        .source("TA-Lib " + name.toUpperCase(Locale.ROOT))
        .example("talib_" + name + "(close, " + byDefault + ")")
        .series("x", "What is measured.")
        .integer("period", "Look-back in bars.", 2, 1_000, byDefault)
        .kernel(c -> new TrailingKernel(study, c));
  }
}
