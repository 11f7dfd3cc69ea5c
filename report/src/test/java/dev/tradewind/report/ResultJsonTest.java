package dev.tradewind.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.SimulationResult;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultJsonTest {
  private static final String RUN =
      "{\"run\":{\"id\":\"1\",\"engineVersion\":\"0.1.0\",\"dataHash\":\""
          + "d".repeat(64)
          + "\",\"configHash\":\""
          + "c".repeat(64)
          + "\",\"resultHash\":\""
          + "e".repeat(64)
          + "\",\"seed\":0},";

  private static String write(RunInfo run, SimulationResult result, boolean withEquity)
      throws IOException {
    StringWriter out = new StringWriter();
    ResultJson.write(run, result, withEquity, out);
    return out.toString();
  }

  @Test
  void writesEveryKeyOfTheDocument() throws IOException {
    RunInfo run = RunInfo.of("1", "first", "prices.csv", null, List.of());
    assertThat(write(run, StoredResult.small(), true))
        .isEqualTo(
            RUN
                + "\"strategy\":\"ema_crossover\",\"parameters\":{\"fast\":\"9\",\"slow\":\"21\"},"
                + "\"config\":{\"cash\":\"100000\",\"feeBps\":\"10\",\"slippageBps\":\"5\","
                + "\"riskFreeRate\":0,\"seed\":0,\"assumptions\":{"
                + "\"initialCash\":\"100000\",\"accountCurrency\":\"\",\"conversionBps\":\"0\","
                + "\"fillModel\":\"next_open\",\"participation\":\"0.1\",\"queueProbability\":\"0\","
                + "\"latencyMillis\":\"0\",\"costModel\":\"per_notional\",\"feeBps\":\"10\","
                + "\"makerFeeBps\":\"10\",\"feeTiers\":\"\",\"feePerUnit\":\"0\","
                + "\"feePerOrder\":\"0\",\"feeMinimum\":\"0\",\"slippageModel\":\"fixed_bps\","
                + "\"slippageBps\":\"5\",\"spreadBps\":\"10\",\"impact\":\"0.1\","
                + "\"initialMargin\":\"1\",\"maintenanceMargin\":\"0.25\",\"borrowRate\":\"0.03\","
                + "\"shortSelling\":\"true\",\"onError\":\"stop\",\"maxOrdersPerBar\":\"10000\","
                + "\"riskFreeRate\":\"0\",\"seed\":\"0\"}},"
                + "\"instruments\":[{\"id\":\"BTC-USD\",\"assetClass\":\"CRYPTO\","
                + "\"currency\":\"USD\",\"tickSize\":\"0.01\",\"lotSize\":\"0.00001\","
                + "\"calendar\":\"24x7\"}],\"dataSource\":\"prices.csv\","
                + "\"assumptions\":[{\"key\":\"fills.price\",\"text\":\"Next open.\","
                + "\"warning\":false}],\"statistics\":{\"totalReturn\":0.1,\"sharpe\":null},"
                + "\"roundTrips\":[{\"instrument\":\"BTC-USD\",\"side\":\"long\",\"quantity\":0.5,"
                + "\"entryTime\":\"2020-01-01T00:00:00Z\",\"entryPrice\":100.01,"
                + "\"exitTime\":\"2020-01-01T00:01:00Z\",\"exitPrice\":110,\"pnl\":4.9,"
                + "\"returnFraction\":0.098,\"fees\":0.1,\"bars\":1,\"mae\":-0.01,\"mfe\":0.1}],"
                + "\"openPositions\":[{\"instrument\":\"BTC-USD\",\"side\":\"long\",\"quantity\":2,"
                + "\"entryTime\":\"2020-01-01T00:00:00Z\",\"entryPrice\":100,\"markPrice\":101.5,"
                + "\"unrealisedPnl\":2.9,\"fees\":0.1}],"
                + "\"rejections\":[{\"time\":\"2020-01-01T00:00:00Z\",\"instrument\":\"BTC-USD\","
                + "\"side\":\"buy\",\"reason\":\"cash pays for 0 lots\"}],"
                + "\"equity\":[[\"2020-01-01T00:00:00Z\",100000],"
                + "[\"2020-01-01T00:01:00Z\",100004.9]]}\n");
  }

  @Test
  void sameRunGivesSameBytesAndSaysNothingOfTheClock() throws IOException {
    RunInfo run = RunInfo.offline(StoredResult.small(), "prices.csv", List.of());
    String first = write(run, StoredResult.small(), false);
    assertThat(write(run, StoredResult.small(), false)).isEqualTo(first);
    assertThat(first).doesNotContain("createdAt").doesNotContain("\"equity\"");
  }

  @Test
  void saysWhenTheRunWasMadeAndOnWhatIfKnown() throws IOException {
    RunInfo run =
        RunInfo.of(
                "1",
                "first",
                "x",
                Instant.parse("2024-02-29T12:00:00Z"),
                List.of(StoredResult.bars(3)))
            .withNotes(List.of(new Assumption("data.calendar", "Inferred.", true)))
            .withName("second");
    assertThat(write(run, StoredResult.small(), false))
        .contains("\"createdAt\":\"2024-02-29T12:00:00Z\"")
        .contains("\"timeframe\":\"1m\",\"bars\":3,\"first\":\"2020-01-01T00:00:00Z\"")
        .contains("{\"key\":\"data.calendar\",\"text\":\"Inferred.\",\"warning\":true}]");
    assertThat(run.name()).isEqualTo("second");
  }

  @Test
  void offlineIdFollowsFromConfigurationAndData() {
    RunInfo one = RunInfo.offline(StoredResult.small(), "a.csv", List.of());
    RunInfo two = RunInfo.offline(StoredResult.small(), "b.csv", List.of());
    assertThat(one.id()).hasSize(16).matches("[0-9a-f]+").isEqualTo(two.id());
  }
}
