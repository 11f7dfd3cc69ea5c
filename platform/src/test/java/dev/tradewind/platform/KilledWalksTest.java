package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A platform that is killed in the middle of walks, matrices and cross-validations. */
class KilledWalksTest {
  private static final int VALIDATED = 300;

  @TempDir Path home;

  private static String walk(Api api) {
    return StudyKillTest.submit(
        api,
        "WALK-USD",
        "tpe",
        60,
        ",\"walkForward\":{\"inSample\":\"8000\",\"outOfSample\":\"3000\"}");
  }

  private static String matrix(Api api) {
    return StudyKillTest.submit(
        api,
        "MATRIX-USD",
        "random",
        40,
        ",\"walkForward\":{\"inSample\":\"8000\",\"outOfSample\":\"4000\","
            + "\"matrix\":{\"inSample\":[\"5000\"],\"outOfSample\":[\"6000\"]}}");
  }

  private static String validated(Api api) {
    return StudyKillTest.submit(
        api,
        "VALID-USD",
        "random",
        VALIDATED,
        ",\"crossValidation\":{\"groups\":6,\"testGroups\":2,\"purge\":2,\"embargo\":2}");
  }

  private static JsonNode study(Api api, String id) {
    return api.get("/studies/" + id).json().get("study");
  }

  /** Waits until a study has a trial, and refuses one that has ended. */
  private static void begun(Api api, String id) {
    JsonNode study =
        TestPlatform.await(
            "the first trials of " + id,
            () -> study(api, id),
            each -> each.get("trials").asInt() > 0);
    assertThat(study.get("status").asString()).isEqualTo("RUNNING");
    assertThat(study.get("trials").asInt()).isLessThan(study.get("planned").asInt());
  }

  @Test
  @DisplayName(
      "case 39: killed walks, matrices and cross-validations end as if nothing had happened")
  void killedWalksMatricesAndValidationsEndAsIfNothingHadHappened()
      throws IOException, InterruptedException {
    PlatformProcess platform = new PlatformProcess(home);
    Process process = platform.launch();
    try {
      Api api = platform.api(process);
      // Of their own, as all that is tried on the same bars is charged to one account.
      MarketDataTest.importHourly(api, "WALK-USD", 20_000, 12);
      MarketDataTest.importHourly(api, "MATRIX-USD", 20_000, 13);
      MarketDataTest.importHourly(api, "VALID-USD", 20_000, 14);
      String walk = walk(api);
      String matrix = matrix(api);
      begun(api, walk);
      begun(api, matrix);
      PlatformProcess.kill(process);

      process = platform.launch();
      api = platform.api(process);
      StudyKillTest.done(api, walk);
      StudyKillTest.done(api, matrix);
      String validated = validated(api);
      Api second = api;
      JsonNode searched =
          TestPlatform.await(
              "the cross-validation",
              () -> study(second, validated),
              each -> each.get("trials").asInt() == VALIDATED);
      assertThat(searched.get("status").asString()).isEqualTo("RUNNING");
      PlatformProcess.kill(process);

      process = platform.launch();
      api = platform.api(process);
      StudyKillTest.done(api, validated);
      requireSame(api, walk, walk(api));
      requireSame(api, matrix, matrix(api));
      requireSame(api, validated, validated(api));
    } finally {
      PlatformProcess.kill(process);
    }
    assertThat(home.resolve("stderr.txt")).isEmptyFile();
  }

  /** One that was cut off and one that was not: the same bytes but for identity and time. */
  private static void requireSame(Api api, String cut, String whole) {
    JsonNode resumed = StudyKillTest.done(api, cut);
    JsonNode uninterrupted = StudyKillTest.done(api, whole);
    assertThat(StudyKillTest.table(api, cut)).isEqualTo(StudyKillTest.table(api, whole));
    for (String part : new String[] {"summary", "walk", "planId", "dataHash", "statistics"}) {
      assertThat(resumed.get(part).toString())
          .as("%s of %s", part, cut)
          .isEqualTo(uninterrupted.get(part).toString());
    }
    for (String part : new String[] {"trials", "planned", "verdict", "bestObjectives"}) {
      assertThat(resumed.get("study").get(part))
          .as("%s of %s", part, cut)
          .isEqualTo(uninterrupted.get("study").get(part));
    }
    assertThat(resumed.get("study").get("trials").asInt())
        .as("no trial is there twice")
        .isEqualTo((int) StudyKillTest.table(api, cut).lines().count() - 1);
  }
}
