package dev.tradewind.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.Assumption;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

final class HtmlReportTest {
  private static final String TEMPLATE =
      "<html><script type=\"application/json\">__TRADEWIND_DATA__</script></html>";

  private static String data(RunInfo run, StoredResult result, List<BarSeries> series)
      throws IOException {
    StringWriter out = new StringWriter();
    HtmlReport.write(run, result, series, TearSheet.of(result, series), TEMPLATE, out);
    String page = out.toString();
    int at = TEMPLATE.indexOf("__");
    assertThat(page).startsWith(TEMPLATE.substring(0, at)).endsWith("</script></html>");
    return page.substring(at, page.length() - "</script></html>".length());
  }

  private static RunInfo run(String name, String source) {
    return RunInfo.of("1", name, source, Instant.parse("2024-02-29T12:00:00Z"), List.of());
  }

  /** The names of the properties of the outermost object. */
  private static List<String> keys(String json) {
    List<String> names = new ArrayList<>();
    int depth = 0;
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.PROPERTY_NAME && depth == 1) {
          names.add(parser.currentName());
        }
      }
    }
    return names;
  }

  @Test
  void hasEverythingThePageDraws() throws IOException {
    String data =
        data(
            run("first", "prices.csv"),
            StoredResult.walk(5_000, 3),
            List.of(StoredResult.bars(5_000)));
    assertThat(keys(data))
        .containsExactly(
            "run",
            "name",
            "strategy",
            "parameters",
            "config",
            "instruments",
            "createdAt",
            "dataSource",
            "assumptions",
            "statisticDetails",
            "roundTrips",
            "roundTripsTotal",
            "openPositions",
            "rejections",
            "rejectionsTotal",
            "equity",
            "monthly",
            "dailyReturnsHistogram",
            "candles",
            "tearSheet");
    assertThat(data)
        .contains("\"resolution\":\"5m\",\"reduced\":true")
        .contains(
            "{\"key\":\"sharpe\",\"label\":\"Sharpe ratio\",\"value\":null,\"unit\":\"RATIO\"")
        .contains("\"roundTripsTotal\":3");
  }

  @Test
  void aRunWithoutBarsHasNoCandles() throws IOException {
    RunInfo run = RunInfo.offline(StoredResult.small(), "prices.csv", List.of());
    assertThat(data(run, StoredResult.small(), List.of()))
        .contains("\"candles\":null")
        .contains("\"createdAt\":null");
  }

  @ParameterizedTest(name = "case 30: {0} stays text")
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]></SCRIPT >",
        "\u2028alert(1)\u2029",
        "&lt;img src=x onerror=alert(1)&gt;",
        "\"}</script>"
      })
  void hostileTextsCannotEndTheScriptElement(String hostile) throws IOException {
    RunInfo run = run(hostile, hostile).withNotes(List.of(new Assumption(hostile, hostile, true)));
    String data = data(run, StoredResult.small(), List.of());
    assertThat(data).doesNotContainPattern(Pattern.compile("[<>&\u2028\u2029]"));
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), data)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
            && "name".equals(parser.currentName())) {
          assertThat(parser.getString()).isEqualTo(hostile);
        }
      }
    }
  }

  @Test
  void aMillionBarsStaySmall() throws IOException {
    String data =
        data(
            run("large", "prices.csv"),
            StoredResult.walk(1_000_000, 50_000),
            List.of(StoredResult.bars(1_000_000)));
    assertThat(data.length()).isLessThan(1_200_000);
    assertThat(data).contains("\"roundTripsTotal\":50000").contains("\"points\":1000000");
  }

  @Test
  void refusesATemplateWithoutItsPlace() {
    assertThatThrownBy(
            () ->
                HtmlReport.write(
                    run("x", "x"),
                    StoredResult.small(),
                    List.of(),
                    TearSheet.of(StoredResult.small(), List.of()),
                    "<html>",
                    new StringWriter()))
        .hasMessage("the report template must contain __TRADEWIND_DATA__ exactly once");
  }
}
