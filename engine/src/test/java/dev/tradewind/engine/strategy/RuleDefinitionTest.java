package dev.tradewind.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.expr.SavedExpressions;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in rules, and how a rule is named. */
class RuleDefinitionTest {
  private static final ExpressionScope STANDARD = ExpressionScope.standard();

  private static final RuleParameter FAST =
      new RuleParameter("fast", "integer", "9", "1", "100", "", "Bars of the fast average.");
  private static final RuleParameter SLOW =
      new RuleParameter("slow", "integer", "21", "2", "400", "", "Bars of the slow average.");

  private static RuleDefinition rule(List<RuleParameter> parameters, String... pathsAndTexts) {
    Map<RuleField, String> texts = new HashMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      texts.put(RuleField.of(pathsAndTexts[i]).orElseThrow(), pathsAndTexts[i + 1]);
    }
    return new RuleDefinition(texts, parameters, List.of());
  }

  private static RuleDefinition trend() {
    return rule(
        List.of(FAST, SLOW),
        "name",
        "trend",
        "require",
        "$fast < $slow",
        "enter",
        "crosses_above(ema(close, $fast), ema(close, $slow))",
        "exit",
        "crosses_below(ema(close, $fast), ema(close, $slow))");
  }

  private static List<RuleProblem> problems(RuleDefinition rule) {
    return switch (rule.check(STANDARD)) {
      case RuleCheck.Accepted accepted -> List.of();
      case RuleCheck.Refused(List<RuleProblem> found) -> found;
    };
  }

  private static RuleDescriptor accepted(RuleDefinition rule) {
    assertThat(problems(rule)).isEmpty();
    return ((RuleCheck.Accepted) rule.check(STANDARD)).rule();
  }

  @Test
  void parametersAreThoseOfAStrategy() {
    RuleDescriptor trend = accepted(trend());

    assertThat(trend.id()).matches("trend@[0-9a-f]{12}");
    assertThat(trend.parameters())
        .extracting(ParameterDefinition::name, ParameterDefinition::integer)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("fast", true),
            org.assertj.core.api.Assertions.tuple("slow", true));
    assertThat(trend.complete(Map.of("fast", BigDecimal.TEN)))
        .isEqualTo(Map.of("fast", BigDecimal.TEN, "slow", BigDecimal.valueOf(21)));
    assertThat(
            trend
                .resolve(Map.of("fast", BigDecimal.TEN))
                .expression(RuleField.ENTER)
                .orElseThrow()
                .canonical())
        .isEqualTo("crosses_above(ema(close, 10), ema(close, 21))");
  }

  @Test
  void valuesOfParametersAreCheckedAloneAndTogether() {
    RuleDescriptor trend = accepted(trend());

    assertThat(trend.problems(Map.of("fast", new BigDecimal("0"), "slwo", BigDecimal.ONE)))
        .containsExactly(
            "parameter 'slwo' is unknown (the rule has fast, slow); did you mean slow?",
            "fast must be in 1..100, was 0");
    assertThat(trend.problems(Map.of("fast", BigDecimal.valueOf(30))))
        .containsExactly("require: must be true of the parameters: $fast < $slow, was 30 < 21");
    assertThatThrownBy(() -> trend.create(Map.of("fast", BigDecimal.valueOf(30))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30 < 21");
  }

  @Test
  void allProblemsAreFoundAtOnceWithFieldPlaceAndSuggestion() {
    List<RuleProblem> found =
        problems(
            rule(
                List.of(new RuleParameter("n", "integr", "5", "1", "x", "", "")),
                "name",
                "My Rule",
                "direction",
                "lng",
                "enter",
                "rsi(close, 14) < 30 and rsj(close, $n) > 1",
                "exit",
                "close",
                "size.type",
                "percent_of_equity",
                "size.value",
                "5000",
                "timeStop",
                "2.5",
                "pyramiding",
                "rsi(close, 14)"));

    assertThat(found)
        .extracting(RuleProblem::path)
        .containsExactlyInAnyOrder(
            "parameters.n.type",
            "parameters.n.max",
            "name",
            "direction",
            "enter",
            "exit",
            "size.value",
            "timeStop",
            "pyramiding");
    RuleProblem enter =
        found.stream().filter(each -> each.path().equals("enter")).findFirst().orElseThrow();
    assertThat(enter.from()).isEqualTo(24);
    assertThat(enter.to()).isEqualTo(27);
    assertThat(enter.suggestion()).contains("'rsi'");
    assertThat(found)
        .extracting(RuleProblem::sentence)
        .contains(
            "direction: must be long, short, both, was 'lng'; did you mean 'long'?",
            "size.value: must be in (0, 1000] for percent_of_equity, was 5000",
            "timeStop: must be a whole number in 1..1000000, was 2.5",
            "parameters.n.type: must be integer or number, was 'integr'; did you mean 'integer'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          direction | short | enter: buys, and direction is short; did you mean 'shortEnter'?
          size.type | risk_per_trade | size.value: is needed by risk_per_trade
          size.type | kelly | size.value: is needed by kelly
          size.lookback | 20 | size.lookback: goes with size.type volatility_target, was equal_cash
          stop.fraction | 1.5 | stop.fraction: must be in 0..1, was 1.5
          target.distance | true | target.distance: must be a number such as 2 * atr(14), was 'true'
          top | 3 | top: goes with rank, which is left out
          rank | roc(close, 20) | top: is needed with rank
          rebalance | 5 | rebalance: goes with rank, or with size.type percent_of_equity
          timeframe | 1d | timeframe: must be a timeframe such as 1h or 1D, was '1d'; did you mean
          universe.filter | volume | universe.filter: must be a condition
          cooldown | -1 | cooldown: must be a whole number in 0..1000000, was -1
          exit | "" | exit: must not be empty; leave the field out
          shortExit | true | shortExit: buys back, and direction is long; did you mean 'exit'?
          require | close > 1 | require: must speak of numbers and parameters only
          """)
  void aFieldIsRefusedWithItsBound(String path, String text, String sentence) {
    RuleDefinition changed =
        rule(List.of(), "name", "one", "enter", "close > open", "exit", "close < open")
            .with(RuleField.of(path).orElseThrow(), text);

    assertThat(problems(changed))
        .extracting(RuleProblem::sentence)
        .anyMatch(each -> each.startsWith(sentence));
  }

  @Test
  void aParameterThatNothingUsesIsRefused() {
    RuleDefinition idle = rule(List.of(FAST), "name", "one", "enter", "close > open");

    assertThat(problems(idle))
        .extracting(RuleProblem::sentence)
        .containsExactly("parameters.fast: is used in no expression; leave it out");
  }

  @Test
  void aParameterOutOfItsOwnBoundsIsSaidOnce() {
    RuleDefinition wrong =
        rule(
            List.of(new RuleParameter("n", "integer", "500", "1", "100", "", "")),
            "name",
            "one",
            "enter",
            "rsi(close, $n) < 30");

    assertThat(problems(wrong))
        .extracting(RuleProblem::sentence)
        .containsExactly("parameters.n: default must be in 1..100, was 500 (parameter $n)");
  }

  @Test
  void twoWaysToSayAStopAreOneTooMany() {
    assertThat(
            problems(
                rule(
                    List.of(),
                    "name",
                    "one",
                    "enter",
                    "close > open",
                    "stop.price",
                    "close * 0.9",
                    "stop.distance",
                    "atr(14)")))
        .extracting(RuleProblem::sentence)
        .containsExactly("stop: must have one of price, distance and fraction, had 2 of them");
  }

  @Test
  void instrumentsAreNamedOnceAndRight() {
    RuleDefinition rule =
        new RuleDefinition(
            Map.of(RuleField.NAME, "one", RuleField.ENTER, "close > open"),
            List.of(),
            List.of("SPY", "a b", "SPY"));

    assertThat(problems(rule))
        .extracting(RuleProblem::path)
        .containsExactly("universe.instruments[1]", "universe.instruments[2]");
  }

  @Test
  void theHashIsOfWhatARuleDoesAndNotOfHowItIsWritten() {
    RuleDefinition trend = trend();
    RuleDefinition spelt =
        trend
            .with(RuleField.TITLE, "Trend")
            .with(RuleField.DIRECTION, "long")
            .with(RuleField.SIZE_TYPE, "equal_cash")
            .with(RuleField.ENTER, "crosses_above( ema(close,$fast) , (ema(close, $slow)) )");

    assertThat(spelt.hash()).isEqualTo(trend.hash());
    assertThat(trend.with(RuleField.COOLDOWN, "3").hash()).isNotEqualTo(trend.hash());
    assertThat(trend.canonical())
        .isEqualTo(
            """
            rule 1
            direction: long
            require: $fast < $slow
            enter: crosses_above(ema(close, $fast), ema(close, $slow))
            exit: crosses_below(ema(close, $fast), ema(close, $slow))
            size.type: equal_cash
            size.lookback: 20
            size.max: 1
            size.minTrades: 30
            size.before: 0.1
            pyramiding: 1
            cooldown: 0
            tolerance: 0.1
            parameter fast: integer 9 1 100\s
            parameter slow: integer 21 2 400\s
            """);
  }

  @Test
  void savedFeaturesAreReplacedSoThatARuleMeansTheSameForEver() {
    Map<String, Expression> saved = new HashMap<>();
    saved.put("gap", parsed("open - close[1]"));
    saved.put("big_gap", parsed("abs(gap) / close"));
    ExpressionScope scope = STANDARD.withSaved(SavedExpressions.of(saved));
    RuleDefinition rule =
        rule(List.of(FAST), "name", "one", "enter", "big_gap > 0.01 and ema(gap, $fast) > 0");

    assertThat(rule.inlined(scope).effective(RuleField.ENTER))
        .isEqualTo("abs(open - close[1]) / close > 0.01 and ema(open - close[1], $fast) > 0");
    assertThat(problems(rule.inlined(scope))).isEmpty();
    assertThat(rule.check(scope)).isInstanceOf(RuleCheck.Accepted.class);
  }

  private static Expression parsed(String text) {
    return ((ParseResult.Parsed) ExpressionParser.parse(text)).expression();
  }

  @Test
  void everyFieldIsFoundByItsPathAndSaysWhatItIs() {
    for (RuleField field : RuleField.values()) {
      assertThat(RuleField.of(field.path())).contains(field);
      assertThat(field.description()).endsWith(".");
      assertThat(field.group().isEmpty() ? field.key() : field.group() + "." + field.key())
          .isEqualTo(field.path());
    }
    assertThat(RuleField.of("nothing")).isEqualTo(Optional.empty());
  }

  @Test
  void theOneLineFormIsTheShortFormOfTheSame() {
    RuleDefinition rule = RuleDefinition.of("close > open", "close < open");

    assertThat(accepted(rule).id()).isEqualTo("enter close > open; exit close < open");
    assertThat(RuleCatalog.STANDARD.find("enter close>open; exit close<open").orElseThrow().id())
        .isEqualTo(accepted(rule).id());
  }
}
