package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What runs read beside the bars of their instruments, and what those that end early leave. */
class RunInputsTest {
  private static final TestPlatform PLATFORM = TestPlatform.fresh();
  private static final String DOCUMENT =
      """
      name: brought
      title: Brought with the run
      parameters:
        fast: {type: integer, default: 5, min: 2, max: 50}
      enter: crosses_above(close, ema(close, $fast))
      exit: crosses_below(close, ema(close, $fast))
      size: {type: percent_of_equity, value: 20}
      stop: {fraction: 0.03}
      """;

  private final Api api = PLATFORM.local();

  @BeforeAll
  static void setUp() {
    PLATFORM.setUp();
    Api api = PLATFORM.local();
    prices(api, "IN-USD", "USD", 800, 1);
    prices(api, "IN-EUR", "EUR", 800, 2);
    prices(api, "EURUSD", "USD", 800, 3);
  }

  @AfterAll
  static void close() {
    PLATFORM.close();
  }

  /** The same prices as bars of an hour and of four. */
  private static void prices(Api api, String id, String currency, int hours, long seed) {
    StringBuilder fine = new StringBuilder("time,open,high,low,close,volume\n");
    StringBuilder coarse = new StringBuilder(fine);
    SplittableRandom random = new SplittableRandom(seed);
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    double price = 100;
    double[] four = new double[4];
    for (int i = 0; i < hours; i++) {
      double open = price;
      double close = Math.rint(price * (1 + (random.nextDouble() - 0.5) * 0.03) * 100) / 100;
      double high = Math.max(open, close) + 0.5;
      double low = Math.min(open, close) - 0.5;
      row(fine, start.plusSeconds(3_600L * i), open, high, low, close, 10_000);
      if (i % 4 == 0) {
        four = new double[] {open, high, low, close};
      }
      four[1] = Math.max(four[1], high);
      four[2] = Math.min(four[2], low);
      if (i % 4 == 3) {
        row(coarse, start.plusSeconds(3_600L * (i - 3)), four[0], four[1], four[2], close, 40_000);
      }
      price = close;
    }
    upload(api, id, currency, "1h", fine);
    upload(api, id, currency, "4h", coarse);
  }

  private static void row(
      StringBuilder out, Instant time, double o, double h, double l, double c, double volume) {
    out.append(time).append(',').append(o).append(',').append(h).append(',').append(l);
    out.append(',').append(c).append(',').append(volume).append('\n');
  }

  private static void upload(
      Api api, String id, String currency, String timeframe, StringBuilder rows) {
    JsonNode done =
        MarketDataTest.await(
            api,
            api.upload(
                id + ".csv",
                rows.toString().getBytes(StandardCharsets.UTF_8),
                "{\"instrument\":\"%s\",\"timeframe\":\"%s\",\"currency\":\"%s\"}"
                    .formatted(id, timeframe, currency)));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
  }

  private Api.Answer asked(String instruments, String timeframe, String more) {
    return api.post(
        "/backtests",
        "{\"instruments\":[%s],\"timeframe\":\"%s\"%s}".formatted(instruments, timeframe, more));
  }

  private JsonNode ended(String instruments, String timeframe, String more) {
    return MarketDataTest.await(api, asked(instruments, timeframe, more));
  }

  private String refused(String instruments, String timeframe, String more) {
    Api.Answer answer = asked(instruments, timeframe, more);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    return answer.body();
  }

  private JsonNode done(String instruments, String timeframe, String more) {
    JsonNode ended = ended(instruments, timeframe, more);
    assertThat(ended.get("status").asString()).as(ended.toString()).isEqualTo("DONE");
    assertThat(ended.get("partial").asBoolean()).isFalse();
    return ended;
  }

  private static String text(String json) {
    return "\"" + json.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private JsonNode verified(JsonNode run) {
    return MarketDataTest.await(
            api,
            api.post(
                "/backtests/" + run.get("id").asString() + "/verifications",
                "{\"mode\":\"strict\"}"))
        .get("verification");
  }

  @Test
  void splitsAndDividendsChangePositionsAndCash() {
    prices(api, "ACT-USD", "USD", 400, 4);
    JsonNode before = done("\"ACT-USD\"", "1h", ",\"strategy\":\"buy_and_hold\"");
    Api.Answer added =
        api.post(
            "/corporate-actions",
            "{\"instrument\":\"ACT-USD\",\"actions\":[{\"kind\":\"dividend\",\"date\":"
                + "\"2024-01-05\",\"value\":2},{\"kind\":\"split\",\"date\":\"2024-01-08\","
                + "\"value\":2}]}");
    assertThat(added.status()).as(added.toString()).isEqualTo(201);

    JsonNode after = done("\"ACT-USD\"", "1h", ",\"strategy\":\"buy_and_hold\"");

    assertThat(after.get("assumptions").toString()).contains("1 splits and 1 dividends");
    double held = before.get("openPositions").get(0).get("quantity").asDouble();
    assertThat(after.get("openPositions").get(0).get("quantity").asDouble()).isEqualTo(2 * held);
    assertThat(after.get("statistics").get("finalEquity").asDouble())
        .isGreaterThan(1.9 * before.get("statistics").get("finalEquity").asDouble());
    assertThat(verified(after).get("outcome").asString()).isEqualTo("SAME");
    assertThat(verified(before).get("outcome").asString()).isEqualTo("INPUT_CHANGED");
  }

  @Test
  void instrumentsOfOtherCurrenciesAreConverted() {
    String both = "\"IN-USD\",\"IN-EUR\"";
    assertThat(
            ended(
                    both,
                    "1h",
                    ",\"strategy\":\"buy_and_hold\",\"assumptions\":{\"accountCurrency\":\"USD\"}")
                .get("error")
                .asString())
        .contains("begin after its first bar");
    JsonNode without = ended(both, "1h", ",\"strategy\":\"buy_and_hold\"");
    assertThat(without.get("status").asString()).isEqualTo("FAILED");
    assertThat(without.get("error").asString()).contains("EUR", "accountCurrency");

    String account =
        ",\"from\":\"2024-01-02\",\"strategy\":\"buy_and_hold\",\"assumptions\":{\"accountCurrency\":\"%s\"}";
    JsonNode dollars = done(both, "1h", account.formatted("USD"));
    assertThat(dollars.get("assumptions").toString()).contains("changed into USD");
    assertThat(verified(dollars).get("outcome").asString()).isEqualTo("SAME");
    // The rate is turned round for an account in the other currency.
    assertThat(done(both, "1h", account.formatted("EUR")).get("assumptions").toString())
        .contains("changed into EUR");
    assertThat(ended(both, "1h", account.formatted("GBP")).get("error").asString())
        .contains("no rate of EUR in GBP", "no rate of USD in GBP");
    assertThat(
            done(both, "1h", account.formatted("USD") + ",\"rates\":{\"EUR\":\"EURUSD\"}")
                .get("run")
                .get("resultHash"))
        .isEqualTo(dollars.get("run").get("resultHash"));
  }

  @Test
  void storedFinerBarsShowTheWayWithinBars() {
    String document = ",\"document\":" + text(DOCUMENT);
    JsonNode plain = done("\"IN-USD\"", "4h", document);
    JsonNode fine = done("\"IN-USD\"", "4h", document + ",\"detail\":\"1h\"");

    assertThat(fine.get("assumptions").toString()).contains("in finer bars within each bar");
    assertThat(fine.get("run").get("dataHash")).isNotEqualTo(plain.get("run").get("dataHash"));
    assertThat(verified(fine).get("outcome").asString()).isEqualTo("SAME");
    assertThat(refused("\"IN-USD\"", "1h", document + ",\"detail\":\"4h\""))
        .contains("detail must be finer than 1h, was 4h");
    assertThat(refused("\"IN-USD\"", "4h", document + ",\"detail\":\"1m\""))
        .contains("no bars of IN-USD 1m are stored");
  }

  private static final String BOTH =
      """
      name: both
      enter: close > 0
      exit: close < 0
      stop: {fraction: 0.05}
      target: {fraction: 0.05}
      """;

  /** Hours of which the second reaches a target at 105 and a stop at 95, and the trades in it. */
  private static final String TICKS =
      """
      time,price,amount
      2024-01-01T01:00:00Z,100,1000
      2024-01-01T01:10:00Z,106,1000
      2024-01-01T01:20:00Z,92,1000
      """;

  private void tradedHours(String id) {
    upload(
        api,
        id,
        "USD",
        "1h",
        new StringBuilder(
            """
            time,open,high,low,close,volume
            2024-01-01T00:00:00Z,100,100,100,100,1000
            2024-01-01T01:00:00Z,100,110,90,100,1000
            2024-01-01T02:00:00Z,100,100,100,100,1000
            """));
  }

  private Api.Answer offeredTrades(String id, String rows, String more) {
    return api.upload(
        "ticks.csv",
        rows.getBytes(StandardCharsets.UTF_8),
        "{\"instrument\":\"%s\",\"trades\":true%s}".formatted(id, more));
  }

  private JsonNode trades(String id, String rows, String more) {
    return MarketDataTest.await(api, offeredTrades(id, rows, more));
  }

  private static String detail(String model) {
    return ",\"document\":"
        + text(BOTH)
        + ",\"slippageBps\":\"0\",\"detail\":\"trades\",\"assumptions\":{\"fillModel\":\""
        + model
        + "\",\"participation\":\"0\"}";
  }

  @Test
  void storedTradesShowTheWayWithinBars() {
    tradedHours("TICK-USD");
    assertThat(refused("\"TICK-USD\"", "1h", detail("intrabar")))
        .contains("no trades of TICK-USD are stored; import them first");
    JsonNode imported = trades("TICK-USD", TICKS, "");
    assertThat(imported.get("status").asString()).as(imported.toString()).isEqualTo("DONE");

    JsonNode plain =
        done("\"TICK-USD\"", "1h", detail("next_open").replace("\"detail\":\"trades\",", ""));
    JsonNode run = done("\"TICK-USD\"", "1h", detail("intrabar"));

    assertThat(run.get("assumptions").toString()).contains("in finer trades within each bar");
    assertThat(run.get("reads").get("detail").asString()).isEqualTo("trades");
    assertThat(plain.get("statistics").get("totalReturn").asDouble()).isNegative();
    assertThat(run.get("statistics").get("totalReturn").asDouble()).isPositive();
    assertThat(run.get("run").get("dataHash")).isNotEqualTo(plain.get("run").get("dataHash"));
    JsonNode read = run.get("marketTrades").get(0);
    assertThat(read.get("instrument").asString()).isEqualTo("TICK-USD");
    assertThat(read.get("count").asInt()).isEqualTo(3);
    assertThat(plain.get("marketTrades").isNull()).isTrue();
    assertThat(refused("\"TICK-USD\"", "1h", detail("next_open")))
        .contains("detail trades needs the fill model intrabar", "was next_open");
    assertThat(refused("\"TICK-USD\"", "1h", detail("intrabar").replace("\"trades", "\"ticks")))
        .contains("detail must be a timeframe such as 1m, or trades, was 'ticks'");
    JsonNode outside =
        ended("\"TICK-USD\"", "1h", detail("intrabar") + ",\"from\":\"2024-01-01T02:00:00Z\"");
    assertThat(outside.get("error").asString())
        .contains(
            "there are no trades of TICK-USD from 2024-01-01T02:00:00Z to 2024-01-01T03:00:00Z");
  }

  @Test
  void aVerificationNamesTheTradesThatChanged() {
    tradedHours("SEEN-USD");
    trades("SEEN-USD", TICKS, "");
    JsonNode run = done("\"SEEN-USD\"", "1h", detail("intrabar"));
    assertThat(verified(run).get("outcome").asString()).isEqualTo("SAME");

    String other = "time,price,amount\n2024-01-01T01:10:00Z,104,1000\n";
    JsonNode replaced = trades("SEEN-USD", other, ",\"replace\":true");
    assertThat(replaced.get("message").asString())
        .isEqualTo("0 trades added, 1 replaced, 0 unchanged");
    JsonNode changed = verified(run);
    trades("SEEN-USD", "time,price,amount\n2024-01-01T01:50:00Z,99,7\n", "");
    JsonNode more = verified(run);
    assertThat(api.delete("/trades?instrument=SEEN-USD").json().get("trades").asInt()).isEqualTo(4);
    JsonNode gone = verified(run);

    assertThat(changed.get("outcome").asString()).isEqualTo("INPUT_CHANGED");
    assertThat(changed.get("sentence").asString())
        .contains("trades.SEEN-USD (the same number of trades with other values)");
    assertThat(more.get("sentence").asString()).contains("trades.SEEN-USD (4 trades instead of 3)");
    assertThat(gone.get("outcome").asString()).isEqualTo("NOT_REPEATABLE");
    assertThat(gone.get("sentence").asString())
        .contains("trades.SEEN-USD (there are no trades of it in the span any more)");
  }

  @Test
  void tradesAreImportedListedExportedAndDeleted() {
    assertThat(offeredTrades("NONE-USD", TICKS, "").status()).isEqualTo(400);
    assertThat(offeredTrades("NONE-USD", TICKS, "").body())
        .contains("no bars of NONE-USD are stored; import them first");
    tradedHours("KEPT-USD");
    assertThat(offeredTrades("KEPT-USD", TICKS, ",\"timeframe\":\"1m\"").body())
        .contains("timeframe must be left out where trades are kept as trades");

    JsonNode first = trades("KEPT-USD", TICKS, "");
    JsonNode listed = traded("KEPT-USD");
    JsonNode again = trades("KEPT-USD", TICKS, "");

    assertThat(first.get("message").asString())
        .isEqualTo("3 trades added, 0 replaced, 0 unchanged");
    assertThat(first.get("report").get("accepted").asInt()).isEqualTo(3);
    assertThat(first.get("report").get("timeframe").isNull()).isTrue();
    assertThat(again.get("message").asString())
        .isEqualTo("0 trades added, 0 replaced, 3 unchanged");
    assertThat(traded("KEPT-USD")).isEqualTo(listed);
    assertThat(listed.get("trades").asInt()).isEqualTo(3);
    assertThat(listed.get("last").asString()).isEqualTo("2024-01-01T01:20:00Z");
    assertThat(listed.get("source").asString()).isEqualTo("ticks.csv");
    assertThat(api.get("/trades/verify?instrument=KEPT-USD").json().get("actualHash").asString())
        .isEqualTo(listed.get("dataHash").asString());
    Api.Answer csv =
        api.get("/trades/export?instrument=KEPT-USD&from=2024-01-01T01:20:00Z&to=2024-01-02");
    assertThat(csv.body()).isEqualTo("time,price,quantity\n2024-01-01T01:20:00Z,92.0,1000.0\n");
    assertThat(csv.header("Content-Disposition")).contains("KEPT-USD-trades.csv");
    assertThat(api.get("/trades/export?instrument=KEPT-USD&from=2024-01-02&to=2024-01-01").body())
        .contains("to must be after from (2024-01-02)");
    assertThat(api.get("/trades/export?instrument=KEPT-USD&from=then").status()).isEqualTo(400);
    assertThat(api.delete("/trades?instrument=KEPT-USD").status()).isEqualTo(200);
    for (Api.Answer missing :
        List.of(
            api.delete("/trades?instrument=KEPT-USD"),
            api.get("/trades/verify?instrument=KEPT-USD"),
            api.get("/trades/export?instrument=KEPT-USD"))) {
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.body()).contains("no trades of KEPT-USD are stored");
    }
  }

  private JsonNode traded(String id) {
    for (JsonNode each : api.get("/trades").json().get("items")) {
      if (each.get("instrument").asString().equals(id)) {
        return each;
      }
    }
    throw new AssertionError("no trades of " + id);
  }

  @Test
  void badAndDisagreeingTradesAreSaidAndNotStored() {
    tradedHours("BAD-USD");
    trades("BAD-USD", TICKS, "");
    JsonNode listed = traded("BAD-USD");

    JsonNode bad = trades("BAD-USD", TICKS + "2024-01-01T01:30:00Z,-1,1\n", "");
    JsonNode bars = trades("BAD-USD", "time,open,high,low,close\n2024-01-01,1,1,1,1\n", "");
    String other = "time,price,amount\n2024-01-01T01:10:00Z,104,1000\n";
    JsonNode conflict = trades("BAD-USD", other, "");

    assertThat(bad.get("status").asString()).isEqualTo("REFUSED");
    assertThat(bad.get("report").get("rejections").get(0).get("line").asInt()).isEqualTo(5);
    assertThat(bad.get("report").get("rejections").get(0).get("reason").asString())
        .contains("price must be > 0");
    assertThat(bars.get("status").asString()).isEqualTo("REFUSED");
    assertThat(bars.get("message").asString()).contains("the rows are bars, not trades");
    assertThat(conflict.get("status").asString()).isEqualTo("CONFLICT");
    JsonNode example = conflict.get("conflict").get("examples").get(0);
    assertThat(example.get("field").asString()).isEqualTo("price");
    assertThat(example.get("stored").asDouble()).isEqualTo(106);
    assertThat(example.get("offered").asDouble()).isEqualTo(104);
    assertThat(traded("BAD-USD")).isEqualTo(listed);
    String id = conflict.get("id").asString();
    assertThat(api.post("/imports/" + id + "/replace", "{}").status()).isEqualTo(202);
    JsonNode replaced =
        TestPlatform.await(
            "the replacement",
            () -> api.get("/imports/" + id).json(),
            json -> !Set.of("QUEUED", "RUNNING").contains(json.get("status").asString()));
    assertThat(replaced.get("status").asString()).isEqualTo("DONE");
    assertThat(traded("BAD-USD").get("dataHash")).isNotEqualTo(listed.get("dataHash"));
  }

  @Test
  void aDocumentIsRunAndFoundAgain() {
    JsonNode run = done("\"IN-USD\"", "1h", ",\"document\":" + text(DOCUMENT));

    assertThat(run.get("strategy").asString()).matches("brought@[0-9a-f]{12}");
    assertThat(run.get("parameters").get("fast").asString()).isEqualTo("5");
    assertThat(verified(run).get("outcome").asString()).isEqualTo("SAME");
    assertThat(api.get("/strategies").json().toString()).doesNotContain("brought");
    JsonNode again =
        done("\"IN-USD\"", "1h", ",\"strategy\":\"" + run.get("strategy").asString() + "\"");
    assertThat(again.get("run").get("resultHash")).isEqualTo(run.get("run").get("resultHash"));
    assertThat(refused("\"IN-USD\"", "1h", ",\"document\":\"enter: close >\"")).contains("line 1");
    JsonNode sheet = api.get("/backtests/" + run.get("id").asString() + "/tear-sheet").json();
    assertThat(sheet.get("breakdowns").toString()).contains("Entry signal");
  }

  @Test
  void theBenchmarkIsOfChoice() {
    String hold = ",\"strategy\":\"buy_and_hold\"";
    JsonNode own = done("\"IN-USD\"", "1h", hold);
    JsonNode other = done("\"IN-USD\"", "1h", hold + ",\"benchmark\":\"EURUSD\"");

    assertThat(other.get("assumptions").toString()).contains("against holding EURUSD");
    assertThat(own.get("reads").get("benchmark").isNull()).isTrue();
    assertThat(other.get("reads").get("benchmark").asString()).isEqualTo("EURUSD");
    assertThat(own.get("statistics").get("beta").asDouble()).isGreaterThan(0.9);
    assertThat(other.get("statistics").get("beta").asDouble()).isLessThan(0.5);
    assertThat(api.get("/backtests/" + other.get("id").asString() + "/report").status())
        .isEqualTo(200);
    assertThat(refused("\"IN-USD\"", "1h", hold + ",\"benchmark\":\"NO\""))
        .contains("no bars of NO are stored");
  }

  @Test
  void whatAFailedRunHadDoneIsKeptAndMarked() {
    String turning =
        """
        name: turning
        direction: both
        enter: close > ema(close, 5)
        shortEnter: close < ema(close, 5)
        """;
    JsonNode failed =
        ended(
            "\"IN-USD\"",
            "1h",
            ",\"document\":" + text(turning) + ",\"assumptions\":{\"maxOrdersPerBar\":\"1\"}");

    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString())
        .contains("turning@", "IN-USD", "newest known bar", "maxOrdersPerBar");
    assertThat(failed.get("partial").asBoolean()).isTrue();
    assertThat(failed.get("errors").size()).isEqualTo(1);
    assertThat(failed.get("assumptions").toString()).contains("ended before its data");
    String id = failed.get("id").asString();
    assertThat(api.get("/backtests/" + id + "/equity").status()).isEqualTo(200);
    assertThat(api.get("/backtests/" + id + "/report").body()).contains("ended before its data");
    done("\"IN-USD\"", "1h", ",\"strategy\":\"buy_and_hold\"");
  }

  @Test
  void aWarmUpThatIsLongerThanTheDataIsNamed() {
    JsonNode failed =
        ended(
            "\"IN-USD\",\"EURUSD\"",
            "4h",
            ",\"strategy\":\"enter close > sma(close, 900); exit close < 1\"");

    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString())
        .contains("sma(close, 900)", "instrument IN-USD has 200", "instrument EURUSD has 200");
    assertThat(failed.get("partial").isNull()).isTrue();
  }

  @Test
  void runsOnStoredSignalsAreVerifiedExaminedAndReplayed() {
    Api.Answer added =
        api.post(
            "/signal-definitions",
            """
            {"name":"in_cross","timeframe":"1h","instruments":["IN-USD"],
             "entry":"crosses_above(ema(close, 5), ema(close, 15))",
             "exit":"crosses_below(ema(close, 5), ema(close, 15))"}\
            """);
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    TestPlatform.await(
        "signals",
        () ->
            api.get("/signal-definitions/in_cross")
                .json()
                .get("states")
                .valueStream()
                .filter(each -> each.get("instrument").asString().equals("IN-USD"))
                .findFirst()
                .orElse(null),
        each -> each != null && !each.get("dirty").asBoolean());
    String span = ",\"from\":\"2024-01-10\",\"strategy\":\"signals in_cross\"";
    JsonNode run = done("\"IN-USD\"", "1h", span);
    assertThat(run.get("roundTripCount").asInt()).isGreaterThan(5);

    assertThat(verified(run).get("outcome").asString()).isEqualTo("SAME");
    String id = run.get("id").asString();
    JsonNode replay = api.get("/backtests/" + id + "/replay?count=20").json();
    assertThat(replay.get("same").asBoolean()).as(replay.toString()).isTrue();
    JsonNode examined =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests/" + id + "/analyses",
                "{\"checks\":[\"lookahead\",\"starts\",\"costs\"],\"maxDecisions\":40,"
                    + "\"starts\":4}"));
    assertThat(examined.get("status").asString()).as(examined.toString()).isEqualTo("DONE");
    assertThat(api.get("/backtests/" + id + "/robustness").json().toString())
        .contains("examined decisions changes when later bars are missing or other");

    JsonNode stopped = done("\"IN-USD\"", "1h", span + ",\"document\":" + text(DOCUMENT));
    assertThat(stopped.get("strategy").asString())
        .matches("signals in_cross v1 with brought@[0-9a-f]{12}");
    assertThat(stopped.get("run").get("resultHash")).isNotEqualTo(run.get("run").get("resultHash"));
    assertThat(verified(stopped).get("outcome").asString()).isEqualTo("SAME");

    JsonNode told =
        done("\"IN-USD\"", "1h", ",\"strategy\":\"buy_and_hold\",\"signals\":[\"in_cross\"]");
    assertThat(verified(told).get("outcome").asString()).isEqualTo("SAME");
    assertThat(
            ended("\"EURUSD\"", "1h", ",\"strategy\":\"buy_and_hold\",\"signals\":[\"in_cross\"]")
                .get("error")
                .asString())
        .contains("not generated");
  }

  /** A rule from YAML is the same rule wherever its conditions come from, and looked at again. */
  @Test
  void aDocumentTradesTheSameComputedFromStoredSignalsAndInReplay() {
    String conditions =
        """
        {"name":"in_same","timeframe":"1h","instruments":["IN-USD"],
         "entry":"crosses_above(ema(close, 4), ema(close, 9))",
         "exit":"crosses_below(ema(close, 4), ema(close, 9))"}\
        """;
    assertThat(api.post("/signal-definitions", conditions).status()).isEqualTo(201);
    TestPlatform.await(
        "signals",
        () -> api.get("/signal-definitions/in_same").json().get("states"),
        states -> states.size() == 1 && !states.get(0).get("dirty").asBoolean());
    String document =
        """
        name: same_rule
        enter: crosses_above(ema(close, 4), ema(close, 9))
        exit: crosses_below(ema(close, 4), ema(close, 9))
        size: { type: percent_of_equity, value: 50 }
        stop: { fraction: 0.01 }
        """;
    JsonNode computed = done("\"IN-USD\"", "1h", ",\"document\":" + text(document));
    JsonNode stored =
        done(
            "\"IN-USD\"", "1h", ",\"strategy\":\"signals in_same\",\"document\":" + text(document));

    assertThat(stored.get("strategy").asString()).startsWith("signals in_same v1 with same_rule@");
    List<String> fills = replayed(computed);
    assertThat(fills).hasSizeGreaterThan(10);
    assertThat(replayed(stored)).isEqualTo(fills);
    assertThat(trips(stored)).isEqualTo(trips(computed));
    assertThat(stored.get("statistics")).isEqualTo(computed.get("statistics"));
  }

  /** The fills of all pages of a replay, each of which says that it is the run. */
  private List<String> replayed(JsonNode run) {
    List<String> fills = new ArrayList<>();
    int size = 1;
    for (int from = 0; from < size; from += 200) {
      JsonNode page =
          api.get("/backtests/" + run.get("id").asString() + "/replay?count=200&from=" + from)
              .json();
      assertThat(page.get("same").asBoolean()).as(page.toString()).isTrue();
      size = page.get("size").asInt();
      page.get("frames")
          .forEach(frame -> frame.get("fills").forEach(each -> fills.add(each.toString())));
    }
    return fills;
  }

  private JsonNode trips(JsonNode run) {
    return api.get("/backtests/" + run.get("id").asString() + "/round-trips?limit=200")
        .json()
        .get("items");
  }
}
