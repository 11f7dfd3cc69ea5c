package dev.tradewind.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents in, documents out, and what is said of wrong ones. */
class RuleDocumentsTest {
  private static final ExpressionScope STANDARD = ExpressionScope.standard();
  private static final Path SCHEMA = Path.of("../docs/guides/strategies/strategy.schema.json");

  private static List<String> sentences(String text) {
    return RuleDocuments.check(text, STANDARD).problems().stream()
        .map(each -> each.line() + ":" + each.column() + " " + each.sentence())
        .toList();
  }

  static List<String> shipped() {
    return ShippedRules.names();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedDocumentIsRightAndIsTheSameInYamlAndJson(String name) {
    String text = ShippedRules.document(name).orElseThrow();
    RuleDocuments.Checked checked = RuleDocuments.check(text, STANDARD);

    assertThat(checked.render(text)).isEmpty();
    RuleDefinition rule = checked.definition().orElseThrow();
    assertThat(rule.effective(RuleField.NAME)).isEqualTo(name);
    assertThat(rule.effective(RuleField.SOURCE)).isNotBlank();
    assertThat(reread(RuleDocuments.toYaml(rule))).isEqualTo(rule);
    assertThat(reread(RuleDocuments.toJson(rule))).isEqualTo(rule);
  }

  private static RuleDefinition reread(String text) {
    return RuleDocuments.check(text, STANDARD).definition().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedDocumentFitsThePublishedSchema(String name) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(SCHEMA));
    RuleDefinition rule = reread(ShippedRules.document(name).orElseThrow());

    assertThat(schema.validate(RuleDocuments.toJson(rule), InputFormat.JSON)).isEmpty();
  }

  @Test
  void thePublishedSchemaIsMadeOfTheFieldsAndRefusesWhatIsNone() throws IOException {
    assertThat(Files.readString(SCHEMA))
        .as("write it anew: it is RuleDocuments.schema()")
        .isEqualTo(RuleDocuments.schema());
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(RuleDocuments.schema());

    assertThat(schema.validate("{\"name\":\"one\",\"entre\":\"true\"}", InputFormat.JSON))
        .hasSize(1);
    assertThat(schema.validate("{\"enter\":\"true\"}", InputFormat.JSON)).hasSize(1);
    assertThat(
            schema.validate(
                "{\"name\":\"one\",\"direction\":\"up\",\"timeStop\":2.5}", InputFormat.JSON))
        .hasSize(2);
  }

  @Test
  void theTemplateIsRight() {
    String text = ShippedRules.template("my_rule", "My rule");

    assertThat(RuleDocuments.check(text, STANDARD).render(text)).isEmpty();
    assertThat(reread(text).effective(RuleField.NAME)).isEqualTo("my_rule");
  }

  @Test
  void everyProblemHasItsLineAndColumnAtOnce() {
    String text =
        """
        name: trend
        entr: close > open
        enter: rsi(close, 14) < 30 and rsj(close, 2) > 1
        exit: >-
          close <
          opn
        size:
          type: percent_of_equity
          valeu: 50
          value: "5000"
        stop: 2 * atr(14)
        timeStop:
        universe:
          instruments: SPY
        parameters:
          fast: { type: integer, default: 9, min: 1, max: ten }
        """;

    assertThat(sentences(text))
        .containsExactly(
            "2:1 entr: is not a field; did you mean 'enter'?",
            "3:32 enter: unknown function 'rsj'; did you mean 'rsi'?",
            "6:3 exit: unknown field or feature 'opn'; did you mean 'open'?",
            "9:3 size.valeu: is not a field; did you mean 'value'?",
            "10:10 size.value: must be in (0, 1000] for percent_of_equity, was 5000",
            "11:7 stop: must say which it is: stop: { price: … }, with price, distance, fraction;"
                + " was a text",
            "12:10 timeStop: must not be empty; leave the field out",
            "14:16 universe.instruments: must be a list such as [SPY, GLD], was a text",
            "16:51 parameters.fast.max: must be a number, was 'ten'");
  }

  @Test
  void aProblemIsShownWithItsLineAndACaret() {
    String text = "name: one\nenter: rsi(close, 14) < 30 and rsj(close, 2) > 1\n";

    assertThat(RuleDocuments.check(text, STANDARD).render(text))
        .isEqualTo(
            """
            line 2, column 32: enter: unknown function 'rsj'; did you mean 'rsi'?
              enter: rsi(close, 14) < 30 and rsj(close, 2) > 1
                                             ^^^""");
  }

  @Test
  void problemsInJsonHaveTheirPlaceToo() {
    String text =
        "{\n  \"name\": \"one\",\n  \"enter\": \"close > opn\",\n  \"exits\": \"true\"\n}";

    assertThat(sentences(text))
        .containsExactly(
            "3:21 enter: unknown field or feature 'opn'; did you mean 'open'?",
            "4:3 exits: is not a field; did you mean 'exit'?");
  }

  @Test
  void jsonNumbersAndTruthValuesAreTexts() {
    RuleDefinition rule =
        reread("{\"name\":\"one\",\"enter\":true,\"exit\":false,\"timeStop\":5,\"cooldown\":null}");

    assertThat(rule.effective(RuleField.ENTER)).isEqualTo("true");
    assertThat(rule.effective(RuleField.TIME_STOP)).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "just a text",
        "- a\n- list",
        "name: [unclosed",
        "{\"name\": }",
        "{\"name\":\"a\"} {}",
        "name: one\nname: two",
        "name: one\n---\nname: two",
        "name: !!java.net.URL 'http://x'",
        "\tname: one",
        "name: \u0000"
      })
  void whatIsNoDocumentIsRefusedWithAPlace(String text) {
    RuleDocuments.Checked checked = RuleDocuments.check(text, STANDARD);

    assertThat(checked.rule()).isEmpty();
    assertThat(checked.problems()).isNotEmpty();
    assertThat(checked.problems()).allMatch(each -> each.line() >= 1 && each.column() >= 1);
    assertThat(checked.render(text)).contains("line ");
  }

  @Test
  void case28AliasBombsDeepNestingAndHugeTextsAreRefusedInBoundedMemory() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("]\n");
    }

    assertThat(sentences(bomb.toString()))
        .containsExactly("1:5 anchors (&) and aliases (*) are not allowed; write it out");
    assertThat(sentences("a: " + "[".repeat(100_000))).singleElement().asString().contains("deep");
    assertThat(sentences("{\"a\":" + "[".repeat(100_000)))
        .singleElement()
        .asString()
        .contains("deep");
    assertThat(sentences("name: " + "x".repeat(300_000)))
        .singleElement()
        .asString()
        .contains("at most 200000 characters, had 300006");
    assertThat(sentences("a: [" + "x,".repeat(20_000) + "]"))
        .singleElement()
        .asString()
        .contains("at most 10000 parts");
  }

  @Test
  void anyTextsSurviveWriting() {
    SplittableRandom random = new SplittableRandom(28);
    String alphabet = "ab:#-'\"\\ \n\t{}[]&*!|>%@`,?~$=<.0é\u0085\u2028😀";
    int[] points = alphabet.codePoints().toArray();
    for (int n = 0; n < 2_000; n++) {
      StringBuilder text = new StringBuilder("x");
      for (int i = random.nextInt(12); i > 0; i--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      String odd = text.append('x').toString();
      Map<RuleField, String> texts = new EnumMap<>(RuleField.class);
      texts.put(RuleField.NAME, "one");
      texts.put(RuleField.TITLE, odd);
      texts.put(RuleField.DESCRIPTION, odd.substring(1));
      texts.put(RuleField.STOP_FRACTION, odd);
      RuleDefinition rule =
          new RuleDefinition(
              texts,
              List.of(new RuleParameter("p", "integer", "1", "0", "2", "1", odd)),
              List.of("SPY", odd));

      assertThat(reread(RuleDocuments.toYaml(rule))).as(RuleDocuments.toYaml(rule)).isEqualTo(rule);
      assertThat(reread(RuleDocuments.toJson(rule))).isEqualTo(rule);
    }
  }
}
