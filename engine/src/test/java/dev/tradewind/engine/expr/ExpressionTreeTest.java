package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON form: there and back, and what is wrong with one that is no expression. */
class ExpressionTreeTest {
  private static final Map<String, Object> SCHEMA = ExpressionSchema.of(ExpressionScope.standard());

  @Test
  void randomTreesSurviveTheWayThereAndBack() {
    for (long seed = 0; seed < 10_000; seed++) {
      Expression tree = new RandomExpressions(seed).next(1 + (int) (seed % 6));
      assertThat(ExpressionTree.read(ExpressionTree.of(tree)))
          .as("seed %d", seed)
          .isEqualTo(new TreeResult.Read(tree));
    }
  }

  private static Expression parsed(String text) {
    return ((ParseResult.Parsed) ExpressionParser.parse(text)).expression();
  }

  /** Puts a value at a path of keys separated by slashes. */
  private static Map<String, Object> changed(String text, String path, Object value) {
    Map<String, Object> root = ExpressionTree.of(parsed(text));
    Object at = root;
    String[] keys = path.split("/");
    for (int i = 0; i < keys.length - 1; i++) {
      at = at instanceof List<?> list ? list.get(Integer.parseInt(keys[i])) : get(at, keys[i]);
    }
    put(at, keys[keys.length - 1], value);
    return root;
  }

  private static Object get(Object map, String key) {
    Object value = ((Map<?, ?>) map).get(key);
    assertThat(value).isNotNull();
    return value == null ? "" : value;
  }

  @SuppressWarnings("unchecked")
  private static void put(Object map, String key, Object value) {
    ((Map<String, Object>) map).put(key, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "close|type|feild|/type|must be one of [adjusted, ago, at, binary, boolean, call, duration, feature, field, negate, not, number, of, parameter], was 'feild'; did you mean 'field'?",
        "close|name|clse|/name|must be one of [open, high, low, close, volume, typical, median], was 'clse'",
        "close|nam|x|/nam|unknown property of field; did you mean 'name'?",
        "-ema(1, 2)|operand/arguments/1/value|x|/operand/arguments/1/value|must be a finite number, was 'x'",
        "1 + 2|operator|%|/operator|must be one of [or, and, ==, !=, <, <=, >, >=, +, -, *, /], was '%'",
        "1 + 2|left|x|/left|must be an object with a type, was 'x'",
        "x[1]|bars|1.5|/bars|must be a whole number, was '1.5'",
        "x@4h|timeframe|4x|/timeframe|timeframe must be a count and a unit (s, m, h, D, W, M, Q or Y, the last five also with t for sessions), such as 1m, 4h, 1D or 1Wt; was '4x'",
        "x@4h|partial|yes|/partial|must be true or false, was 'yes'",
        "x of \"SPY\"|instrument|..|/instrument|instrument id must be 1 to 40 letters, digits or . _ / : - and start with a letter or digit, was '..'",
        "30m|value|30x|/value|duration must be a whole count > 0 and a unit of s m h D W, was '30x'",
        "f(1)|function|and|/function|function must be a name, was 'and'",
        "f(1)|arguments|1|/arguments|must be a list, was '1'",
        "$a|name|1a|/name|parameter must be a letter or _ and up to 63 letters, digits or _, was '1a'",
      })
  void namesThePathOfAProblem(
      String text, String where, String value, String path, String message) {
    TreeResult result = ExpressionTree.read(changed(text, where, value));
    assertThat(result)
        .isEqualTo(new TreeResult.Refused(List.of(new TreeResult.Problem(path, message))));
  }

  @Test
  @DisplayName("case 32: a tree of 100 000 nodes, deep or wide, is refused by its size")
  void findsAllProblemsAndKeepsToItsLimits() {
    Map<String, Object> twice = changed("1 + 2", "left", "x");
    twice.put("right", 3.0);
    assertThat(((TreeResult.Refused) ExpressionTree.read(twice)).problems()).hasSize(2);
    Map<String, Object> deep = ExpressionTree.of(parsed("close"));
    for (int i = 0; i < 100_000; i++) {
      deep = new LinkedHashMap<>(Map.of("type", "negate", "operand", deep));
    }
    assertThat(((TreeResult.Refused) ExpressionTree.read(deep)).problems())
        .singleElement()
        .satisfies(each -> assertThat(each.message()).contains("at most 64 deep"));
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.add(ExpressionTree.of(parsed("close")));
    }
    Map<String, Object> wide = new HashMap<>(Map.of("type", "call", "function", "f"));
    wide.put("arguments", many);
    assertThat(((TreeResult.Refused) ExpressionTree.read(wide)).problems())
        .singleElement()
        .satisfies(each -> assertThat(each.message()).contains("at most 1000 parts"));
    assertThat(ExpressionTree.read(3)).isInstanceOf(TreeResult.Refused.class);
  }

  @Test
  @DisplayName("case 32: any JSON ends in an expression or in its problems")
  void anyValueEndsInAResult() {
    for (long seed = 0; seed < 5_000; seed++) {
      Object value = junk(new SplittableRandom(seed), 6);
      try {
        assertThat(ExpressionTree.read(value)).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + value, e);
      }
    }
  }

  private static Object junk(SplittableRandom random, int depth) {
    List<String> words = List.of("type", "value", "name", "operand", "left", "series", "arguments");
    List<String> types = new ArrayList<>(TreeReader.PROPERTIES.keySet());
    return switch (random.nextInt(depth <= 0 ? 4 : 8)) {
      case 0 -> random.nextDouble() * 1e12;
      case 1 -> random.nextBoolean();
      case 2 -> words.get(random.nextInt(words.size()));
      case 3 -> Double.NaN;
      case 4 -> List.of(junk(random, depth - 1), junk(random, depth - 1));
      default -> {
        Map<String, Object> map = new HashMap<>();
        String type = types.get(random.nextInt(types.size()));
        map.put("type", type);
        for (String key : TreeReader.PROPERTIES.getOrDefault(type, List.of())) {
          map.put(key, junk(random, depth - 1));
        }
        yield map;
      }
    };
  }

  @Test
  void theSchemaAcceptsEveryExampleAndRefusesWhatIsOutOfRange() {
    JsonSchemaSubset schema = new JsonSchemaSubset(SCHEMA);
    FunctionRegistry.standard()
        .all()
        .forEach(
            each ->
                assertThat(schema.accepts(ExpressionTree.of(parsed(each.example()))))
                    .as("%s: %s", each.name(), each.example())
                    .isTrue());
    assertThat(schema.accepts(ExpressionTree.of(parsed("ema(close[3]@4h?, 2 * 7) > -1")))).isTrue();
    for (String wrong :
        List.of("ema(close, 0)", "ema(close, 2.5)", "ema(close)", "emma(close, 3)", "x@5h")) {
      assertThat(schema.accepts(ExpressionTree.of(parsed(wrong)))).as(wrong).isFalse();
    }
    assertThat(schema.accepts(changed("close", "more", "x"))).isFalse();
  }
}
