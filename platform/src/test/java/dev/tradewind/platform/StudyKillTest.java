package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A platform that is killed in the middle of a study. */
class StudyKillTest {
  private static final int TRIALS = 400;

  @TempDir Path home;

  private static String submit(Api api) {
    return submit(api, "KILL-USD", "tpe", TRIALS, "");
  }

  static String submit(Api api, String instrument, String sampler, int trials, String more) {
    // The objective is the Sharpe ratio; no sweep measures the first cash, so that sets take their
    // time.
    Api.Answer created =
        api.post(
            "/studies",
            """
            {"instruments": ["%s"], "timeframe": "1h", "strategy": "ema_crossover",
             "space": ["fast=2..40", "slow=41..400"], "sampler": "%s", "trials": %d, "seed": 5,
             "constraints": ["tradeCount >= 3"], "objectives": ["sharpe - 0 * initialCash"]%s}
            """
                .formatted(instrument, sampler, trials, more));
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    return created.json().get("id").asString();
  }

  static JsonNode done(Api api, String id) {
    return TestPlatform.await(
        "the end of the study",
        () -> api.get("/studies/" + id).json(),
        each -> each.get("study").get("status").asString().equals("DONE"));
  }

  static String table(Api api, String id) {
    return api.get("/studies/" + id + "/export?format=csv").body();
  }

  @Test
  @DisplayName("case 39: a study that is killed ends with the table of one that was not")
  void aKilledStudyEndsWithTheTableOfOneThatWasNot() throws IOException, InterruptedException {
    String cut;
    int before;
    Process first = new PlatformProcess(home).launch();
    try {
      Api api = new PlatformProcess(home).api(first);
      MarketDataTest.importHourly(api, "KILL-USD", 20_000, 11);
      cut = submit(api);
      before =
          TestPlatform.await(
                  "the middle of the study",
                  () -> api.get("/studies/" + cut).json().get("study"),
                  each -> each.get("trials").asInt() > 0)
              .get("trials")
              .asInt();
      assertThat(before).isLessThan(TRIALS);
    } finally {
      PlatformProcess.kill(first);
    }
    Process second = new PlatformProcess(home).launch();
    try {
      Api api = new PlatformProcess(home).api(second);
      JsonNode resumed = done(api, cut);
      String whole = submit(api);
      JsonNode uninterrupted = done(api, whole);
      String table = table(api, cut);
      assertThat(table.lines()).hasSize(TRIALS + 1);
      assertThat(table).isEqualTo(table(api, whole));
      assertThat(resumed.get("summary").get("best"))
          .isEqualTo(uninterrupted.get("summary").get("best"));
      assertThat(resumed.get("summary").get("ledger"))
          .as("the same study counts once")
          .isEqualTo(uninterrupted.get("summary").get("ledger"));
    } finally {
      PlatformProcess.stop(second);
    }
    assertThat(home.resolve("stderr.txt")).isEmptyFile();
  }
}
