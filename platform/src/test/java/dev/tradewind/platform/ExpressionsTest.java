package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.talib.TaLibFunctions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The expression language over real HTTP. */
class ExpressionsTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private final Api api = PLATFORM.local();

  private JsonNode check(String body) {
    Api.Answer answer = api.post("/expressions/check", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void everyFunctionIsTold() {
    JsonNode language = api.get("/expressions/functions").json();
    assertThat(language.get("functions").size())
        .isEqualTo(TaLibFunctions.withEngine().all().size());
    for (JsonNode each : language.get("functions")) {
      if (each.get("name").asString().equals("ema")) {
        assertThat(each.get("signature").asString()).isEqualTo("ema(x, period)");
        assertThat(each.get("warmUp").asInt()).isEqualTo(20);
        assertThat(each.get("parameters").get(1).get("max").asDouble()).isEqualTo(100_000);
      }
    }
    assertThat(language.get("fields").size()).isEqualTo(7);
    assertThat(language.get("forms").size()).isGreaterThan(15);
  }

  @Test
  void aRightExpressionIsAcceptedAsTextAndAsATree() {
    JsonNode text = check("{\"text\":\"ema( close,2*7 )@4h\"}");
    assertThat(text.get("valid").asBoolean()).isTrue();
    assertThat(text.get("text").asString()).isEqualTo("ema(close, 2 * 7)@4h");
    assertThat(text.get("canonical").asString()).isEqualTo("ema(close, 14)@4h");
    assertThat(text.get("type").asString()).isEqualTo("NUMBER");
    JsonNode tree = check("{\"tree\":" + text.get("tree") + "}");
    assertThat(tree).isEqualTo(text);
  }

  @Test
  void aWrongExpressionIsAnsweredWithAllItsProblems() {
    JsonNode wrong = check("{\"text\":\"emma(close, 3)\\n + clse\"}");
    assertThat(wrong.get("valid").asBoolean()).isFalse();
    JsonNode problems = wrong.get("problems");
    assertThat(problems.size()).isEqualTo(2);
    assertThat(problems.get(0).get("suggestion").asString()).isEqualTo("'ema'");
    assertThat(problems.get(1).get("line").asInt()).isEqualTo(2);
    assertThat(problems.get(1).get("column").asInt()).isEqualTo(4);
    assertThat(problems.get(1).get("from").asInt()).isEqualTo(18);
    JsonNode broken = check("{\"text\":\"1 +\"}");
    assertThat(broken.get("problems").get(0).get("from").asInt()).isEqualTo(3);
    JsonNode tree = check("{\"tree\":{\"type\":\"negate\",\"operand\":{\"type\":\"x\"}}}");
    assertThat(tree.get("problems").get(0).get("path").asString()).isEqualTo("/operand/type");
  }

  @Test
  void parametersAreDeclaredWithTheRequest() {
    String fast =
        "{\"name\":\"fast\",\"type\":\"INTEGER\",\"min\":2,\"max\":50,\"defaultValue\":9}";
    JsonNode good = check("{\"text\":\"ema(close, $fast)\",\"parameters\":[" + fast + "]}");
    assertThat(good.get("canonical").asString()).isEqualTo("ema(close, 9)");
    assertThat(refusal("{\"text\":\"1\",\"parameters\":[" + fast + "," + fast + "]}"))
        .contains("must differ");
    assertThat(refusal("{\"text\":\"1\",\"parameters\":[{\"name\":\"a b\"}]}"))
        .contains("name must be");
    assertThat(refusal("{\"text\":\"1\",\"parameters\":[null]}")).contains("must be an object");
    assertThat(refusal("{}")).contains("one of text and tree");
    assertThat(refusal("{\"text\":\"1\",\"tree\":{}}")).contains("one of text and tree");
  }

  private String refusal(String body) {
    Api.Answer answer = api.post("/expressions/check", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    return answer.body();
  }

  @Test
  void anEditorIsHelped() {
    JsonNode help = api.post("/expressions/complete", "{\"text\":\"ema(clo\",\"offset\":7}").json();
    assertThat(help.get("candidates").get(0).get("text").asString()).isEqualTo("close");
    assertThat(help.get("candidates").get(0).get("from").asInt()).isEqualTo(4);
    assertThat(help.get("call").get("parameter").get("name").asString()).isEqualTo("x");
    JsonNode hover = api.post("/expressions/complete", "{\"text\":\"ema\",\"offset\":1}").json();
    assertThat(hover.get("here").get("signature").asString()).isEqualTo("ema(x, period)");
    assertThat(api.post("/expressions/complete", "{}").json().get("candidates").size())
        .isGreaterThan(50);
    assertThat(
            api.post("/expressions/complete", "{\"text\":\"" + "x".repeat(5_000) + "\"}").status())
        .isEqualTo(400);
  }

  @Test
  void everyValueOnAStoredSeriesIsGivenInParts() {
    MarketDataTest.importHourly(api, "EX-ONE", 300, 31);
    String request =
        "{\"expression\":\"ema(close, $n)\",\"instrument\":\"EX-ONE\",\"timeframe\":\"1h\","
            + "\"parameters\":{\"n\":20}%s}";
    JsonNode all = values(request.formatted(""));
    assertThat(all.get("canonical").asString()).isEqualTo("ema(close, 20)");
    assertThat(all.get("type").asString()).isEqualTo("NUMBER");
    assertThat(all.get("time").size()).isEqualTo(300);
    assertThat(all.get("next").isNull()).isTrue();
    assertThat(all.get("value").get(18).isNull()).isTrue();
    assertThat(all.get("knownAt").get(0).asLong() - all.get("time").get(0).asLong())
        .isEqualTo(3_600_000_000L);
    JsonNode indicator =
        api.get("/series/indicator?instrument=EX-ONE&timeframe=1h&function=ema&period=20").json();
    assertThat(all.get("value")).isEqualTo(indicator.get("v"));

    JsonNode part = values(request.formatted(",\"last\":10,\"limit\":4"));
    assertThat(part.get("value").get(0)).isEqualTo(all.get("value").get(290));
    assertThat(part.get("time").size()).isEqualTo(4);
    String next = part.get("next").asString();
    JsonNode rest = values(request.formatted(",\"from\":\"" + next + "\""));
    assertThat(rest.get("time").size()).isEqualTo(6);
    assertThat(rest.get("value").get(5)).isEqualTo(all.get("value").get(299));
    JsonNode spans = values(request.replace("ema(close, $n)", "30m * $n").formatted(",\"last\":1"));
    assertThat(spans.get("type").asString()).isEqualTo("DURATION");
    assertThat(spans.get("value").get(0).asLong()).isEqualTo(20 * 1_800_000_000L);

    for (String path : new String[] {"/expressions/values", "/expressions/preview"}) {
      Api.Answer blank =
          api.post(path, request.formatted("").replace("ema(close, $n)", " ").replace("1h", "x"));
      assertThat(blank.status()).as(path).isEqualTo(400);
      assertThat(blank.body()).as(path).contains("expression is required, such as ema(close, 21)");
      Api.Answer series = api.post(path, request.formatted("").replace("1h", "x"));
      assertThat(series.status()).as(path).isEqualTo(400);
      assertThat(series.body()).as(path).contains("timeframe");
    }
    for (String wrong :
        new String[] {",\"limit\":0", ",\"limit\":100001", ",\"last\":0", ",\"from\":\"x\""}) {
      assertThat(api.post("/expressions/values", request.formatted(wrong)).status())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(
            api.post("/expressions/values", request.formatted("").replace("EX-ONE", "X-X"))
                .status())
        .isEqualTo(404);
    Api.Answer finer =
        api.post("/expressions/values", request.formatted("").replace("$n)", "$n)@5m"));
    assertThat(finer.status()).isEqualTo(400);
    assertThat(finer.body()).contains("line 1, column 16").contains("bars of 5m cannot be made");
  }

  private JsonNode values(String body) {
    Api.Answer answer = api.post("/expressions/values", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void theSchemaDescribesTheTree() {
    JsonNode schema = api.get("/expressions/schema").json();
    assertThat(schema.get("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.get("$defs").has("call_ema")).isTrue();
  }
}
