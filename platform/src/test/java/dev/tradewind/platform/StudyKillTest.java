package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A platform that is killed in the middle of a study. */
class StudyKillTest {
  private static final int TRIALS = 400;

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
    Api.Answer created =
        api.post(
            "/studies",
            """
            {"instruments": ["KILL-USD"], "timeframe": "1h", "strategy": "ema_crossover",
             "space": ["fast=2..40", "slow=41..400"], "sampler": "tpe", "trials": %d, "seed": 5,
             "constraints": ["tradeCount >= 3"]}
            """
                .formatted(TRIALS));
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
}
