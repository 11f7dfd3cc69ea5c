package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Studies over real HTTP with real stores. */
class StudiesTest {
  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();

  private void importOnce(String instrument, int bars, long seed) {
    if (api.get("/series/bars?instrument=" + instrument + "&timeframe=1h").status() != 200) {
      MarketDataTest.importHourly(api, instrument, bars, seed);
    }
  }

  /** The detail of a study once it has ended. */
  private static JsonNode await(Api api, Api.Answer created) {
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    String path = "/studies/" + created.json().get("id").asString();
    return TestPlatform.await(
        "the end of " + path,
        () -> api.get(path).json(),
        json -> !Set.of("QUEUED", "RUNNING").contains(json.get("study").get("status").asString()));
  }

  static String request(String instrument, String sampler, String more) {
    return """
    {"instruments": ["%s"], "timeframe": "1h", "strategy": "ema_crossover",
     "space": ["fast=2..9", "slow=12..40:4"], "sampler": "%s"%s}
    """
        .formatted(instrument, sampler, more);
  }

  @Test
  void aGridIsSearchedToItsEndAndJudged() {
    importOnce("STUDY-A", 2_000, 21);

    JsonNode done = await(api, api.post("/studies", request("STUDY-A", "grid", "")));

    JsonNode study = done.get("study");
    assertThat(study.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(study.get("trials").asInt()).isEqualTo(64);
    JsonNode summary = done.get("summary");
    assertThat(summary.get("exhausted").asBoolean()).isFalse();
    assertThat(summary.get("verdict").get("sentences").get(0).asString()).contains("luck");
    assertThat(summary.get("ledger").get("trials").asInt()).isGreaterThanOrEqualTo(64);
    assertThat(summary.get("evaluated").asString()).contains("sweep over columns");
    JsonNode explanation = summary.get("explanation");
    assertThat(explanation.get("importance").size()).isEqualTo(2);
    assertThat(explanation.get("importance").get(0).get("parameter").asString()).isEqualTo("fast");
    assertThat(explanation.get("regions").size()).isPositive();
    String id = study.get("id").asString();

    JsonNode best = api.get("/studies/" + id + "/trials?limit=1").json().get("items").get(0);
    assertThat(best.get("number").asLong())
        .isEqualTo(summary.get("best").get("trial").asLong())
        .isEqualTo(study.get("best").asLong());
    assertThat(best.get("pareto").asBoolean()).isTrue();
    // The best again, as a run of its own.
    JsonNode run =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests",
                "{\"instruments\":[\"STUDY-A\"],\"timeframe\":\"1h\",\"strategy\":\"ema_crossover\","
                    + "\"parameters\":"
                    + best.get("parameters")
                    + "}"));
    assertThat(run.get("run").get("resultHash").asString())
        .isEqualTo(summary.get("best").get("resultHash").asString());
    assertThat(run.get("statistics").get("sharpe").asDouble())
        .isEqualTo(best.get("statistics").get("sharpe").asDouble());
    JsonNode curves = api.get("/studies/" + id + "/curves").json().get("curves");
    assertThat(curves.size()).isBetween(1, 6);
  }

  @Test
  void aRunOfItsOwnIsATrialToo() {
    importOnce("STUDY-C", 900, 23);
    String body =
        "{\"instruments\":[\"STUDY-C\"],\"timeframe\":\"1h\",\"strategy\":\"ema_crossover\","
            + "\"parameters\":{\"fast\":\"3\",\"slow\":\"11\"}}";
    JsonNode first = MarketDataTest.await(api, api.post("/backtests", body));
    assertThat(first.get("trials").get("count").asInt()).as(first.toString()).isEqualTo(1);

    await(api, api.post("/studies", request("STUDY-C", "grid", "")));
    JsonNode again = MarketDataTest.await(api, api.post("/backtests", body));

    assertThat(again.get("trials").get("count").asInt()).isEqualTo(65);
    assertThat(again.get("trials").get("studies").asInt()).isEqualTo(1);
    assertThat(again.get("trials").get("deflatedSharpe").asDouble())
        .isLessThan(first.get("trials").get("deflatedSharpe").asDouble());
    assertThat(again.get("run").get("resultHash")).isEqualTo(first.get("run").get("resultHash"));
    assertThat(again.get("assumptions").toString()).contains("65 trials so far");
    // The verdict of the first run knows what was tried since, the neighbours that are shown too.
    String path = "/backtests/" + first.get("id").asString();
    JsonNode before = api.get(path + "/robustness").json();
    assertThat(before.get("trials").get("count").asInt()).isEqualTo(65);
    assertThat(before.get("verdict").toString()).contains("65 trials so far");
    JsonNode analysis = api.post(path + "/analyses", "{\"checks\":[\"neighbours\"]}").json();
    TestPlatform.await(
        "the neighbours",
        () -> api.get("/analyses/" + analysis.get("id").asString()).json(),
        each -> each.get("status").asString().equals("DONE"));
    assertThat(api.get(path + "/robustness").json().get("trials").get("count").asInt())
        .isGreaterThan(65);
  }

  @Test
  void aRuleIsSweptOverColumns() {
    importOnce("STUDY-A", 2_000, 21);
    String document =
        """
        name: study_rule
        direction: long
        enter: crosses_above(ema(close, $fast), ema(close, $slow))
        exit: crosses_below(ema(close, $fast), ema(close, $slow))
        parameters:
          fast: {type: integer, default: 5, min: 2, max: 60}
          slow: {type: integer, default: 20, min: 2, max: 200}
        """;
    Api.Answer saved =
        api.post("/strategies", "{\"document\":\"" + document.replace("\n", "\\n") + "\"}");
    assertThat(saved.status()).as(saved.toString()).isEqualTo(201);

    JsonNode done =
        await(
            api,
            api.post(
                "/studies",
                request("STUDY-A", "grid", ",\"assumptions\":{\"participation\":\"0\"}")
                    .replace("ema_crossover", "study_rule")));

    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("summary").get("evaluated").asString())
        .isEqualTo("All 64 evaluations are those of a sweep over columns.");
    JsonNode best =
        api.get("/studies/" + done.get("id").asString() + "/trials?limit=1")
            .json()
            .get("items")
            .get(0);
    assertThat(best.get("statistics").get("sharpe").asDouble())
        .as("the simulator's number")
        .isEqualTo(done.get("summary").get("best").get("statistics").get("sharpe").asDouble());
  }

  @Test
  void aWalkSearchesInWindowsAndProvesOnTheNext() {
    importOnce("STUDY-A", 2_000, 21);
    String windows = ",\"trials\":6,\"walkForward\":{\"inSample\":\"800\",\"outOfSample\":\"300\"}";

    JsonNode done = await(api, api.post("/studies", request("STUDY-A", "random", windows)));

    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("study").get("kind").asString()).isEqualTo("WALK_FORWARD");
    JsonNode walk = done.get("walk");
    assertThat(walk.get("windows").size()).isEqualTo(4);
    assertThat(done.get("study").get("trials").asInt()).isEqualTo(24);
    assertThat(done.get("study").get("planned").asInt()).isEqualTo(24);
    assertThat(walk.get("stability").size()).isEqualTo(2);
    assertThat(walk.get("verdict").get("sentences").size()).isPositive();
    assertThat(walk.get("curve").get("equity").size()).isPositive();
    String id = done.get("id").asString();
    for (int window = 0; window < 4; window++) {
      JsonNode trials = api.get("/studies/" + id + "/trials?window=" + window).json();
      assertThat(trials.get("total").asInt()).isEqualTo(6);
      JsonNode best = walk.get("windows").get(window).get("parameters");
      if (!best.isNull()) {
        assertThat(trials.get("items").get(0).get("parameters")).isEqualTo(best);
      }
    }
    List<String> lines = api.get("/studies/" + id + "/export?format=csv").body().lines().toList();
    assertThat(lines).hasSize(25);
    assertThat(lines.getFirst()).startsWith("window,trial,state,");
    assertThat(lines.getLast()).startsWith("3,5,");
    assertThat(
            api.post("/studies", request("STUDY-A", "random", windows.replace("\"300\"", "\"3d\"")))
                .body())
        .contains("walkForward.outOfSample must be a whole number of bars");
    JsonNode tooLong =
        await(
            api,
            api.post(
                "/studies",
                request(
                    "STUDY-A",
                    "random",
                    ",\"from\":\"2024-01-02\"" + windows.replace("\"800\"", "\"8000\""))));
    assertThat(tooLong.get("status").asString()).isEqualTo("FAILED");
    assertThat(tooLong.get("study").get("error").asString()).contains("1976 bars");
    assertThat(tooLong.get("study").get("trials").asInt()).isZero();
  }

  @Test
  void aMatrixWalksWithOtherLengthsToo() {
    importOnce("STUDY-A", 2_000, 21);
    String windows =
        ",\"trials\":4,\"walkForward\":{\"inSample\":\"800\",\"outOfSample\":\"300\","
            + "\"matrix\":{\"inSample\":[\"500\",\"800\"],\"outOfSample\":[\"400\"]}}";

    JsonNode done = await(api, api.post("/studies", request("STUDY-A", "random", windows)));

    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    JsonNode matrix = done.get("walk").get("matrix");
    assertThat(matrix.get("inSample").toString()).isEqualTo("[\"800\",\"500\"]");
    assertThat(matrix.get("outOfSample").toString()).isEqualTo("[\"300\",\"400\"]");
    assertThat(matrix.get("cells").size()).isEqualTo(4);
    assertThat(matrix.get("sentences").size()).isGreaterThanOrEqualTo(2);
    // The first cell is the walk itself, and the trials of all cells are kept.
    assertThat(done.get("walk").get("windows").size())
        .isEqualTo(matrix.get("cells").get(0).get("windows").asInt())
        .isEqualTo(4);
    int count = 0;
    for (JsonNode each : matrix.get("cells")) {
      count += each.get("windows").asInt();
    }
    assertThat(done.get("study").get("trials").asInt()).isEqualTo(4 * count);
    assertThat(done.get("walk").get("verdict").get("walks").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(
            api.post(
                    "/studies",
                    request(
                        "STUDY-A",
                        "random",
                        windows.replace("\"matrix\"", "\"step\":\"900\",\"matrix\"")))
                .body())
        .contains("a matrix steps by what it proves on");
  }

  @Test
  void setsAreCrossValidatedAndAppliedWithTheirEvidence() {
    importOnce("STUDY-D", 2_000, 24);
    String asked = ",\"crossValidation\":{\"groups\":5,\"testGroups\":2,\"purge\":1,\"embargo\":1}";
    JsonNode done = await(api, api.post("/studies", request("STUDY-D", "grid", asked)));

    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    JsonNode summary = done.get("summary");
    JsonNode validated = summary.get("crossValidation");
    assertThat(validated.get("paths").size()).isEqualTo(4);
    assertThat(validated.get("splits").size()).isEqualTo(10);
    assertThat(validated.get("deciles").size()).isEqualTo(11);
    assertThat(api.post("/studies", request("STUDY-D", "tpe", asked)).body())
        .contains("use grid, random or sobol");

    String path = "/studies/" + done.get("id").asString() + "/trials/";
    long best = summary.get("best").get("trial").asLong();
    JsonNode applied = api.post(path + best + "/backtest", "{}").json();
    JsonNode run =
        TestPlatform.await(
            "the run of the best",
            () -> api.get("/backtests/" + applied.get("backtest").asString()).json(),
            each -> each.get("status").asString().equals("DONE"));
    assertThat(run.get("run").get("resultHash")).isEqualTo(summary.get("best").get("resultHash"));
    JsonNode evidence = run.get("evidence");
    assertThat(evidence.get("study")).isEqualTo(done.get("id"));
    assertThat(evidence.get("trial").asLong()).isEqualTo(best);
    assertThat(evidence.get("role").asString()).isIn("best", "recommended");
    assertThat(evidence.get("verdict")).isEqualTo(summary.get("verdict").get("level"));
    assertThat(evidence.get("deflatedSharpe")).isEqualTo(summary.get("best").get("deflatedSharpe"));
    assertThat(evidence.get("pbo")).isEqualTo(summary.get("best").get("pbo"));
    assertThat(evidence.get("trials").asInt()).isEqualTo(64);
    JsonNode own = evidence.get("own");
    assertThat(own.get("deflatedSharpe")).isEqualTo(summary.get("best").get("deflatedSharpe"));
    assertThat(own.get("chance")).isEqualTo(summary.get("verdict").get("chance"));
    assertThat(evidence.get("why").asString()).isNotBlank();
    // What a study tried is no new trial.
    assertThat(run.get("trials").get("count").asInt()).isEqualTo(64);
    JsonNode other = api.get(path + (best == 0 ? 1 : 0) + "/evidence").json();
    assertThat(other.get("role").asString()).isNotEqualTo("best");
    assertThat(other.get("deflatedSharpe")).isEqualTo(evidence.get("deflatedSharpe"));
    assertThat(other.get("own").get("deflatedSharpe")).isNotEqualTo(own.get("deflatedSharpe"));
    assertThat(other.get("own").get("chance").asDouble()).isBetween(0.0, 1.0);
    assertThat(api.post(path + "999/backtest", "{}").status()).isEqualTo(404);
    Api.Answer java = api.post(path + best + "/strategy", "{\"name\":\"mine\"}");
    assertThat(java.status()).isEqualTo(409);
    assertThat(java.body()).contains("has no document with parameters");
  }

  @Test
  void aVersionOfARuleCarriesTheEvidence() {
    importOnce("STUDY-A", 2_000, 21);
    String document =
        """
        name: applied_rule
        direction: long
        enter: close > sma(close, $length)
        exit: close < sma(close, $length)
        parameters:
          length: {type: integer, default: 5, min: 2, max: 60}
        """;
    assertThat(
            api.post("/strategies", "{\"document\":\"" + document.replace("\n", "\\n") + "\"}")
                .status())
        .isEqualTo(201);
    JsonNode done =
        await(
            api,
            api.post(
                "/studies",
                request("STUDY-A", "grid", "")
                    .replace("ema_crossover", "applied_rule")
                    .replace("\"fast=2..9\", \"slow=12..40:4\"", "\"length=10..40:3\"")));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");

    JsonNode saved =
        api.post("/studies/" + done.get("id").asString() + "/trials/4/strategy", "{}").json();

    assertThat(saved.get("strategy").asString()).as(saved.toString()).isEqualTo("applied_rule");
    assertThat(saved.get("version").asInt()).isEqualTo(2);
    String length = saved.get("parameters").get("length").asString();
    JsonNode detail = api.get("/strategies/applied_rule").json();
    assertThat(detail.get("document").asString()).contains("default: " + length);
    JsonNode versions = detail.get("versions");
    assertThat(versions.get(0).get("evidence").get("trial").asInt()).isEqualTo(4);
    assertThat(versions.get(0).get("evidence").get("verdict").asString()).isNotBlank();
    assertThat(versions.get(1).get("evidence").isNull()).isTrue();
  }

  @Test
  void pagesHoldEveryTrialOnceInEveryOrder() {
    importOnce("STUDY-A", 2_000, 21);
    JsonNode done =
        await(api, api.post("/studies", request("STUDY-A", "random", ",\"trials\":70,\"seed\":3")));
    String path = "/studies/" + done.get("study").get("id").asString() + "/trials?limit=9&";
    for (String sort : List.of("best", "number", "fast", "sharpe:max", "maxDrawdown")) {
      for (String order : List.of("asc", "desc")) {
        Set<Long> seen = new HashSet<>();
        String cursor = "";
        do {
          JsonNode page =
              api.get(path + "sort=" + sort.replace(":", "%3A") + "&order=" + order + cursor)
                  .json();
          assertThat(page.get("total").asInt()).as(page.toString()).isEqualTo(70);
          page.get("items").forEach(each -> seen.add(each.get("number").asLong()));
          JsonNode next = page.get("nextCursor");
          cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        assertThat(seen).as(sort + " " + order).hasSize(70);
      }
    }
    JsonNode points = api.get(path.replace("trials?limit=9&", "points?maxPoints=20")).json();
    assertThat(points.get("total").asInt()).isEqualTo(70);
    assertThat(points.get("reduced").asBoolean()).isTrue();
    assertThat(points.get("number").size()).isBetween(10, 20);
    assertThat(points.get("parameters").get("fast").size()).isEqualTo(points.get("number").size());
  }

  @Test
  void whatCannotBeSearchedIsRefusedWithItsReason() {
    importOnce("STUDY-A", 2_000, 21);
    Api.Answer space =
        api.post(
            "/studies", request("STUDY-A", "grid", "").replace("slow=12..40:4", "slaw=12..40:4"));
    assertThat(space.status()).isEqualTo(400);
    assertThat(space.body()).contains("has no parameter 'slaw'").contains("slow");
    assertThat(api.post("/studies", request("STUDY-A", "gird", "")).body()).contains("grid");
    assertThat(api.post("/studies", request("NOT-THERE", "grid", "")).body())
        .contains("no bars of NOT-THERE");
    assertThat(
            api.post("/studies", request("STUDY-A", "tpe", ",\"objectives\":[\"sharp\"]")).body())
        .contains("sharpe");
    assertThat(
            api.post("/studies", request("STUDY-A", "grid", ",\"constraints\":[\"fast > slow\"]"))
                .body())
        .contains("can never hold");
    assertThat(api.get("/studies/none").status()).isEqualTo(404);
  }

  @Test
  void anObjectiveThatNobodyReachesEndsWithTheReason() {
    importOnce("STUDY-A", 2_000, 21);
    JsonNode done =
        await(
            api,
            api.post(
                "/studies", request("STUDY-A", "grid", ",\"constraints\":[\"maxDrawdown > 9\"]")));
    assertThat(done.get("study").get("status").asString()).isEqualTo("FAILED");
    assertThat(done.get("study").get("error").asString()).contains("64 break a constraint");
  }

  @Test
  void aStudyThatWasStoppedIsResumed() {
    importOnce("STUDY-B", 9_000, 22);
    Api.Answer created =
        api.post(
            "/studies",
            request("STUDY-B", "tpe", ",\"trials\":3000,\"seed\":7")
                .replace("fast=2..9", "fast=2..40")
                .replace("slow=12..40:4", "slow=41..400"));
    String id = created.json().get("id").asString();
    TestPlatform.await(
        "some trials",
        () -> api.get("/studies/" + id).json().get("study"),
        each -> each.get("trials").asInt() > 10);
    assertThat(api.post("/studies/" + id + "/stop", "").status()).isEqualTo(200);
    JsonNode stopped =
        TestPlatform.await(
            "the stop",
            () -> api.get("/studies/" + id).json().get("study"),
            each -> each.get("status").asString().equals("CANCELLED"));
    assertThat(stopped.get("trials").asInt()).isBetween(11, 2_999);
    assertThat(api.post("/studies/" + id + "/resume", "").status()).isEqualTo(202);
    JsonNode more =
        TestPlatform.await(
            "more trials",
            () -> api.get("/studies/" + id).json().get("study"),
            each -> each.get("trials").asInt() > stopped.get("trials").asInt());
    assertThat(more.get("trialsPerSecond").isNull() && more.get("secondsLeft").isNull()).isFalse();
    api.post("/studies/" + id + "/stop", "");
    TestPlatform.await(
        "the second stop",
        () -> api.get("/studies/" + id).json().get("study"),
        each -> each.get("status").asString().equals("CANCELLED"));
    assertThat(api.delete("/studies/" + id).status()).isEqualTo(204);
    assertThat(api.get("/studies/" + id).status()).isEqualTo(404);
  }
}
