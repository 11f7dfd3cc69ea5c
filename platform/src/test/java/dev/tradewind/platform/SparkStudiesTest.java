package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Studies of the platform on the cluster that its operator has named: real Spark, local[1]. */
class SparkStudiesTest {
  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();

  private static void importOnce(Api api) {
    if (api.get("/series/bars?instrument=SPARK-A&timeframe=1h").status() != 200) {
      MarketDataTest.importHourly(api, "SPARK-A", 2_000, 31);
    }
  }

  private JsonNode await(Api.Answer created) {
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    String path = "/studies/" + created.json().get("id").asString();
    return TestPlatform.await(
        "the end of " + path,
        () -> api.get(path).json(),
        json -> !Set.of("QUEUED", "RUNNING").contains(json.get("study").get("status").asString()));
  }

  private List<String> trials(JsonNode study) {
    List<String> rows = new ArrayList<>();
    String path = "/studies/" + study.get("id").asString() + "/trials?limit=100&sort=number";
    for (JsonNode each : api.get(path).json().get("items")) {
      rows.add(
          each.get("number")
              + " "
              + each.get("parameters")
              + " "
              + each.get("statistics")
              + " "
              + each.get("objectives"));
    }
    rows.sort(String::compareTo);
    return rows;
  }

  @Test
  void aStudyOnTheClusterGivesTheSameTrials() {
    requireJobJar();
    importOnce(api);

    JsonNode here = await(api.post("/studies", StudiesTest.request("SPARK-A", "random", "")));
    JsonNode there =
        await(
            api.post(
                "/studies", StudiesTest.request("SPARK-A", "random", ", \"runner\": \"spark\"")));

    assertThat(there.get("study").get("status").asString()).as(there.toString()).isEqualTo("DONE");
    assertThat(there.get("request").get("runner").asString()).isEqualTo("spark");
    assertThat(there.get("summary").get("evaluated").asString()).contains("on the cluster");
    assertThat(there.get("planId")).isEqualTo(here.get("planId"));
    assertThat(trials(there)).isEqualTo(trials(here)).hasSizeGreaterThan(50);
    assertThat(there.get("summary").get("best")).isEqualTo(here.get("summary").get("best"));
  }

  private static void requireJobJar() {
    assumeThat(Path.of("../spark/target/tradewind-spark-job.jar"))
        .as("the job jar, which the build of the module spark makes")
        .exists();
  }

  @Test
  void aWalkOnTheClusterGivesTheSameProofs() {
    requireJobJar();
    importOnce(api);
    String windows =
        ",\"trials\":12,\"walkForward\":{\"inSample\":\"700\",\"outOfSample\":\"400\"}";
    JsonNode here = await(api.post("/studies", StudiesTest.request("SPARK-A", "tpe", windows)));

    JsonNode there =
        await(
            api.post(
                "/studies",
                StudiesTest.request("SPARK-A", "tpe", windows + ",\"runner\":\"spark\"")));

    assertThat(there.get("study").get("status").asString()).as(there.toString()).isEqualTo("DONE");
    assertThat(there.get("request").get("runner").asString()).isEqualTo("spark");
    assertThat(there.get("walk")).isEqualTo(here.get("walk"));
    assertThat(export(there)).isEqualTo(export(here)).hasLineCount(37);
  }

  private String export(JsonNode study) {
    return api.get("/studies/" + study.get("id").asString() + "/export?format=csv").body();
  }

  @Test
  void aStudyThatLosesItsClusterSaysHowFarItCame() {
    requireJobJar();
    importOnce(api);
    String more = ",\"trials\":6000,\"seed\":9,\"space\":[\"fast=2..60\",\"slow=61..400\"]";
    String body =
        StudiesTest.request("SPARK-A", "tpe", ",\"runner\":\"spark\"" + more)
            .replace("\"space\": [\"fast=2..9\", \"slow=12..40:4\"], ", "");
    Api.Answer created = api.post("/studies", body);
    assertThat(created.status()).as(created.toString()).isEqualTo(202);
    String path = "/studies/" + created.json().get("id").asString();
    TestPlatform.await(
        "the first trials",
        () -> api.get(path).json().get("study"),
        each -> each.get("trials").asInt() > 0);
    ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().commandLine().orElse("").contains("dev.tradewind.spark.Driver"))
        .forEach(ProcessHandle::destroyForcibly);

    JsonNode lost = await(created);

    assertThat(lost.get("study").get("status").asString()).as(lost.toString()).isEqualTo("FAILED");
    assertThat(lost.get("study").get("error").asString())
        .contains("the Spark driver ")
        .contains(
            lost.get("study").get("trials").asInt()
                + " of at most 6000 sets are evaluated and kept, resume the study to go on");
    assertThat(lost.get("study").get("trials").asInt()).isBetween(1, 5_999);
    assertThat(api.delete(path).status()).isEqualTo(204);
  }

  @Test
  @DisplayName("case 26: a request cannot name the master that is called")
  void theClusterIsTheOperatorsChoice() {
    importOnce(api);
    assertThat(api.get("/studies/options").json().get("runners").toString())
        .isEqualTo("[\"local\",\"spark\"]");
    for (String runner : List.of("spark://169.254.169.254:7077", "k8s://10.0.0.1", "Spark")) {
      Api.Answer refused =
          api.post(
              "/studies",
              StudiesTest.request("SPARK-A", "random", ", \"runner\": \"" + runner + "\""));
      assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
      assertThat(refused.toString()).contains("runner must be local or spark, was '" + runner);
    }
  }
}
