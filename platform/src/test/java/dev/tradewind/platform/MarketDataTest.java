package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.platform.marketdata.MarketData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Imports, the catalogue and charts over real HTTP with real stores. */
class MarketDataTest {
  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();

  static JsonNode await(Api api, Api.Answer created) {
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    String path = created.header("Location").substring("/api/v1".length());
    return TestPlatform.await(
        "the end of " + path,
        () -> api.get(path).json(),
        json -> !Set.of("QUEUED", "RUNNING").contains(json.get("status").asString()));
  }

  static JsonNode importHourly(Api api, String instrument, int bars, long seed) {
    String options = "{\"instrument\":\"%s\",\"timeframe\":\"1h\"}".formatted(instrument);
    return await(api, api.upload(instrument + ".csv", Prices.hourly(bars, seed), options));
  }

  @Test
  void anImportStoresItsBarsAndItsReport() {
    JsonNode done = importHourly(api, "AAA-USD", 500, 1);
    assertThat(done.get("status").asString()).isEqualTo("DONE");
    assertThat(done.get("report").get("accepted").asInt()).isEqualTo(500);
    assertThat(done.get("report").get("source").asString()).isEqualTo("AAA-USD.csv");
    JsonNode bars = api.get("/series/bars?instrument=AAA-USD&timeframe=1h").json();
    assertThat(bars.get("points").asInt()).isEqualTo(500);
    assertThat(bars.get("reduced").asBoolean()).isFalse();
    assertThat(bars.get("t").get(0).asLong()).isEqualTo(1_704_067_200L);
    JsonNode quality = api.get("/series/quality?instrument=AAA-USD&timeframe=1h").json();
    assertThat(quality.get("rowsRead").asInt()).isEqualTo(500);
    JsonNode verified = api.get("/series/verify?instrument=AAA-USD&timeframe=1h").json();
    assertThat(verified.get("intact").asBoolean()).isTrue();
    JsonNode instrument = api.get("/instruments/AAA-USD").json();
    assertThat(instrument.get("assetClass").asString()).isEqualTo("OTHER");
    assertThat(instrument.get("tickSize").asString()).isEqualTo("0.01");
  }

  @Test
  void splitsAreKeptBesideThePrices() {
    String split =
        """
        {"instrument":"SPLIT-USD","replace":%s,
         "actions":[{"kind":"split","date":"2024-01-03","value":%s},
                    {"kind":"dividend","date":"2024-01-02","value":0.5}]}""";
    assertThat(api.post("/corporate-actions", split.formatted("false", "4")).status())
        .isEqualTo(404);
    importHourly(api, "SPLIT-USD", 50, 9);

    Api.Answer added = api.post("/corporate-actions", split.formatted("false", "4"));
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    assertThat(added.json().get("inserted").asInt()).isEqualTo(2);
    assertThat(api.post("/corporate-actions", split.formatted("false", "4")).status())
        .isEqualTo(200);
    assertThat(api.post("/corporate-actions", split.formatted("false", "5")).status())
        .isEqualTo(409);
    assertThat(api.post("/corporate-actions", split.formatted("true", "5")).status())
        .isEqualTo(201);
    assertThat(api.post("/corporate-actions", split.formatted("true", "-5")).status())
        .isEqualTo(400);
    JsonNode items = api.get("/corporate-actions?instrument=SPLIT-USD").json().get("items");
    assertThat(items.get(1).get("effective").asString()).isEqualTo("2024-01-03T00:00:00Z");
    assertThat(items.get(1).get("value").asDouble()).isEqualTo(5);
    assertThat(platform.bean(MarketData.class).splits("SPLIT-USD").ratio(0)).isEqualTo(5);
  }

  @Test
  void theSameFileTwiceChangesNothingAndAnotherIsAConflictUntilReplaced() {
    importHourly(api, "BBB-USD", 100, 2);
    String before = hash("BBB-USD");
    JsonNode again = importHourly(api, "BBB-USD", 100, 2);
    assertThat(again.get("message").asString()).contains("0 bars added").contains("100 unchanged");
    assertThat(hash("BBB-USD")).isEqualTo(before);

    JsonNode conflict = importHourly(api, "BBB-USD", 100, 3);
    assertThat(conflict.get("status").asString()).isEqualTo("CONFLICT");
    assertThat(conflict.get("conflict").get("count").asInt()).isPositive();
    assertThat(conflict.get("conflict").get("examples").get(0).get("time").asString())
        .endsWith("Z");
    assertThat(hash("BBB-USD")).isEqualTo(before);

    String id = conflict.get("id").asString();
    assertThat(api.post("/imports/" + id + "/replace", "{}").status()).isEqualTo(202);
    JsonNode replaced =
        TestPlatform.await(
            "the replacement",
            () -> api.get("/imports/" + id).json(),
            json -> json.get("status").asString().equals("DONE"));
    assertThat(replaced.get("conflict").isNull()).isTrue();
    assertThat(hash("BBB-USD")).isNotEqualTo(before);
    assertThat(api.post("/imports/" + id + "/replace", "{}").status()).isEqualTo(409);
  }

  private String hash(String instrument) {
    for (JsonNode series : api.get("/series").json().get("items")) {
      if (series.get("instrument").asString().equals(instrument)) {
        return series.get("dataHash").asString();
      }
    }
    throw new AssertionError("no series of " + instrument);
  }

  @Test
  void aFileWithTooManyBadRowsIsRefusedWithItsReport() {
    String text =
        "time,open,high,low,close,volume\n"
            + "2024-01-01T00:00:00Z,1,2,1,2,5\n"
            + "2024-01-01T01:00:00Z,1,2,1,2,5\n"
            + "2024-01-01T02:00:00Z,x,2,1,2,5\n";
    JsonNode refused =
        await(
            api,
            api.upload(
                "bad.csv",
                text.getBytes(StandardCharsets.UTF_8),
                "{\"instrument\":\"BAD\",\"timeframe\":\"1h\"}"));
    assertThat(refused.get("status").asString()).isEqualTo("REFUSED");
    assertThat(refused.get("report").get("rejections").get(0).get("line").asInt()).isEqualTo(4);
    assertThat(refused.get("report").get("refusal").asString()).isNotBlank();
    assertThat(api.get("/series/bars?instrument=BAD&timeframe=1h").status()).isEqualTo(404);
  }

  @Test
  void aLongSeriesIsReducedAndSaysSo() {
    importHourly(api, "LONG-USD", 5_000, 4);
    JsonNode bars = api.get("/series/bars?instrument=LONG-USD&timeframe=1h&maxPoints=100").json();
    assertThat(bars.get("reduced").asBoolean()).isTrue();
    assertThat(bars.get("points").asInt()).isBetween(20, 100);
    assertThat(bars.get("sourceBars").asInt()).isEqualTo(5_000);
    assertThat(bars.get("resolution").asString()).isNotEqualTo("1h");
    JsonNode line =
        api.get(
                "/series/indicator?instrument=LONG-USD&timeframe=1h&function=ema&period=50"
                    + "&maxPoints=100")
            .json();
    assertThat(line.get("t")).isEqualTo(bars.get("t"));
    JsonNode full =
        api.get(
                "/series/indicator?instrument=LONG-USD&timeframe=1h&function=ema&period=50"
                    + "&maxPoints=10000")
            .json();
    assertThat(full.get("v").get(48).isNull()).isTrue();
    assertThat(full.get("v").get(49).isNumber()).isTrue();
    assertThat(line.get("v").get(line.get("v").size() - 1).asDouble())
        .isEqualTo(full.get("v").get(4_999).asDouble());
    JsonNode part =
        api.get(
                "/series/bars?instrument=LONG-USD&timeframe=1h&from=2024-01-02&to=2024-01-03"
                    + "&maxPoints=100")
            .json();
    assertThat(part.get("points").asInt()).isEqualTo(24);
    JsonNode empty =
        api.get("/series/bars?instrument=LONG-USD&timeframe=1h&from=1990-01-01&to=1990-02-01")
            .json();
    assertThat(empty.get("points").asInt()).isZero();
    assertThat(
            api.get(
                    "/series/indicator?instrument=LONG-USD&timeframe=1h&function=rsi&period=14"
                        + "&from=1990-01-01&to=1990-02-01")
                .status())
        .isEqualTo(200);
  }

  @Test
  void wrongRequestsNameEveryField() {
    Api.Answer chart =
        api.get("/series/indicator?instrument=AAA-USD&timeframe=1h&function=foo&period=0");
    assertThat(api.get("/series/bars?instrument=A&timeframe=1x").status()).isEqualTo(400);
    assertThat(chart.status()).isIn(400, 404);
    Api.Answer upload =
        api.upload(
            "x.csv",
            new byte[] {'a'},
            "{\"instrument\":\"X Y\",\"tickSize\":\"-1\",\"calendar\":\"moon\"}");
    assertThat(upload.status()).isEqualTo(400);
    assertThat(upload.header("Content-Type")).startsWith("application/problem+json");
    Api.Answer typo = api.upload("x.csv", new byte[] {'a'}, "{\"instrumnt\":\"X\"}");
    assertThat(typo.status()).isEqualTo(400);
    assertThat(typo.body()).contains("did you mean 'instrument'?");
  }

  @Test
  void anExportReadsBackToTheSameBarsAndADeletedSeriesIsGone() {
    importHourly(api, "EXP-USD", 50, 5);
    String hash = hash("EXP-USD");
    Api.Answer csv = api.get("/series/export?instrument=EXP-USD&timeframe=1h&format=csv");
    assertThat(csv.header("Content-Disposition")).contains("EXP-USD-1h.csv");
    assertThat(api.delete("/series?instrument=EXP-USD&timeframe=1h").status()).isEqualTo(204);
    assertThat(api.get("/series/quality?instrument=EXP-USD&timeframe=1h").status()).isEqualTo(404);
    JsonNode back =
        await(
            api,
            api.upload(
                "back.csv",
                csv.body().getBytes(StandardCharsets.UTF_8),
                "{\"instrument\":\"EXP-USD\",\"timeframe\":\"1h\"}"));
    assertThat(back.get("status").asString()).isEqualTo("DONE");
    assertThat(hash("EXP-USD")).isEqualTo(hash);
    assertThat(api.get("/series/export?instrument=EXP-USD&timeframe=1h&format=parquet").body())
        .startsWith("PAR1");
  }

  @Test
  void importsArePagedAndRepeatedRequestsAnsweredOnce() {
    Api keyed = api.with("Idempotency-Key", "import-once");
    String options = "{\"instrument\":\"IDEM-USD\",\"timeframe\":\"1h\"}";
    byte[] file = Prices.hourly(20, 6);
    Api.Answer first = keyed.upload("a.csv", file, options);
    Api.Answer second = keyed.upload("a.csv", file, options);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(keyed.upload("a.csv", Prices.hourly(21, 6), options).status()).isEqualTo(422);
    await(api, first);
    importHourly(api, "IDEM-USD", 20, 6);

    Set<String> seen = new HashSet<>();
    String cursor = "";
    int total;
    do {
      JsonNode page = api.get("/imports?limit=1" + cursor).json();
      total = page.get("total").asInt();
      page.get("items").forEach(item -> seen.add(item.get("id").asString()));
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(total);
  }

  @Test
  void instrumentsCanBeEdited() {
    importHourly(api, "EDIT/USD", 30, 7);
    Api.Answer put =
        api.put(
            "/instruments/EDIT/USD",
            "{\"name\":\"Edited\",\"assetClass\":\"CRYPTO\",\"tickSize\":\"0.5\"}");
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
    assertThat(put.json().get("tickSize").asString()).isEqualTo("0.5");
    assertThat(api.get("/instruments/EDIT/USD").json().get("name").asString()).isEqualTo("Edited");
    Api.Answer wrong =
        api.put("/instruments/EDIT/USD", "{\"tickSize\":\"0\",\"assetClass\":\"shares\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(api.get("/instruments/NOPE").status()).isEqualTo(404);
    JsonNode conflicting =
        api.upload("e.csv", Prices.hourly(3, 1), "{\"instrument\":\"EDIT/USD\",\"tickSize\":\"1\"}")
            .json();
    assertThat(conflicting.get("detail").asString()).contains("known with other properties");
  }

  @Test
  @DisplayName("case 28: hostile uploads are refused within bounds")
  void case28() throws IOException {
    String options = "{\"instrument\":\"EVIL\",\"timeframe\":\"1h\"}";
    Api.Answer tooLarge = api.upload("big.csv", new byte[(1 << 20) + 10], options);
    assertThat(tooLarge.status()).isEqualTo(413);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(line)) {
      byte[] block = new byte[1 << 16];
      java.util.Arrays.fill(block, (byte) '7');
      for (int i = 0; i < 2_000; i++) {
        gz.write(block);
      }
    }
    List<byte[]> corpus =
        List.of(
            new byte[0],
            line.toByteArray(),
            "PK\u0003\u0004zip".getBytes(StandardCharsets.ISO_8859_1),
            "PAR1garbagePAR1".getBytes(StandardCharsets.UTF_8),
            "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8),
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".getBytes(StandardCharsets.UTF_8),
            "[".repeat(100_000).getBytes(StandardCharsets.UTF_8),
            "9".repeat(900_000).getBytes(StandardCharsets.UTF_8));
    for (byte[] hostile : corpus) {
      JsonNode end = await(api, api.upload("evil.csv", hostile, options));
      assertThat(end.get("status").asString()).isIn("FAILED", "REFUSED");
      assertThat(end.get("message").asString()).isNotBlank().doesNotContain("java.");
    }
    try (Stream<Path> left = Files.list(platform.home.resolve("uploads"))) {
      assertThat(left.filter(path -> path.toString().endsWith(".csv"))).isEmpty();
    }
  }

  @Test
  void longerBarsThanTheStoredOnesCanBeLookedAt() {
    importHourly(api, "MADE-USD", 100, 41);
    JsonNode offered = api.get("/series/timeframes?instrument=MADE-USD").json().get("items");
    assertThat(offered.get(0).toString()).isEqualTo("{\"timeframe\":\"1h\",\"madeOf\":\"1h\"}");
    assertThat(offered.valueStream().map(each -> each.get("timeframe").asString()))
        .contains("4h", "1D", "1W", "1Wt")
        .doesNotContain("5m", "30m");
    assertThat(offered.valueStream().allMatch(each -> each.get("madeOf").asString().equals("1h")))
        .isTrue();
    assertThat(api.get("/series/timeframes?instrument=NO-ONE").json().get("items").size()).isZero();

    JsonNode hours = api.get("/series/bars?instrument=MADE-USD&timeframe=1h").json();
    JsonNode made = api.get("/series/bars?instrument=MADE-USD&timeframe=4h").json();
    assertThat(made.get("timeframe").asString()).isEqualTo("4h");
    assertThat(made.get("sourceBars").asInt()).isEqualTo(25);
    assertThat(made.get("o").get(3)).isEqualTo(hours.get("o").get(12));
    assertThat(made.get("c").get(3)).isEqualTo(hours.get("c").get(15));
    assertThat(api.get("/series/bars?instrument=MADE-USD&timeframe=5m").status()).isEqualTo(404);
    assertThat(api.get("/series/export?instrument=MADE-USD&timeframe=4h&format=csv").status())
        .isEqualTo(404);

    String request =
        "{\"expression\":\"close[1]\",\"instrument\":\"MADE-USD\",\"timeframe\":\"4h\"}";
    JsonNode preview = api.post("/expressions/preview", request).json();
    assertThat(preview.get("value").get(4)).isEqualTo(made.get("c").get(3));
    Api.Answer finer = api.post("/expressions/preview", request.replace("close[1]", "close@1h"));
    assertThat(finer.status()).isEqualTo(400);
    assertThat(finer.body()).contains("bars of 1h cannot be made from bars of 4h");
    assertThat(api.post("/expressions/values", request).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("case 29: ids and file names never become paths")
  void case29() {
    List<String> corpus =
        List.of(
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e",
            "..;/..",
            "%5c%5chost%5cshare",
            "a%23b",
            "00000000-0000-0000-0000-000000000000",
            "1",
            "%00");
    for (String id : corpus) {
      for (String path :
          List.of(
              "/imports/%s",
              "/backtests/%s",
              "/backtests/%s/report",
              "/backtests/%s/export?format=pdf",
              "/backtests/%s/tear-sheet",
              "/backtests/%s/round-trips.csv",
              "/backtests/%s/equity",
              "/calendars/%s",
              "/features/%s",
              "/features/%s/coverage",
              "/features/%s/values?instrument=%1$s&timeframe=1h",
              "/feature-builds/%s",
              "/feature-exports/%s",
              "/feature-exports/%s/file",
              "/feature-verifications/%s",
              "/series/export?instrument=%s&timeframe=1h&format=csv")) {
        Api.Answer answer = api.get(path.formatted(id));
        assertThat(answer.status()).as(path + " " + id).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("root:").doesNotContain("Exception");
      }
    }
    JsonNode done =
        await(
            api,
            api.upload(
                "../../../etc/evil.csv",
                Prices.hourly(10, 8),
                "{\"instrument\":\"PATH-USD\",\"timeframe\":\"1h\"}"));
    assertThat(done.get("fileName").asString()).isEqualTo("evil.csv");
  }
}
