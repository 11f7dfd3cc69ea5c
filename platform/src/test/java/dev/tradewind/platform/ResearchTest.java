package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.statistics.StatisticRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Strategies, backtests and their results over real HTTP. */
class ResearchTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private final Api api = PLATFORM.local();

  @BeforeAll
  static void prices() {
    MarketDataTest.importHourly(PLATFORM.local(), "RES-USD", 3_000, 42);
  }

  private static String request(String strategy, String more) {
    return ("{\"instruments\":[\"RES-USD\"],\"timeframe\":\"1h\",\"strategy\":\"%s\","
            + "\"assumptions\":{\"participation\":\"0\"}%s}")
        .formatted(strategy, more);
  }

  private JsonNode run(String strategy, String more) {
    return MarketDataTest.await(api, api.post("/backtests", request(strategy, more)));
  }

  @Test
  void strategiesComeWithASchemaForForms() {
    JsonNode items = api.get("/strategies").json().get("items");
    List<String> ids = new ArrayList<>();
    items.forEach(item -> ids.add(item.get("id").asString()));
    assertThat(ids).contains("buy_and_hold", "ema_crossover", "rsi_mean_reversion");
    JsonNode schema = items.get(ids.indexOf("ema_crossover")).get("parametersSchema");
    assertThat(schema.get("$schema").asString()).contains("2020-12");
    JsonNode fast = schema.get("properties").get("fast");
    assertThat(fast.get("type").asString()).isEqualTo("integer");
    assertThat(fast.get("default").isNumber()).isTrue();
    assertThat(fast.has("minimum") && fast.has("maximum") && fast.has("description")).isTrue();
  }

  @Test
  void aBacktestGivesAReproducibleResult() {
    String more = ",\"parameters\":{\"fast\":\"5\",\"slow\":\"20\"},\"cash\":\"50000\"";
    JsonNode one = run("ema_crossover", more);
    JsonNode other = run("ema_crossover", more);
    assertThat(one.get("status").asString()).as(one.toString()).isEqualTo("DONE");
    assertThat(one.get("run").get("resultHash")).isEqualTo(other.get("run").get("resultHash"));
    assertThat(one.get("statistics").has("sharpe")).isTrue();
    assertThat(one.get("statisticDetails").get(0).get("definition").asString()).isNotBlank();
    assertThat(one.get("assumptions").size()).isGreaterThan(3);
    assertThat(one.get("config").get("cash").asString()).isEqualTo("50000");
    assertThat(one.get("roundTripCount").asInt()).isGreaterThan(10);
    assertThat(one.get("parameters").get("fast").asString()).isEqualTo("5");
  }

  @Test
  void roundTripsAndDecisionsAreThoseOfTheInstrumentThatIsAskedFor() {
    MarketDataTest.importHourly(api, "RES-TWO", 400, 43);
    JsonNode run =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests",
                request("ema_crossover", "").replace("\"RES-USD\"", "\"RES-USD\",\"RES-TWO\"")));
    String path = "/backtests/" + run.get("id").asString();
    int all = 0;
    for (String instrument : List.of("RES-USD", "RES-TWO")) {
      JsonNode trips = api.get(path + "/round-trips?limit=200&instrument=" + instrument).json();
      assertThat(trips.get("items").valueStream())
          .hasSize(trips.get("total").asInt())
          .isNotEmpty()
          .allMatch(each -> each.get("instrument").asString().equals(instrument));
      all += trips.get("total").asInt();
      JsonNode frames = api.get(path + "/replay?count=20&instrument=" + instrument).json();
      assertThat(frames.get("frames").valueStream())
          .hasSize(20)
          .allMatch(frame -> frame.get("bars").size() <= 1)
          .flatExtracting(frame -> frame.get("bars").valueStream().toList())
          .isNotEmpty()
          .allMatch(each -> ((JsonNode) each).get("instrument").asString().equals(instrument));
    }
    assertThat(all).isEqualTo(run.get("roundTripCount").asInt());
    for (String place : List.of("/round-trips", "/replay")) {
      Api.Answer other = api.get(path + place + "?instrument=RES-ONE");
      assertThat(other.status()).isEqualTo(400);
      assertThat(other.body()).contains("RES-ONE").contains("RES-USD");
    }
  }

  @Test
  void aRuleUsesASavedFeatureAndKeepsItsDefinition() {
    Api.Answer saved =
        api.post("/features", "{\"name\":\"quick_strength\",\"expression\":\"rsi(close, 5)\"}");
    assertThat(saved.status()).as(saved.toString()).isEqualTo(201);

    JsonNode run = run("enter quick_strength < 40; exit quick_strength > 60", "");

    assertThat(run.get("status").asString()).as(run.toString()).isEqualTo("DONE");
    assertThat(run.get("strategy").asString())
        .isEqualTo("enter rsi(close, 5) < 40; exit rsi(close, 5) > 60");
    assertThat(run.get("roundTripCount").asInt()).isPositive();
    Api.Answer refused = api.post("/backtests", request("enter nothing < 1; exit true", ""));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").get(0).get("field").asString()).isEqualTo("strategy");
    assertThat(refused.body()).contains("nothing");
  }

  @Test
  void aRuleUsesAnInsertedTimeframeAndFunctionsOfTaLib() {
    Api.Answer inserted = api.post("/timeframes", "{\"code\":\"9h\"}");
    assertThat(inserted.status()).as(inserted.toString()).isEqualTo(201);

    JsonNode run =
        run("enter talib_trima(close, 5)@9h < close; exit talib_trima(close, 5)@9h > close", "");

    assertThat(run.get("status").asString()).as(run.toString()).isEqualTo("DONE");
    assertThat(run.get("roundTripCount").asInt()).isPositive();
  }

  @Test
  void aRuleIsRunOnAnInstrumentWithAUsersOwnCalendar() {
    Api.Answer calendar =
        api.post(
            "/calendars",
            """
            {"code": "res-desk", "zone": "Europe/Berlin",
             "hours": [{"day": "MONDAY", "open": "09:00", "close": "17:30"},
                       {"day": "WEDNESDAY", "open": "09:00", "close": "17:30"}]}
            """);
    assertThat(calendar.status()).as(calendar.toString()).isEqualTo(201);
    Api.Answer desk =
        api.put("/instruments/RES-DESK", "{\"assetClass\":\"OTHER\",\"calendar\":\"res-desk\"}");
    assertThat(desk.status()).as(desk.toString()).isEqualTo(200);
    MarketDataTest.importHourly(api, "RES-DESK", 1_000, 7);

    JsonNode run =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests",
                request("enter is_session_open(); exit not is_session_open()", "")
                    .replace("RES-USD", "RES-DESK")));

    assertThat(run.get("status").asString()).as(run.toString()).isEqualTo("DONE");
    assertThat(run.get("roundTripCount").asInt()).isPositive();
  }

  @Test
  void everyPartOfAResultCanBeAsked() {
    String id = run("ema_crossover", ",\"name\":\"=parts\"").get("id").asString();
    JsonNode equity = api.get("/backtests/" + id + "/equity?maxPoints=100").json();
    assertThat(equity.get("reduced").asBoolean()).isTrue();
    assertThat(equity.get("t").size()).isBetween(10, 100).isEqualTo(equity.get("equity").size());
    double worst = 0;
    for (JsonNode value : equity.get("drawdown")) {
      worst = Math.min(worst, value.asDouble());
    }
    double said =
        api.get("/backtests/" + id).json().get("statistics").get("maxDrawdown").asDouble();
    assertThat(Math.abs(worst)).isEqualTo(Math.abs(said));

    List<Double> sorted = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          api.get("/backtests/" + id + "/round-trips?limit=7&sort=pnl&order=desc" + cursor).json();
      page.get("items").forEach(item -> sorted.add(item.get("pnl").asDouble()));
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());
    assertThat(sorted).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    int count = api.get("/backtests/" + id).json().get("roundTripCount").asInt();
    assertThat(sorted).hasSize(count);

    String csv = api.get("/backtests/" + id + "/round-trips.csv").body();
    assertThat(csv.lines().count()).isEqualTo(count + 1);
    JsonNode months = api.get("/backtests/" + id + "/monthly-returns").json();
    assertThat(months.get(0).get("year").asInt()).isEqualTo(2024);
    assertThat(months.get(0).get("return").isNumber()).isTrue();
    Api.Answer report = api.get("/backtests/" + id + "/report");
    assertThat(report.status()).as(report.body().substring(0, 200)).isEqualTo(200);
    assertThat(report.header("Content-Disposition")).contains("attachment");
    assertThat(report.body()).contains("<html").contains(id);
  }

  @Test
  void aResultIsHadInEveryForm() {
    String id = run("rsi_mean_reversion", "").get("id").asString();
    Map<String, String> beginnings =
        Map.of(
            "html",
            "<!doctype",
            "pdf",
            "%PDF",
            "json",
            "{",
            "csv",
            "instrument",
            "parquet",
            "PAR1");
    beginnings.forEach(
        (format, beginning) -> {
          Api.Answer file = api.get("/backtests/" + id + "/export?format=" + format);
          assertThat(file.status()).as(format).isEqualTo(200);
          assertThat(file.header("Content-Disposition")).contains("attachment", "." + format);
          assertThat(file.body().toLowerCase(Locale.ROOT))
              .startsWith(beginning.toLowerCase(Locale.ROOT));
        });
    assertThat(api.get("/backtests/" + id + "/export?format=csv&table=equity").body())
        .startsWith("time,equity");
    assertThat(api.get("/backtests/" + id + "/export?format=parquet&table=equity").body())
        .startsWith("PAR1");
    assertThat(api.get("/backtests/" + id + "/export?format=xls").status()).isEqualTo(400);
    assertThat(api.get("/backtests/" + id + "/export?format=csv&table=x").status()).isEqualTo(400);
    JsonNode sheet = api.get("/backtests/" + id + "/tear-sheet").json();
    assertThat(sheet.get("uncertainty").get("returns").asInt()).isPositive();
    assertThat(sheet.get("daily").get("t").size())
        .isEqualTo(sheet.get("daily").get("benchmark").size());
  }

  @Test
  void theMeaningOfEveryStatisticIsAnswered() {
    JsonNode all = api.get("/statistics").json().get("items");
    assertThat(all.size()).isEqualTo(StatisticRegistry.all().size());
    assertThat(all.get(0).get("key").asString()).isEqualTo("totalReturn");
    assertThat(all.get(0).get("direction").asString()).isEqualTo("HIGHER");
  }

  @Test
  void backtestsAreComparedSideBySide() {
    String one = run("buy_and_hold", "").get("id").asString();
    String other = run("rsi_mean_reversion", "").get("id").asString();
    JsonNode compared = api.get("/backtests/compare?ids=" + one + "," + other).json();
    assertThat(compared.get("runs").size()).isEqualTo(2);
    assertThat(compared.get("statistics").get(0).get("values").size()).isEqualTo(2);
    assertThat(compared.get("equity").get(0).get("v").get(0).asDouble()).isEqualTo(1);
    assertThat(compared.get("commonDays").asInt()).isPositive();
    assertThat(compared.get("differences").get(0).get("name").asString()).isEqualTo("strategy");
    assertThat(compared.get("significance").get(0).get("id").asString()).isEqualTo(other);
    assertThat(api.get("/backtests/compare?ids=" + one).status()).isEqualTo(400);
    assertThat(api.get("/backtests/compare?ids=" + one + "," + one).status()).isEqualTo(400);
  }

  @Test
  void listsAreSortedFilteredAndPagedOnTheServer() {
    for (int fast = 3; fast < 8; fast++) {
      run(
          "ema_crossover",
          ",\"name\":\"paged %d\",\"parameters\":{\"fast\":\"%d\"}".formatted(fast, fast));
    }
    for (String order : List.of("asc", "desc")) {
      for (String sort :
          List.of(
              "createdAt",
              "sharpe",
              "totalReturn",
              "maxDrawdown",
              "cagr",
              "finishedAt",
              "durationMillis",
              "roundTrips",
              "winRate",
              "profitFactor",
              "sortino")) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
          JsonNode page =
              api.get(
                      "/backtests?q=paged&strategy=ema_crossover&status=done&instrument=RES-USD"
                          + "&limit=2&sort=%s&order=%s%s".formatted(sort, order, cursor))
                  .json();
          page.get("items").forEach(item -> seen.add(item.get("id").asString()));
          assertThat(page.get("total").asInt()).isEqualTo(5);
          cursor =
              page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
        } while (!cursor.isEmpty());
        assertThat(seen).as(sort + " " + order).hasSize(5).doesNotHaveDuplicates();
      }
    }
    assertThat(api.get("/backtests?sort=shrape").body()).contains("did you mean 'sharpe'?");
    assertThat(api.get("/backtests?cursor=garbage").status()).isEqualTo(400);
    assertThat(api.get("/backtests?limit=0").status()).isEqualTo(400);
    assertThat(api.get("/backtests?limit=x").status()).isEqualTo(400);
    assertThat(api.get("/backtests?status=lost&order=up").json().get("errors").size()).isEqualTo(2);
    assertThat(api.get("/backtests?q=%25").json().get("total").asInt()).isZero();
  }

  @Test
  void allProblemsOfARequestAreReportedAtOnce() {
    Api.Answer answer =
        api.post(
            "/backtests",
            request(
                "ema_crossover",
                ",\"cash\":\"-5\",\"feeBps\":\"abc\",\"from\":\"2024-02-01\","
                    + "\"to\":\"2024-01-01\",\"parameters\":{\"fast\":\"0\"}"));
    assertThat(answer.status()).isEqualTo(400);
    List<String> fields = new ArrayList<>();
    answer.json().get("errors").forEach(error -> fields.add(error.get("field").asString()));
    assertThat(fields).contains("cash", "feeBps", "to", "parameters.fast");
    assertThat(api.post("/backtests", request("ema_crosover", "")).body())
        .contains("did you mean 'ema_crossover'?");
    assertThat(api.post("/backtests", request("ema_crossover", ",\"slipageBps\":\"1\"")).body())
        .contains("did you mean 'slippageBps'?");
    assertThat(api.post("/backtests", "{\"timeframe\":\"1h\"}").json().get("errors").size())
        .isEqualTo(1);
    assertThat(
            api.post("/backtests", "{\"timeframe\":\"1h\",\"instruments\":[\"RES-USD\"]}").body())
        .contains("a strategy or a document is needed");
    assertThat(api.post("/backtests", "{").status()).isEqualTo(400);
    assertThat(api.post("/backtests", "[1]").status()).isEqualTo(400);
    String missing = request("buy_and_hold", "").replace("RES-USD", "NOPE-USD");
    assertThat(api.post("/backtests", missing).body()).contains("import them first");
    Api.Answer span = api.post("/backtests", request("buy_and_hold", ",\"from\":\"1990\""));
    assertThat(span.status()).isEqualTo(400);
  }

  @Test
  void aSpanWithoutBarsFailsWithItsReason() {
    JsonNode failed = run("buy_and_hold", ",\"from\":\"1990-01-01\",\"to\":\"1991-01-01\"");
    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString()).contains("in that span");
    assertThat(failed.get("run").isNull()).isTrue();
    String id = failed.get("id").asString();
    assertThat(api.get("/backtests/" + id + "/equity").status()).isEqualTo(409);
    assertThat(api.post("/backtests/" + id + "/cancel", "{}").status()).isEqualTo(409);
    assertThat(api.delete("/backtests/" + id).status()).isEqualTo(204);
    assertThat(api.get("/backtests/" + id).status()).isEqualTo(404);
  }

  @Test
  void aRepeatedRequestIsAnsweredOnce() {
    Api keyed = api.with("Idempotency-Key", "backtest-once");
    Api.Answer first = keyed.post("/backtests", request("buy_and_hold", ""));
    Api.Answer second = keyed.post("/backtests", request("buy_and_hold", ""));
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(keyed.post("/backtests", request("ema_crossover", "")).status()).isEqualTo(422);
    MarketDataTest.await(api, first);
  }

  @Test
  void theFirstPageAndTheSystemPageTellWhatIsThere() {
    JsonNode overview = api.get("/overview").json();
    assertThat(overview.get("counts").get("series").asInt()).isPositive();
    JsonNode system = api.get("/system").json();
    assertThat(system.get("version").asString()).isEqualTo("0.1.0");
    assertThat(system.get("database").get("version").asString()).startsWith("18");
    run("buy_and_hold", "");
    String metrics =
        api.send(
                "GET",
                "//actuator/prometheus",
                null,
                java.net.http.HttpRequest.BodyPublishers.noBody())
            .body();
    assertThat(metrics)
        .contains("tradewind_simulation_seconds_count")
        .contains("tradewind_import_seconds_count")
        .contains("tradewind_job_seconds_count")
        .contains("http_server_requests_seconds_count");
  }

  @Test
  @DisplayName("case 30: hostile names come back as data and never as markup")
  void case30() {
    String hostile = "<img src=x onerror=alert(1)>";
    String id = run("buy_and_hold", ",\"name\":\"" + hostile + "\"").get("id").asString();
    Api.Answer answer = api.get("/backtests/" + id);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().get("name").asString()).isEqualTo(hostile);
    assertThat(api.get("/backtests/" + id + "/report").body()).doesNotContain(hostile);
  }

  @Test
  void theDemonstrationRunsByItselfOnce() throws IOException {
    try (TestPlatform demo = TestPlatform.withDemo()) {
      Api local = demo.local();
      TestPlatform.await(
          "the demonstration",
          () -> local.get("/backtests?status=DONE").json(),
          json -> json.get("total").asInt() == 2);
      JsonNode series =
          TestPlatform.await(
              "the demonstration data",
              () -> local.get("/series").json(),
              json -> json.get("total").asInt() == 4);
      for (JsonNode each : series.get("items")) {
        assertThat(each.get("attribution").asString()).isNotBlank();
      }
      JsonNode runs = local.get("/backtests").json().get("items");
      for (JsonNode each : runs) {
        assertThat(each.get("name").asString()).startsWith("Demo: ").contains("S&P 500");
        assertThat(each.get("cagr").asDouble()).as("a believable year").isBetween(-0.1, 0.1);
      }
      demo.restart();
      assertThat(demo.local().get("/imports").json().get("total").asInt()).isEqualTo(4);
      assertThat(demo.local().get("/backtests").json().get("total").asInt()).isEqualTo(2);
    }
  }
}
