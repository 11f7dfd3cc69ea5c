package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What strategies can do wrong, as a user of the API meets it. */
class BadStrategiesTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private static final int BARS = 400;
  private final Api api = PLATFORM.local();

  @BeforeAll
  static void prices() throws IOException {
    MarketDataTest.importHourly(PLATFORM.local(), "BAD-USD", BARS, 42);
    Files.createDirectories(PLATFORM.home.resolve("plugins"));
  }

  private static String document(String fields) {
    String text = "name: wrong\n" + fields.replace("; ", "\n") + "\n";
    return "\"document\":\"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private Api.Answer post(String strategy, String more) {
    return api.post(
        "/backtests",
        "{\"instruments\":[\"BAD-USD\"],\"timeframe\":\"1h\"," + strategy + more + "}");
  }

  private JsonNode run(String strategy, String more) {
    return MarketDataTest.await(api, post(strategy, more));
  }

  private static String onError(String policy) {
    return ",\"assumptions\":{\"onError\":\"" + policy + "\"}";
  }

  private String goodHash() {
    JsonNode done = run(document("enter: close > ema(close, 5); exit: close < ema(close, 5)"), "");
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    return done.get("run").get("resultHash").asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enter: close@nothere > 1               | 'nothere'       | line 2, column 14
          enter: rsj(close, 14) < 30             | 'rsj'           | line 2, column 8
          enter: close > 1; cooldown: -1         | -1              | line 3, column 11
          """)
  void aDocumentThatIsWrongIsRefusedAtItsPlace(String fields, String value, String place) {
    Api.Answer refused = post(document(fields), "");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").get(0).get("message").asString())
        .contains(value, place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          size: { type: quantity, value: 0 / (close - close) }          | NaN
          size: { type: quantity, value: close - 1000000 }              | -99
          size: { type: cash, value: close - 1000000 }                  | -99
          stop: { price: 0 / (close - close) }                          | NaN
          stop: { price: 0 - 5 }                                        | -5.0
          """)
  void ordersWithoutSenseAreRefusedWithValueInstrumentAndBar(String field, String value) {
    JsonNode done = run(document("enter: close > 1; " + field), "");

    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("strategy").asString()).startsWith("wrong@");
    assertThat(done.get("roundTripCount").asInt()).isZero();
    assertThat(done.get("rejections").get(0).get("reason").asString())
        .contains(value, "instrument BAD-USD", "newest known bar 0", "time 20");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enter: close of "NOPE" > 1  | asks for bars of NOPE 1h, which the run does not have
          enter: sma(close, 401) > 1  | sma(close, 401) > 1 is undefined on the first 400 bars, instrument BAD-USD has 400
          """)
  void whatIsNotThereEndsTheRunOrNot(String field, String expected) {
    JsonNode failed = run(document(field), "");
    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString())
        .contains("strategy wrong@", expected)
        .doesNotContain("java.");

    JsonNode whole = run(document(field), onError("continue"));
    assertThat(whole.get("status").asString()).as(whole.toString()).isEqualTo("DONE");
    assertThat(whole.get("errors").get(0).get("message").asString()).contains("wrong@", expected);
    assertThat(whole.get("partial").asBoolean()).isFalse();
  }

  @Test
  void barsThatCannotBeMadeAreNamedAtTheStart() {
    JsonNode failed = run(document("enter: ema(close, 5)@1m > 1"), "");

    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString())
        .contains("strategy wrong@", "failed to start", "bars of 1m cannot be made from bars of 1h")
        .doesNotContain("java.", "Exception");
    assertThat(failed.get("run").isNull()).isTrue();
  }

  private String overflowing() {
    return document("enter: close > 0; timeStop: 1")
        + ",\"cash\":\"60000000000\",\"feeBps\":\"0\",\"assumptions\":{\"participation\":\"0\"}";
  }

  @Test
  void anOverflowKeepsAndMarksItsPart() {
    String before = goodHash();
    JsonNode failed = run(overflowing(), "");

    assertThat(failed.get("status").asString()).as(failed.toString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString())
        .contains("strategy wrong@", "overflow", "instrument BAD-USD", "newest known bar")
        .doesNotContain("java.", "Exception", "too large for an exact ledger");
    assertThat(failed.get("partial").asBoolean()).isTrue();
    assertThat(failed.get("assumptions").get(0).get("text").asString())
        .contains("ended before its data");
    assertThat(goodHash()).as("other runs are untouched").isEqualTo(before);
  }

  /** Flat at 1, with two closes at 2. */
  private static byte[] spikes() {
    StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
    for (int hour = 0; hour < 48; hour++) {
      int close = hour == 10 || hour == 20 ? 2 : 1;
      text.append(
          "2024-01-0%dT%02d:00:00Z,1,%d,1,%d,0\n"
              .formatted(1 + hour / 24, hour % 24, close, close));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** With a fee of 10 % both purchases together fit the ledger, without one they do not. */
  @Test
  void aCheckThatOverflowsSaysWhereInTheWordsOfTheRun() {
    MarketDataTest.await(
        api,
        api.upload("spikes.csv", spikes(), "{\"instrument\":\"BAD-SPIKE\",\"timeframe\":\"1h\"}"));
    JsonNode done =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests",
                "{\"instruments\":[\"BAD-SPIKE\"],\"timeframe\":\"1h\","
                    + document("enter: close > 1.5; exit: close < 1.5")
                    + ",\"cash\":\"55000000000\",\"feeBps\":\"1000\","
                    + "\"slippageBps\":\"0\",\"assumptions\":{\"participation\":\"0\"}}"));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("roundTripCount").asInt()).isEqualTo(2);

    JsonNode failed =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests/" + done.get("id").asString() + "/analyses",
                "{\"checks\":[\"costs\"]}"));
    assertThat(failed.get("status").asString()).as(failed.toString()).isEqualTo("FAILED");
    assertThat(failed.get("message").asString())
        .contains("strategy wrong@", "overflow", "instrument BAD-SPIKE", "newest known bar 20")
        .doesNotContain("java.", "too large for an exact ledger");
  }

  private JsonNode plugin(String name, String statement, String more) throws IOException {
    Path jar = PLATFORM.home.resolve("plugins").resolve(name + ".jar");
    CompiledJar.of(
        jar, CompiledJar.onBar("Bad", name, "if (context.barCount(0) == 6) { " + statement + " }"));
    try {
      return run("\"strategy\":\"" + name + "\"", more);
    } finally {
      Files.delete(jar);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad_throws | throw new IllegalStateException("value 17"); | it threw IllegalStateException: value 17 (test.Bad$Run.onBar, line
          bad_reads  | context.positionLots(7);                     | it asked for what is not there: number 7 (counted from 0) of 1
          bad_exits  | while (true) context.submit(null);           | it passed null where a value is needed
          """)
  void codeThatFailsIsNamedWithItsPlaceAndKeepsItsPart(
      String name, String statement, String expected) throws IOException {
    JsonNode failed = plugin(name, statement, "");

    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString())
        .contains("strategy " + name + "@", "failed in onBar (instrument BAD-USD, newest known bar")
        .contains("newest known bar 5, time 20", expected)
        .doesNotContain("java.lang", "dev.tradewind");
    assertThat(failed.get("partial").asBoolean()).isTrue();
    assertThat(failed.get("assumptions").get(0).get("text").asString()).contains("ended before");

    JsonNode whole = plugin(name, statement, onError("continue"));
    assertThat(whole.get("status").asString()).as(whole.toString()).isEqualTo("DONE");
    assertThat(whole.get("errors")).hasSize(1);
  }

  @Test
  void codeThatLoopsIsEndedWhileOtherRunsGoOn() throws IOException {
    String before = goodHash();
    Path jar = PLATFORM.home.resolve("plugins").resolve("bad_loops.jar");
    CompiledJar.of(
        jar,
        CompiledJar.onBar("Bad", "bad_loops", "if (context.barCount(0) == 6) while (true) {}"));
    Api.Answer looping = post("\"strategy\":\"bad_loops\"", "");
    assertThat(goodHash()).as("a run beside it").isEqualTo(before);
    JsonNode failed = MarketDataTest.await(api, looping);
    Files.delete(jar);

    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.get("error").asString())
        .contains("strategy bad_loops@", "instrument BAD-USD", "newest known bar 5")
        .contains("it did not return from onBar within 10000 ms");
    assertThat(failed.get("partial").asBoolean()).isTrue();
  }
}
