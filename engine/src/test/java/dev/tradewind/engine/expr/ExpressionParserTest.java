package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a text is wrong, why, and that no text gets past the limits. */
class ExpressionParserTest {

  static ExpressionProblem problem(String text) {
    ParseResult result = ExpressionParser.parse(text);
    assertThat(result).as(text).isInstanceOf(ParseResult.Refused.class);
    return ((ParseResult.Refused) result).problems().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 +|3|3|a value was expected, was the end",
        "(1 + 2|6|6|')' was expected, was the end",
        "1 + 2)|5|6|')' without '('",
        "a < b < c|6|7|comparisons do not chain; did you mean 'a < b and b < c'?",
        "a && b|2|4|unknown sign '&&'; did you mean 'and'?",
        "a = b|2|3|unknown sign '='; did you mean '=='?",
        "a AND b|2|5|unknown operator 'AND'; did you mean 'and'?",
        "x[-1]|2|4|a bar of the future is not known; bars ago must be >= 0",
        "x[100001]|2|8|bars ago must be in 0..100000, was 100001",
        "x[1.5]|2|5|a whole number of bars was expected between '[' and ']', was '1.5'",
        "x@foo|2|5|a timeframe such as 4h or 1D was expected behind '@', was 'foo'",
        "x of SPY|5|8|an instrument in quotation marks was expected behind 'of', was 'SPY'; did you mean \"SPY\"?",
        "x of 'SPY'|5|10|an instrument stands in double quotation marks; did you mean \"SPY\"?",
        "x of \"SPY|5|9|the quotation mark is not closed",
        "30M|0|3|duration must be a whole count > 0 and a unit of s m h D W, was '30M'; did you mean 30m?",
        "1.5h|0|4|a duration needs a whole count before its unit, was '1.5h'",
        "1.|0|2|a number has at most one point and a digit behind it, was '1.'",
        "1e999|0|5|a number must be finite, was 1e999",
        "close(3)|0|5|close is a field and takes no arguments",
        "a == not b|5|8|a value was expected, was 'not'; put parentheses around it",
        "adjusted close|9|14|'(' was expected behind 'adjusted', was 'close'",
        "$|0|1|a parameter's name must follow the $",
        "a b|2|3|an operator or the end was expected, was 'b'",
        "f(1,)|4|5|a value was expected, was ')'",
        "0m|0|2|duration must be a whole count > 0 and a unit of s m h D W, was '0m'",
      })
  void refusesAtThePosition(String text, int from, int to, String sentence) {
    ExpressionProblem problem = problem(text);
    assertThat(problem.sentence()).isEqualTo(sentence);
    assertThat(List.of(problem.from(), problem.to())).isEqualTo(List.of(from, to));
  }

  @Test
  void drawsCaretsUnderThePart() {
    String text = "ema(close, 9)\n  and rsi(close ? 14)";
    ParseResult.Refused refused = (ParseResult.Refused) ExpressionParser.parse(text);
    assertThat(refused.render())
        .isEqualTo(
            """
            line 2, column 17: ')' was expected, was '?'
                and rsi(close ? 14)
                              ^""");
  }

  @Test
  void drawsCaretsUnderTheEndAndInLongLines() {
    assertThat(((ParseResult.Refused) ExpressionParser.parse("1 +")).render())
        .isEqualTo("line 1, column 4: a value was expected, was the end\n  1 +\n     ^");
    String text = "1 + ".repeat(100) + "# + " + "1 + ".repeat(100) + "1";
    assertThat(((ParseResult.Refused) ExpressionParser.parse(text)).render().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(110))
        .element(2)
        .satisfies(line -> assertThat(line.trim()).isEqualTo("^"));
  }

  @Test
  void keepsToItsLimits() {
    String deep = "(".repeat(2_000) + "1" + ")".repeat(2_000);
    assertThat(problem(deep).message()).contains("at most 64 deep");
    assertThat(problem("-".repeat(4_000) + "x").message()).contains("at most 64 deep");
    assertThat(problem("not ".repeat(1_000) + "x").message()).contains("at most 64 deep");
    assertThat(problem("x" + "[1]".repeat(100)).message()).contains("at most 64 deep");
    assertThat(problem("1+".repeat(2_000) + "1").message()).contains("at most 1000 parts");
    assertThat(problem(" ".repeat(4_097)).message()).contains("at most 4096 characters");
    assertThat(problem("f(" + "1,".repeat(1_500) + "1)").message()).contains("1000 parts");
    assertThat(problem("x".repeat(65)).message()).contains("at most 64 characters");
    assertThat(ExpressionParser.parse("x" + "[1]".repeat(63)))
        .isInstanceOf(ParseResult.Parsed.class);
    assertThat(ExpressionParser.parse("(".repeat(64) + "1" + ")".repeat(64)))
        .isInstanceOf(ParseResult.Parsed.class);
    assertThat(ExpressionParser.parse("x" + " ".repeat(4_095)))
        .isInstanceOf(ParseResult.Parsed.class);
  }

  @Test
  void anyTextEndsInAResult() {
    for (long seed = 0; seed < 20_000; seed++) {
      String text = ExpressionFuzz.text(new SplittableRandom(seed));
      try {
        switch (ExpressionParser.parse(text)) {
          case ParseResult.Parsed parsed -> {
            assertThat(ExpressionLimits.nodes(parsed.expression())).isLessThanOrEqualTo(1_000);
            assertThat(ExpressionLimits.isTooDeep(parsed.expression())).isFalse();
          }
          case ParseResult.Refused refused -> {
            for (ExpressionProblem each : refused.problems()) {
              assertThat(each.to()).isLessThanOrEqualTo(text.length());
              assertThat(each.render(text)).contains("^");
            }
          }
        }
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }
}
