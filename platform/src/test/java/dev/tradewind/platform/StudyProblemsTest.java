package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What cannot be searched says which and what to change, before any trial. */
class StudyProblemsTest {
  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();

  private static void importOnce(Api api) {
    if (api.get("/series/bars?instrument=PROBLEM-A&timeframe=1h").status() != 200) {
      MarketDataTest.importHourly(api, "PROBLEM-A", 900, 61);
    }
  }

  /** A good request with some fields put in the place of its own; {@code ~} takes one out. */
  private static String request(String fields) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("instruments", "[\"PROBLEM-A\"]");
    body.put("timeframe", "\"1h\"");
    body.put("strategy", "\"ema_crossover\"");
    body.put("space", "[\"fast=2..9\",\"slow=12..40:4\"]");
    body.put("sampler", "\"grid\"");
    for (String each : fields.split(";", -1)) {
      int equals = each.indexOf('=');
      body.put(each.substring(0, equals).strip(), each.substring(equals + 1).strip());
    }
    return body.entrySet().stream()
        .filter(each -> !each.getValue().equals("~"))
        .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "space=[] | space | ",
        "space=~ | space | ",
        "space=[\"fast\"] | space | fast",
        "space=[\"fast=20..2\"] | space | min must be <= max (2), was 20; swap the bounds",
        "space=[\"fast=0..20\"] | space | fast must be",
        "space=[\"fast=2..9\",\"fast=3..4\"] | space | fast",
        "space=[\"fats=2..9\"] | space | strategy ema_crossover has no parameter 'fats'; did you"
            + " mean fast?",
        "space=[\"fast=50..60\",\"slow=20..40\"] | space | no set of parameters meets all"
            + " constraints",
        "constraints=[\"fast > slow\"] | space | can never hold for fast=2..9, slow=12..40:4",
        "constraints=[\"nothing > 3\"] | constraints | constraint 'nothing > 3'",
        "objectives=[\"sharp\"] | objectives | did you mean sharpe?",
        "objectives=[\"sharpe + payoffRatioo\"] | objectives | payoffRatio",
        "objectives=[\"sharpe\",\"cagr\"]; sampler=\"tpe\" | sampler | sampler tpe: it searches for"
            + " one objective, were 2",
        "parameters={\"fast\":\"5\"} | space | fast",
        "space=[\"fast=2..9\"]; parameters={\"slwo\":\"50\"} | space | has no parameter 'slwo'; did"
            + " you mean slow?",
        "space=[\"fast=2..9\"]; parameters={\"slow\":\"5000\"} | space | slow must be in 2..1000,"
            + " was 5000",
        "sampler=\"anneal\" | sampler | grid",
        "trials=0 | trials | trials must be in 1..10000000, was 0",
        "trials=1000001 | trials | trials must be at most 1000000, was 1000001",
        "batch=0 | batch | batch must be",
        "halving=\"3\" | halving | halving must be ROUNDSxFACTOR such as 3x4, was '3'",
        "runner=\"cloud\" | runner | runner must be local or spark, was 'cloud'",
        "walkForward={\"inSample\":\"800\",\"outOfSample\":\"101\"} | walkForward | in-sample 800,"
            + " gap 0 and out-of-sample 101 are longer than the data of PROBLEM-A, 900 bars;"
            + " shorten the windows",
        "walkForward={\"inSample\":\"x\",\"outOfSample\":\"50\"} | walkForward |"
            + " walkForward.inSample must be a whole number of bars, was 'x'",
        "walkForward={\"inSample\":\"50\",\"outOfSample\":\"50\",\"step\":\"10\"} | walkForward |"
            + " step must be at least out-of-sample (50)",
        "walkForward={\"inSample\":\"50\",\"outOfSample\":\"50\",\"matrix\":{}} |"
            + " walkForward.matrix | a matrix must have 2..100 cells",
        "walkForward={\"inSample\":\"50\",\"outOfSample\":\"50\"}; halving=\"2x2\" | halving |"
            + " halving is not for walks",
        "crossValidation={\"groups\":6,\"testGroups\":6} | crossValidation | testGroups must be in"
            + " 1..5, was 6",
        "crossValidation={\"groups\":6,\"testGroups\":2}; sampler=\"tpe\" | crossValidation | use"
            + " grid, random or sobol",
        "instruments=[\"NOT-THERE\"] | instruments | no bars of NOT-THERE 1h are stored",
        "timeframe=\"7x\" | timeframe | 7x",
        "from=\"2024-02-01\"; to=\"2024-01-01\" | to | to must be after from",
      })
  void isRefusedWithItsFieldBeforeAnyWork(String fields, String field, String message) {
    importOnce(api);
    Api.Answer refused = api.post("/studies", request(fields));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    JsonNode errors = refused.json().get("errors");
    assertThat(errors).as(refused.toString()).hasSize(1);
    assertThat(errors.get(0).get("field").asString()).as(refused.toString()).isEqualTo(field);
    assertThat(errors.get(0).get("message").asString()).contains(message == null ? "" : message);
    assertThat(errors.get(0).get("message").asString()).isNotBlank();
  }

  private static JsonNode ended(Api api, String body) {
    Api.Answer created = api.post("/studies", body);
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    String path = "/studies/" + created.json().get("id").asString();
    return TestPlatform.await(
            "the end of " + path,
            () -> api.get(path).json(),
            json ->
                !Set.of("QUEUED", "RUNNING").contains(json.get("study").get("status").asString()))
        .get("study");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "objectives=[\"sharpe * 0 / 0\"] | no trial of 64 can be the best: 64 have no value for",
        "constraints=[\"tradeCount > 100000\"] | 64 break a constraint (loosen tradeCount > 100000)",
        "space=[\"fast=2..3\",\"slow=900..1000:50\"] | no trial of 6 can be the best",
      })
  void whatOnlyTrialsShowIsSaidBehindThem(String fields, String message) {
    importOnce(api);
    JsonNode study = ended(api, request(fields));

    assertThat(study.get("status").asString()).as(study.toString()).isEqualTo("FAILED");
    assertThat(study.get("error").asString()).contains(message);
  }

  @Test
  void aMasterThatDoesNotAnswerIsSaidBeforeAnyTrial() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    TestPlatform own = TestPlatform.withCluster("spark://127.0.0.1:" + closed);
    try {
      own.setUp();
      Api other = own.local();
      importOnce(other);
      String walk = "; walkForward={\"inSample\":\"300\",\"outOfSample\":\"100\"}";
      for (String more : new String[] {"", walk}) {
        JsonNode study = ended(other, request("runner=\"spark\"" + more));
        assertThat(study.get("status").asString()).as(study.toString()).isEqualTo("FAILED");
        assertThat(study.get("error").asString())
            .contains("the Spark master spark://127.0.0.1:" + closed + " cannot be reached")
            .contains("start it, or name the one that runs");
        assertThat(study.get("trials").asInt()).isZero();
      }
    } finally {
      own.close();
    }
  }
}
