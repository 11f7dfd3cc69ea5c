package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A platform that is killed in the middle of a study. */
class StudyKillTest {
  private static final int TRIALS = 400;
  private static final int VALIDATED = 300;

  @TempDir Path home;

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            TradewindApplication.class.getName(),
            "--port",
            "0");
    builder.environment().put("TRADEWIND_HOME", home.toString());
    builder.environment().put("TRADEWIND_DEMO", "off");
    builder.redirectError(home.resolve("stderr.txt").toFile());
    return builder.start();
  }

  private Api api(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine())
        .as(Files.readString(home.resolve("stderr.txt")))
        .startsWith("Tradewind 0.1.0 is running at ");
    JsonNode facts = Json.parse(Files.readString(home.resolve("run/platform.json")));
    return new Api(facts.get("port").asInt()).bearer(facts.get("token").asString());
  }

  private static String submit(Api api) {
    return submit(api, "KILL-USD", "tpe", TRIALS, "");
  }

  private static String submit(
      Api api, String instrument, String sampler, int trials, String more) {
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

  private static JsonNode done(Api api, String id) {
    return TestPlatform.await(
        "the end of the study",
        () -> api.get("/studies/" + id).json(),
        each -> each.get("study").get("status").asString().equals("DONE"));
  }

  private static String table(Api api, String id) {
    return api.get("/studies/" + id + "/export?format=csv").body();
  }

  @Test
  @DisplayName("case 39: a study that is killed ends with the table of one that was not")
  void aKilledStudyEndsWithTheTableOfOneThatWasNot() throws IOException, InterruptedException {
    String cut;
    int before;
    Process first = launch();
    try {
      Api api = api(first);
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
      first.destroyForcibly().waitFor();
    }
    Process second = launch();
    try {
      Api api = api(second);
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
      second.toHandle().destroy();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(home.resolve("stderr.txt")).isEmptyFile();
  }

  private static String walk(Api api) {
    return submit(
        api,
        "WALK-USD",
        "tpe",
        60,
        ",\"walkForward\":{\"inSample\":\"8000\",\"outOfSample\":\"3000\"}");
  }

  private static String matrix(Api api) {
    return submit(
        api,
        "MATRIX-USD",
        "random",
        40,
        ",\"walkForward\":{\"inSample\":\"8000\",\"outOfSample\":\"4000\","
            + "\"matrix\":{\"inSample\":[\"5000\"],\"outOfSample\":[\"6000\"]}}");
  }

  private static String validated(Api api) {
    return submit(
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

  private void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Test
  @DisplayName(
      "case 39: killed walks, matrices and cross-validations end as if nothing had happened")
  void killedWalksMatricesAndValidationsEndAsIfNothingHadHappened()
      throws IOException, InterruptedException {
    Process process = launch();
    try {
      Api api = api(process);
      // Of their own, as all that is tried on the same bars is charged to one account.
      MarketDataTest.importHourly(api, "WALK-USD", 20_000, 12);
      MarketDataTest.importHourly(api, "MATRIX-USD", 20_000, 13);
      MarketDataTest.importHourly(api, "VALID-USD", 20_000, 14);
      String walk = walk(api);
      String matrix = matrix(api);
      begun(api, walk);
      begun(api, matrix);
      kill(process);

      process = launch();
      api = api(process);
      done(api, walk);
      done(api, matrix);
      String validated = validated(api);
      Api second = api;
      JsonNode searched =
          TestPlatform.await(
              "the cross-validation",
              () -> study(second, validated),
              each -> each.get("trials").asInt() == VALIDATED);
      assertThat(searched.get("status").asString()).isEqualTo("RUNNING");
      kill(process);

      process = launch();
      api = api(process);
      done(api, validated);
      requireSame(api, walk, walk(api));
      requireSame(api, matrix, matrix(api));
      requireSame(api, validated, validated(api));
    } finally {
      kill(process);
    }
    assertThat(home.resolve("stderr.txt")).isEmptyFile();
  }

  /** One that was cut off and one that was not: the same bytes but for identity and time. */
  private static void requireSame(Api api, String cut, String whole) {
    JsonNode resumed = done(api, cut);
    JsonNode uninterrupted = done(api, whole);
    assertThat(table(api, cut)).isEqualTo(table(api, whole));
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
        .isEqualTo((int) table(api, cut).lines().count() - 1);
  }
}
