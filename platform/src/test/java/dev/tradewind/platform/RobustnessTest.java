package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Checks, verifications and replays of stored runs over real HTTP. */
class RobustnessTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private static final String QUICK =
      "{\"checks\":[%s],\"maxDecisions\":50,\"starts\":4,\"paths\":20}";
  private final Api api = PLATFORM.local();

  @BeforeAll
  static void prices() {
    MarketDataTest.importHourly(PLATFORM.local(), "ROB-USD", 600, 42);
  }

  private JsonNode backtest(String instrument, String strategy, String more) {
    return MarketDataTest.await(
        api,
        api.post(
            "/backtests",
            "{\"instruments\":[\"%s\"],\"timeframe\":\"1h\",\"strategy\":\"%s\"%s}"
                .formatted(instrument, strategy, more)));
  }

  private String run(String strategy) {
    JsonNode done = backtest("ROB-USD", strategy, "");
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    return done.get("id").asString();
  }

  private JsonNode verify(String id, String mode) {
    return MarketDataTest.await(
            api,
            api.post("/backtests/" + id + "/verifications", "{\"mode\":\"%s\"}".formatted(mode)))
        .get("verification");
  }

  private static JsonNode item(JsonNode verification, String key) {
    for (JsonNode item : verification.get("items")) {
      if (item.get("key").asString().equals(key)) {
        return item;
      }
    }
    throw new AssertionError(key + " is not in " + verification);
  }

  @Test
  void everyCheckIsKeptWithTheRunAndJudged() {
    String id = run("ema_crossover");
    JsonNode before = api.get("/backtests/" + id + "/robustness").json();
    assertThat(before.get("verdict").get("words").asString()).isNotBlank();
    assertThat(before.get("checks")).allMatch(each -> each.get("report").isNull());

    JsonNode done =
        MarketDataTest.await(api, api.post("/backtests/" + id + "/analyses", QUICK.formatted("")));

    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("checks").size()).isEqualTo(8);
    JsonNode after = api.get("/backtests/" + id + "/robustness").json();
    assertThat(after.get("checks").size()).isEqualTo(8);
    for (JsonNode check : after.get("checks")) {
      assertThat(check.get("madeAt").asString()).isNotBlank();
      assertThat(check.get("report").get("sentence").asString()).endsWith(".");
      assertThat(
              check.get("report").get("figures").size() + check.get("report").get("tables").size())
          .isPositive();
    }
    JsonNode verdict = after.get("verdict");
    // A seeded walk has no edge.
    assertThat(verdict.get("level").asString()).isIn("NO_EDGE", "TOO_LITTLE");
    assertThat(verdict.get("reasons").size()).isGreaterThanOrEqualTo(3);
    assertThat(verdict.get("reasons").toString()).doesNotContain("unchecked");
    assertThat(api.get("/backtests/" + id + "/analyses").json().get("items").size()).isEqualTo(1);
  }

  @Test
  void oneCheckAloneIsMade() {
    String id = run("rsi_mean_reversion");

    MarketDataTest.await(
        api, api.post("/backtests/" + id + "/analyses", QUICK.formatted("\"costs\"")));

    JsonNode robustness = api.get("/backtests/" + id + "/robustness").json();
    List<String> made = new ArrayList<>();
    robustness
        .get("checks")
        .forEach(
            each -> {
              if (!each.get("report").isNull()) {
                made.add(each.get("check").asString());
              }
            });
    assertThat(made).containsExactly("costs");
    assertThat(robustness.get("verdict").get("reasons").toString()).contains("Not examined yet");
  }

  @Test
  void whatIsAskedWronglyIsRefused() {
    String id = run("buy_and_hold");
    Api.Answer check = api.post("/backtests/" + id + "/analyses", QUICK.formatted("\"lookahaed\""));
    assertThat(check.status()).isEqualTo(400);
    assertThat(check.body()).contains("lookahead");
    assertThat(api.post("/backtests/" + id + "/analyses", "{\"paths\":3}").body())
        .contains("paths must be in 20..10000, was 3");
    assertThat(api.post("/backtests/" + id + "/verifications", "{\"mode\":\"lax\"}").body())
        .contains("strict, warn or trust");
    String nobody = "/backtests/00000000-0000-0000-0000-000000000000";
    assertThat(api.post(nobody + "/analyses", "{}").status()).isEqualTo(404);
    assertThat(api.get(nobody + "/robustness").status()).isEqualTo(404);
    assertThat(api.get(nobody + "/replay").status()).isEqualTo(404);
    assertThat(api.get("/analyses/" + id).status()).isEqualTo(404);
  }

  @Test
  void aRunThatNothingTouchedIsVerified() {
    String id = run("ema_crossover");

    JsonNode strict = verify(id, "strict");
    assertThat(strict.get("passed").asBoolean()).as(strict.toString()).isTrue();
    assertThat(strict.get("outcome").asString()).isEqualTo("SAME");
    assertThat(item(strict, "result").get("compared").asString()).isEqualTo("SAME");
    assertThat(item(strict, "data.ROB-USD").get("compared").asString()).isEqualTo("SAME");
    assertThat(item(strict, "config").get("compared").asString()).isEqualTo("SAME");
    JsonNode again = verify(id, "strict");
    assertThat(item(again, "features").get("compared").asString()).isEqualTo("SAME");
    JsonNode trusted = verify(id, "trust");
    assertThat(trusted.get("outcome").asString()).isEqualTo("NOT_REPEATED");
    assertThat(trusted.get("passed").asBoolean()).isTrue();
    assertThat(
            api.get("/backtests/" + id + "/robustness")
                .json()
                .get("verification")
                .get("verification")
                .get("outcome")
                .asString())
        .isEqualTo("NOT_REPEATED");
  }

  @Test
  void changedPricesAreNamed() {
    MarketDataTest.importHourly(api, "ROB-DATA", 300, 1);
    String id = backtest("ROB-DATA", "ema_crossover", "").get("id").asString();
    Api.Answer more =
        api.upload(
            "more.csv",
            Prices.hourly(400, 1),
            "{\"instrument\":\"ROB-DATA\",\"timeframe\":\"1h\"}");
    assertThat(MarketDataTest.await(api, more).get("status").asString()).isEqualTo("DONE");

    JsonNode found = verify(id, "strict");

    assertThat(found.get("passed").asBoolean()).isFalse();
    assertThat(found.get("outcome").asString()).isEqualTo("INPUT_CHANGED");
    assertThat(item(found, "data.ROB-DATA").get("compared").asString()).isEqualTo("CHANGED");
    assertThat(item(found, "data.ROB-DATA").get("detail").asString())
        .isEqualTo("400 bars instead of 300");
    assertThat(found.get("sentence").asString()).contains("data.ROB-DATA");
    assertThat(verify(id, "warn").get("passed").asBoolean()).isTrue();
    assertThat(verify(id, "trust").get("passed").asBoolean()).isFalse();
  }

  @Test
  void aChangedInstrumentIsNamed() {
    MarketDataTest.importHourly(api, "ROB-TICK", 300, 1);
    String id = backtest("ROB-TICK", "ema_crossover", "").get("id").asString();
    Api.Answer changed = api.put("/instruments/ROB-TICK", "{\"tickSize\":\"0.5\"}");
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);

    JsonNode found = verify(id, "strict");

    assertThat(found.get("outcome").asString()).isEqualTo("INPUT_CHANGED");
    assertThat(item(found, "data.ROB-TICK").get("compared").asString()).isEqualTo("SAME");
    assertThat(item(found, "instrument.ROB-TICK").get("detail").asString())
        .contains("tick size 0.01 is now 0.5");
    assertThat(item(found, "config").get("compared").asString()).isEqualTo("CHANGED");
  }

  private JdbcClient db() {
    return PLATFORM.bean(JdbcClient.class);
  }

  @Test
  void changedFeaturesAreNamed() {
    String id = run("ema_crossover");
    verify(id, "strict");
    db().sql(
            "UPDATE research.feature_hashes SET document = replace(document::text,"
                + " 'ema(close, 9)', 'ema(close, 8)')::jsonb || '{\"hash\": \"00\"}' WHERE"
                + " backtest_id = ?::uuid")
        .param(id)
        .update();

    JsonNode found = verify(id, "strict");

    assertThat(found.get("outcome").asString()).isEqualTo("INPUT_CHANGED");
    assertThat(item(found, "features").get("detail").asString())
        .isEqualTo("ema(close, 8) of ROB-USD");
  }

  @Test
  void anotherResultOfTheSameInputsIsTold() {
    String id = run("ema_crossover");
    String other = run("rsi_mean_reversion");
    db().sql(
            "UPDATE research.results SET curve = (SELECT curve FROM research.results WHERE"
                + " backtest_id = ?::uuid), document = jsonb_set(document, '{run,resultHash}',"
                + " '\"00\"') WHERE backtest_id = ?::uuid")
        .params(other, id)
        .update();

    JsonNode found = verify(id, "warn");

    assertThat(found.get("outcome").asString()).isEqualTo("RESULT_CHANGED");
    assertThat(found.get("passed").asBoolean()).isFalse();
    assertThat(item(found, "result").get("detail").asString()).startsWith("equity at point");
  }

  @Test
  void aRunOfAnEarlierEngineIsComparedByWhatIsKept() {
    String id = run("ema_crossover");
    db().sql(
            "UPDATE research.results SET document = jsonb_set(jsonb_set(jsonb_set(document,"
                + " '{run,resultHash}', '\"00\"'), '{run,configHash}', '\"00\"'),"
                + " '{run,engineVersion}', '\"0.0.1\"') WHERE backtest_id = ?::uuid")
        .param(id)
        .update();

    JsonNode strict = verify(id, "strict");
    assertThat(strict.get("outcome").asString()).isEqualTo("SAME");
    assertThat(strict.get("passed").asBoolean()).isFalse();
    assertThat(item(strict, "engine").get("compared").asString()).isEqualTo("CHANGED");
    assertThat(item(strict, "result").get("detail").asString()).contains("counted differently");
    assertThat(verify(id, "warn").get("passed").asBoolean()).isTrue();
  }

  @Test
  void aReplayHasTheFillsOfTheRunAndSaysWhy() {
    String id = run("enter rsi(close, 5) < 40; exit rsi(close, 5) > 60");
    int fills = 0;
    int from = 0;
    Integer size = null;
    boolean ordered = false;
    do {
      JsonNode page = api.get("/backtests/" + id + "/replay?from=" + from + "&count=250").json();
      assertThat(page.get("same").asBoolean()).isTrue();
      size = page.get("size").asInt();
      for (JsonNode frame : page.get("frames")) {
        fills += frame.get("fills").size();
        JsonNode decision = frame.get("bars").get(0);
        assertThat(decision.get("why").asString()).contains("rsi(close, 5) < 40 is");
        ordered |= decision.get("orders").size() > 0;
      }
      from += 250;
    } while (from < size);

    JsonNode run = api.get("/backtests/" + id).json();
    int trips = run.get("roundTripCount").asInt();
    assertThat(size).isEqualTo(600);
    assertThat(fills).isEqualTo(2 * trips + run.get("openPositions").size()).isPositive();
    assertThat(ordered).isTrue();
    JsonNode at = api.get("/backtests/" + id + "/replay?at=2024-01-02T00:00:00Z&count=1").json();
    assertThat(at.get("from").asInt()).isEqualTo(23);
    assertThat(at.get("nextEvent").asInt()).isGreaterThan(23);
    assertThat(api.get("/backtests/" + id + "/replay?count=0").status()).isEqualTo(400);
    assertThat(api.get("/backtests/" + id + "/replay?from=-1").status()).isEqualTo(400);
    assertThat(api.get("/backtests/" + id + "/replay?at=noon").status()).isEqualTo(400);
  }

  @Test
  void anAnalysisIsCancelledAndWhatWasDoneIsKept() {
    String id = run("ema_crossover");
    JobGate gate = PLATFORM.bean(JobGate.class);
    gate.close();
    String analysis;
    try {
      Api.Answer asked = api.post("/backtests/" + id + "/analyses", "{\"paths\":10000}");
      assertThat(asked.status()).isEqualTo(202);
      analysis = asked.json().get("id").asString();
      assertThat(api.post("/analyses/" + analysis + "/cancel", "").status()).isEqualTo(200);
    } finally {
      gate.open();
    }
    JsonNode ended =
        TestPlatform.await(
            "the end",
            () -> api.get("/analyses/" + analysis).json(),
            json -> json.get("status").asString().equals("CANCELLED"));
    assertThat(ended.get("finishedAt").asString()).isNotBlank();
    assertThat(api.post("/analyses/" + analysis + "/cancel", "").status()).isEqualTo(409);
  }
}
