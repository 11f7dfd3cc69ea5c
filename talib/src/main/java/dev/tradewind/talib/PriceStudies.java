package dev.tradewind.talib;

import static dev.tradewind.talib.Study.CORE;

import com.tictactec.ta.lib.MAType;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.ArrayList;
import java.util.List;

/** Functions of the bars themselves. */
final class PriceStudies {
  private static final String FAMILY = "More functions (TA-Lib)";

  private static final Study AVGPRICE =
      new Study(
          "talib_avgprice",
          4,
          1,
          false,
          c -> 1,
          (in, c, out) ->
              CORE.avgPrice(
                  0, out.last, in[0], in[1], in[2], in[3], out.begin, out.count, out.values[0]));
  private static final Study WCLPRICE =
      new Study(
          "talib_wclprice",
          3,
          1,
          false,
          c -> 1,
          (in, c, out) ->
              CORE.wclPrice(0, out.last, in[0], in[1], in[2], out.begin, out.count, out.values[0]));
  private static final Study BOP =
      new Study(
          "talib_bop",
          4,
          1,
          false,
          c -> 1,
          (in, c, out) ->
              CORE.bop(
                  0, out.last, in[0], in[1], in[2], in[3], out.begin, out.count, out.values[0]));
  private static final Study MIDPRICE =
      new Study(
          "talib_midprice",
          2,
          1,
          false,
          c -> CORE.midPriceLookback((int) c[0]) + 1,
          (in, c, out) ->
              CORE.midPrice(
                  0, out.last, in[0], in[1], (int) c[0], out.begin, out.count, out.values[0]));
  private static final Study PLUS_DM =
      new Study(
          "talib_plus_dm",
          2,
          1,
          false,
          c -> CORE.plusDMLookback((int) c[0]) + 1 + 24 * (int) c[0],
          (in, c, out) ->
              CORE.plusDM(
                  0, out.last, in[0], in[1], (int) c[0], out.begin, out.count, out.values[0]));
  private static final Study MINUS_DM =
      new Study(
          "talib_minus_dm",
          2,
          1,
          false,
          c -> CORE.minusDMLookback((int) c[0]) + 1 + 24 * (int) c[0],
          (in, c, out) ->
              CORE.minusDM(
                  0, out.last, in[0], in[1], (int) c[0], out.begin, out.count, out.values[0]));
  private static final Study DX =
      new Study(
          "talib_dx",
          3,
          1,
          false,
          c -> CORE.dxLookback((int) c[0]) + 1 + 40 * (int) c[0],
          (in, c, out) ->
              CORE.dx(
                  0,
                  out.last,
                  in[0],
                  in[1],
                  in[2],
                  (int) c[0],
                  out.begin,
                  out.count,
                  out.values[0]));
  private static final Study ADXR =
      new Study(
          "talib_adxr",
          3,
          1,
          false,
          c -> CORE.adxrLookback((int) c[0]) + 1 + 40 * (int) c[0],
          (in, c, out) ->
              CORE.adxr(
                  0,
                  out.last,
                  in[0],
                  in[1],
                  in[2],
                  (int) c[0],
                  out.begin,
                  out.count,
                  out.values[0]));
  private static final Study STOCHF =
      new Study(
          "talib_stochf",
          3,
          2,
          false,
          c -> CORE.stochFLookback((int) c[0], (int) c[1], MAType.Sma) + 1,
          (in, c, out) ->
              CORE.stochF(
                  0,
                  out.last,
                  in[0],
                  in[1],
                  in[2],
                  (int) c[0],
                  (int) c[1],
                  MAType.Sma,
                  out.begin,
                  out.count,
                  out.values[0],
                  out.values[1]));
  private static final Study AD =
      new Study(
          "talib_ad",
          4,
          1,
          false,
          c -> (int) c[0],
          (in, c, out) ->
              CORE.ad(
                  0, out.last, in[0], in[1], in[2], in[3], out.begin, out.count, out.values[0]));
  private static final Study ADOSC =
      new Study(
          "talib_adosc",
          4,
          1,
          false,
          c -> CORE.adOscLookback((int) c[0], (int) c[1]) + 1 + 14 * (int) Math.max(c[0], c[1]),
          (in, c, out) ->
              CORE.adOsc(
                  0,
                  out.last,
                  in[0],
                  in[1],
                  in[2],
                  in[3],
                  (int) c[0],
                  (int) c[1],
                  out.begin,
                  out.count,
                  out.values[0]));

  private PriceStudies() {}

  static List<FunctionDefinition> functions() {
    List<FunctionDefinition> all = new ArrayList<>(ofPrices());
    all.addAll(ofMovement());
    return List.copyOf(all);
  }

  private static List<FunctionDefinition> ofPrices() {
    return List.of(
        FunctionDefinition.named("talib_avgprice", FAMILY)
            .describe("Mean of open, high, low and close.")
            .source("TA-Lib AVGPRICE")
            .example("talib_avgprice()")
            .reads(SeriesInput.OPEN, SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .kernel(c -> new TrailingKernel(AVGPRICE, c), 0),
        FunctionDefinition.named("talib_wclprice", FAMILY)
            .describe("Mean of high, low and twice the close.")
            .source("TA-Lib WCLPRICE")
            .example("talib_wclprice()")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .kernel(c -> new TrailingKernel(WCLPRICE, c), 0),
        FunctionDefinition.named("talib_bop", FAMILY)
            .describe("Balance of power: (close - open) / (high - low), 0 where high equals low.")
            .source("Igor Livshin, Balance of Market Power, 2001; TA-Lib BOP")
            .example("talib_bop()")
            .reads(SeriesInput.OPEN, SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .kernel(c -> new TrailingKernel(BOP, c), 0),
        FunctionDefinition.named("talib_midprice", FAMILY)
            .describe("Mean of the highest high and the lowest low.")
            .source("TA-Lib MIDPRICE")
            .example("talib_midprice(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .integer("period", "Look-back in bars.", 2, 1_000, 14)
            .kernel(c -> new TrailingKernel(MIDPRICE, c), 0),
        FunctionDefinition.named("talib_plus_dm", FAMILY)
            .describe("Upward directional movement, Wilder-smoothed.")
            .source(
                "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib PLUS_DM")
            .example("talib_plus_dm(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .integer("period", "Look-back in bars.", 1, 1_000, 14)
            .kernel(c -> new TrailingKernel(PLUS_DM, c), 0),
        FunctionDefinition.named("talib_minus_dm", FAMILY)
            .describe("Downward directional movement, Wilder-smoothed.")
            .source(
                "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib MINUS_DM")
            .example("talib_minus_dm(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW)
            .integer("period", "Look-back in bars.", 1, 1_000, 14)
            .kernel(c -> new TrailingKernel(MINUS_DM, c), 0));
  }

  private static List<FunctionDefinition> ofMovement() {
    return List.of(
        FunctionDefinition.named("talib_dx", FAMILY)
            .describe("Directional movement index, 0 to 100.")
            .source("J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib DX")
            .example("talib_dx(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .integer("period", "Look-back in bars.", 2, 1_000, 14)
            .kernel(c -> new TrailingKernel(DX, c), 0),
        FunctionDefinition.named("talib_adxr", FAMILY)
            .describe("Mean of the average directional index now and period - 1 bars ago.")
            .source(
                "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib ADXR")
            .example("talib_adxr(14)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .integer("period", "Look-back in bars.", 2, 1_000, 14)
            .kernel(c -> new TrailingKernel(ADXR, c), 0),
        FunctionDefinition.named("talib_stochf_k", FAMILY)
            .describe("Fast stochastic, 0 to 100; 0 where the range is empty.")
            .source("George Lane, 1984; TA-Lib STOCHF")
            .example("talib_stochf_k(5, 3)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .integer("period", "Look-back in bars.", 1, 1_000, 5)
            .integer("signal", "Look-back in bars.", 1, 1_000, 3)
            .kernel(c -> new TrailingKernel(STOCHF, c), 0),
        FunctionDefinition.named("talib_stochf_d", FAMILY)
            .describe("Simple average of talib_stochf_k.")
            .source("George Lane, 1984; TA-Lib STOCHF")
            .example("talib_stochf_d(5, 3)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE)
            .integer("period", "Look-back in bars.", 1, 1_000, 5)
            .integer("signal", "Look-back in bars.", 1, 1_000, 3)
            .kernel(c -> new TrailingKernel(STOCHF, c), 1),
        FunctionDefinition.named("talib_ad", FAMILY)
            .describe(
                "Accumulation and distribution line over the last period bars, units of volume; a line from the first bar on would depend on where the data begin.")
            .source("Marc Chaikin; TA-Lib AD")
            .example("talib_ad(20)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE, SeriesInput.VOLUME)
            .integer("period", "Look-back in bars.", 1, 1_000, 20)
            .kernel(c -> new TrailingKernel(AD, c), 0),
        FunctionDefinition.named("talib_adosc", FAMILY)
            .describe(
                "Chaikin oscillator: fast less slow exponential average of the accumulation line, units of volume.")
            .source("Marc Chaikin; TA-Lib ADOSC")
            .example("talib_adosc(3, 10)")
            .reads(SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE, SeriesInput.VOLUME)
            .integer("fast", "Look-back in bars.", 2, 1_000, 3)
            .integer("slow", "Look-back in bars.", 2, 1_000, 10)
            .kernel(c -> new TrailingKernel(ADOSC, c), 0));
  }
}
