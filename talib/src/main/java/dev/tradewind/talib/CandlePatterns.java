package dev.tradewind.talib;

import static dev.tradewind.talib.Study.CORE;

import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.SeriesInput;
import java.util.ArrayList;
import java.util.List;

/** Candlestick patterns: 100 for bullish, -100 for bearish, 0 for none; ±200 where confirmed. */
final class CandlePatterns {
  private static final String FAMILY = "Candlestick patterns (TA-Lib)";
  private static final String SOURCE = "TA-Lib CDL; Gregory Morris, Candlestick Charting Explained";

  private CandlePatterns() {}

  static List<FunctionDefinition> functions() {
    List<FunctionDefinition> all = new ArrayList<>(firstHalf());
    all.addAll(secondHalf());
    all.addAll(withPenetration());
    return List.copyOf(all);
  }

  private static List<FunctionDefinition> firstHalf() {
    return List.of(
        candle("2_crows", CORE::cdl2Crows, CORE.cdl2CrowsLookback()),
        candle("3_black_crows", CORE::cdl3BlackCrows, CORE.cdl3BlackCrowsLookback()),
        candle("3_inside", CORE::cdl3Inside, CORE.cdl3InsideLookback()),
        candle("3_line_strike", CORE::cdl3LineStrike, CORE.cdl3LineStrikeLookback()),
        candle("3_outside", CORE::cdl3Outside, CORE.cdl3OutsideLookback()),
        candle("3_stars_in_south", CORE::cdl3StarsInSouth, CORE.cdl3StarsInSouthLookback()),
        candle("3_white_soldiers", CORE::cdl3WhiteSoldiers, CORE.cdl3WhiteSoldiersLookback()),
        candle("advance_block", CORE::cdlAdvanceBlock, CORE.cdlAdvanceBlockLookback()),
        candle("belt_hold", CORE::cdlBeltHold, CORE.cdlBeltHoldLookback()),
        candle("breakaway", CORE::cdlBreakaway, CORE.cdlBreakawayLookback()),
        candle("closing_marubozu", CORE::cdlClosingMarubozu, CORE.cdlClosingMarubozuLookback()),
        candle("conceal_babys_wall", CORE::cdlConcealBabysWall, CORE.cdlConcealBabysWallLookback()),
        candle("counterattack", CORE::cdlCounterAttack, CORE.cdlCounterAttackLookback()),
        candle("doji", CORE::cdlDoji, CORE.cdlDojiLookback()),
        candle("doji_star", CORE::cdlDojiStar, CORE.cdlDojiStarLookback()),
        candle("dragonfly_doji", CORE::cdlDragonflyDoji, CORE.cdlDragonflyDojiLookback()),
        candle("engulfing", CORE::cdlEngulfing, CORE.cdlEngulfingLookback()),
        candle(
            "gap_side_side_white", CORE::cdlGapSideSideWhite, CORE.cdlGapSideSideWhiteLookback()),
        candle("gravestone_doji", CORE::cdlGravestoneDoji, CORE.cdlGravestoneDojiLookback()),
        candle("hammer", CORE::cdlHammer, CORE.cdlHammerLookback()),
        candle("hanging_man", CORE::cdlHangingMan, CORE.cdlHangingManLookback()),
        candle("harami", CORE::cdlHarami, CORE.cdlHaramiLookback()),
        candle("harami_cross", CORE::cdlHaramiCross, CORE.cdlHaramiCrossLookback()),
        candle("high_wave", CORE::cdlHignWave, CORE.cdlHignWaveLookback()),
        candle("hikkake", CORE::cdlHikkake, CORE.cdlHikkakeLookback()),
        candle("modified_hikkake", CORE::cdlHikkakeMod, CORE.cdlHikkakeModLookback()),
        candle("homing_pigeon", CORE::cdlHomingPigeon, CORE.cdlHomingPigeonLookback()));
  }

  private static List<FunctionDefinition> secondHalf() {
    return List.of(
        candle("identical_3_crows", CORE::cdlIdentical3Crows, CORE.cdlIdentical3CrowsLookback()),
        candle("in_neck", CORE::cdlInNeck, CORE.cdlInNeckLookback()),
        candle("inverted_hammer", CORE::cdlInvertedHammer, CORE.cdlInvertedHammerLookback()),
        candle("kicking", CORE::cdlKicking, CORE.cdlKickingLookback()),
        candle("kicking_by_length", CORE::cdlKickingByLength, CORE.cdlKickingByLengthLookback()),
        candle("ladder_bottom", CORE::cdlLadderBottom, CORE.cdlLadderBottomLookback()),
        candle("long_legged_doji", CORE::cdlLongLeggedDoji, CORE.cdlLongLeggedDojiLookback()),
        candle("long_line", CORE::cdlLongLine, CORE.cdlLongLineLookback()),
        candle("marubozu", CORE::cdlMarubozu, CORE.cdlMarubozuLookback()),
        candle("matching_low", CORE::cdlMatchingLow, CORE.cdlMatchingLowLookback()),
        candle("on_neck", CORE::cdlOnNeck, CORE.cdlOnNeckLookback()),
        candle("piercing", CORE::cdlPiercing, CORE.cdlPiercingLookback()),
        candle("rickshaw_man", CORE::cdlRickshawMan, CORE.cdlRickshawManLookback()),
        candle(
            "rise_fall_3_methods", CORE::cdlRiseFall3Methods, CORE.cdlRiseFall3MethodsLookback()),
        candle("separating_lines", CORE::cdlSeperatingLines, CORE.cdlSeperatingLinesLookback()),
        candle("shooting_star", CORE::cdlShootingStar, CORE.cdlShootingStarLookback()),
        candle("short_line", CORE::cdlShortLine, CORE.cdlShortLineLookback()),
        candle("spinning_top", CORE::cdlSpinningTop, CORE.cdlSpinningTopLookback()),
        candle("stalled_pattern", CORE::cdlStalledPattern, CORE.cdlStalledPatternLookback()),
        candle("stick_sandwich", CORE::cdlStickSandwhich, CORE.cdlStickSandwhichLookback()),
        candle("takuri", CORE::cdlTakuri, CORE.cdlTakuriLookback()),
        candle("tasuki_gap", CORE::cdlTasukiGap, CORE.cdlTasukiGapLookback()),
        candle("thrusting", CORE::cdlThrusting, CORE.cdlThrustingLookback()),
        candle("tristar", CORE::cdlTristar, CORE.cdlTristarLookback()),
        candle("unique_3_river", CORE::cdlUnique3River, CORE.cdlUnique3RiverLookback()),
        candle("upside_gap_2_crows", CORE::cdlUpsideGap2Crows, CORE.cdlUpsideGap2CrowsLookback()),
        candle(
            "x_side_gap_3_methods", CORE::cdlXSideGap3Methods, CORE.cdlXSideGap3MethodsLookback()));
  }

  private static List<FunctionDefinition> withPenetration() {
    return List.of(
        candle("abandoned_baby", 0.3, CORE::cdlAbandonedBaby, CORE.cdlAbandonedBabyLookback(0.3)),
        candle(
            "dark_cloud_cover", 0.5, CORE::cdlDarkCloudCover, CORE.cdlDarkCloudCoverLookback(0.5)),
        candle(
            "evening_doji_star",
            0.3,
            CORE::cdlEveningDojiStar,
            CORE.cdlEveningDojiStarLookback(0.3)),
        candle("evening_star", 0.3, CORE::cdlEveningStar, CORE.cdlEveningStarLookback(0.3)),
        candle("mat_hold", 0.5, CORE::cdlMatHold, CORE.cdlMatHoldLookback(0.5)),
        candle(
            "morning_doji_star",
            0.3,
            CORE::cdlMorningDojiStar,
            CORE.cdlMorningDojiStarLookback(0.3)),
        candle("morning_star", 0.3, CORE::cdlMorningStar, CORE.cdlMorningStarLookback(0.3)));
  }

  /** The call of a pattern. */
  @FunctionalInterface
  private interface Pattern {
    RetCode of(
        int from,
        int to,
        double[] open,
        double[] high,
        double[] low,
        double[] close,
        MInteger begin,
        MInteger count,
        int[] out);
  }

  /** The call of a pattern with the depth to which one candle enters another. */
  @FunctionalInterface
  private interface DeepPattern {
    RetCode of(
        int from,
        int to,
        double[] open,
        double[] high,
        double[] low,
        double[] close,
        double penetration,
        MInteger begin,
        MInteger count,
        int[] out);
  }

  private static FunctionDefinition candle(String name, Pattern pattern, int lookback) {
    Study study =
        new Study(
            "talib_cdl_" + name,
            4,
            1,
            true,
            c -> lookback + 1,
            (in, c, out) ->
                pattern.of(
                    0, out.last, in[0], in[1], in[2], in[3], out.begin, out.count, out.whole));
    return define(name, "()").kernel(c -> new TrailingKernel(study, c));
  }

  private static FunctionDefinition candle(
      String name, double penetration, DeepPattern pattern, int lookback) {
    Study study =
        new Study(
            "talib_cdl_" + name,
            4,
            1,
            true,
            c -> lookback + 1,
            (in, c, out) ->
                pattern.of(
                    0, out.last, in[0], in[1], in[2], in[3], c[0], out.begin, out.count,
                    out.whole));
    return define(name, "(" + penetration + ")")
        .number("penetration", "Depth as a fraction of a body.", 0, 10, penetration)
        .kernel(c -> new TrailingKernel(study, c));
  }

  private static FunctionDefinition.Builder define(String name, String arguments) {
    return FunctionDefinition.named("talib_cdl_" + name, FAMILY)
        .describe(
            "Candlestick pattern '"
                + name.replace('_', ' ')
                + "': 100 where it is found bullish, -100 where bearish, 0 elsewhere; 200 and -200"
                + " where a found pattern is confirmed.")
        .source(SOURCE)
        .example("talib_cdl_" + name + arguments + " != 0")
        .reads(SeriesInput.OPEN, SeriesInput.HIGH, SeriesInput.LOW, SeriesInput.CLOSE);
  }
}
