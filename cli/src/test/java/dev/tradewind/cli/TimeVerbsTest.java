package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.time.Timeframes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Timeframes and calendars without a platform. */
final class TimeVerbsTest {
  private static CommandRun run(String... args) {
    return CommandRun.of(Map.of(), args);
  }

  @Test
  void theSeededTimeframesAreListed() {
    List<Json> items = run("timeframes", "list", "--output", "json").json().items();
    assertThat(items).hasSize(Timeframes.seeded().size());
    assertThat(items.getFirst().text("code")).isEqualTo("1m");
    assertThat(run("timeframes", "list", "--output", "csv").out())
        .startsWith("timeframe,scheme,nominal,min,max,canonical,partial,seeded\n")
        .contains("1Wt,TRADING,7,4,14.3,yes,\"first, last\",yes\n")
        .contains("12M,CALENDAR,365.2425,365,366,no,\"first, last\",yes\n");
    assertThat(run("timeframes", "list").out()).contains("365Dt");
  }

  @Test
  void theBuiltInCalendarsAreListedWithTheirHours() {
    assertThat(run("calendars", "list", "--output", "csv").out())
        .isEqualTo(
            """
            calendar,name,zone,days a year,hours,built in
            24x7,Round the clock,UTC,365,Mon-Sun 00:00-00:00,yes
            exchange,Working days,UTC,252,Mon-Fri 00:00-00:00,yes
            us-equity,US shares,America/New_York,252,Mon-Fri 09:30-16:00,yes
            fx,Currencies,America/New_York,260,Mon-Fri 17:00-17:00,yes
            """);
    assertThat(run("calendars", "list", "--output", "json").json().items()).hasSize(4);
  }

  @Test
  void sessionsOfACalendarAreListed() {
    String[] week = {
      "calendars", "sessions", "us-equity", "--from", "2024-11-28", "--to", "2024-12-03"
    };
    assertThat(run(with(week, "--output", "csv")).out())
        .isEqualTo(
            """
            date,open,close
            2024-11-29,2024-11-29T14:30:00Z,2024-11-29T18:00:00Z
            2024-12-02,2024-12-02T14:30:00Z,2024-12-02T21:00:00Z
            """);
    assertThat(run(week).out()).contains("2024-11-29");
    assertThat(run(with(week, "--output", "json")).json().items()).hasSize(2);
  }

  @Test
  void whatIsNotThereIsSaid() {
    CommandRun unknown =
        run("calendars", "sessions", "moon", "--from", "2024-01-01", "--to", "2024-02-01");
    assertThat(unknown.code()).isEqualTo(5);
    assertThat(unknown.err()).contains("no calendar moon; built in are 24x7, exchange");
    CommandRun turned =
        run("calendars", "sessions", "fx", "--from", "2024-02-01", "--to", "2024-01-01");
    assertThat(turned.code()).isEqualTo(2);
    CommandRun none =
        run("calendars", "sessions", "fx", "--from", "2024-01-06", "--to", "2024-01-07");
    assertThat(none.code()).isZero();
    assertThat(none.err()).contains("no session of fx in that time");
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
