package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A study of 100 000 trials: what pages ask for stays small, and is right. */
class StudyScaleTest {
  private static final int TRIALS = 100_000;
  private static final int FIRST = 8;

  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();

  /** Rows as the writer stores them, with objectives that are all different. */
  private String study() throws SQLException {
    if (api.get("/series/bars?instrument=STUDY-S&timeframe=1h").status() != 200) {
      MarketDataTest.importHourly(api, "STUDY-S", 600, 31);
    }
    String id =
        api.post(
                "/studies",
                StudiesTest.request("STUDY-S", "random", ",\"trials\":" + FIRST + ",\"seed\":3"))
            .json()
            .get("id")
            .asString();
    TestPlatform.await(
        "the study",
        () -> api.get("/studies/" + id).json(),
        each -> Set.of("DONE", "FAILED").contains(each.get("status").asString()));
    var database = platform.database;
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO optimisation.trials (study_id, part, n, state, fraction, parameters,"
                    + " objectives, statistics, place, pareto, blocks, problem) SELECT t.study_id,"
                    + " 0, g, 'COMPLETE', 1, ARRAY[(2 + g % 8)::text, (12 + g % 7 * 4)::text],"
                    + " ARRAY[g::double precision / 1000 + 100], t.statistics, -(g::double"
                    + " precision / 1000 + 100), g % 1000 = 0, t.blocks, NULL FROM"
                    + " optimisation.trials t, generate_series(?, ? - 1) g WHERE t.study_id = ?"
                    + " AND t.part = 0 AND t.n = 0");
        PreparedStatement count =
            connection.prepareStatement(
                "UPDATE optimisation.studies SET done = ?, planned = ? WHERE id = ?")) {
      insert.setInt(1, FIRST);
      insert.setInt(2, TRIALS);
      insert.setObject(3, UUID.fromString(id));
      insert.executeUpdate();
      count.setInt(1, TRIALS);
      count.setInt(2, TRIALS);
      count.setObject(3, UUID.fromString(id));
      count.executeUpdate();
    }
    return id;
  }

  @Test
  void whatPagesAskForIsBounded() throws SQLException {
    String path = "/studies/" + study();
    List<String> times = new ArrayList<>();

    Api.Answer detail = timed(path, times);
    assertThat(detail.body().length()).isLessThan(40_000);
    assertThat(detail.json().get("study").get("trials").asInt()).isEqualTo(TRIALS);
    assertThat(detail.json().get("study").get("best").asInt()).isEqualTo(TRIALS - 1);
    assertThat(timed("/studies?limit=50", times).status()).isEqualTo(200);

    JsonNode best = timed(path + "/trials?limit=50", times).json();
    assertThat(best.get("total").asInt()).isEqualTo(TRIALS);
    assertThat(best.get("items").size()).isEqualTo(50);
    for (int i = 0; i < 50; i++) {
      assertThat(best.get("items").get(i).get("number").asInt()).isEqualTo(TRIALS - 1 - i);
    }
    JsonNode next =
        timed(path + "/trials?limit=50&cursor=" + best.get("nextCursor").asString(), times).json();
    assertThat(next.get("items").get(0).get("number").asInt()).isEqualTo(TRIALS - 51);
    JsonNode front = timed(path + "/trials?limit=200&filter=pareto", times).json();
    assertThat(front.get("total").asInt()).isBetween(99, 107);
    assertThat(front.get("items").size()).isEqualTo(front.get("total").asInt());
    JsonNode sorted =
        timed(path + "/trials?limit=50&filter=candidates&sort=fast&order=desc", times).json();
    assertThat(sorted.get("items").get(0).get("parameters").get("fast").asString()).isEqualTo("9");
    timed(path + "/trials?limit=50&sort=sharpe", times);

    for (int most : new int[] {2_000, 10_000}) {
      Api.Answer points = timed(path + "/points?maxPoints=" + most, times);
      JsonNode sample = points.json();
      assertThat(sample.get("total").asInt()).isEqualTo(TRIALS);
      assertThat(sample.get("reduced").asBoolean()).isTrue();
      assertThat(sample.get("number").size()).isBetween(most / 2, most + 1);
      assertThat(points.body().length()).isLessThan(most * 400);
      // The front is in it, the best is, and the rest is spread over all of them.
      assertThat(sample.get("number").toString()).contains("99999", "99000", ",1000,");
    }
    if (Boolean.getBoolean("tradewind.print")) {
      times.forEach(System.out::println);
    }
    assertThat(api.delete(path).status()).isEqualTo(204);
  }

  private Api.Answer timed(String path, List<String> times) {
    if (Boolean.getBoolean("tradewind.print")) {
      api.get(path);
    }
    long start = System.nanoTime();
    Api.Answer answer = api.get(path);
    times.add(
        (System.nanoTime() - start) / 1_000_000 + " ms " + answer.body().length() + " " + path);
    assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
    return answer;
  }
}
