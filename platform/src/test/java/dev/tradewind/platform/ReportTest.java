package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.report.HtmlReport;
import dev.tradewind.report.ResultJson;
import dev.tradewind.report.RunInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents of a stored run, against those of the same run outside the platform. */
class ReportTest {
  private static final String PLACEHOLDER = "__TRADEWIND_DATA__";

  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();

  private void importWholeLots(String instrument, int bars, long seed, boolean replace) {
    String options =
        "{\"instrument\":\"%s\",\"timeframe\":\"1h\",\"lotSize\":\"1\",\"replace\":%s}"
            .formatted(instrument, replace);
    JsonNode done =
        MarketDataTest.await(
            api, api.upload(instrument + ".csv", Prices.hourly(bars, seed), options));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
  }

  private JsonNode run(String instrument, String fast, String slow, String cash) {
    String request =
        ("{\"instruments\":[\"%s\"],\"timeframe\":\"1h\",\"strategy\":\"ema_crossover\","
                + "\"parameters\":{\"fast\":\"%s\",\"slow\":\"%s\"},\"cash\":\"%s\","
                + "\"assumptions\":{\"participation\":\"0\"}}")
            .formatted(instrument, fast, slow, cash);
    JsonNode done = MarketDataTest.await(api, api.post("/backtests", request));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    return done;
  }

  private static String template() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The data of a page, which must otherwise be the page that the web module builds. */
  private static ObjectNode data(String page) throws IOException {
    String template = template();
    String before = template.substring(0, template.indexOf(PLACEHOLDER));
    String after = template.substring(before.length() + PLACEHOLDER.length());
    assertThat(page.startsWith(before) && page.endsWith(after)).isTrue();
    return (ObjectNode) Json.parse(page.substring(before.length(), page.length() - after.length()));
  }

  private ObjectNode downloaded(JsonNode backtest) throws IOException {
    return data(api.get("/backtests/" + backtest.get("id").asString() + "/report").body());
  }

  private static List<String> notes(JsonNode data) {
    return data.get("assumptions").valueStream().map(each -> each.get("key").asString()).toList();
  }

  /** The same run as the command line makes it, without the platform. */
  private record Offline(List<BarSeries> series, SimulationResult result) {
    /** Charged to a ledger in which it is the only run, as it is on the platform. */
    RunInfo info() {
      String dataHash = SimulationEvaluator.dataHash(series);
      return RunInfo.offline(result, "RPT-USD.csv", series)
          .withTrials(
              TrialCount.of(result, dataHash, List.of(LedgerEntry.ofRun(dataHash, result))));
    }
  }

  private Offline offline() {
    List<BarSeries> series =
        platform.bean(MarketData.class).bars("RPT-USD", Timeframe.parse("1h")).stream().toList();
    SimulationConfig config =
        SimulationConfig.DEFAULT
            .withInitialCash(new BigDecimal(110))
            .withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0));
    SimulationResult result =
        Simulator.run(
            series,
            BuiltInStrategies.INSTANCE.find("ema_crossover").orElseThrow(),
            Map.of("fast", new BigDecimal(5), "slow", new BigDecimal(20)),
            config,
            (done, total) -> true);
    return new Offline(series, result);
  }

  @Test
  void isTheOneThatTheCommandLineWritesForTheSameRun() throws IOException {
    importWholeLots("RPT-USD", 4_000, 21, false);
    ObjectNode downloaded = downloaded(run("RPT-USD", "5", "20", "110"));

    Offline offline = offline();
    List<BarSeries> series = offline.series();
    SimulationResult result = offline.result();
    StringWriter page = new StringWriter();
    HtmlReport.write(offline.info(), result, series, page);
    ObjectNode written = data(page.toString());

    assertThat(result.rejections()).as("orders that 110 does not pay for").isNotEmpty();
    assertThat(result.roundTrips()).isNotEmpty();
    for (ObjectNode each : List.of(downloaded, written)) {
      each.remove(List.of("name", "createdAt"));
      ((ObjectNode) each.get("run")).remove("id");
    }
    assertThat(downloaded).isEqualTo(written);
    assertThat(downloaded.get("rejectionsTotal").asInt()).isEqualTo(result.rejections().size());
  }

  /** The same names and values in the same order, whether a whole number is written 0 or 0.0. */
  private static void requireSame(String what, JsonNode actual, JsonNode expected) {
    boolean same =
        actual.equals(
            (one, other) ->
                one.isNumber() && other.isNumber()
                    ? Double.compare(one.asDouble(), other.asDouble())
                    : one.equals(other) ? 0 : 1,
            expected);
    assertThat(same).as(what + ": " + actual + " for " + expected).isTrue();
  }

  @Test
  void theApiGivesTheDocumentThatTheCommandLineWrites() throws IOException {
    importWholeLots("RPT-USD", 4_000, 21, false);
    JsonNode stored = run("RPT-USD", "5", "20", "110");
    String path = "/backtests/" + stored.get("id").asString();
    Offline offline = offline();
    StringWriter text = new StringWriter();
    ResultJson.write(offline.info(), offline.result(), false, text);
    ObjectNode written = (ObjectNode) Json.parse(text.toString());

    ((ObjectNode) stored.get("run")).remove("id");
    ((ObjectNode) written.get("run")).remove("id");
    JsonNode instruments = written.remove("instruments");
    JsonNode trips = written.remove("roundTrips");
    written.propertyNames().forEach(key -> requireSame(key, stored.get(key), written.get(key)));
    requireSame("instruments", stored.get("inputs"), instruments);
    assertThat(stored.get("roundTripCount").asInt()).isEqualTo(trips.size());
    JsonNode page = api.get(path + "/round-trips?limit=200").json();
    assertThat(page.get("total").asInt()).isEqualTo(trips.size());
    page.get("items").forEach(each -> ((ObjectNode) each).remove("n"));
    requireSame("round trips", page.get("items"), trips);
  }

  @Test
  void saysHowManyOrdersWereRefusedWhereTheFirstAreKept() throws IOException {
    importWholeLots("RFS-USD", 12_000, 22, false);
    JsonNode run = run("RFS-USD", "2", "3", "1");
    long refused = run.get("rejectionCount").asLong();
    assertThat(refused).isGreaterThan(1_000);
    assertThat(run.get("rejections").size()).isEqualTo(1_000);
    ObjectNode data = downloaded(run);
    assertThat(data.get("rejections").size()).isEqualTo(500);
    assertThat(data.get("rejectionsTotal").asLong()).isEqualTo(refused);
    assertThat(data.get("assumptions").toString())
        .contains("Of " + refused + " refused orders the first 1000 are kept");
  }

  @Test
  void drawsNoCandlesOfPricesThatAreNotThoseOfTheRunAndSaysSo() throws IOException {
    importWholeLots("CHG-USD", 500, 23, false);
    JsonNode run = run("CHG-USD", "5", "20", "100000");
    ObjectNode before = downloaded(run);
    assertThat(before.get("candles").isNull()).isFalse();
    assertThat(notes(before)).doesNotContain("report.candles");

    importWholeLots("CHG-USD", 500, 24, true);
    ObjectNode after = downloaded(run);
    assertThat(after.get("candles").isNull()).isTrue();
    assertThat(after.get("assumptions").toString()).contains("CHG-USD 1h have changed since");
    assertThat(after.get("statisticDetails")).isEqualTo(before.get("statisticDetails"));
    assertThat(after.get("instruments")).isEqualTo(before.get("instruments"));

    assertThat(api.delete("/series?instrument=CHG-USD&timeframe=1h").status()).isEqualTo(204);
    assertThat(downloaded(run).get("assumptions").toString())
        .contains("CHG-USD 1h were deleted since");
  }
}
