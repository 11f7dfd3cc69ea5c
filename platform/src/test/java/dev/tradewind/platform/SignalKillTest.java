package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A platform that is killed while it generates signals. */
class SignalKillTest {
  private static final int BARS = 60_000;

  @TempDir Path home;

  private static void add(Api api, String name) {
    assertThat(
            api.post(
                    "/signal-definitions",
                    ("{\"name\":\"%s\",\"timeframe\":\"1m\",\"entry\":\"close > ema(close, 9)\","
                            + "\"exit\":\"close < ema(close, 9)\",\"strength\":\"rsi(close, 5)\"}")
                        .formatted(name))
                .status())
        .isEqualTo(201);
  }

  private static JsonNode state(Api api, String name) {
    JsonNode states = api.get("/signal-definitions/" + name).json().get("states");
    return states.isEmpty() ? null : states.get(0);
  }

  /** Rows without what differs between two installations or moments. */
  private static List<String> rows(Api api, String name) {
    List<String> rows = new ArrayList<>();
    api.get("/signals/export?definition=" + name)
        .body()
        .lines()
        .skip(1)
        .forEach(
            line -> {
              String[] cells = line.split(",");
              rows.add(
                  String.join(
                      " ", cells[4], cells[5], cells[6], cells[7], cells[8], cells[10], cells[12]));
            });
    return rows;
  }

  @Test
  void aKilledGenerationGivesTheSignalsOfOneThatWasNot() throws IOException, InterruptedException {
    Process first = new PlatformProcess(home).launch();
    try {
      Api api = new PlatformProcess(home).api(first);
      add(api, "cut");
      String options = "{\"instrument\":\"CUT\",\"timeframe\":\"1m\"}";
      Api.Answer upload =
          api.upload("CUT.csv", Prices.csv(BARS, 3, "2024-01-01T00:00:00Z", 60), options);
      assertThat(upload.status()).as(upload.toString()).isEqualTo(202);
      TestPlatform.await(
          "the middle of the generation",
          () -> state(api, "cut"),
          each -> each != null && each.get("bars").asInt() > 0);
    } finally {
      PlatformProcess.kill(first);
    }
    Process second = new PlatformProcess(home).launch();
    try {
      Api api = new PlatformProcess(home).api(second);
      TestPlatform.await(
          "the end of the generation",
          () -> state(api, "cut"),
          each ->
              each != null && !each.get("dirty").asBoolean() && each.get("bars").asInt() == BARS);
      add(api, "whole");
      TestPlatform.await(
          "an uninterrupted generation",
          () -> state(api, "whole"),
          each ->
              each != null && !each.get("dirty").asBoolean() && each.get("bars").asInt() == BARS);
      List<String> cut = rows(api, "cut");
      assertThat(cut).hasSizeGreaterThan(BARS / 2).isEqualTo(rows(api, "whole"));
      assertThat(cut).doesNotHaveDuplicates();
    } finally {
      PlatformProcess.stop(second);
    }
  }
}
