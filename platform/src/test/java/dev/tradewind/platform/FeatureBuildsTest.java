package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is built of features and what is read of it, over real HTTP with real stores. */
class FeatureBuildsTest {
  private static final TestPlatform PLATFORM = TestPlatform.verifyingAt(3);

  /** Another one after each restart. */
  private final Api api = PLATFORM.local();

  @BeforeAll
  static void setUp() {
    PLATFORM.setUp();
  }

  @AfterAll
  static void close() {
    PLATFORM.close();
  }

  private void add(String name, String expression) {
    Api.Answer answer =
        api.post(
            "/features", "{\"name\":\"%s\",\"expression\":\"%s\"}".formatted(name, expression));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  private JsonNode build(String body) {
    return MarketDataTest.await(api, api.post("/feature-builds", body));
  }

  private String path(String name, String part, String instrument) {
    return "/features/%s/%s?instrument=%s&timeframe=1h".formatted(name, part, instrument);
  }

  /** The values once they are built by whatever was started before. */
  private JsonNode built(String name, String instrument) {
    return TestPlatform.await(
            "values of " + name,
            () -> api.get(path(name, "values", instrument)),
            answer -> answer.status() == 200)
        .json();
  }

  private void idle() {
    TestPlatform.await(
        "the end of all builds",
        () -> api.get("/feature-builds?limit=200").json().get("items"),
        items ->
            items
                .valueStream()
                .noneMatch(
                    each -> Set.of("QUEUED", "RUNNING").contains(each.get("status").asString())));
  }

  @Test
  void aFeatureIsBuiltAfterItsImportAndCanBeRead() {
    add("fb_ema", "ema(close, 20)");
    MarketDataTest.importHourly(api, "FB-ONE", 500, 5);
    JsonNode values = built("fb_ema", "FB-ONE");
    assertThat(values.get("sourceBars").asInt()).isEqualTo(500);
    assertThat(values.get("reduced").asBoolean()).isFalse();
    assertThat(values.get("v").get(18).isNull()).isTrue();
    assertThat(values.get("v").get(19).isNumber()).isTrue();
    assertThat(values.get("knownAt").get(19).asLong())
        .isEqualTo(values.get("t").get(19).asLong() + 3_600);

    JsonNode indicator =
        api.get("/series/indicator?instrument=FB-ONE&timeframe=1h&function=ema&period=20").json();
    assertThat(values.get("v")).isEqualTo(indicator.get("v"));

    JsonNode small = api.get(path("fb_ema", "values", "FB-ONE") + "&maxPoints=50").json();
    assertThat(small.get("reduced").asBoolean()).isTrue();
    assertThat(small.get("points").asInt()).isBetween(10, 50).isEqualTo(small.get("t").size());
    JsonNode span =
        api.get(path("fb_ema", "values", "FB-ONE") + "&from=2024-01-02&to=2024-01-03").json();
    assertThat(span.get("points").asInt()).isEqualTo(24);
  }

  @Test
  void aFeatureThatComesLaterIsBuiltWithoutARestart() {
    MarketDataTest.importHourly(api, "FB-TWO", 300, 6);
    add("fb_late", "close - ema(close, 5)");
    assertThat(built("fb_late", "FB-TWO").get("v").get(4).isNumber()).isTrue();
    PLATFORM
        .bean(JdbcClient.class)
        .sql("INSERT INTO features.definition (name, expression) VALUES ('fb_row', 'fb_late * 2')")
        .update();
    JsonNode row = built("fb_row", "FB-TWO");
    double late = built("fb_late", "FB-TWO").get("v").get(10).asDouble();
    assertThat(row.get("v").get(10).asDouble()).isEqualTo(2 * late);
  }

  @Test
  void whatIsMissingIsShownWithItsReason() {
    add("fb_slow", "ema(close, 100)");
    MarketDataTest.importHourly(api, "FB-THREE", 400, 7);
    built("fb_slow", "FB-THREE");
    JsonNode coverage = api.get("/features/fb_slow/coverage?instrument=FB-THREE").json();
    JsonNode series = coverage.get("items").get(0);
    assertThat(coverage.get("unit").asString()).isEqualTo("DAY");
    assertThat(coverage.get("buckets").size()).isEqualTo(17).isEqualTo(series.get("share").size());
    assertThat(series.get("built").asBoolean()).isTrue();
    assertThat(series.get("bars").asInt()).isEqualTo(400);
    assertThat(series.get("behindBars").asInt()).isZero();
    assertThat(series.get("nullShare").asDouble()).isEqualTo(99.0 / 400);
    assertThat(series.get("share").get(0).asDouble()).isZero();
    assertThat(series.get("share").get(16).asDouble()).isEqualTo(1);
    assertThat(series.get("lastBar")).isEqualTo(series.get("seriesLastBar"));

    JsonNode undefined = api.get(path("fb_slow", "undefined", "FB-THREE")).json();
    assertThat(undefined.get("reasons").get(0).get("reason").asString()).isEqualTo("WARM_UP");
    assertThat(undefined.get("spans").get(0).get("bars").asInt()).isEqualTo(99);

    JsonNode distribution = api.get(path("fb_slow", "distribution", "FB-THREE")).json();
    assertThat(distribution.get("bars").asInt()).isEqualTo(400);
    assertThat(distribution.get("nulls").asInt()).isEqualTo(99);
    assertThat(distribution.get("edges").size()).isEqualTo(distribution.get("counts").size() + 1);
    assertThat(distribution.get("quantiles").size()).isEqualTo(9);

    assertThat(api.get(path("fb_slow", "values", "NO-ONE")).status()).isEqualTo(404);
    assertThat(api.get(path("fb_nothing", "values", "FB-THREE")).status()).isEqualTo(404);
    assertThat(api.get("/features/fb_slow/values?instrument=FB-THREE&timeframe=x").status())
        .isEqualTo(400);
  }

  @Test
  void aCorrectedImportRevisesValuesAndTheOldOnesAreStillKnown() {
    add("fb_known", "ema(close, 3)");
    MarketDataTest.importHourly(api, "FB-FOUR", 200, 8);
    built("fb_known", "FB-FOUR");
    idle();
    JsonNode before = api.get(path("fb_known", "values", "FB-FOUR")).json();
    Instant between = PLATFORM.clock.instant();
    PLATFORM.clock.advance(Duration.ofHours(1));

    String corrected = new String(Prices.hourly(200, 8), StandardCharsets.UTF_8);
    String[] lines = corrected.split("\n", -1);
    lines[101] = lines[101].replaceAll(",[^,]*$", ",9.5");
    String[] cells = lines[101].split(",", -1);
    cells[4] = cells[1];
    lines[101] = String.join(",", cells);
    MarketDataTest.await(
        api,
        api.upload(
            "fixed.csv",
            String.join("\n", lines).getBytes(StandardCharsets.UTF_8),
            "{\"instrument\":\"FB-FOUR\",\"timeframe\":\"1h\",\"replace\":true}"));
    idle();
    JsonNode after = api.get(path("fb_known", "values", "FB-FOUR")).json();
    JsonNode then = api.get(path("fb_known", "values", "FB-FOUR") + "&asOf=" + between).json();
    assertThat(after.get("v").get(99)).isEqualTo(before.get("v").get(99));
    assertThat(after.get("v").get(100)).isNotEqualTo(before.get("v").get(100));
    assertThat(then.get("v")).isEqualTo(before.get("v"));
    assertThat(then.get("asOf").asString()).isEqualTo(between.toString());
    assertThat(after.get("knownAt").get(100).asLong())
        .isGreaterThan(before.get("knownAt").get(100).asLong());
  }

  @Test
  void aBuildSaysWhatItDidAndWhatCannotBeBuilt() {
    MarketDataTest.importHourly(api, "FB-FIVE", 100, 9);
    add("fb_finer", "ema(close, 3)@5m");
    JsonNode done = build("{\"instrument\":\"FB-FIVE\"}");
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("cause").asString()).isEqualTo("REQUEST");
    JsonNode result = done.get("result");
    assertThat(result.get("series").asInt()).isEqualTo(1);
    assertThat(result.get("skipped").toString()).contains("fb_finer").contains("FB-FIVE");
    JsonNode again = build("{\"instrument\":\"FB-FIVE\",\"timeframe\":\"1h\"}");
    assertThat(again.get("result").get("bars").asInt()).as(again.toString()).isZero();
    assertThat(api.post("/feature-builds", "{\"instrument\":\"NO-ONE\"}").status()).isEqualTo(400);
    assertThat(api.get("/feature-builds").json().get("total").asInt()).isPositive();
    assertThat(api.delete("/features/fb_finer").status()).isEqualTo(204);
  }

  @Test
  void aVerificationFindsWhatIsNotWhatAFullBuildGives() {
    add("fb_proof", "ema(close, 6)");
    MarketDataTest.importHourly(api, "FB-EIGHT", 150, 12);
    built("fb_proof", "FB-EIGHT");
    idle();
    String scope = "{\"instrument\":\"FB-EIGHT\"}";
    JsonNode done = MarketDataTest.await(api, api.post("/feature-verifications", scope));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("mismatchCount").asInt()).isZero();
    assertThat(done.get("mismatches").size()).isZero();
    assertThat(done.get("values").asInt()).isPositive();
    assertThat(done.get("message").asString()).contains("all equal to the bit");
    JsonNode one =
        MarketDataTest.await(
            api,
            api.post(
                "/feature-verifications",
                "{\"instrument\":\"FB-EIGHT\",\"feature\":\"fb_proof\"}"));
    assertThat(one.get("columns").asInt()).isEqualTo(1);
    assertThat(one.get("values").asInt()).isEqualTo(150);
    assertThat(api.post("/feature-verifications", "{\"feature\":\"no_such\"}").status())
        .isEqualTo(400);
    assertThat(api.post("/feature-verifications", "{\"sample\":0}").status()).isEqualTo(400);
    assertThat(api.get("/feature-verifications").json().get("total").asInt()).isPositive();
  }

  @Test
  void aMismatchIsShownRaisesAnAlarmAndIsRepairedByARebuild() throws IOException {
    add("fb_torn", "ema(close, 7)");
    MarketDataTest.importHourly(api, "FB-TORN", 150, 21);
    built("fb_torn", "FB-TORN");
    idle();
    PLATFORM.restart(FeatureBuildsTest::tear);
    Api again = PLATFORM.local();
    String scope = "{\"instrument\":\"FB-TORN\"}";

    JsonNode torn = MarketDataTest.await(again, again.post("/feature-verifications", scope));

    assertThat(torn.get("status").asString()).as(torn.toString()).isEqualTo("DONE");
    assertThat(torn.get("mismatchCount").asInt()).as(torn.toString()).isEqualTo(1);
    JsonNode found = torn.get("mismatches").get(0);
    assertThat(found.get("instrument").asString()).isEqualTo("FB-TORN");
    assertThat(found.get("feature").asString()).isEqualTo("fb_torn");
    assertThat(found.get("bar").asString()).isEqualTo("2024-01-05T03:00:00Z");
    assertThat(found.get("stored").asDouble()).isNotEqualTo(found.get("computed").asDouble());
    assertThat(torn.get("message").asString()).contains("1 columns differ").contains("fb_torn");
    assertThat(again.get("//actuator/health").body()).contains("\"status\":\"MISMATCH\"");
    assertThat(again.get("//actuator/health/readiness").body()).contains("\"UP\"");
    assertThat(again.get("//actuator/prometheus").body())
        .contains("tradewind_features_mismatches 1.0");

    JsonNode plain = MarketDataTest.await(again, again.post("/feature-builds", scope));
    assertThat(plain.get("result").get("bars").asInt()).isZero();
    JsonNode rebuilt =
        MarketDataTest.await(
            again, again.post("/feature-builds", "{\"instrument\":\"FB-TORN\",\"rebuild\":true}"));
    assertThat(rebuilt.get("result").get("revised").asInt()).as(rebuilt.toString()).isEqualTo(1);
    TestPlatform.await(
        "the verification that follows a rebuild",
        () -> again.get("//actuator/health").body(),
        body -> body.contains("\"status\":\"UP\"") && !body.contains("MISMATCH"));
    assertThat(again.get("//actuator/prometheus").body())
        .contains("tradewind_features_mismatches 0.0");
  }

  /** Changes a byte of the 100th of 150 values. */
  private static void tear() {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:duckdb:" + PLATFORM.home.resolve("market/bars.duckdb"));
        Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate(
              "UPDATE feature_block SET vals = vals[1:792] || from_hex('41') || vals[794:] WHERE"
                  + " feature = (SELECT id FROM feature WHERE name = 'fb_torn' AND instrument ="
                  + " 'FB-TORN')");
      assertThat(rows).isEqualTo(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theColumnsOfADeletedSeriesGoWithIt() {
    add("fb_gone", "ema(close, 8)");
    add("fb_reader", "close of \\\"FB-GONE\\\"");
    MarketDataTest.importHourly(api, "FB-GONE", 60, 22);
    MarketDataTest.importHourly(api, "FB-STAYS", 60, 23);
    built("fb_gone", "FB-GONE");
    built("fb_reader", "FB-STAYS");
    idle();
    assertThat(marks("FB-GONE")).isPositive();

    assertThat(api.delete("/series?instrument=FB-GONE&timeframe=1h").status()).isEqualTo(204);
    idle();

    assertThat(marks("FB-GONE")).isZero();
    assertThat(marks("FB-STAYS")).isPositive();
    assertThat(api.get(path("fb_gone", "values", "FB-GONE")).status()).isEqualTo(404);
    JsonNode reader = built("fb_reader", "FB-STAYS").get("v");
    assertThat(reader.valueStream().allMatch(JsonNode::isNull)).as(reader.toString()).isTrue();
  }

  private static long marks(String instrument) {
    return PLATFORM
        .bean(JdbcClient.class)
        .sql("SELECT count(*) FROM features.watermark WHERE instrument = ?")
        .param(instrument)
        .query(Long.class)
        .single();
  }

  @Test
  void valuesOutOfUseAndOldFilesAreTidied() throws IOException {
    add("fb_old", "ema(close, 11)");
    MarketDataTest.importHourly(api, "FB-OLD", 60, 24);
    built("fb_old", "FB-OLD");
    JsonNode export =
        MarketDataTest.await(
            api,
            api.post(
                "/feature-exports",
                "{\"instrument\":\"FB-OLD\",\"timeframe\":\"1h\",\"features\":[\"fb_old\"]}"));
    assertThat(export.get("status").asString()).as(export.toString()).isEqualTo("DONE");
    Api.Answer edited = api.put("/features/fb_old", "{\"expression\":\"ema(close, 12)\"}");
    assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
    idle();
    Path files = PLATFORM.home.resolve("exports");
    Path stray = Files.createFile(files.resolve(UUID.randomUUID() + ".csv.part"));
    assertThat(versions("FB-OLD")).isEqualTo(2);

    PLATFORM.clock.advance(Duration.ofDays(2));
    TestPlatform.await("a stray file to go", () -> Files.exists(stray), there -> !there);
    assertThat(versions("FB-OLD")).as("two days later").isEqualTo(2);
    assertThat(api.get("/feature-exports/" + export.get("id").asString()).status()).isEqualTo(200);

    PLATFORM.clock.advance(Duration.ofDays(30));
    TestPlatform.await("an old version to go", () -> versions("FB-OLD"), count -> count == 1);
    TestPlatform.await(
        "an old export to go",
        () -> api.get("/feature-exports/" + export.get("id").asString()).status(),
        status -> status == 404);
    try (var left = Files.list(files)) {
      assertThat(left).noneMatch(each -> each.toString().contains(export.get("id").asString()));
    }
    assertThat(api.get(path("fb_old", "values", "FB-OLD")).status()).isEqualTo(200);
  }

  private static long versions(String instrument) {
    return PLATFORM
        .bean(JdbcClient.class)
        .sql("SELECT count(*) FROM features.watermark WHERE instrument = ? AND feature = 'fb_old'")
        .param(instrument)
        .query(Long.class)
        .single();
  }

  @Test
  void everyNightEverythingIsVerified() {
    MarketDataTest.importHourly(api, "FB-NINE", 60, 13);
    idle();
    PLATFORM.clock.advance(Duration.ofDays(1));
    TestPlatform.await(
        "a nightly verification",
        () -> api.get("/feature-verifications").json().get("items"),
        items ->
            items
                .valueStream()
                .anyMatch(
                    each ->
                        each.get("cause").asString().equals("NIGHTLY")
                            && each.get("status").asString().equals("DONE")
                            && each.get("mismatchCount").asInt() == 0));
  }

  @Test
  @DisplayName("case 39: a build that is cut off is done after the restart")
  void aBuildThatIsCutOffIsDoneAfterTheRestart() throws IOException {
    MarketDataTest.importHourly(api, "FB-TEN", 15_000, 14);
    add("fb_cut", "highest(close, 200) - lowest(close, 200)");
    Api.Answer created = api.post("/feature-builds", "{\"instrument\":\"FB-TEN\"}");
    PLATFORM.restart();
    Api again = PLATFORM.local();
    JsonNode done = MarketDataTest.await(again, created);
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    JsonNode values =
        again.get("/features/fb_cut/values?instrument=FB-TEN&timeframe=1h&maxPoints=50").json();
    assertThat(values.get("sourceBars").asInt()).isEqualTo(15_000);
  }

  @Test
  void anExpressionIsShownBeforeItIsSaved() {
    MarketDataTest.importHourly(api, "FB-SIX", 3_000, 10);
    add("fb_base", "ema(close, 10)");
    String request =
        "{\"expression\":\"fb_base * $k\",\"instrument\":\"FB-SIX\",\"timeframe\":\"1h\","
            + "\"parameters\":{\"k\":2},\"maxPoints\":100}";
    Api.Answer answer = api.post("/expressions/preview", request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode preview = answer.json();
    assertThat(preview.get("canonical").asString()).isEqualTo("ema(close, 10) * 2");
    assertThat(preview.get("sourceBars").asInt()).isEqualTo(3_000);
    assertThat(preview.get("undefinedBars").asInt()).isEqualTo(9);
    assertThat(preview.get("reduced").asBoolean()).isTrue();
    assertThat(preview.get("points").asInt()).isBetween(10, 100);
    assertThat(preview.get("value").size()).isEqualTo(preview.get("c").size());
    double last = preview.get("value").get(preview.get("points").asInt() - 1).asDouble();
    JsonNode stored = built("fb_base", "FB-SIX").get("v");
    assertThat(last).isEqualTo(2 * stored.get(stored.size() - 1).asDouble());

    Api.Answer wrong = api.post("/expressions/preview", request.replace("fb_base", "fb_bas"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("column 1").contains("'fb_base'");
    assertThat(api.post("/expressions/preview", request.replace("FB-SIX", "NO-ONE")).status())
        .isEqualTo(404);
    String named = request.replace("\"maxPoints\"", "\"client\":\"editor-1\",\"maxPoints\"");
    assertThat(api.post("/expressions/preview", named).status()).isEqualTo(200);
    assertThat(api.delete("/expressions/preview/editor-1").status()).isEqualTo(204);
    assertThat(api.post("/expressions/preview", named.replace("editor-1", "x".repeat(65))).status())
        .isEqualTo(400);
  }

  @Test
  void watermarksSurviveARestartAndAreRepaired() throws IOException {
    add("fb_mark", "ema(close, 4)");
    MarketDataTest.importHourly(api, "FB-SEVEN", 50, 11);
    built("fb_mark", "FB-SEVEN");
    idle();
    String query =
        "SELECT column_hash || input_hash FROM features.watermark WHERE instrument = 'FB-SEVEN' AND"
            + " feature = 'fb_mark'";
    JdbcClient db = PLATFORM.bean(JdbcClient.class);
    String hashes = db.sql(query).query(String.class).single();
    db.sql("UPDATE features.watermark SET column_hash = 'x', rows = 1 WHERE feature = 'fb_mark'")
        .update();
    db.sql(
            "INSERT INTO features.watermark SELECT instrument, timeframe, 'gone', 1, rows,"
                + " last_open_micros, last_known_micros, input_hash, column_hash, refreshed_micros"
                + " FROM features.watermark WHERE feature = 'fb_mark' LIMIT 1")
        .update();
    PLATFORM.restart();
    JdbcClient fresh = PLATFORM.bean(JdbcClient.class);
    assertThat(fresh.sql(query).query(String.class).single()).isEqualTo(hashes);
    assertThat(
            fresh
                .sql("SELECT count(*) FROM features.watermark WHERE feature = 'gone'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void featuresAreExportedWithAManifest() {
    add("fb_out", "ema(close, 8)");
    MarketDataTest.importHourly(api, "FB-OUT", 120, 15);
    built("fb_out", "FB-OUT");
    idle();
    String request =
        "{\"instrument\":\"FB-OUT\",\"timeframe\":\"1h\",\"features\":[\"fb_out\"],\"format\":\"%s\"}";
    JsonNode csv =
        MarketDataTest.await(api, api.post("/feature-exports", request.formatted("csv")));
    assertThat(csv.get("status").asString()).as(csv.toString()).isEqualTo("DONE");
    JsonNode column = csv.get("manifest").get("columns").get(0);
    assertThat(column.get("expression").asString()).isEqualTo("ema(close, 8)");
    assertThat(column.get("version").asInt()).isEqualTo(1);
    assertThat(column.get("sha256").asString()).hasSize(64);
    assertThat(csv.get("manifest").get("inputs").toString()).contains("FB-OUT 1h");
    String path = "/feature-exports/" + csv.get("id").asString();
    Api.Answer file = api.get(path + "/file");
    assertThat(file.header("Content-Disposition")).contains("FB-OUT-1h-features.csv");
    assertThat(file.body().lines()).hasSize(121);
    JsonNode stored = built("fb_out", "FB-OUT").get("v");
    assertThat(file.body().lines().toList().get(120).split(",")[1])
        .isEqualTo(Double.toString(stored.get(119).asDouble()));
    for (String format : new String[] {"parquet", "arrow"}) {
      JsonNode other =
          MarketDataTest.await(api, api.post("/feature-exports", request.formatted(format)));
      assertThat(other.get("status").asString()).as(other.toString()).isEqualTo("DONE");
      assertThat(other.get("bytes").asLong()).isPositive();
    }
    assertThat(api.post("/feature-exports", request.formatted("xls")).status()).isEqualTo(400);
    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.get(path + "/file").status()).isEqualTo(404);
  }

  @Test
  void theSeedsAreThereAndCanBeBuilt() {
    JsonNode features = api.get("/features?limit=200").json().get("items");
    long seeded = features.valueStream().filter(each -> each.get("seeded").asBoolean()).count();
    assertThat(seeded).isEqualTo(FeatureSets.seeded().size());
    assertThat(features.valueStream().filter(each -> each.get("seeded").asBoolean()))
        .allMatch(each -> each.get("problem").isNull());
    for (FeatureDefinition seed : FeatureSets.seeded()) {
      JsonNode row = api.get("/features/" + seed.name()).json().get("feature");
      assertThat(row.get("expression").asString()).isEqualTo(seed.expression());
      assertThat(row.get("version").asInt()).isEqualTo(1);
    }
  }
}
