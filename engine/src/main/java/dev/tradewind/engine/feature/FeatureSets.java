package dev.tradewind.engine.feature;

import java.util.ArrayList;
import java.util.List;

/** The features that every installation begins with. Used to seed the table and without one. */
public final class FeatureSets {
  private static final List<FeatureDefinition> SEEDED = List.copyOf(seeds());

  private FeatureSets() {}

  /**
   * Returns over 1, 7 and 30 bars with their z-scores, five volatilities, the usual technical
   * indicators, and averages to pivot on; names are unique.
   */
  public static List<FeatureDefinition> seeded() {
    return SEEDED;
  }

  private static List<FeatureDefinition> seeds() {
    List<FeatureDefinition> all = new ArrayList<>();
    returns(all);
    volatility(all);
    technical(all);
    for (int period : new int[] {9, 10, 21, 50, 200}) {
      add(
          all,
          "ema_" + period,
          "ema(close, " + period + ")",
          "Exponential average of the close over " + period + " bars.");
    }
    return all;
  }

  private static void returns(List<FeatureDefinition> all) {
    for (int bars : new int[] {1, 7, 30}) {
      for (String kind : List.of("simple", "log")) {
        String name = kind + "_return_" + bars;
        String text = kind + "_return(close, " + bars + ")";
        String over = kind + " return over " + bars + (bars == 1 ? " bar" : " bars");
        all.add(
            FeatureDefinition.of(name, text, capital(over) + ".")
                .withOutliers(OutlierRule.Z_SCORE));
        add(
            all,
            name + "_z",
            "zscore(" + text + ", 252)",
            "Z-score of the " + over + " among the last 252.");
      }
    }
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static void volatility(List<FeatureDefinition> all) {
    String of = " volatility of one bar, over 20 bars.";
    add(all, "volatility_close", "close_to_close_volatility(20)", "Close-to-close" + of);
    add(all, "volatility_parkinson", "parkinson(20)", "Parkinson's" + of);
    add(all, "volatility_garman_klass", "garman_klass(20)", "Garman's and Klass's" + of);
    add(all, "volatility_rogers_satchell", "rogers_satchell(20)", "Rogers's and Satchell's" + of);
    add(all, "volatility_yang_zhang", "yang_zhang(20)", "Yang's and Zhang's" + of);
  }

  private static void technical(List<FeatureDefinition> all) {
    for (int period : new int[] {7, 14, 21}) {
      add(
          all,
          "rsi_" + period,
          "rsi(close, " + period + ")",
          "Relative strength index over " + period + " bars.");
    }
    for (String periods : List.of("12, 26, 9", "8, 17, 9")) {
      String suffix = "_" + periods.replace(", ", "_");
      String of = " (" + periods.replace(", ", "/") + ").";
      add(all, "macd" + suffix, "macd(close, " + periods + ")", "MACD line" + of);
      add(
          all,
          "macd_signal" + suffix,
          "macd_signal(close, " + periods + ")",
          "Signal line of the MACD" + of);
      add(
          all,
          "macd_hist" + suffix,
          "macd_hist(close, " + periods + ")",
          "MACD line less its signal line" + of);
    }
    add(all, "stochastic_k_14_3", "stochastic_k(14, 3, 3)", "Slow stochastic, %K (14/3).");
    add(all, "stochastic_d_14_3", "stochastic_d(14, 3, 3)", "Slow stochastic, %D (14/3).");
    for (String band : List.of("upper", "middle", "lower")) {
      add(
          all,
          "bollinger_" + band + "_20_2",
          "bollinger_" + band + "(close, 20, 2)",
          capital(band) + " Bollinger band, 20 bars and 2 standard deviations.");
    }
    add(all, "atr_14", "atr(14)", "Average true range over 14 bars.");
    add(all, "adx_14", "adx(14)", "Average directional index over 14 bars.");
  }

  private static void add(
      List<FeatureDefinition> all, String name, String expression, String description) {
    all.add(FeatureDefinition.of(name, expression, description));
  }
}
