package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.instruments.KnownTimeframes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Timeframes and calendars over real HTTP with a real database. */
class TimeTest {
  private final TestPlatform platform = TestPlatform.shared();
  private final Api api = platform.local();

  private static String calendar(String code) {
    return """
        {"code":"%s","name":"Xetra","zone":"Europe/Berlin",
         "hours":[{"day":"MONDAY","open":"09:00","close":"17:30"},
                  {"day":"tuesday","open":"09:00","close":"17:30"}],
         "changes":[{"date":"2024-01-01","reason":"Neujahr"},
                    {"date":"2024-01-02","close":"12:00","reason":"early"}]}"""
        .formatted(code);
  }

  @Test
  void theTableHoldsExactlyTheSeedsOfTheEngine() {
    JsonNode items = api.get("/timeframes").json().get("items");

    assertThat(items.size()).isGreaterThanOrEqualTo(199);
    assertThat(
            platform.bean(KnownTimeframes.class).all().stream()
                .filter(each -> Timeframes.find(each.code()).isPresent()))
        .isEqualTo(Timeframes.seeded());
    JsonNode first = items.get(0);
    assertThat(first.get("code").asString()).isEqualTo("1m");
    assertThat(first.get("calendarScheme").asString()).isEqualTo("FIXED");
    assertThat(first.get("seeded").asBoolean()).isTrue();
  }

  @Test
  void aTimeframeIsAnInsertedRow() {
    Api.Answer added = api.post("/timeframes", "{\"code\":\"90m\",\"partialLast\":false}");
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    assertThat(added.json().get("maxDays").asDouble()).isEqualTo(0.0625);
    assertThat(platform.bean(KnownTimeframes.class).find("90m").orElseThrow().partialLast())
        .isFalse();
    assertThat(api.post("/timeframes", "{\"code\":\"90m\",\"partialLast\":false}").status())
        .isEqualTo(200);
    assertThat(api.post("/timeframes", "{\"code\":\"90m\"}").status()).isEqualTo(409);

    assertThat(api.delete("/timeframes/90m").status()).isEqualTo(204);
    assertThat(api.delete("/timeframes/90m").status()).isEqualTo(404);
    assertThat(api.delete("/timeframes/1h").status()).isEqualTo(409);
  }

  @Test
  void whatIsNoTimeframeIsRefusedByField() {
    Api.Answer unit = api.post("/timeframes", "{\"code\":\"3ht\"}");
    assertThat(unit.status()).isEqualTo(400);
    assertThat(unit.json().get("errors").get(0).get("message").asString())
        .contains("unit must be D, W, M, Q or Y, was 'h'");
    Api.Answer bounds = api.post("/timeframes", "{\"code\":\"9Wt\",\"minDays\":70,\"maxDays\":60}");
    assertThat(bounds.status()).isEqualTo(400);
    assertThat(bounds.body())
        .contains("maxDays must be finite and >= minDays (70.0), was 60.0 (timeframe 9Wt)");
    assertThat(api.post("/timeframes", "{}").status()).isEqualTo(400);
  }

  @Test
  void sessionsArePagedAndInTheHoursOfTheirZone() {
    JsonNode page =
        api.get("/calendars/us-equity/sessions?from=2024-01-01&to=2025-01-01&limit=200").json();
    assertThat(page.get("total").asLong()).isEqualTo(252);
    assertThat(page.get("items").size()).isEqualTo(200);
    assertThat(page.get("items").get(0).get("date").asString()).isEqualTo("2024-01-02");
    assertThat(page.get("items").get(0).get("open").asString()).isEqualTo("2024-01-02T14:30:00Z");
    JsonNode rest =
        api.get(
                "/calendars/us-equity/sessions?from=2024-01-01&to=2025-01-01&limit=200&cursor="
                    + page.get("nextCursor").asString())
            .json();
    assertThat(rest.get("items").size()).isEqualTo(52);
    assertThat(rest.get("nextCursor").isNull()).isTrue();
    assertThat(rest.get("items").get(51).get("date").asString()).isEqualTo("2024-12-31");

    assertThat(api.get("/calendars/us-equity/sessions?from=x&to=2025-01-01").body())
        .contains("from must be a date or a time with an offset");
    assertThat(api.get("/calendars/us-equity/sessions?from=2025-01-01&to=2024-01-01").body())
        .contains("to must be after from");
    assertThat(api.get("/calendars/moon/sessions?from=2024-01-01&to=2025-01-01").status())
        .isEqualTo(404);
  }

  @Test
  void aUsersOwnCalendarIsUsedAndKeptWhileItIs() {
    Api.Answer added = api.post("/calendars", calendar("xetra"));
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    assertThat(added.json().get("calendar").get("periodsPerYear").asInt()).isEqualTo(104);
    assertThat(added.json().get("changes").size()).isEqualTo(2);
    assertThat(api.post("/calendars", calendar("xetra")).status()).isEqualTo(200);
    assertThat(api.post("/calendars", calendar("xetra").replace("12:00", "13:00")).status())
        .isEqualTo(409);
    JsonNode sessions =
        api.get("/calendars/xetra/sessions?from=2024-01-01&to=2024-01-09").json().get("items");
    assertThat(sessions.size()).isEqualTo(2);
    assertThat(sessions.get(0).get("close").asString()).isEqualTo("2024-01-02T11:00:00Z");

    assertThat(
            api.put("/instruments/SAP", "{\"assetClass\":\"EQUITY\",\"calendar\":\"xetra\"}")
                .status())
        .isEqualTo(200);
    var instrument = platform.bean(Instruments.class).find("SAP").orElseThrow();
    assertThat(instrument.calendar().periodsPerYear()).isEqualTo(104);
    assertThat(platform.bean(Calendars.class).of(instrument).code()).isEqualTo("xetra");
    Api.Answer used = api.delete("/calendars/xetra");
    assertThat(used.status()).isEqualTo(409);
    assertThat(used.body()).contains("calendar xetra is used by SAP");

    api.put("/instruments/SAP", "{\"assetClass\":\"EQUITY\",\"calendar\":\"us-equity\"}");
    assertThat(api.delete("/calendars/xetra").status()).isEqualTo(204);
    assertThat(api.get("/calendars/xetra").status()).isEqualTo(404);
    assertThat(api.delete("/calendars/fx").status()).isEqualTo(409);
  }

  @Test
  void whatIsWrongWithACalendarIsSaidAtOnce() {
    Api.Answer answer =
        api.post(
            "/calendars",
            """
            {"code":"bad","zone":"Mars","hours":[{"day":"FUNDAY","open":"9","close":"17:30"}],
             "changes":[{"date":"2024-13-01","reason":"x"}]}""");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("errors").size()).isEqualTo(4);
    assertThat(answer.body())
        .contains("hours.day must be one of MONDAY to SUNDAY, was FUNDAY")
        .contains("hours.open must be a time such as 09:30, was 9")
        .contains("changes.date must be a date such as 2024-12-31, was 2024-13-01");
    assertThat(api.post("/calendars", calendar("fx")).body()).contains("built-in");
    assertThat(api.post("/calendars", "{\"code\":\"none\"}").body())
        .contains("hours must name 1 to 7 days");
  }

  @Test
  void builtInCalendarsAreListedFirst() {
    JsonNode items = api.get("/calendars").json().get("items");
    assertThat(items.get(0).get("builtIn").asBoolean()).isTrue();
    for (int i = 0; i < SessionCalendars.codes().size(); i++) {
      String code = items.get(i).get("code").asString();
      assertThat(SessionCalendars.codes()).contains(code);
      assertThat(items.get(i).get("name").asString()).isEqualTo(SessionCalendars.title(code));
      assertThat(items.get(i).get("periodsPerYear").asInt())
          .isEqualTo(TradingCalendar.of(code).periodsPerYear());
    }
    JsonNode shares = api.get("/calendars/us-equity").json();
    assertThat(shares.get("calendar").get("zone").asString()).isEqualTo("America/New_York");
    assertThat(shares.get("changes").toString()).contains("Hurricane Sandy");
  }
}
