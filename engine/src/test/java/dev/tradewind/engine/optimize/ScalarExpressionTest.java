package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarExpressionTest {
  private static final List<String> NAMES = List.of("a", "b", "nan", "close");
  private static final Map<String, Double> VALUES =
      Map.of("a", 3.0, "b", 4.0, "nan", Double.NaN, "close", 7.0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a + b * 2 | 11",
        "(a + b) / 2 | 3.5",
        "-a | -3",
        "a - b | -1",
        "close | 7",
        "$a | 3",
        "min(a, b) + max(a, b) | 7",
        "abs(a - b) | 1",
        "sqrt(b) | 2",
        "pow(b, 2) | 16",
        "log(exp(a)) | 3",
        "a / 0 | NaN",
        "nan + 1 | NaN",
        "log(a - b) | NaN",
        "exp(1000) | NaN",
      })
  void computesNumbers(String text, Double expected) {
    assertThat(ScalarExpression.number(text, NAMES, "objective").value(VALUES::get))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a < b | true | 0",
        "a <= 3 | true | 0",
        "a > b | false | 1",
        "a >= 3.5 | false | 0.5",
        "a == 3 | true | 0",
        "a == 5 | false | 2",
        "a != 3 | false | 1",
        "not a < b | false | 1",
        "a > b and b > 6 | false | 3",
        "a > b or b > 6 | false | 1",
        "a > b or b > 3 | true | 0",
        "nan > 1 | false | Infinity",
        "nan > 1 or a < b | true | 0",
        "nan > 1 and a < b | false | Infinity",
        "true | true | 0",
        "false | false | 1",
      })
  void judgesConditions(String text, boolean holds, double violation) {
    ScalarExpression condition = ScalarExpression.condition(text, NAMES, "constraint");

    assertThat(condition.holds(VALUES::get)).isEqualTo(holds);
    assertThat(condition.violation(VALUES::get)).isEqualTo(violation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a < | constraint 'a <'",
        "a + b | must be a condition",
        "fats < b | 'fats' is unknown; known: a, b, nan, close (at 1)",
        "clsoe < b | did you mean close?",
        "ema(a, 3) > b | function 'ema' does not work on single numbers; known: abs",
        "min(a) > b | min takes 2 arguments, was 1",
        "a[1] > b | no bars",
        "(a < b) + 1 > 2 | a number was expected (at 2)",
        "a and b | a condition was expected (at 1)",
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> ScalarExpression.condition(text, NAMES, "constraint"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anObjectiveIsNoCondition() {
    assertThatThrownBy(() -> ScalarExpression.number("a < b", NAMES, "objective"))
        .hasMessageContaining("objective must be a number, not a condition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a > b | true",
        "a < b | false",
        "a == b | true",
        "a + 40 > b | false",
        "-b > a | true",
        "a * -2 > b | true",
        "a > b and a < 3 | true",
        "a > b or a < 3 | false",
        "a > b or a > 100 | true",
        "a / 2 > b | false",
        "false | true",
        "a != b | false",
        "a >= b | true",
        "b <= a | true",
      })
  void findsWhatCanNeverBe(String text, boolean never) {
    Map<String, ScalarExpression.Range> ranges =
        Map.of("a", new ScalarExpression.Range(2, 30), "b", new ScalarExpression.Range(31, 130));

    assertThat(ScalarExpression.condition(text, NAMES, "constraint").isNeverTrue(ranges::get))
        .isEqualTo(never);
  }
}
