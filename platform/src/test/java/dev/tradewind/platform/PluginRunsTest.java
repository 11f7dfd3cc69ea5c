package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs of a user's jar over real HTTP: what becomes of them when the jar does not stay. */
class PluginRunsTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private final Api api = PLATFORM.local();
  private final Path installed = PLATFORM.home.resolve("plugins").resolve("plg.jar");
  private final Path kept = PLATFORM.home.resolve("plugins-kept");

  @BeforeAll
  static void prices() throws IOException {
    MarketDataTest.importHourly(PLATFORM.local(), "PLG-USD", 600, 42);
    Files.createDirectories(PLATFORM.home.resolve("plugins"));
  }

  @AfterEach
  void uninstall() throws IOException {
    Files.deleteIfExists(installed);
  }

  /** Buys at a bar and sells twenty later. */
  private void install(String id, int bar) throws IOException {
    CompiledJar.of(
        installed,
        CompiledJar.onBar(
            "Plg",
            id,
            "if (context.barCount(0) == "
                + bar
                + ") context.submit(new OrderIntent.Market(0, Side.BUY, new"
                + " OrderSize.CashFraction(0.05)));\nif (context.barCount(0) == "
                + (bar + 20)
                + ") context.submit(new OrderIntent.Market(0, Side.SELL, new"
                + " OrderSize.EntirePosition()));"));
  }

  private JsonNode run(String strategy) {
    JsonNode done =
        MarketDataTest.await(
            api,
            api.post(
                "/backtests",
                "{\"instruments\":[\"PLG-USD\"],\"timeframe\":\"1h\",\"strategy\":\"%s\"}"
                    .formatted(strategy)));
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    return done;
  }

  private JsonNode verify(JsonNode run) {
    return MarketDataTest.await(
            api,
            api.post(
                "/backtests/" + run.get("id").asString() + "/verifications",
                "{\"mode\":\"strict\"}"))
        .get("verification");
  }

  private static String hash(JsonNode run) {
    return run.get("reads").get("codeHash").asString();
  }

  @Test
  void aRunIsVerifiedAfterItsJarWasReplacedAndRemoved() throws IOException {
    install("plg_old", 30);
    JsonNode old = run("plg_old");
    String hash = hash(old);
    assertThat(hash).hasSize(64);
    assertThat(old.get("strategy").asString()).isEqualTo("plg_old@" + hash.substring(0, 12));

    install("plg_old", 60);
    JsonNode verified = verify(old);
    assertThat(verified.get("passed").asBoolean()).as(verified.toString()).isTrue();
    assertThat(verified.get("items").toString()).contains("\"code\"", hash);
    JsonNode newer = run("plg_old");
    assertThat(newer.get("run").get("resultHash")).isNotEqualTo(old.get("run").get("resultHash"));
    assertThat(run(old.get("strategy").asString()).get("run").get("resultHash"))
        .isEqualTo(old.get("run").get("resultHash"));

    Files.delete(installed);
    assertThat(verify(old).get("passed").asBoolean()).isTrue();
    assertThat(verify(newer).get("passed").asBoolean()).isTrue();

    Path file = kept.resolve(hash + ".jar");
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    JsonNode gone = verify(old);
    assertThat(gone.get("passed").asBoolean()).isFalse();
    assertThat(gone.get("outcome").asString()).isEqualTo("NOT_REPEATABLE");
    assertThat(gone.get("sentence").asString())
        .contains("The run cannot be repeated", "SHA-256 " + hash + " is gone", "plugins-kept");
    assertThat(api.get("/backtests/" + old.get("id").asString() + "/replay").toString())
        .startsWith("409")
        .contains("SHA-256 " + hash + " is gone");
    Files.write(file, bytes);
    assertThat(verify(old).get("passed").asBoolean()).isTrue();
  }

  @Test
  void replayShowsTheOrdersOfAnOldPlugin() throws IOException {
    install("plg_replay", 30);
    JsonNode old = run("plg_replay");
    install("plg_replay", 60);

    JsonNode replay =
        api.get("/backtests/" + old.get("id").asString() + "/replay?from=28&count=4").json();
    assertThat(replay.get("same").asBoolean()).isTrue();
    JsonNode deciding = replay.get("frames").get(1);
    assertThat(deciding.get("bars").get(0).get("orders").toString())
        .as(replay.toString())
        .contains("buy")
        .contains("5");
    assertThat(replay.get("frames").get(2).get("fills")).hasSize(1);
    assertThat(replay.get("nextEvent").asInt()).isGreaterThan(31);
  }

  @Test
  void keptJarsAreRemovedOnlyWhenNothingNeedsThem() throws IOException {
    install("plg_tidy", 30);
    JsonNode only = run("plg_tidy");
    String hash = hash(only);
    JsonNode listed = listed(hash);
    assertThat(listed.get("uses").asInt()).isEqualTo(1);
    assertThat(listed.get("installed").asBoolean()).isTrue();
    assertThat(listed.get("bytes").asLong()).isEqualTo(Files.size(installed));
    Files.delete(installed);
    assertThat(listed(hash).get("installed").asBoolean()).isFalse();

    Api.Answer needed = api.delete("/plugins/kept/" + hash);
    assertThat(needed.status()).isEqualTo(409);
    assertThat(needed.body()).contains("backtests and studies that were made by it: 1");
    assertThat(verify(only).get("passed").asBoolean()).isTrue();

    assertThat(api.delete("/backtests/" + only.get("id").asString()).status()).isEqualTo(204);
    assertThat(api.delete("/plugins/kept/" + hash).status()).isEqualTo(204);
    assertThat(kept.resolve(hash + ".jar")).doesNotExist();
    assertThat(api.delete("/plugins/kept/" + hash).status()).isEqualTo(404);
  }

  private JsonNode listed(String hash) {
    for (JsonNode each : api.get("/plugins/kept").json().get("items")) {
      if (each.get("hash").asString().equals(hash)) {
        return each;
      }
    }
    throw new AssertionError("not kept: " + hash);
  }
}
