package dev.tradewind.engine.expr;

import java.util.List;
import java.util.SplittableRandom;

/** Texts that are almost expressions, and texts that are nothing. */
final class ExpressionFuzz {
  private static final List<String> PIECES =
      List.of(
          "close",
          "volume",
          "ema",
          "rsi(",
          "ema(close, 9)",
          "(",
          ")",
          "[",
          "]",
          "[1]",
          "@",
          "@4h",
          "@1D?",
          "?",
          " of \"SPY\"",
          " of ",
          "\"",
          "'",
          "$fast",
          "$",
          "1",
          "-3",
          "2.5",
          "1e9",
          "1e",
          "30m",
          "1D",
          "9X",
          " and ",
          " or ",
          " not ",
          "not",
          "true",
          "==",
          "<",
          "<=",
          ">",
          "!=",
          "=",
          "+",
          "-",
          "*",
          "/",
          ",",
          ", ",
          " ",
          "\n",
          "\t",
          "adjusted(",
          "adjusted",
          ".",
          "..",
          "é",
          "\uD83D\uDE00",
          "\uD800",
          "\u0000",
          "NaN",
          "Infinity",
          "x",
          "_",
          "#",
          "//",
          "%",
          ";");

  private ExpressionFuzz() {}

  static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int kind = random.nextInt(4);
    int pieces = random.nextInt(kind == 3 ? 2_000 : 40);
    for (int i = 0; i < pieces; i++) {
      switch (kind) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) random.nextInt(128));
        default -> text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }
}
