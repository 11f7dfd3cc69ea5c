package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.platform.operations.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Durable jobs and the stream of their changes. */
class JobsTest {
  private static final String REQUEST =
      "{\"instruments\":[\"JOB-USD\"],\"timeframe\":\"1h\",\"strategy\":\"ema_crossover\"}";

  /** What a process that was killed while it ran this backtest leaves in the tables. */
  private static UUID leaveRunning(TestPlatform platform, int attempt) {
    Api local = platform.local();
    JsonNode done = MarketDataTest.await(local, local.post("/backtests", REQUEST));
    UUID id = UUID.fromString(done.get("id").asString());
    JdbcClient db = platform.bean(JdbcClient.class);
    db.sql("DELETE FROM research.results WHERE backtest_id = ?").param(id).update();
    db.sql("DELETE FROM research.round_trips WHERE backtest_id = ?").param(id).update();
    db.sql("UPDATE research.backtests SET status = 'RUNNING', finished_at = NULL WHERE id = ?")
        .param(id)
        .update();
    db.sql(
            "UPDATE operations.jobs SET status = 'RUNNING', finished_at = NULL, attempt = ? WHERE"
                + " subject_id = ?")
        .params(attempt, id)
        .update();
    db.sql(
            "INSERT INTO operations.scheduled_tasks (task_name, task_instance, task_data,"
                + " execution_time, picked, picked_by, last_heartbeat, version) SELECT 'job',"
                + " id::text, ?, now(), true, 'killed', now(), 1 FROM operations.jobs WHERE"
                + " subject_id = ?")
        .params(serialised(), id)
        .update();
    return id;
  }

  private static byte[] serialised() {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Trap());
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Tells when somebody reads it back. */
  private static final class Trap implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private static volatile boolean sprung;

    private Object readResolve() {
      sprung = true;
      return this;
    }
  }

  private static JsonNode awaitEnd(TestPlatform platform, UUID id) {
    Api local = platform.local();
    return TestPlatform.await(
        "the end of the backtest",
        () -> local.get("/backtests/" + id).json(),
        json -> JobStatus.valueOf(json.get("status").asString()).isFinal());
  }

  @Test
  @DisplayName("case 31: serialised objects in the task table are never read; the job is resumed")
  void case31() throws IOException {
    try (TestPlatform platform = TestPlatform.fresh()) {
      MarketDataTest.importHourly(platform.local(), "JOB-USD", 2_000, 9);
      UUID id = leaveRunning(platform, 1);
      platform.restart();
      JsonNode resumed = awaitEnd(platform, id);
      assertThat(resumed.get("status").asString()).isEqualTo("DONE");
      assertThat(resumed.get("run").get("resultHash").asString()).hasSize(64);
      assertThat(Trap.sprung).isFalse();
      assertThat(attempts(platform, id.toString())).isEqualTo(2);
    }
  }

  @Test
  void aJobThatKillsTheProcessAgainAndAgainIsGivenUp() throws IOException {
    try (TestPlatform platform = TestPlatform.fresh()) {
      MarketDataTest.importHourly(platform.local(), "JOB-USD", 200, 9);
      UUID id = leaveRunning(platform, 3);
      platform.restart();
      JsonNode end = awaitEnd(platform, id);
      assertThat(end.get("status").asString()).isEqualTo("INTERRUPTED");
      assertThat(end.get("error").asString()).contains("3 times");
    }
  }

  @Test
  void anInterruptedImportIsResumedOrSaysThatItsFileIsGone() throws IOException {
    try (TestPlatform platform = TestPlatform.fresh()) {
      Api local = platform.local();
      JsonNode done = MarketDataTest.importHourly(local, "IMP-USD", 100, 3);
      UUID id = UUID.fromString(done.get("id").asString());
      JdbcClient db = platform.bean(JdbcClient.class);
      db.sql("UPDATE marketdata.imports SET status = 'RUNNING' WHERE id = ?").param(id).update();
      db.sql("UPDATE operations.jobs SET status = 'RUNNING' WHERE subject_id = ?")
          .param(id)
          .update();
      Path uploads = platform.home.resolve("uploads");
      Files.writeString(uploads.resolve("left-behind.csv"), "x");
      platform.restart();
      Api again = platform.local();
      JsonNode end =
          TestPlatform.await(
              "the end of the import",
              () -> again.get("/imports/" + id).json(),
              json -> JobStatus.valueOf(json.get("status").asString()).isFinal());
      assertThat(end.get("status").asString()).isEqualTo("INTERRUPTED");
      assertThat(end.get("message").asString()).contains("upload it again");
      try (Stream<Path> files = Files.list(uploads)) {
        assertThat(files.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  @Test
  void jobsAreListedAndThoseThatHaveEndedCannotBeCancelled() {
    TestPlatform platform = TestPlatform.shared();
    Api local = platform.local();
    MarketDataTest.importHourly(local, "JOB-USD", 5_000, 9);
    JsonNode done = MarketDataTest.await(local, local.post("/backtests", REQUEST));
    JsonNode jobs = local.get("/jobs").json().get("items");
    JsonNode job = null;
    for (JsonNode each : jobs) {
      if (each.get("subjectId").equals(done.get("id"))) {
        job = each;
      }
    }
    assertThat(job).isNotNull();
    assertThat(job.get("kind").asString()).isEqualTo("BACKTEST");
    assertThat(local.post("/jobs/" + job.get("id").asString() + "/cancel", "{}").status())
        .isEqualTo(409);
    assertThat(local.post("/jobs/" + UUID.randomUUID() + "/cancel", "{}").status()).isEqualTo(404);
  }

  private static String submit(Api api) {
    Api.Answer created = api.post("/backtests", REQUEST.replace("JOB-USD", "HELD-USD"));
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    return created.json().get("id").asString();
  }

  private static JsonNode awaitStatus(Api api, String id, String status) {
    return TestPlatform.await(
        status,
        () -> api.get("/backtests/" + id).json(),
        json -> json.get("status").asString().equals(status));
  }

  @Test
  void aRunningJobKeepsItsPartWhenCancelledAndAWaitingOneNeverStarts() {
    TestPlatform platform = TestPlatform.shared();
    Api local = platform.local();
    MarketDataTest.importHourly(local, "HELD-USD", 10_000, 9);
    JobGate gate = platform.bean(JobGate.class);
    gate.close();
    String running = submit(local);
    String other = submit(local);
    String waiting;
    try {
      for (String id : List.of(running, other)) {
        JsonNode seen =
            TestPlatform.await(
                "progress",
                () -> local.get("/backtests/" + id).json(),
                json -> json.get("progress").asDouble() > 0);
        assertThat(seen.get("status").asString()).isEqualTo("RUNNING");
        assertThat(seen.get("progress").asDouble()).isLessThan(1);
      }
      waiting = submit(local);
      assertThat(local.post("/backtests/" + waiting + "/cancel", "{}").status()).isEqualTo(200);
      assertThat(local.get("/backtests/" + waiting).json().get("status").asString())
          .isEqualTo("CANCELLED");
      assertThat(local.delete("/backtests/" + running).status()).isEqualTo(409);
      assertThat(local.post("/backtests/" + running + "/cancel", "{}").status()).isEqualTo(200);
    } finally {
      gate.open();
    }
    JsonNode end = awaitStatus(local, running, "CANCELLED");
    assertThat(end.get("partial").asBoolean()).isTrue();
    assertThat(end.get("error").asString()).isEqualTo("cancelled");
    assertThat(local.get("/backtests/" + running + "/equity").status()).isEqualTo(200);
    assertThat(local.post("/backtests/" + running + "/cancel", "{}").status()).isEqualTo(409);
    assertThat(awaitStatus(local, other, "DONE").get("run").isNull()).isFalse();
    assertThat(attempts(platform, running)).isEqualTo(1);
    assertThat(attempts(platform, waiting)).isZero();
  }

  private static int attempts(TestPlatform platform, String id) {
    return platform
        .bean(JdbcClient.class)
        .sql("SELECT attempt FROM operations.jobs WHERE subject_id = ?")
        .param(UUID.fromString(id))
        .query(Integer.class)
        .single();
  }

  @Test
  void theStreamStartsWithASnapshotAndGoesOnWithoutAHole() throws Exception {
    TestPlatform platform = TestPlatform.shared();
    Api local = platform.local();
    MarketDataTest.importHourly(local, "JOB-USD", 5_000, 9);
    Api person = platform.person();
    Listener listener = new Listener();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Cookie", person.header("Cookie"))
            .header("Origin", "http://127.0.0.1:" + platform.port())
            .buildAsync(
                URI.create("ws://127.0.0.1:" + platform.port() + "/api/v1/stream"), listener)
            .join();
    JsonNode snapshot = listener.next();
    assertThat(snapshot.get("type").asString()).isEqualTo("snapshot");
    assertThat(snapshot.get("jobs").size()).isPositive();
    long sequence = snapshot.get("seq").asLong();
    JsonNode done = MarketDataTest.await(local, local.post("/backtests", REQUEST));
    String status = "";
    while (!status.equals("DONE")) {
      JsonNode event = listener.next();
      assertThat(event.get("type").asString()).isEqualTo("job");
      assertThat(event.get("seq").asLong()).isEqualTo(++sequence);
      if (event.get("job").get("subjectId").equals(done.get("id"))) {
        status = event.get("job").get("status").asString();
      }
    }
    socket.abort();
  }

  @Test
  @DisplayName("case 22: a foreign page or a stranger cannot open the stream")
  void case22Stream() {
    TestPlatform platform = TestPlatform.shared();
    Api person = platform.person();
    URI address = URI.create("ws://127.0.0.1:" + platform.port() + "/api/v1/stream");
    for (List<String> headers :
        List.of(
            List.of("Cookie", person.header("Cookie"), "Origin", "http://evil.test"),
            List.of("Origin", "http://127.0.0.1:" + platform.port()))) {
      WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
      for (int i = 0; i < headers.size(); i += 2) {
        builder.header(headers.get(i), headers.get(i + 1));
      }
      CompletableFuture<WebSocket> opened = builder.buildAsync(address, new Listener());
      assertThat(opened).failsWithin(10, TimeUnit.SECONDS);
    }
  }

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    JsonNode next() throws InterruptedException {
      String message = messages.poll(30, TimeUnit.SECONDS);
      assertThat(message).as("a message within 30 s").isNotNull();
      return Json.parse(message);
    }
  }
}
