package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.indicator.ExponentialAverages;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.Kernel;
import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.time.Timeframe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an expression means, and every reason why one means nothing. */
class ExpressionCheckerTest {
  private static final FunctionRegistry REGISTRY = registry();
  private static final ExpressionScope SCOPE =
      ExpressionScope.standard()
          .withRegistry(REGISTRY)
          .withSaved(
              saved(
                  Map.of(
                      "trend", "ema(close, 21)@4h",
                      "fourteen", "2 * 7",
                      "rising_trend", "trend > trend[1]",
                      "selfish", "selfish + 1",
                      "ping", "pong + 1",
                      "pong", "ping * 2",
                      "open_ended", "ema(close, $fast)",
                      "broken", "ema(clse, 0)",
                      "split_free", "adjusted(close)")))
          .withParameters(
              List.of(
                  new ExpressionParameter("fast", ExpressionParameter.Type.INTEGER, 2, 50, 1, 9),
                  new ExpressionParameter(
                      "level", ExpressionParameter.Type.NUMBER, 0, 100, 0.5, 70)),
              Map.of());

  private static FunctionRegistry registry() {
    List<FunctionDefinition> all = new ArrayList<>(ExponentialAverages.functions());
    Kernel kernel = all.getFirst().kernel(3);
    all.add(
        FunctionDefinition.named("macd", "Test")
            .series("x", "x")
            .integer("fast", "Fast.", 2, 100_000, 12)
            .integer("slow", "Slow.", 2, 100_000, 26)
            .kernel(
                c -> {
                  if (c[0] >= c[1]) {
                    throw new IllegalArgumentException(
                        "fast must be below slow, was " + c[0] + " and " + c[1]);
                  }
                  return kernel;
                }));
    all.add(FunctionDefinition.named("since", "Test").condition("c", "c").kernel(c -> kernel));
    all.add(
        FunctionDefinition.named("session_time", "Test")
            .reads(SeriesInput.OPEN_TIME)
            .answersDuration()
            .kernel(c -> kernel));
    all.add(
        FunctionDefinition.named("crosses_above", "Test")
            .series("x", "x")
            .series("y", "y")
            .answersBoolean()
            .kernel(c -> kernel));
    return FunctionRegistry.of(all);
  }

  private static SavedExpressions saved(Map<String, String> texts) {
    Map<String, Expression> definitions = new HashMap<>();
    texts.forEach(
        (name, text) ->
            definitions.put(
                name, ((ParseResult.Parsed) ExpressionParser.parse(text)).expression()));
    return SavedExpressions.of(definitions);
  }

  private static CheckedExpression checked(ExpressionScope scope, String text) {
    CheckResult result = ExpressionChecker.in(scope).check(text);
    assertThat(result).as(text).isInstanceOf(CheckResult.Checked.class);
    return ((CheckResult.Checked) result).checked();
  }

  private static List<ExpressionProblem> problems(ExpressionScope scope, String text) {
    CheckResult result = ExpressionChecker.in(scope).check(text);
    assertThat(result).as(text).isInstanceOf(CheckResult.Refused.class);
    return ((CheckResult.Refused) result).problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "close|NUMBER|close",
        "close > open|BOOLEAN|close > open",
        "trend|NUMBER|ema(close, 21)@4h",
        "rising_trend|BOOLEAN|ema(close, 21)@4h > ema(close, 21)@4h[1]",
        "ema(close, 2 * 7)|NUMBER|ema(close, 14)",
        "ema(close, fourteen - 4)|NUMBER|ema(close, 10)",
        "ema(close, $fast * 2)|NUMBER|ema(close, 18)",
        "close > -$level|BOOLEAN|close > -70",
        "macd(close)|NUMBER|macd(close, 12, 26)",
        "macd(close, 5)|NUMBER|macd(close, 5, 26)",
        "since(close > open)|NUMBER|since(close > open)",
        "session_time()|DURATION|session_time()",
        "session_time() < 30m + 1h * 2|BOOLEAN|session_time() < 30m + 1h * 2",
        "1D / 1h|NUMBER|1D / 1h",
        "1D / 2|DURATION|1D / 2",
        "-session_time() == 1h|BOOLEAN|-session_time() == 1h",
        "not true == (close > open)|BOOLEAN|not true == (close > open)",
        "close@1d|NUMBER|close@1D",
        "(close@1D)@4h|NUMBER|close@1D@4h",
        "trend@1D|NUMBER|ema(close, 21)@4h@1D",
        "adjusted(close) of \"SPY\"|NUMBER|adjusted(close) of \"SPY\"",
        "split_free|NUMBER|adjusted(close)",
        "ema(3, 2)|NUMBER|ema(3, 2)",
        "(close > open)[1]|BOOLEAN|(close > open)[1]",
      })
  void resolvesAndTypes(String text, ValueType type, String canonical) {
    CheckedExpression result = checked(SCOPE, text);
    assertThat(result.type()).isEqualTo(type);
    assertThat(result.canonical()).isEqualTo(canonical);
    assertThat(result.registry()).isSameAs(REGISTRY);
    CheckedExpression again = checked(SCOPE, canonical);
    assertThat(again.expression()).isEqualTo(result.expression());
    assertThat(again).isEqualTo(result).hasSameHashCodeAs(result).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ema(close, -3)|11|13|period must be in 1..100000, was -3 (ema(close, -3))",
        "ema(close, 2.5)|11|14|period must be whole, was 2.5 (ema(close, 2.5))",
        "ema(close, 1 / 0)|11|16|period must be in 1..100000, was undefined (ema(close, 1 / 0))",
        "ema(close, close)|11|16|period must be a constant number, was close (ema(close, close))",
        "ema(close, 30m)|11|14|period must be a constant number, was 30m (ema(close, 30m))",
        "ema(close)|0|3|ema takes 2 arguments, was given 1: ema(x, period)",
        "ema(close, 3, open)|14|18|ema takes 2 arguments, was given 3: ema(x, period)",
        "macd()|0|4|macd takes 1 to 3 arguments, was given 0: macd(x, fast = 12, slow = 26)",
        "macd(close, 30)|0|15|fast must be below slow, was 30.0 and 26.0 (macd(close, 30))",
        "emma(close, 3)|0|4|unknown function 'emma'; did you mean 'ema'?",
        "clse|0|4|unknown field or feature 'clse'; did you mean 'close'?",
        "Close|0|5|unknown field or feature 'Close'; did you mean 'close'?",
        "trnd > 1|0|4|unknown field or feature 'trnd'; did you mean 'trend'?",
        "ema > 1|0|3|ema is a function and needs its arguments; did you mean 'ema(x, period)'?",
        "fast + 1|0|4|a parameter is written with a $; did you mean '$fast'?",
        "$fst|0|4|unknown parameter $fst; did you mean '$fast'?",
        "close@5h|6|8|unknown timeframe 5h; did you mean '6h'?",
        "close and open|0|14|'and' takes two truth values, was a number and a number",
        "not close|0|9|'not' takes a truth value, was a number",
        "-(close > 1)|0|11|'-' takes a number, was a truth value",
        "session_time() > 30|0|19|'>' takes two numbers or two durations, was a duration and a number",
        "(close > 1) + 1|1|15|'+' takes two numbers or two durations, was a truth value and a number",
        "since(close)|6|11|c must be a truth value, was a number (since(close))",
        "ema(close > open, 3)|4|16|x must be a number, was a truth value (ema(close > open, 3))",
        "selfish|0|7|in the saved feature selfish: saved features name each other: selfish > selfish",
        "1 + ping|4|8|in the saved feature pong: saved features name each other: ping > pong > ping",
        "open_ended|0|10|in the saved feature open_ended: a saved feature cannot have the parameter $fast",
        "adjusted(adjusted(close))|9|17|the bars are adjusted already",
        "adjusted(split_free)|9|19|in the saved feature split_free: the bars are adjusted already",
        "(close@4h?)@1D|7|9|a bar that is still being made can be seen from the bars at hand only,"
            + " not within @, of or adjusted; did you mean '@4h'?",
        "adjusted(close@4h?)|15|17|a bar that is still being made can be seen from the bars at hand"
            + " only, not within @, of or adjusted; did you mean '@4h'?",
        "(close + open of \"A\") of \"B\"|17|20|\"A\" must not be within a reference to \"B\"; did you"
            + " mean one 'of' for each field?",
      })
  void refusesAtThePosition(String text, int from, int to, String sentence) {
    List<ExpressionProblem> problems = problems(SCOPE, text);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().sentence()).isEqualTo(sentence);
    assertThat(List.of(problems.getFirst().from(), problems.getFirst().to()))
        .isEqualTo(List.of(from, to));
  }

  @Test
  void whatCannotBeMadeOfTheBarsAtHandIsRefusedAtThePosition() {
    ExpressionScope daily = SCOPE.onBarsOf(Timeframe.parse("1D"));
    ExpressionProblem problem = problems(daily, "close + ema(close, 3)@4h").getFirst();
    assertThat(problem.from()).isEqualTo(22);
    assertThat(problem.sentence())
        .isEqualTo(
            "bars of 4h cannot be made from bars of 1D: the timeframe must be longer and hold whole"
                + " bars; did you mean '2D'?");
    assertThat(problems(daily, "trend").getFirst().message())
        .startsWith("in the saved feature trend: bars of 4h cannot be made");
    assertThat(checked(daily, "close@1D@1W").canonical()).isEqualTo("close@1D@1W");
    assertThat(checked(SCOPE.onBarsOf(Timeframe.parse("1h")), "trend@1D").type())
        .isEqualTo(ValueType.NUMBER);
  }

  @Test
  void findsAllProblemsAtOnce() {
    assertThat(problems(SCOPE, "emma(clse, 0) > ema(opn, -1)@5h and close"))
        .extracting(ExpressionProblem::from)
        .containsExactly(0, 5, 20, 25, 29);
    assertThat(problems(SCOPE, "broken")).hasSize(2);
  }

  @Test
  void bindsGivenValues() {
    ExpressionScope given =
        SCOPE.withParameters(SCOPE.parameters(), Map.of("fast", 21.0, "level", 30.5));
    assertThat(checked(given, "ema(close, $fast) > $level").canonical())
        .isEqualTo("ema(close, 21) > 30.5");
    ExpressionScope wrong =
        SCOPE.withParameters(SCOPE.parameters(), Map.of("fast", 51.5, "slow", 3.0));
    assertThat(problems(wrong, "ema(close, $fast)"))
        .extracting(ExpressionProblem::message)
        .containsExactly(
            "a value is given for the unknown parameter $slow",
            "$fast must be in 2..50 and whole, was 51.5");
  }

  @Test
  void limitsHoldWithSavedFeaturesPutIn() {
    Map<String, String> doubling = new HashMap<>();
    doubling.put("d0", "close");
    Map<String, String> chain = new HashMap<>(Map.of("c0", "close"));
    for (int i = 1; i <= 100; i++) {
      doubling.put("d" + i, "d" + (i - 1) + " + d" + (i - 1));
      chain.put("c" + i, "c" + (i - 1));
    }
    ExpressionScope scope = SCOPE.withSaved(saved(doubling));
    checked(scope, "d8");
    assertThat(problems(scope, "d60").getFirst().message()).contains("at most 1000 parts");
    ExpressionScope chained = SCOPE.withSaved(saved(chain));
    checked(chained, "c60");
    assertThat(problems(chained, "c100").getFirst().message()).contains("at most 64 deep");
    ExpressionScope wordy =
        SCOPE.withSaved(
            saved(Map.of("long", "close of \"" + "X".repeat(40) + "\"" + "[10000]".repeat(10))));
    assertThat(problems(wordy, "long" + " + long".repeat(49)).getFirst().message())
        .contains("4096 characters");
  }

  @Test
  void checksTreesWithoutAText() {
    CheckResult result =
        ExpressionChecker.in(SCOPE).check(new Expression.Negate(new Expression.Name("unheard_of")));
    assertThat(((CheckResult.Refused) result).render())
        .isEqualTo(
            """
            line 1, column 2: unknown field or feature 'unheard_of'
              -unheard_of
               ^^^^^^^^^^""");
    Expression deep = new Expression.Field(SeriesInput.CLOSE);
    for (int i = 0; i < 100_000; i++) {
      deep = new Expression.Negate(deep);
    }
    assertThat(ExpressionChecker.in(SCOPE).check(deep)).isInstanceOf(CheckResult.Refused.class);
  }

  @Test
  void anyTreeEndsInAResultThatHoldsAgain() {
    for (long seed = 0; seed < 5_000; seed++) {
      String text =
          seed % 2 == 0
              ? ExpressionFuzz.text(new SplittableRandom(seed))
              : ExpressionPrinter.print(new RandomExpressions(seed).next(4));
      try {
        switch (ExpressionChecker.in(SCOPE).check(text)) {
          case CheckResult.Checked(var once) ->
              assertThat(checked(SCOPE, once.canonical()).canonical()).isEqualTo(once.canonical());
          case CheckResult.Refused refused -> assertThat(refused.render()).contains("^");
        }
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1x|1|2|1|1|name must be a letter or _ and up to 63 letters, digits or _, was '1x'",
        "x|2|1|1|1|max must be >= min (2), was 1 (parameter $x)",
        "x|1|2|0|1|step must be > 0, was 0 (parameter $x)",
        "x|1|2|1|3|default must be in 1..2, was 3 (parameter $x)",
        "x|1.5|2|1|2|min must be whole, was 1.5 (parameter $x)",
        "x|1|NaN|1|2|max must be finite, was NaN (parameter $x)",
      })
  void refusesContradictoryParameters(
      String name, double min, double max, double step, double byDefault, String message) {
    assertThatThrownBy(
            () ->
                new ExpressionParameter(
                    name, ExpressionParameter.Type.INTEGER, min, max, step, byDefault))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
