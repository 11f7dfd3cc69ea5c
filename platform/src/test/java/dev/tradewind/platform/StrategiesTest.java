package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A user's own strategies over real HTTP with a real database and a real folder. */
class StrategiesTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private final Api api = PLATFORM.local();

  @BeforeAll
  static void prices() {
    MarketDataTest.importHourly(PLATFORM.local(), "STR-USD", 1_500, 42);
  }

  private static String document(String text) {
    return "{\"document\":\"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
  }

  private static String cross(String name, int fast) {
    return "name: "
        + name
        + "\nparameters:\n  fast: { type: integer, default: "
        + fast
        + ", min: 1, max: 50 }\n"
        + "enter: close > ema(close, $fast)\n"
        + "exit: close < ema(close, $fast)\n";
  }

  private JsonNode listed(String name) {
    for (JsonNode each : api.get("/strategies").json().get("items")) {
      if (each.get("id").asString().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("not listed: " + name);
  }

  private JsonNode run(String strategy) {
    return MarketDataTest.await(
        api,
        api.post(
            "/backtests",
            "{\"instruments\":[\"STR-USD\"],\"timeframe\":\"1h\",\"strategy\":\""
                + strategy
                + "\"}"));
  }

  @Test
  void aStrategyIsSavedChangedRunAndPutAwayAndItsVersionsStay() {
    Api.Answer made =
        api.with("Idempotency-Key", "str-1").post("/strategies", document(cross("str_one", 5)));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.json().get("version").asInt()).isEqualTo(1);
    String first = made.json().get("reference").asString();
    assertThat(
            api.with("Idempotency-Key", "str-1")
                .post("/strategies", document(cross("str_one", 5)))
                .status())
        .isEqualTo(201);
    assertThat(api.post("/strategies", document(cross("str_one", 6))).status()).isEqualTo(409);

    Api.Answer changed = api.put("/strategies/str_one?version=1", document(cross("str_one", 9)));
    assertThat(changed.json().get("version").asInt()).as(changed.toString()).isEqualTo(2);
    assertThat(api.put("/strategies/str_one?version=1", document(cross("str_one", 7))).status())
        .isEqualTo(409);
    assertThat(api.put("/strategies/str_one", document(cross("other", 7))).status()).isEqualTo(400);
    assertThat(listed("str_one").get("parametersSchema").get("properties").has("fast")).isTrue();

    JsonNode newest = run("str_one");
    JsonNode older = run(first);
    JsonNode byVersion = run("str_one@1");
    assertThat(newest.get("status").asString()).as(newest.toString()).isEqualTo("DONE");
    assertThat(older.get("strategy").asString()).isEqualTo(first);
    assertThat(byVersion.get("run").get("resultHash"))
        .isEqualTo(older.get("run").get("resultHash"));
    assertThat(newest.get("run").get("resultHash"))
        .isNotEqualTo(older.get("run").get("resultHash"));

    assertThat(api.delete("/strategies/str_one").status()).isEqualTo(204);
    assertThat(api.delete("/strategies/str_one").status()).isEqualTo(404);
    JsonNode kept = api.get("/strategies/str_one").json();
    assertThat(kept.get("archived").asBoolean()).isTrue();
    assertThat(kept.get("versions").size()).isEqualTo(2);
    assertThat(run(first).get("status").asString()).isEqualTo("DONE");
    assertThat(
            api.post("/strategies", document(cross("str_one", 11))).json().get("version").asInt())
        .isEqualTo(3);
  }

  @Test
  void whatNoBacktestNamesIsDeleted() {
    assertThat(api.post("/strategies", document(cross("str_gone", 5))).status()).isEqualTo(201);

    assertThat(api.delete("/strategies/str_gone").status()).isEqualTo(204);
    assertThat(api.get("/strategies/str_gone").status()).isEqualTo(404);
  }

  @Test
  void allProblemsAreNamedWithFieldLineAndColumn() {
    Api.Answer refused =
        api.post(
            "/strategies", document("name: str_bad\nenter: rsj(close, 2) < 1\nsize: 5\nfoo: 1\n"));
    assertThat(refused.status()).isEqualTo(400);
    List<String> fields = new ArrayList<>();
    refused.json().get("errors").forEach(each -> fields.add(each.get("field").asString()));
    assertThat(fields).containsExactly("enter", "size", "foo");
    assertThat(refused.body()).contains("(line 2, column 8)").contains("did you mean 'rsi'?");

    JsonNode check =
        api.post("/strategies/check", document("name: str_bad\nenter: close > opn\n")).json();
    assertThat(check.get("valid").asBoolean()).isFalse();
    JsonNode problem = check.get("problems").get(0);
    assertThat(problem.get("line").asInt()).isEqualTo(2);
    assertThat(problem.get("from").asInt()).isEqualTo(8);
    assertThat(problem.get("suggestion").asString()).isEqualTo("'open'");
    assertThat(check.get("rule").get("fields").get("enter").asString()).isEqualTo("close > opn");
    assertThat(api.post("/strategies", document(cross("ema_crossover", 5))).status())
        .isEqualTo(400);
    assertThat(api.post("/strategies/check", "{}").status()).isEqualTo(400);
  }

  @Test
  void fieldsBecomeADocumentAndBack() {
    JsonNode check =
        api.post(
                "/strategies/check",
                """
                {"rule":{"fields":{"name":"str_form","enter":"close > ema(close, $n)","stop.fraction":"0.05"},
                 "parameters":[{"name":"n","type":"integer","default":"5","min":"1","max":"9"}]}}
                """)
            .json();

    assertThat(check.get("valid").asBoolean()).as(check.toString()).isTrue();
    assertThat(check.get("document").asString())
        .isEqualTo(
            """
            name: str_form
            parameters:
              n:
                type: integer
                default: 5
                min: 1
                max: 9
            enter: close > ema(close, $n)
            stop:
              fraction: 0.05
            """);
    assertThat(check.get("rule").get("parameters").get(0).get("default").asString()).isEqualTo("5");
    assertThat(api.get("/strategies/schema").json().get("properties").has("enter")).isTrue();
    assertThat(api.get("/strategies/fields").json().size()).isGreaterThan(25);
  }

  @Test
  void aShippedStrategyShowsItsDocumentAndRuns() {
    JsonNode shown = api.get("/strategies/donchian_breakout").json();
    assertThat(shown.get("origin").asString()).isEqualTo("SHIPPED");
    assertThat(shown.get("document").asString()).contains("risk_per_trade");
    assertThat(api.get("/strategies/buy_and_hold").json().get("document").isNull()).isTrue();
    assertThat(api.get("/strategies/nothing_at_all").status()).isEqualTo(404);
    assertThat(run("volatility_target").get("status").asString()).isEqualTo("DONE");
  }

  @Test
  void aDocumentOfTheFolderIsSeenWithoutARestartAndABrokenOneKeepsItsLastVersion()
      throws IOException {
    Path folder = PLATFORM.home.resolve("strategies");
    Files.createDirectories(folder);
    Path file = folder.resolve("str_file.yaml");

    Files.writeString(file, cross("str_file", 5));
    assertThat(listed("str_file").get("version").asInt()).isEqualTo(1);
    assertThat(listed("str_file").get("origin").asString()).isEqualTo("FILE");
    Files.writeString(file, cross("str_file", 12));
    assertThat(listed("str_file").get("version").asInt()).isEqualTo(2);
    Files.writeString(file, "name: str_file\nenter: close > opn # now wrong\n");

    JsonNode broken = listed("str_file");
    assertThat(broken.get("version").asInt()).isEqualTo(2);
    assertThat(broken.get("problems").get(0).get("message").asString()).contains("opn");
    assertThat(run("str_file").get("status").asString()).isEqualTo("DONE");
    Files.delete(file);
    assertThat(listed("str_file").get("problems").size()).isZero();
  }

  @Test
  void aVersionMeansTheSameWhenAFeatureItNamesChanges() {
    api.post("/features", "{\"name\":\"str_fast\",\"expression\":\"ema(close, 5)\"}");
    String named = "name: str_named\nenter: close > str_fast\nexit: close < str_fast\n";
    Api.Answer made = api.post("/strategies", document(named));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    JsonNode before = run("str_named");
    api.put("/features/str_fast", "{\"expression\":\"ema(close, 50)\"}");

    JsonNode after = run(made.json().get("reference").asString());

    assertThat(after.get("run").get("resultHash")).isEqualTo(before.get("run").get("resultHash"));
  }

  @Test
  void aPluginIsListedAndRunAndListedAnewWhenItsJarIsReplaced() throws IOException {
    Path folder = PLATFORM.home.resolve("plugins");
    Files.createDirectories(folder);
    String buying =
        "if (context.barCount(0) == 5) context.submit(new OrderIntent.Market(0, Side.BUY, new"
            + " OrderSize.CashFraction(0.05)));";
    Path jar =
        CompiledJar.of(folder.resolve("str.jar"), CompiledJar.onBar("Str", "str_plugin", buying));
    Path bad = Files.writeString(folder.resolve("str_bad.jar"), "no jar");
    JsonNode listed = listed("str_plugin");
    assertThat(listed.get("origin").asString()).isEqualTo("PLUGIN");
    assertThat(listed.get("title").asString()).isEqualTo("Title of str_plugin");
    assertThat(listed("str_bad.jar").get("problems").get(0).get("message").asString())
        .isEqualTo("it is no jar, or an empty one");
    JsonNode plugins = api.get("/plugins").json().get("items");
    assertThat(plugins).hasSize(2);
    String reference = plugins.get(0).get("strategies").get(0).get("reference").asString();
    assertThat(reference)
        .isEqualTo("str_plugin@" + plugins.get(0).get("hash").asString().substring(0, 12));
    assertThat(plugins.get(1).get("problem").asString()).contains("no jar");
    assertThat(api.get("/strategies/str_plugin").json().get("reference").asString())
        .isEqualTo(reference);

    JsonNode done = run("str_plugin");
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("strategy").asString()).isEqualTo(reference);
    assertThat(api.post("/strategies", document(cross("str_plugin", 5))).body())
        .contains("must not be that of a plugin");

    CompiledJar.of(jar, CompiledJar.onBar("Str", "str_plugin", "int other = 1;" + buying));
    assertThat(listed("str_plugin").get("problems")).isEmpty();
    assertThat(api.get("/strategies/str_plugin").json().get("reference").asString())
        .isNotEqualTo(reference);
    Files.delete(jar);
    Files.delete(bad);
  }
}
