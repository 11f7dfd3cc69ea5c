package dev.tradewind.talib;

import static dev.tradewind.talib.Study.CORE;

import dev.tradewind.engine.indicator.FunctionDefinition;
import java.util.List;

/** Hilbert transforms and the adaptive averages made of them. */
final class Cycles {
  private static final String FAMILY = "Cycles (TA-Lib)";
  private static final String EHLERS = "John Ehlers, Rocket Science for Traders, 2001; TA-Lib ";

  /**
   * Bars until what is smoothed by 0.2 and then by 0.33 forgets its start; cycles have up to 50.
   */
  private static final int FADING = 500;

  private static final Study PHASOR =
      new Study(
          "talib_ht_phasor",
          1,
          2,
          false,
          c -> CORE.htPhasorLookback() + 1 + FADING,
          (in, c, out) ->
              CORE.htPhasor(
                  0, out.last, in[0], out.begin, out.count, out.values[0], out.values[1]));
  private static final Study SINE =
      new Study(
          "talib_ht_sine",
          1,
          2,
          false,
          c -> CORE.htSineLookback() + 1 + FADING,
          (in, c, out) ->
              CORE.htSine(0, out.last, in[0], out.begin, out.count, out.values[0], out.values[1]));
  private static final Study MAMA =
      new Study(
          "talib_mama",
          1,
          2,
          false,
          c -> CORE.mamaLookback(c[0], c[1]) + 1 + FADING + (int) Math.ceil(21 / c[1]),
          (in, c, out) ->
              CORE.mama(
                  0,
                  out.last,
                  in[0],
                  c[0],
                  c[1],
                  out.begin,
                  out.count,
                  out.values[0],
                  out.values[1]));
  private static final Study PERIOD =
      new Study(
          "talib_ht_dcperiod",
          1,
          1,
          false,
          c -> CORE.htDcPeriodLookback() + 1 + FADING,
          (in, c, out) -> CORE.htDcPeriod(0, out.last, in[0], out.begin, out.count, out.values[0]));
  private static final Study PHASE =
      new Study(
          "talib_ht_dcphase",
          1,
          1,
          false,
          c -> CORE.htDcPhaseLookback() + 1 + FADING,
          (in, c, out) -> CORE.htDcPhase(0, out.last, in[0], out.begin, out.count, out.values[0]));
  private static final Study TRENDLINE =
      new Study(
          "talib_ht_trendline",
          1,
          1,
          false,
          c -> CORE.htTrendlineLookback() + 1 + FADING,
          (in, c, out) ->
              CORE.htTrendline(0, out.last, in[0], out.begin, out.count, out.values[0]));
  private static final Study MODE =
      new Study(
          "talib_ht_trendmode",
          1,
          1,
          true,
          c -> CORE.htTrendModeLookback() + 1 + FADING,
          (in, c, out) -> CORE.htTrendMode(0, out.last, in[0], out.begin, out.count, out.whole));

  private Cycles() {}

  static List<FunctionDefinition> functions() {
    return List.of(
        cycle("ht_dcperiod", "Length of the dominant cycle in bars.", "HT_DCPERIOD", PERIOD, 0),
        cycle("ht_dcphase", "Phase of the dominant cycle in degrees.", "HT_DCPHASE", PHASE, 0),
        cycle("ht_inphase", "In-phase component of the cycle.", "HT_PHASOR", PHASOR, 0),
        cycle("ht_quadrature", "Quadrature component of the cycle.", "HT_PHASOR", PHASOR, 1),
        cycle("ht_sine", "Sine of the phase of the cycle.", "HT_SINE", SINE, 0),
        cycle("ht_leadsine", "Sine of the phase 45 degrees ahead.", "HT_SINE", SINE, 1),
        cycle("ht_trendline", "What is left without the cycle.", "HT_TRENDLINE", TRENDLINE, 0),
        cycle("ht_trendmode", "1 in a trend, 0 in a cycle.", "HT_TRENDMODE", MODE, 0),
        adaptive("mama", "MESA adaptive moving average", 0),
        adaptive("fama", "Following adaptive moving average, slower than talib_mama", 1));
  }

  private static FunctionDefinition cycle(
      String name, String description, String talib, Study study, int output) {
    return FunctionDefinition.named("talib_" + name, FAMILY)
        .describe(description)
        .source(EHLERS + talib)
        .example("talib_" + name + "(close)")
        .series("x", "What is decomposed.")
        .kernel(c -> new TrailingKernel(study, c), output);
  }

  private static FunctionDefinition adaptive(String name, String description, int output) {
    return FunctionDefinition.named("talib_" + name, FAMILY)
        .describe(description + ".")
        .source("John Ehlers, MESA Adaptive Moving Averages, 2001; TA-Lib MAMA")
        .example("talib_" + name + "(close, 0.5, 0.05)")
        .series("x", "What is averaged.")
        .number("fast_limit", "Greatest smoothing factor.", 0.01, 0.99, 0.5)
        .number("slow_limit", "Least smoothing factor.", 0.01, 0.99, 0.05)
        .kernel(c -> new TrailingKernel(MAMA, c), output);
  }
}
