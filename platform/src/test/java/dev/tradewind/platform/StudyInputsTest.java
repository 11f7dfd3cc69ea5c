package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The trials of a study read what a back-test of the same instruments reads. */
class StudyInputsTest {
  private static final TestPlatform PLATFORM = TestPlatform.fresh();
  private static final String RULE =
      """
      name: inputs_rule
      direction: long
      enter: crosses_above(ema(close, $fast), ema(close, $slow))
      exit: crosses_below(ema(close, $fast), ema(close, $slow))
      size: {type: percent_of_equity, value: 40}
      parameters:
        fast: {type: integer, default: 5, min: 2, max: 60}
        slow: {type: integer, default: 20, min: 2, max: 200}
      """;

  private final Api api = PLATFORM.local();

  @BeforeAll
  static void setUp() {
    PLATFORM.setUp();
    Api api = PLATFORM.local();
    MarketDataTest.importHourly(api, "ACTED-USD", 1_500, 41);
    Api.Answer added =
        api.post(
            "/corporate-actions",
            "{\"instrument\":\"ACTED-USD\",\"actions\":[{\"kind\":\"dividend\",\"date\":"
                + "\"2024-01-15\",\"value\":2},{\"kind\":\"split\",\"date\":\"2024-02-01\","
                + "\"value\":2},{\"kind\":\"dividend\",\"date\":\"2024-02-20\",\"value\":1}]}");
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    String document = RULE.replace("\n", "\\n");
    assertThat(api.post("/strategies", "{\"document\":\"" + document + "\"}").status())
        .isEqualTo(201);
  }

  @AfterAll
  static void close() {
    PLATFORM.close();
  }

  private static String request(String instrument, String timeframe, String strategy, String more) {
    return """
    {"instruments": ["%s"], "timeframe": "%s", "strategy": "%s", "sampler": "grid",
     "space": ["fast=2..6", "slow=12..40:7"]%s}
    """
        .formatted(instrument, timeframe, strategy, more);
  }

  private JsonNode ended(String body) {
    Api.Answer created = api.post("/studies", body);
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    String path = "/studies/" + created.json().get("id").asString();
    return TestPlatform.await(
        "the end of " + path,
        () -> api.get(path).json(),
        json -> !Set.of("QUEUED", "RUNNING").contains(json.get("study").get("status").asString()));
  }

  private JsonNode done(String body) {
    JsonNode done = ended(body);
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    return done;
  }

  /** Every number of a trial is that of the simulation that is made of its parameters. */
  private JsonNode applied(JsonNode study, long trial) {
    String path = "/studies/" + study.get("id").asString() + "/trials";
    JsonNode row =
        api.get(path + "?limit=100&sort=number")
            .json()
            .get("items")
            .valueStream()
            .filter(each -> each.get("number").asLong() == trial)
            .findFirst()
            .orElseThrow();
    JsonNode made = api.post(path + "/" + trial + "/backtest", "{}").json();
    JsonNode run =
        TestPlatform.await(
            "the run of trial " + trial,
            () -> api.get("/backtests/" + made.get("backtest").asString()).json(),
            each -> each.get("status").asString().equals("DONE"));
    row.get("statistics")
        .propertyStream()
        .forEach(
            each ->
                assertThat(run.get("statistics").get(each.getKey()))
                    .as("%s of trial %s", each.getKey(), trial)
                    .isEqualTo(each.getValue()));
    return run;
  }

  private void requireSame(JsonNode study) {
    JsonNode best = study.get("summary").get("best");
    JsonNode run = applied(study, best.get("trial").asLong());
    assertThat(run.get("run").get("resultHash")).isEqualTo(best.get("resultHash"));
    best.get("statistics")
        .propertyStream()
        .forEach(
            each ->
                assertThat(run.get("statistics").get(each.getKey()))
                    .as(each.getKey())
                    .isEqualTo(each.getValue()));
    applied(study, 0);
    applied(study, 7);
  }

  @Test
  void splitsAndDividendsAreAppliedToTrials() {
    for (String strategy : new String[] {"ema_crossover", "inputs_rule"}) {
      JsonNode study = done(request("ACTED-USD", "1h", strategy, ""));

      requireSame(study);
      JsonNode run = applied(study, 3);
      assertThat(run.get("assumptions").toString()).contains("1 splits and 2 dividends");
      if (strategy.equals("inputs_rule")) {
        assertThat(study.get("summary").get("evaluated").asString())
            .isEqualTo(
                "Every set is simulated by itself, because the instrument has splits or dividends"
                    + " in the span.");
      }
    }
    JsonNode before =
        done(
            request(
                "ACTED-USD",
                "1h",
                "inputs_rule",
                ",\"to\":\"2024-01-14\",\"assumptions\":{\"participation\":\"0\"}"));
    assertThat(before.get("summary").get("evaluated").asString()).startsWith("All 25 evaluations");
    requireSame(before);
  }

  @Test
  void walksAndTheirProofsApplyThemToo() {
    JsonNode walk =
        done(
            request(
                "ACTED-USD",
                "1h",
                "inputs_rule",
                ",\"walkForward\":{\"inSample\":\"500\",\"outOfSample\":\"250\"}"));

    assertThat(walk.get("walk").get("windows").size()).isEqualTo(4);
    requireSameWindows(walk, "ACTED-USD", "");
  }

  /** The first trial of each window is a back-test over its span. */
  private void requireSameWindows(JsonNode walk, String instrument, String more) {
    JsonNode windows = walk.get("walk").get("windows");
    for (int w = 0; w < windows.size(); w++) {
      JsonNode trial =
          api.get("/studies/" + walk.get("id").asString() + "/trials?limit=1&window=" + w)
              .json()
              .get("items")
              .get(0);
      JsonNode run =
          MarketDataTest.await(
              api,
              api.post(
                  "/backtests",
                  "{\"instruments\":[\""
                      + instrument
                      + "\"],\"timeframe\":\"1h\",\"strategy\":"
                      + "\"inputs_rule\",\"from\":"
                      + windows.get(w).get("inSampleFrom")
                      + ",\"to\":"
                      + windows.get(w).get("inSampleTo")
                      + ",\"parameters\":"
                      + trial.get("parameters")
                      + more
                      + "}"));
      assertThat(run.get("statistics").get("sharpe"))
          .as("window " + w + " " + trial)
          .isEqualTo(trial.get("statistics").get("sharpe"));
    }
  }

  @Test
  void ratesFinerBarsAndABenchmarkAreReadToo() {
    String[] names = {"RATED-EUR", "EURUSD", "MARKET-USD"};
    for (int i = 0; i < names.length; i++) {
      prices(names[i], i == 0 ? "EUR" : "USD", 1_200, 50 + i);
    }
    String more =
        ",\"from\":\"2024-01-03\",\"detail\":\"1h\",\"benchmark\":\"MARKET-USD\","
            + "\"objectives\":[\"sharpe - 0 * beta\"],"
            + "\"assumptions\":{\"accountCurrency\":\"USD\"}";

    JsonNode study = done(request("RATED-EUR", "4h", "inputs_rule", more));

    requireSame(study);
    JsonNode run = applied(study, 5);
    assertThat(run.get("assumptions").toString())
        .contains("changed into USD", "in finer bars within each bar", "against holding MARKET");
    assertThat(study.get("summary").get("evaluated").asString()).contains("finer bars");
    JsonNode named =
        done(request("RATED-EUR", "4h", "inputs_rule", more + ",\"rates\":{\"EUR\":\"EURUSD\"}"));
    assertThat(named.get("summary").get("best").get("resultHash"))
        .isEqualTo(study.get("summary").get("best").get("resultHash"));
    for (String[] each :
        new String[][] {
          {",\"detail\":\"4h\"", "detail must be finer than 4h, was 4h"},
          {",\"detail\":\"1m\"", "no bars of RATED-EUR 1m are stored"},
          {",\"benchmark\":\"NO\"", "no bars of NO are stored"},
          {",\"rates\":{\"EUR\":\"NO\"}", "no bars of NO are stored"}
        }) {
      Api.Answer refused = api.post("/studies", request("RATED-EUR", "4h", "inputs_rule", each[0]));
      assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
      assertThat(refused.body()).contains(each[1]);
    }
    assertThat(
            ended(
                    request(
                        "RATED-EUR",
                        "4h",
                        "inputs_rule",
                        ",\"assumptions\":{\"accountCurrency\":\"GBP\"}"))
                .get("study")
                .get("error")
                .asString())
        .contains("there is no rate of EUR in GBP");
  }

  @Test
  void storedTradesAreReadByTrialsAndWindows() {
    MarketDataTest.importHourly(api, "TICKED-USD", 900, 47);
    String known =
        ",\"detail\":\"trades\",\"assumptions\":{\"fillModel\":\"intrabar\",\"participation\":\"0\"}";
    Api.Answer none = api.post("/studies", request("TICKED-USD", "1h", "inputs_rule", known));
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.body()).contains("no trades of TICKED-USD are stored; import them first");
    tradesOf("TICKED-USD");

    JsonNode study = done(request("TICKED-USD", "1h", "inputs_rule", known));

    requireSame(study);
    JsonNode run = applied(study, 5);
    assertThat(run.get("assumptions").toString()).contains("in finer trades within each bar");
    requireExaminable(run.get("id").asString());
    Api.Answer model =
        api.post("/studies", request("TICKED-USD", "1h", "inputs_rule", ",\"detail\":\"trades\""));
    assertThat(model.status()).isEqualTo(400);
    assertThat(model.body()).contains("detail trades needs the fill model intrabar");
    Api.Answer spark =
        api.post(
            "/studies",
            request("TICKED-USD", "1h", "inputs_rule", known + ",\"runner\":\"spark\""));
    assertThat(spark.body()).contains("executors are not sent trades; use runner local");

    JsonNode walk =
        done(
            request(
                "TICKED-USD",
                "1h",
                "inputs_rule",
                known + ",\"walkForward\":{\"inSample\":\"400\",\"outOfSample\":\"200\"}"));
    requireSameWindows(walk, "TICKED-USD", known);
  }

  /** It can be doubted, verified and replayed with all that it read. */
  private void requireExaminable(String run) {
    JsonNode doubts =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests/" + run + "/analyses",
                "{\"checks\":[],\"maxDecisions\":50,\"starts\":4,\"paths\":20}"));
    assertThat(doubts.get("status").asString()).as(doubts.toString()).isEqualTo("DONE");
    for (JsonNode check : doubts.get("checks")) {
      assertThat(check.toString()).doesNotContain("fillModel intrabar needs");
    }
    JsonNode verification =
        MarketDataTest.await(
            api, api.post("/backtests/" + run + "/verifications", "{\"mode\":\"strict\"}"));
    assertThat(verification.get("verification").get("outcome").asString()).isEqualTo("SAME");
    assertThat(verification.toString()).contains("trades.TICKED-USD");
    Api.Answer replay = api.get("/backtests/" + run + "/replay?at=2024-01-20T00:00:00Z");
    assertThat(replay.status()).as(replay.toString()).isEqualTo(200);
  }

  /** Four trades an hour, which walk through the bar as it is known of it. */
  private void tradesOf(String instrument) {
    StringBuilder trades = new StringBuilder("time,price,amount\n");
    String bars =
        api.get("/series/export?instrument=" + instrument + "&timeframe=1h&format=csv").body();
    bars.lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(
            bar -> {
              Instant open = Instant.parse(bar[0]);
              for (int i = 0; i < 4; i++) {
                trades.append(open.plusSeconds(900L * i)).append(',').append(bar[1 + i]);
                trades.append(",1000\n");
              }
            });
    JsonNode imported =
        MarketDataTest.await(
            api,
            api.upload(
                "ticks.csv",
                trades.toString().getBytes(StandardCharsets.UTF_8),
                "{\"instrument\":\"" + instrument + "\",\"trades\":true}"));
    assertThat(imported.get("status").asString()).as(imported.toString()).isEqualTo("DONE");
  }

  /** The same prices as bars of an hour and of four. */
  private void prices(String id, String currency, int hours, long seed) {
    StringBuilder fine = new StringBuilder("time,open,high,low,close,volume\n");
    StringBuilder coarse = new StringBuilder(fine);
    SplittableRandom random = new SplittableRandom(seed);
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    double price = 100;
    double[] four = new double[4];
    for (int i = 0; i < hours; i++) {
      double open = price;
      price = Math.rint(price * (1 + (random.nextDouble() - 0.5) * 0.03) * 100) / 100;
      double high = Math.max(open, price) + 0.5;
      double low = Math.min(open, price) - 0.5;
      row(fine, start.plusSeconds(3_600L * i), open, high, low, price, 10_000);
      four =
          i % 4 == 0
              ? new double[] {open, high, low, price}
              : new double[] {four[0], Math.max(four[1], high), Math.min(four[2], low), price};
      if (i % 4 == 3) {
        row(coarse, start.plusSeconds(3_600L * (i - 3)), four[0], four[1], four[2], price, 40_000);
      }
    }
    upload(id, currency, "1h", fine);
    upload(id, currency, "4h", coarse);
  }

  private static void row(
      StringBuilder out, Instant time, double o, double h, double l, double c, int volume) {
    out.append("%s,%s,%s,%s,%s,%d\n".formatted(time, o, h, l, c, volume));
  }

  private void upload(String id, String currency, String timeframe, StringBuilder rows) {
    JsonNode done =
        MarketDataTest.await(
            api,
            api.upload(
                id.toLowerCase(Locale.ROOT) + ".csv",
                rows.toString().getBytes(StandardCharsets.UTF_8),
                "{\"instrument\":\"%s\",\"timeframe\":\"%s\",\"currency\":\"%s\"}"
                    .formatted(id, timeframe, currency)));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
  }
}
