package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Labels beside the features of an export. */
class FeatureLabelsTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();

  private final Api api = PLATFORM.local();

  private Api.Answer ask(String more) {
    return ask("LABELLED", more);
  }

  private Api.Answer ask(String instrument, String more) {
    return api.post(
        "/feature-exports",
        "{\"instrument\":\"%s\",\"timeframe\":\"1h\",\"features\":[\"ema_9\"],%s}"
            .formatted(instrument, more));
  }

  @Test
  void aLabelIsWrittenWithTheMomentAtWhichItIsKnown() {
    MarketDataTest.importHourly(api, "LABELLED", 120, 51);
    TestPlatform.await(
        "the build of ema_9",
        () -> api.get("/features/ema_9/values?instrument=LABELLED&timeframe=1h"),
        answer -> answer.status() == 200);
    String three =
        "\"labels\":[\"forward_return(5)\",\"direction(3,0)\",\"triple_barrier(2, 1, 10)\"],"
            + "\"volatility\":\"stddev(log_return(close, 1), 20)\","
            + "\"side\":\"sign(ema_9 - ema_21)\"";
    JsonNode done = MarketDataTest.await(api, ask(three));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("labels").get(0).asString()).isEqualTo("forward_return(5, simple)");
    JsonNode columns = done.get("manifest").get("columns");
    assertThat(columns.get(1).get("name").asString()).isEqualTo("label_forward_return_5_simple");
    assertThat(columns.get(1).get("expression").asString()).isEqualTo("forward_return(5, simple)");
    assertThat(columns.get(1).get("sha256").asString()).hasSize(64);
    assertThat(columns.get(3).get("description").asString())
        .contains("volatility stddev(", "side sign(ema_9 - ema_21)");

    String path = "/feature-exports/" + done.get("id").asString() + "/file";
    List<String> lines = api.get(path).body().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "open_time,ema_9,label_forward_return_5_simple,label_direction_3_0_0,"
                + "label_triple_barrier_2_0_1_0_10,ema_9 known_at,"
                + "label_forward_return_5_simple known_at,label_direction_3_0_0 known_at,"
                + "label_triple_barrier_2_0_1_0_10 known_at");
    JsonNode close = api.get("/series/bars?instrument=LABELLED&timeframe=1h").json().get("c");
    String[] row = lines.get(51).split(",", -1);
    assertThat(Double.parseDouble(row[2]))
        .isEqualTo(close.get(55).asDouble() / close.get(50).asDouble() - 1);
    assertThat(row[0]).isEqualTo("2024-01-03T02:00:00Z");
    assertThat(row[6]).isEqualTo("2024-01-03T08:00:00Z");
    String[] open = lines.get(120).split(",", -1);
    assertThat(open[1]).isNotEmpty();
    assertThat(open[2]).isEmpty();
    assertThat(open[6]).isEmpty();
    assertThat(lines.stream().skip(60).map(line -> line.split(",", -1)[4])).contains("1.0", "-1.0");
  }

  @Test
  void labelsAsOfAnInstantAreMadeOfTheBarsAsTheyWereKnownThen() {
    MarketDataTest.importHourly(api, "LABELLED-LATE", 120, 52);
    MarketDataTest.importHourly(api, "LABELLED-BESIDE", 120, 53);
    TestPlatform.await(
        "the build of ema_9",
        () -> api.get("/features/ema_9/values?instrument=LABELLED-LATE&timeframe=1h"),
        answer -> answer.status() == 200);
    String then = ",\"asOf\":\"2024-01-05T00:00:00Z\"";
    List<String> before = late(then);
    assertThat(before).hasSize(1 + 96);
    // Bar 90 is settled by bar 95, which ends at the instant; bar 91 by one that ends after it.
    assertThat(cell(before, 90, 2)).isNotEmpty();
    assertThat(cell(before, 90, 5)).isEqualTo("2024-01-05T00:00:00Z");
    assertThat(cell(before, 91, 2)).isEmpty();
    assertThat(cell(before, 91, 5)).isEmpty();

    List<String> today = late("");
    correct("LABELLED-LATE", "2024-01-04T18:00:00Z,100,500,90,400,100000");
    correct("LABELLED-BESIDE", "2024-01-04T10:00:00Z,100,500,90,400,100000");

    assertThat(late(then)).isEqualTo(before);
    List<String> corrected = late("");
    for (int bar : new int[] {85, 90}) {
      assertThat(cell(today, bar, 2)).isEqualTo(cell(before, bar, 2));
      assertThat(cell(corrected, bar, 2)).isNotEqualTo(cell(today, bar, 2));
    }
    assertThat(column(corrected, 3))
        .as("the volatility reads the other instrument")
        .isNotEqualTo(column(today, 3));
  }

  @Test
  void aManifestTellsOfWhichBarsLabelsAsOfAnInstantWereMade() {
    MarketDataTest.importHourly(api, "LABELLED-TOLD", 60, 54);
    TestPlatform.await(
        "the build of ema_9",
        () -> api.get("/features/ema_9/values?instrument=LABELLED-TOLD&timeframe=1h"),
        answer -> answer.status() == 200);
    String labels = "\"labels\":[\"direction(1, 0)\"]";
    JsonNode now = MarketDataTest.await(api, ask("LABELLED-TOLD", labels));
    JsonNode then =
        MarketDataTest.await(
            api, ask("LABELLED-TOLD", labels + ",\"asOf\":\"2024-01-02T00:00:00Z\""));
    assertThat(now.get("manifest").get("inputs").propertyNames())
        .containsExactlyInAnyOrder("LABELLED-TOLD 1h", "inputs of ema_9 v1");
    JsonNode inputs = then.get("manifest").get("inputs");
    assertThat(inputs.get("LABELLED-TOLD 1h as of 2024-01-02T00:00:00Z").asString())
        .hasSize(64)
        .isNotEqualTo(inputs.get("LABELLED-TOLD 1h").asString());
  }

  private List<String> late(String more) {
    JsonNode done =
        MarketDataTest.await(
            api,
            ask(
                "LABELLED-LATE",
                "\"labels\":[\"forward_return(5)\",\"triple_barrier(1, 1, 5)\"],\"volatility\":"
                    + "\"stddev(log_return(close of \\\"LABELLED-BESIDE\\\", 1), 20)\""
                    + more));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    return api.get("/feature-exports/" + done.get("id").asString() + "/file")
        .body()
        .lines()
        .toList();
  }

  private static String cell(List<String> lines, int bar, int column) {
    return lines.get(bar + 1).split(",", -1)[column];
  }

  private static List<String> column(List<String> lines, int column) {
    return lines.stream().map(line -> line.split(",", -1)[column]).toList();
  }

  private void correct(String instrument, String row) {
    JsonNode done =
        MarketDataTest.await(
            api,
            api.upload(
                "late.csv",
                ("time,open,high,low,close,volume\n" + row + "\n").getBytes(StandardCharsets.UTF_8),
                "{\"instrument\":\"%s\",\"timeframe\":\"1h\",\"replace\":true}"
                    .formatted(instrument)));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
  }

  @Test
  void whatIsNoLabelIsRefused() {
    assertThat(refusal("\"labels\":[\"direction(0, 1)\"]")).contains("bars must be in 1..1000000");
    assertThat(refusal("\"labels\":[\"triple_barrier(2, 1, 10)\"]"))
        .contains("volatility is required");
    assertThat(
            refusal("\"labels\":[\"triple_barrier(2, 1, 10)\"],\"volatility\":\"stdev(close, 3)\""))
        .contains("'stddev'");
    assertThat(refusal("\"labels\":[\"direction(3, 0)\",\"direction(3, 0.0)\"]"))
        .contains("label_direction_3_0_0");
  }

  private String refusal(String more) {
    MarketDataTest.importHourly(api, "LABELLED", 120, 51);
    TestPlatform.await(
        "the build of ema_9",
        () -> api.get("/features/ema_9/values?instrument=LABELLED&timeframe=1h"),
        answer -> answer.status() == 200);
    Api.Answer answer = ask(more);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    return answer.body();
  }
}
