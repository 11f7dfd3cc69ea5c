package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The platform as a process of its own, with its own PostgreSQL, killed and started again. */
class KillTest {
  private static final int BACKTESTS = 6;
  private static final String ATTEMPTS = "SELECT attempt FROM operations.jobs WHERE subject_id = ?";
  private static final String RESULTS =
      "SELECT count(*) FROM research.results WHERE backtest_id = ?";

  @TempDir Path home;

  private PlatformProcess platform() {
    return new PlatformProcess(home);
  }

  @Test
  @DisplayName("case 39: after kill -9 every job ends once, and SIGTERM leaves nothing behind")
  void case39() throws IOException, InterruptedException, SQLException {
    Process first = platform().command(StuckApplication.class).start();
    List<String> ids = new ArrayList<>();
    Set<String> cut = new HashSet<>();
    try {
      Api api = platform().api(first);
      MarketDataTest.importHourly(api, "KILL-USD", 20_000, 11);
      for (int i = 0; i < BACKTESTS; i++) {
        ids.add(submit(api, i));
      }
      JsonNode jobs =
          TestPlatform.await(
              "two jobs in the middle of their work",
              () -> api.get("/jobs").json().get("items"),
              items -> items.valueStream().filter(KillTest::isHalfDone).count() == 2);
      jobs.valueStream()
          .filter(KillTest::isHalfDone)
          .forEach(job -> cut.add(job.get("subjectId").asString()));
      refusesASecond(first.pid());
    } finally {
      PlatformProcess.kill(first);
    }

    Process second = platform().launch();
    try {
      Api api = platform().api(second);
      for (String id : ids) {
        JsonNode end =
            TestPlatform.await(
                "the end of a backtest",
                () -> api.get("/backtests/" + id).json(),
                json -> json.get("status").asString().equals("DONE"));
        assertThat(end.get("run").get("resultHash").asString()).hasSize(64);
        assertThat(api.get("/backtests/" + id + "/round-trips?limit=1").json().get("total").asInt())
            .isEqualTo(end.get("roundTripCount").asInt());
      }
      assertThat(api.get("/backtests").json().get("total").asInt()).isEqualTo(BACKTESTS);
      for (String id : ids) {
        assertThat(stored(ATTEMPTS, id)).as("attempts").isEqualTo(cut.contains(id) ? 2 : 1);
        assertThat(stored(RESULTS, id)).as("results").isEqualTo(1);
      }
    } finally {
      PlatformProcess.stop(second);
    }
    assertThat(second.inputReader(StandardCharsets.UTF_8).readLine()).as("a third line").isNull();
    assertThat(home.resolve("stderr.txt")).isEmptyFile();
    assertThat(home.resolve("run/platform.json")).doesNotExist();
    assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void aSignalDuringTheStartLeavesNothingBehind() throws IOException, InterruptedException {
    Process starting = platform().launch();
    try {
      Path server = home.resolve("postgres/data/postmaster.pid");
      TestPlatform.await("the database to start", () -> Files.exists(server), there -> there);
      PlatformProcess.stop(starting);
      assertThat(server).doesNotExist();
      assertThat(home.resolve("run/platform.json")).doesNotExist();
    } finally {
      PlatformProcess.kill(starting);
    }
  }

  @Test
  void aBuildOfFeaturesThatWasKilledMidwayIsFinishedByTheNextStart()
      throws IOException, InterruptedException, SQLException {
    String build;
    Process first = platform().command(StuckBuildApplication.class).start();
    try {
      Api api = platform().api(first);
      MarketDataTest.importHourly(api, "KILL-B", 3_000, 12);
      builtOn(api, "ema_21", "KILL-B");
      // Now the second of two series, at which a build of everything is held.
      MarketDataTest.importHourly(api, "KILL-A", 3_000, 13);
      builtOn(api, "ema_21", "KILL-A");
      assertThat(
              api.post("/features", "{\"name\":\"kill_late\",\"expression\":\"ema(close, 33)\"}")
                  .status())
          .isEqualTo(201);
      builtOn(api, "kill_late", "KILL-A");
      build =
          TestPlatform.await(
                  "a build in the middle of its work",
                  () -> api.get("/feature-builds").json().get("items"),
                  items -> items.valueStream().anyMatch(KillTest::isHeld))
              .valueStream()
              .filter(KillTest::isHeld)
              .findFirst()
              .orElseThrow()
              .get("id")
              .asString();
      assertThat(api.get(values("kill_late", "KILL-B")).status()).isEqualTo(404);
    } finally {
      PlatformProcess.kill(first);
    }

    Process second = platform().launch();
    try {
      Api api = platform().api(second);
      JsonNode end =
          TestPlatform.await(
              "the end of the build",
              () -> api.get("/feature-builds/" + build).json(),
              json -> json.get("status").asString().equals("DONE"));
      assertThat(end.get("result").get("series").asInt()).isEqualTo(2);
      assertThat(stored(ATTEMPTS, build)).as("attempts").isEqualTo(2);
      builtOn(api, "kill_late", "KILL-B");
      JsonNode proof = MarketDataTest.await(api, api.post("/feature-verifications", "{}"));
      assertThat(proof.get("status").asString()).as(proof.toString()).isEqualTo("DONE");
      assertThat(proof.get("mismatchCount").asInt()).as(proof.toString()).isZero();
      assertThat(proof.get("columns").asInt()).isGreaterThan(60);
    } finally {
      PlatformProcess.stop(second);
    }
    assertThat(home.resolve("stderr.txt")).isEmptyFile();
  }

  /** Its progress is written now and then only, and may still be that of the first series. */
  private static boolean isHeld(JsonNode build) {
    return build.get("status").asString().equals("RUNNING")
        && build.get("cause").asString().equals("DEFINITION");
  }

  private static String values(String feature, String instrument) {
    return "/features/%s/values?instrument=%s&timeframe=1h&maxPoints=50"
        .formatted(feature, instrument);
  }

  private static void builtOn(Api api, String feature, String instrument) {
    TestPlatform.await(
        feature + " on " + instrument,
        () -> api.get(values(feature, instrument)),
        answer -> answer.status() == 200);
  }

  private static boolean isHalfDone(JsonNode job) {
    double progress = job.get("progress").asDouble();
    return job.get("kind").asString().equals("BACKTEST")
        && job.get("status").asString().equals("RUNNING")
        && progress > 0
        && progress < 1;
  }

  /** A number from the platform's own database. */
  private long stored(String query, String id) throws IOException, SQLException {
    String port = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(3).strip();
    String password = Files.readString(home.resolve("postgres/password")).strip();
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, "tradewind", password);
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setObject(1, UUID.fromString(id));
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getLong(1);
      }
    }
  }

  private static String submit(Api api, int i) {
    Api.Answer created =
        api.post(
            "/backtests",
            ("{\"instruments\":[\"KILL-USD\"],\"timeframe\":\"1h\",\"strategy\":"
                    + "\"ema_crossover\",\"parameters\":{\"fast\":\"%d\",\"slow\":\"50\"}}")
                .formatted(3 + i));
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    return created.json().get("id").asString();
  }

  private void refusesASecond(long owner) throws IOException, InterruptedException {
    Process process =
        platform().command(TradewindApplication.class).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said.strip().lines().count()).as(said).isEqualTo(1);
    assertThat(said).contains("in use by process " + owner);
  }
}
