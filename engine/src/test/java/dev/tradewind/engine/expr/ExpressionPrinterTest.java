package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canonical form: the same tree again, with no parenthesis too many. */
class ExpressionPrinterTest {
  private static final int TREES = 20_000;

  private static Expression parsed(String text) {
    ParseResult result = ExpressionParser.parse(text);
    assertThat(result).as(text).isInstanceOf(ParseResult.Parsed.class);
    return ((ParseResult.Parsed) result).expression();
  }

  @Test
  void randomTreesSurvivePrintingAndReading() {
    for (long seed = 0; seed < TREES; seed++) {
      Expression tree = new RandomExpressions(seed).next(1 + (int) (seed % 6));
      String text = ExpressionPrinter.print(tree);
      if (text.length() <= ExpressionLimits.MAX_TEXT
          && ExpressionLimits.nodes(tree) <= ExpressionLimits.MAX_NODES) {
        Expression again = parsed(text);
        assertThat(again).as("seed %d: %s", seed, text).isEqualTo(tree);
        assertThat(ExpressionPrinter.print(again)).as("seed %d", seed).isEqualTo(text);
      }
    }
  }

  @Test
  void eachParenthesisIsNeeded() {
    for (long seed = 0; seed < 4_000; seed++) {
      String text = ExpressionPrinter.print(new RandomExpressions(seed).next(4));
      for (int open = 0; open < text.length(); open++) {
        boolean grouping =
            text.charAt(open) == '(' && (open == 0 || !Words.isWordPart(text.charAt(open - 1)));
        if (grouping) {
          int close = closing(text, open);
          String without =
              text.substring(0, open) + text.substring(open + 1, close) + text.substring(close + 1);
          if (ExpressionParser.parse(without) instanceof ParseResult.Parsed other) {
            assertThat(other.expression())
                .as("seed %d: %s without one is %s", seed, text, without)
                .isNotEqualTo(parsed(text));
          }
        }
      }
    }
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int at = open; ; at++) {
      depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "((close))|close",
        "a+b*c|a + b * c",
        "(a+b)*c|(a + b) * c",
        "a-(b-c)|a - (b - c)",
        "(a-b)-c|a - b - c",
        "a/(b*c)|a / (b * c)",
        "not(a<b)|not a < b",
        "not (a and b) or c|not (a and b) or c",
        "a and (b and c)|a and (b and c)",
        "(a<b)==(c<d)|(a < b) == (c < d)",
        "-(-x)|--x",
        "- 3|-3",
        "-(3)|-(3)",
        "-3[1]|-3[1]",
        "(-3)[1]|(-3)[1]",
        "-x@4h?[2]|-x@4h?[2]",
        "(x+1)@1d|(x + 1)@1D",
        "close  of  \"SPY\"@1w|close of \"SPY\"@1W",
        "1.50|1.5",
        "1e3|1000",
        ".5|0.5",
        "0.0000001|1e-7",
        "123456789012345678|1.2345678901234568e17",
        "007m|7m",
        "1d|1D",
        "-0|0",
        "adjusted( close )|adjusted(close)",
        "f( )|f()",
        "$a*-$b|$a * -$b",
      })
  void printsCanonically(String text, String canonical) {
    assertThat(ExpressionPrinter.print(parsed(text))).isEqualTo(canonical);
  }
}
