package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.platform.signals.NewSignals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Definitions, generation, scanners and what is read of signals, over real HTTP. */
class SignalsTest {
  private static final TestPlatform PLATFORM = TestPlatform.fresh();

  private final Api api = PLATFORM.local();

  @BeforeAll
  static void setUp() {
    PLATFORM.setUp();
  }

  @AfterAll
  static void close() {
    PLATFORM.close();
  }

  private JsonNode add(String json) {
    Api.Answer answer = api.post("/signal-definitions", json);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json();
  }

  private static String definition(String name, String entry, String exit, String more) {
    return "{\"name\":\"%s\",\"timeframe\":\"1h\",\"entry\":\"%s\",\"exit\":\"%s\"%s}"
        .formatted(name, entry, exit, more);
  }

  private void idle() {
    TestPlatform.await(
        "the end of all generations",
        () -> api.get("/signal-generations?limit=200").json().get("items"),
        items ->
            items
                .valueStream()
                .noneMatch(
                    each -> Set.of("QUEUED", "RUNNING").contains(each.get("status").asString())));
  }

  private JsonNode state(String name, String instrument) {
    return TestPlatform.await(
        "signals of " + name + " on " + instrument,
        () ->
            api.get("/signal-definitions/" + name)
                .json()
                .get("states")
                .valueStream()
                .filter(each -> each.get("instrument").asString().equals(instrument))
                .findFirst()
                .orElse(null),
        each -> each != null && !each.get("dirty").asBoolean());
  }

  private List<String> rows(String name, String instrument) {
    List<String> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          api.get(
                  "/signals?definition=%s&instrument=%s&limit=200%s"
                      .formatted(name, instrument, cursor))
              .json();
      page.get("items")
          .forEach(
              each ->
                  rows.add(
                      each.get("bar").asString()
                          + " "
                          + each.get("kind").asString()
                          + " "
                          + each.get("direction").asString()
                          + " "
                          + each.get("hash").asString()
                          + " "
                          + each.get("partnerBar")));
      JsonNode next = page.get("nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asString();
    } while (!cursor.isEmpty());
    return rows.stream().sorted().toList();
  }

  @Test
  void threeKindsAreThereFromTheStart() {
    JsonNode items = api.get("/signal-definitions").json().get("items");
    assertThat(items.valueStream().map(each -> each.get("name").asString()))
        .contains("atr_breakout", "ema_crossover", "rsi_mean_reversion");
    items.forEach(each -> assertThat(each.get("problem").isNull()).as(each.toString()).isTrue());
  }

  @Test
  void anImportMakesSignalsWithTheirValues() {
    add(
        definition(
            "sg_cross",
            "crosses_above(close, ema(close, $n))",
            "crosses_below(close, ema(close, $n))",
            ",\"strength\":\"rsi(close, 14)\",\"parameters\":[{\"name\":\"n\",\"integer\":true,"
                + "\"min\":2,\"max\":100,\"step\":1,\"value\":20}]"));
    MarketDataTest.importHourly(api, "SG-ONE", 500, 5);
    JsonNode state = state("sg_cross", "SG-ONE");
    assertThat(state.get("bars").asInt()).isEqualTo(500);
    assertThat(state.get("entries").asInt()).isPositive();

    JsonNode page =
        api.get("/signals?definition=sg_cross&instrument=SG-ONE&kind=entry&limit=2").json();
    assertThat(page.get("total").asInt()).isEqualTo(state.get("entries").asInt());
    JsonNode newest = page.get("items").get(0);
    JsonNode detail = api.get("/signals/" + newest.get("id").asString()).json();
    assertThat(detail.get("signal")).isEqualTo(newest);
    assertThat(detail.get("snapshot").valueStream().map(each -> each.get("column").asString()))
        .containsExactly("close", "ema(close, 20)", "rsi(close, 14)");
    assertThat(detail.get("snapshot").get(2).get("value")).isEqualTo(newest.get("strength"));
    assertThat(newest.get("knownAt").asString()).isGreaterThan(newest.get("bar").asString());
    assertThat(newest.get("hash").asString()).hasSize(16);

    assertThat(api.get("/signals/1_2_3").status()).isEqualTo(404);
    assertThat(api.get("/signals?kind=entri").toString()).contains("did you mean 'entry'");
    assertThat(api.get("/signals?version=1").status()).isEqualTo(400);
  }

  @Test
  void moreAndCorrectedBarsGiveTheSignalsOfAGenerationFromNothing() {
    add(
        definition(
            "sg_more",
            "rsi(close, 5) < 40",
            "crosses_above(ema(close, 5), ema(close, 12))",
            ",\"instruments\":[\"SG-MORE\"]"));
    MarketDataTest.importHourly(api, "SG-MORE", 300, 8);
    state("sg_more", "SG-MORE");
    List<String> before = rows("sg_more", "SG-MORE");
    MarketDataTest.importHourly(api, "SG-MORE", 500, 8);
    TestPlatform.await(
        "the longer series",
        () -> state("sg_more", "SG-MORE"),
        each -> each.get("bars").asInt() == 500);
    List<String> after = rows("sg_more", "SG-MORE");
    assertThat(after).hasSizeGreaterThan(before.size());

    JsonNode again =
        MarketDataTest.await(
            api, api.post("/signal-generations", "{\"definition\":\"sg_more\",\"afresh\":true}"));
    assertThat(again.get("status").asString()).isEqualTo("DONE");
    assertThat(again.get("result").get("added").asInt()).isZero();
    assertThat(again.get("result").get("removed").asInt()).isZero();
    assertThat(again.get("result").get("bars").asInt()).isEqualTo(500);
    assertThat(rows("sg_more", "SG-MORE")).isEqualTo(after);
  }

  @Test
  void everyNewSignalIsToldOnceItIsStored() {
    add(definition("sg_news", "close > open", "close < open", ",\"instruments\":[\"SG-NEWS\"]"));
    MarketDataTest.importHourly(api, "SG-NEWS", 700, 9);
    state("sg_news", "SG-NEWS");
    idle();
    List<NewSignals.NewSignal> heard = PLATFORM.bean(SignalWitness.class).of("sg_news");
    JsonNode page = api.get("/signals?definition=sg_news&instrument=SG-NEWS&limit=1").json();
    TestPlatform.await(
        "news of all signals",
        () -> PLATFORM.bean(SignalWitness.class).of("sg_news").size(),
        count -> count == page.get("total").asInt());
    Set<String> ids = new TreeSet<>();
    PLATFORM.bean(SignalWitness.class).of("sg_news").forEach(each -> ids.add(each.id()));
    assertThat(ids)
        .hasSize(page.get("total").asInt())
        .contains(page.get("items").get(0).get("id").asString());
    assertThat(heard).allMatch(each -> each.knownAtMicros() > each.barMicros());
    TestPlatform.await(
        "an empty outbox",
        () ->
            PLATFORM
                .bean(JdbcClient.class)
                .sql("SELECT count(*) FROM operations.event_publication")
                .query(Long.class)
                .single(),
        count -> count == 0);
  }

  @Test
  void anEditIsAVersionAndSoIsAnEditOfWhatItNames() {
    assertThat(
            api.post("/features", "{\"name\":\"sg_level\",\"expression\":\"rsi(close, 9)\"}")
                .status())
        .isEqualTo(201);
    MarketDataTest.importHourly(api, "SG-VER", 200, 10);
    add(definition("sg_ver", "sg_level < 35", "sg_level > 65", ",\"instruments\":[\"SG-VER\"]"));
    state("sg_ver", "SG-VER");
    int one = rows("sg_ver", "SG-VER").size();

    assertThat(api.put("/features/sg_level", "{\"expression\":\"rsi(close, 4)\"}").status())
        .isEqualTo(200);
    JsonNode detail =
        TestPlatform.await(
            "a second version",
            () -> api.get("/signal-definitions/sg_ver").json(),
            each -> each.get("versions").size() == 2);
    assertThat(detail.get("definition").get("version").asInt()).isEqualTo(2);
    assertThat(detail.get("definition").get("columns").get(0).asString())
        .isEqualTo("rsi(close, 4)");
    state("sg_ver", "SG-VER");
    assertThat(rows("sg_ver", "SG-VER").size()).isGreaterThan(one);
    assertThat(api.get("/signals?definition=sg_ver&version=1").json().get("total").asInt())
        .isEqualTo(one);

    Api.Answer wrong =
        api.put(
            "/signal-definitions/sg_ver",
            "{\"timeframe\":\"1h\",\"entry\":\"sg_levl < 3\",\"exit\":\"close\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.toString()).contains("sg_level").contains("must be a condition");
    assertThat(
            api.put(
                    "/signal-definitions/sg_ver",
                    definition(
                        "sg_ver",
                        "sg_level < 35",
                        "sg_level > 65",
                        ",\"instruments\":[\"SG-VER\"]"))
                .json()
                .get("version")
                .asInt())
        .isEqualTo(2);

    assertThat(
            api.post("/signal-definitions/sg_ver/deactivate", "").json().get("active").asBoolean())
        .isFalse();
    assertThat(api.post("/signal-generations", "{\"definition\":\"sg_ver\"}").status())
        .isEqualTo(409);
    assertThat(api.delete("/signal-definitions/sg_ver").status()).isEqualTo(204);
    assertThat(api.get("/signals?definition=sg_ver&version=1").json().get("total").asInt())
        .isEqualTo(one);
  }

  @Test
  void aScannerChoosesWithoutKnowingTheFuture() {
    MarketDataTest.importHourly(api, "SC-A", 300, 21);
    MarketDataTest.importHourly(api, "SC-B", 300, 22);
    String filter =
        "{\"name\":\"sc_rising\",\"kind\":\"filter\",\"timeframe\":\"1h\",\"expression\":"
            + "\"close > sma(close, 20)\",\"members\":[{\"instrument\":\"SC-A\"},"
            + "{\"instrument\":\"SC-B\"}]}";
    JsonNode preview = api.post("/scanners/preview", "{\"scanner\":" + filter + "}").json();
    assertThat(preview.get("lookedAt").asInt()).isEqualTo(2);
    assertThat(preview.get("candidates").get(0).get("values").get(0).get("column").asString())
        .isEqualTo("close");
    assertThat(api.post("/scanners", filter).status()).isEqualTo(201);
    JsonNode early = api.get("/scanners/sc_rising/run?asOf=2024-01-05T00:30:00Z").json();
    JsonNode candidate = early.get("candidates").get(0);
    assertThat(candidate.get("bar").asString()).isEqualTo("2024-01-04T23:00:00Z");
    assertThat(api.get("/scanners/sc_rising/run?asOf=2023-01-01").json().get("passing").asInt())
        .isZero();

    add(definition("sc_signal", "true", "false", ",\"scanner\":\"sc_rising\""));
    state("sc_signal", "SC-A");
    state("sc_signal", "SC-B");
    List<String> passed = rows("sc_signal", "SC-A");
    for (String bar : List.of("2024-01-03T05:00:00Z", "2024-01-06T17:00:00Z")) {
      JsonNode then = api.get("/scanners/sc_rising/run?asOf=" + bar).json().get("candidates");
      boolean passes =
          then.valueStream()
              .anyMatch(
                  each ->
                      each.get("instrument").asString().equals("SC-A")
                          && each.get("passes").asBoolean());
      String barBefore = bar.replace("T05", "T04").replace("T17", "T16");
      assertThat(passed.stream().anyMatch(each -> each.startsWith(barBefore))).isEqualTo(passes);
    }
    assertThat(api.delete("/scanners/sc_rising").status()).isEqualTo(409);

    JsonNode list =
        api.post(
                "/scanners",
                "{\"name\":\"sc_list\",\"kind\":\"list\",\"members\":[{\"instrument\":\"SC-A\","
                    + "\"from\":\"2024-01-03\",\"to\":\"2024-01-04\"}]}")
            .json();
    assertThat(list.get("version").asInt()).isEqualTo(1);
    assertThat(
            api.get("/scanners/sc_list/run?asOf=2024-01-03T12:00:00Z")
                .json()
                .get("passing")
                .asInt())
        .isEqualTo(1);
    assertThat(api.get("/scanners/sc_list/run?asOf=2024-01-04").json().get("passing").asInt())
        .isZero();
    add(definition("sc_listed", "true", "false", ",\"scanner\":\"sc_list\""));
    assertThat(state("sc_listed", "SC-A").get("entries").asInt()).isEqualTo(24);
    Api.Answer edited =
        api.put(
            "/scanners/sc_list",
            "{\"kind\":\"list\",\"members\":[{\"instrument\":\"SC-A\",\"from\":\"2024-01-03\","
                + "\"to\":\"2024-01-05\"}]}");
    assertThat(edited.json().get("version").asInt()).isEqualTo(2);
    TestPlatform.await(
        "a version for the scanner's",
        () ->
            api.get("/signal-definitions/sc_listed")
                .json()
                .get("definition")
                .get("version")
                .asInt(),
        version -> version == 2);
    TestPlatform.await(
        "signals of the second day",
        () -> state("sc_listed", "SC-A").get("entries").asInt(),
        entries -> entries == 48);
    assertThat(
            api.post(
                    "/scanners",
                    "{\"name\":\"x\",\"kind\":\"filter\",\"timeframe\":\"1h\",\"expression\":\"close"
                        + " >\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void signalsAreExported() throws IOException {
    add(definition("sg_file", "close > open", "close < open", ",\"instruments\":[\"SG-FILE\"]"));
    MarketDataTest.importHourly(api, "SG-FILE", 120, 12);
    int total = state("sg_file", "SG-FILE").get("entries").asInt();
    Api.Answer csv = api.get("/signals/export?definition=sg_file&kind=entry");
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.body().lines().count()).isEqualTo(total + 1);
    assertThat(csv.body())
        .startsWith("definition,version,instrument,timeframe,kind,direction,bar,");
    assertThat(csv.body().lines().findFirst().orElseThrow()).endsWith(",close,open");
    Api.Answer parquet = api.get("/signals/export?definition=sg_file&format=parquet");
    assertThat(parquet.status()).isEqualTo(200);
    assertThat(parquet.body().getBytes(StandardCharsets.ISO_8859_1)).hasSizeGreaterThan(100);
    assertThat(parquet.body()).startsWith("PAR1");
    assertThat(api.get("/signals/export?definition=sg_file&format=xls").status()).isEqualTo(400);
    assertThat(api.get("/signals/export?definition=none").status()).isEqualTo(404);
  }

  @Test
  void signalsAreExportedAsJsonWithSnapshotsAndHashes() {
    add(definition("sg_json", "close > open", "close < open", ",\"instruments\":[\"SG-JSON\"]"));
    MarketDataTest.importHourly(api, "SG-JSON", 120, 13);
    JsonNode state = state("sg_json", "SG-JSON");

    JsonNode all = api.get("/signals/export?definition=sg_json&format=json").json();

    assertThat(all.size()).isEqualTo(state.get("entries").asInt() + state.get("exits").asInt());
    JsonNode first = all.get(0);
    String bar = first.get("bar").asString();
    JsonNode listed =
        api.get("/signals?definition=sg_json&from=" + bar + "&limit=200")
            .json()
            .get("items")
            .valueStream()
            .filter(each -> each.get("bar").asString().equals(bar))
            .findFirst()
            .orElseThrow();
    assertThat(first.get("hash")).isEqualTo(listed.get("hash"));
    assertThat(first.get("knownAt")).isEqualTo(listed.get("knownAt"));
    JsonNode detail = api.get("/signals/" + listed.get("id").asString()).json();
    assertThat(first.get("snapshot").get("close").asDouble())
        .isEqualTo(detail.get("snapshot").get(0).get("value").asDouble());
    assertThat(first.get("strength").isNull()).isTrue();
  }

  /** A correction of a late bar: what was decided before stays to be seen. */
  @Test
  void aLateCorrectionChangesNothingThatWasKnownBefore() {
    MarketDataTest.importHourly(api, "SG-LATE", 60, 14);
    add(definition("sg_late", "close > 1000", "close < open", ",\"instruments\":[\"SG-LATE\"]"));
    state("sg_late", "SG-LATE");
    String scanner =
        "{\"name\":\"sc_late\",\"kind\":\"filter\",\"timeframe\":\"1h\",\"expression\":"
            + "\"close > 1000\",\"members\":[{\"instrument\":\"SG-LATE\"}]}";
    assertThat(api.post("/scanners", scanner).status()).isEqualTo(201);
    String before =
        "/signals/as-of?definition=sg_late&instrument=SG-LATE&asOf=2024-01-02T00:00:00Z";
    JsonNode known = api.get(before).json();
    assertThat(known.get("changed").asInt()).isZero();
    assertThat(known.get("added").asInt()).isZero();

    correct("SG-LATE", "2024-01-01T23:00:00Z,1900,2100,1800,2000,1");
    TestPlatform.await(
        "the signal of the corrected bar",
        () -> api.get("/signals?definition=sg_late&kind=entry").json().get("total").asInt(),
        total -> total == 1);

    JsonNode then = api.get(before).json();
    assertThat(hashes(then)).isEqualTo(hashes(known)).isNotEmpty();
    // The bar fell and had an exit; corrected it has an entry instead.
    assertThat(then.get("changed").asInt()).isEqualTo(1);
    assertThat(then.get("added").asInt()).isEqualTo(1);
    assertThat(
            api.get("/scanners/sc_late/run?asOf=2024-01-02T00:00:00Z")
                .json()
                .get("passing")
                .asInt())
        .as("as it was known then")
        .isZero();
    String later = Instant.now().plusSeconds(3_600).toString();
    JsonNode now =
        api.get("/signals/as-of?definition=sg_late&instrument=SG-LATE&asOf=" + later).json();
    assertThat(now.get("changed").asInt()).isZero();
    assertThat(now.get("added").asInt()).isZero();
    assertThat(
            now.get("signals")
                .valueStream()
                .filter(each -> each.get("kind").asString().equals("ENTRY"))
                .map(each -> each.get("bar").asString()))
        .containsExactly("2024-01-01T23:00:00Z");
    assertThat(api.get(before.replace("2024-01-02T00:00:00Z", "soon")).status()).isEqualTo(400);
    assertThat(api.get(before.replace("SG-LATE", "NONE")).status()).isEqualTo(404);
  }

  private static List<String> hashes(JsonNode then) {
    return then.get("signals").valueStream().map(each -> each.get("hash").asString()).toList();
  }

  private void correct(String instrument, String row) {
    String options =
        "{\"instrument\":\"%s\",\"timeframe\":\"1h\",\"replace\":true}".formatted(instrument);
    JsonNode done =
        MarketDataTest.await(
            api,
            api.upload(
                "late.csv",
                ("time,open,high,low,close,volume\n" + row + "\n").getBytes(StandardCharsets.UTF_8),
                options));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
  }

  @Test
  void signalsThatNobodyUsesAreListedAndDeleted() {
    add(definition("sg_tidy", "close > open", "close < open", ",\"instruments\":[\"SG-TIDY\"]"));
    MarketDataTest.importHourly(api, "SG-TIDY", 60, 15);
    state("sg_tidy", "SG-TIDY");
    assertThat(
            api.put(
                    "/signal-definitions/sg_tidy",
                    definition(
                        "sg_tidy", "close > open", "false", ",\"instruments\":[\"SG-TIDY\"]"))
                .status())
        .isEqualTo(200);
    state("sg_tidy", "SG-TIDY");
    int old = api.get("/signals?definition=sg_tidy&version=1").json().get("total").asInt();
    int used = api.get("/signals?definition=sg_tidy&version=2").json().get("total").asInt();

    assertThat(unused("sg_tidy")).containsExactly("1 false " + old);
    assertThat(api.delete("/signals/unused?definition=sg_tidy&version=2").status()).isEqualTo(409);
    assertThat(api.delete("/signals/unused?definition=sg_tidy&version=9").status()).isEqualTo(404);
    JsonNode deleted = api.delete("/signals/unused?definition=sg_tidy").json();
    assertThat(deleted.get("signals").asInt()).isEqualTo(old);
    assertThat(deleted.get("versions").toString()).isEqualTo("[1]");
    assertThat(unused("sg_tidy")).isEmpty();
    assertThat(api.get("/signals?definition=sg_tidy").json().get("total").asInt()).isEqualTo(used);

    // Signals of a deleted definition stay until they are tidied away.
    assertThat(api.delete("/signal-definitions/sg_tidy").status()).isEqualTo(204);
    assertThat(unused("sg_tidy")).containsExactly("2 true " + used);
    assertThat(api.delete("/signals/unused?definition=sg_tidy&version=2").status()).isEqualTo(200);
    assertThat(unused("sg_tidy")).isEmpty();
    assertThat(api.get("/signals?definition=sg_tidy&version=2").json().get("total").asInt())
        .isZero();
  }

  private List<String> unused(String definition) {
    return api.get("/signals/unused")
        .json()
        .get("items")
        .valueStream()
        .filter(each -> each.get("definition").asString().equals(definition))
        .map(
            each ->
                each.get("version").asInt()
                    + " "
                    + each.get("deleted").asBoolean()
                    + " "
                    + each.get("signals").asInt())
        .toList();
  }

  @Test
  void storedAndComputedSignalsTradeTheSame() {
    add(
        definition(
            "sg_trade",
            "crosses_above(ema(close, 5), ema(close, 15))",
            "rsi(close, 7) > 70 or crosses_below(ema(close, 5), ema(close, 15))",
            ",\"instruments\":[\"SG-TRADE\"]"));
    MarketDataTest.importHourly(api, "SG-TRADE", 2_000, 14);
    state("sg_trade", "SG-TRADE");
    JsonNode stored = trade("signals sg_trade", "");
    JsonNode computed = trade("signals sg_trade v1 computed", "");
    JsonNode rule =
        trade(
            "enter crosses_above(ema(close, 5), ema(close, 15)); exit rsi(close, 7) > 70 or"
                + " crosses_below(ema(close, 5), ema(close, 15))",
            "");
    assertThat(stored.get("strategy").asString()).isEqualTo("signals sg_trade v1");
    assertThat(stored.get("roundTripCount").asInt()).isGreaterThan(20);
    assertThat(stored.get("run").get("resultHash"))
        .isEqualTo(computed.get("run").get("resultHash"))
        .isEqualTo(rule.get("run").get("resultHash"));

    String half = ",\"from\":\"2024-02-01\",\"to\":\"2024-03-01\"";
    assertThat(trade("signals sg_trade", half).get("run").get("resultHash"))
        .isEqualTo(trade("signals sg_trade computed", half).get("run").get("resultHash"));

    MarketDataTest.importHourly(api, "SG-OTHER", 50, 15);
    JsonNode missing =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests",
                "{\"instruments\":[\"SG-OTHER\"],\"timeframe\":\"1h\",\"strategy\":"
                    + "\"signals sg_trade\"}"));
    assertThat(missing.get("status").asString()).isEqualTo("FAILED");
    assertThat(missing.get("error").asString())
        .contains("SG-OTHER")
        .contains("generate them first");
    assertThat(
            api.post(
                    "/backtests",
                    "{\"instruments\":[\"SG-OTHER\"],\"timeframe\":\"1h\",\"strategy\":"
                        + "\"signals nothing\"}")
                .status())
        .isEqualTo(400);
  }

  private JsonNode trade(String strategy, String more) {
    JsonNode done =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests",
                "{\"instruments\":[\"SG-TRADE\"],\"timeframe\":\"1h\",\"strategy\":\"%s\"%s}"
                    .formatted(strategy, more)));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    return done;
  }
}
