package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Definitions of features over real HTTP with real stores. */
class FeaturesTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private final Api api = PLATFORM.local();

  private static String body(String name, String expression) {
    return "{\"name\":\"%s\",\"expression\":\"%s\"}".formatted(name, expression);
  }

  private JsonNode add(String name, String expression) {
    Api.Answer answer = api.post("/features", body(name, expression));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json();
  }

  private JsonNode feature(String name) {
    return api.get("/features/" + name).json().get("feature");
  }

  @Test
  void aFeatureIsAddedEditedAndRemovedAndItsVersionsStay() {
    JsonNode added = add("def_fast", "ema( close,5 )");
    assertThat(added.get("canonical").asString()).isEqualTo("ema(close, 5)");
    assertThat(added.get("version").asInt()).isEqualTo(1);
    assertThat(added.get("outlierMethod").asString()).isEqualTo("Z_SCORE");
    assertThat(added.get("outlierThreshold").asDouble()).isEqualTo(4);
    assertThat(added.get("nullPolicy").asString()).isEqualTo("SKIP");

    Api.Answer edited = api.put("/features/def_fast", "{\"expression\":\"ema(close, 7)\"}");
    assertThat(edited.json().get("version").asInt()).as(edited.toString()).isEqualTo(2);
    Api.Answer same = api.put("/features/def_fast", "{\"expression\":\"ema(close, 7)\"}");
    assertThat(same.json().get("version").asInt()).isEqualTo(2);
    JsonNode old = api.get("/features/def_fast?version=1").json();
    assertThat(old.get("feature").get("canonical").asString()).isEqualTo("ema(close, 5)");
    assertThat(old.get("feature").get("active").asBoolean()).isFalse();
    assertThat(old.get("versions").toString()).isEqualTo("[2,1]");

    assertThat(api.delete("/features/def_fast").status()).isEqualTo(204);
    assertThat(api.delete("/features/def_fast").status()).isEqualTo(404);
    assertThat(feature("def_fast").get("active").asBoolean()).isFalse();
    assertThat(api.get("/features?q=def_fast").json().get("total").asInt()).isZero();
    assertThat(add("def_fast", "ema(close, 9)").get("version").asInt()).isEqualTo(3);
  }

  @Test
  void aFeatureNamesOthersAndChangesItsMeaningWithThem() {
    add("dep_base", "ema(close, 5)");
    JsonNode spread = add("dep_spread", "close - dep_base");
    assertThat(spread.get("canonical").asString()).isEqualTo("close - ema(close, 5)");
    assertThat(spread.get("names").toString()).isEqualTo("[\"dep_base\"]");
    assertThat(feature("dep_base").get("namedBy").toString()).isEqualTo("[\"dep_spread\"]");

    Api.Answer refused = api.delete("/features/dep_base");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asString()).contains("dep_spread");

    api.put("/features/dep_base", "{\"expression\":\"ema(close, 6)\"}");
    assertThat(feature("dep_spread").get("version").asInt()).isEqualTo(2);
    assertThat(feature("dep_spread").get("canonical").asString())
        .isEqualTo("close - ema(close, 6)");

    Api.Answer breaking = api.put("/features/dep_base", "{\"expression\":\"close > 5\"}");
    assertThat(breaking.status()).as(breaking.toString()).isEqualTo(400);
    assertThat(breaking.body()).contains("feature dep_spread names this one");
    assertThat(feature("dep_base").get("version").asInt()).isEqualTo(2);

    Api.Answer circle = api.put("/features/dep_base", "{\"expression\":\"dep_spread + 1\"}");
    assertThat(circle.status()).isEqualTo(400);
    assertThat(circle.body()).contains("name each other");
    assertThat(feature("dep_spread").get("version").asInt()).isEqualTo(2);
  }

  @Test
  @DisplayName("a refusal names the field, the position and what was probably meant")
  void whatIsWrongIsRefusedAndChangesNothing() {
    long before = api.get("/features").json().get("total").asLong();
    Api.Answer refused = api.post("/features", body("bad", "close + emma(close, 5)"));
    assertThat(refused.status()).isEqualTo(400);
    JsonNode error = refused.json().get("errors").get(0);
    assertThat(error.get("field").asString()).isEqualTo("expression");
    assertThat(error.get("value").asString()).isEqualTo("emma");
    assertThat(error.get("message").asString()).contains("line 1, column 9").contains("'ema'");

    assertThat(problems("close", "ema(close, 5)")).containsExactly("name");
    assertThat(problems("ema", "ema(close, 5)")).containsExactly("name");
    assertThat(problems("Upper", "ema(close, 5)")).containsExactly("name");
    assertThat(problems("", "")).containsExactly("name", "expression");
    assertThat(problems("bad", "ema(close, ")).containsExactly("expression");
    assertThat(problems("bad", "bad + 1")).containsExactly("expression");
    assertThat(problems("bad", "ema(close, $n)")).containsExactly("expression");
    Api.Answer threshold =
        api.post(
            "/features", "{\"name\":\"bad\",\"expression\":\"close\",\"outlierThreshold\":-1}");
    assertThat(threshold.body()).contains("outlierThreshold must be > 0");
    assertThat(api.post("/features", "{\"name\":\"bad\",\"nullPolicy\":\"MAYBE\"}").status())
        .isEqualTo(400);
    assertThat(api.get("/features").json().get("total").asLong()).isEqualTo(before);
  }

  private List<String> problems(String name, String expression) {
    Api.Answer answer = api.post("/features", body(name, expression));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    List<String> fields = new ArrayList<>();
    answer.json().get("errors").forEach(error -> fields.add(error.get("field").asString()));
    return fields;
  }

  @Test
  void addingIsSafeToRepeat() {
    Api safe = api.with("Idempotency-Key", "feature-1");
    Api.Answer one = safe.post("/features", body("once", "close * 2"));
    Api.Answer two = safe.post("/features", body("once", "close * 2"));
    assertThat(one.status()).isEqualTo(201);
    assertThat(two.status()).isEqualTo(201);
    assertThat(two.body()).isEqualTo(one.body());
    assertThat(one.header("Location")).isEqualTo("/api/v1/features/once");
    assertThat(safe.post("/features", body("twice", "close * 2")).status()).isEqualTo(422);
    assertThat(api.post("/features", body("once", "close * 2")).status()).isEqualTo(409);
  }

  @Test
  void listsAreSearchedAndPaged() {
    for (String name : List.of("page_a", "page_b", "page_c")) {
      add(name, "close + 1");
    }
    JsonNode first = api.get("/features?q=page_&limit=2").json();
    assertThat(first.get("total").asInt()).isEqualTo(3);
    assertThat(first.get("items").size()).isEqualTo(2);
    JsonNode second =
        api.get("/features?q=page_&limit=2&cursor=" + first.get("nextCursor").asString()).json();
    assertThat(second.get("items").get(0).get("name").asString()).isEqualTo("page_c");
    assertThat(second.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void aRowThatWasInsertedIsAFeature() {
    JdbcClient db = PLATFORM.bean(JdbcClient.class);
    db.sql("INSERT INTO features.definition (name, expression) VALUES ('by_row', 'ema(close,3)')")
        .update();
    assertThat(feature("by_row").get("canonical").asString()).isEqualTo("ema(close, 3)");
    assertThat(add("on_row", "by_row * 2").get("canonical").asString())
        .isEqualTo("ema(close, 3) * 2");
    db.sql("INSERT INTO features.definition (name, expression) VALUES ('wrong_row', 'emma(1)')")
        .update();
    assertThat(feature("wrong_row").get("problem").asString()).contains("unknown function");
  }
}
