package dev.tradewind.cli;

import dev.tradewind.engine.time.Session;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.SessionRules;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs on calendars. */
@Command(
    name = "calendars",
    description = "List calendars and their sessions.",
    subcommands = {CalendarVerbs.ListCommand.class, CalendarVerbs.SessionsCommand.class})
final class CalendarVerbs extends VerbGroup {

  /** {@code calendars list}. */
  @Command(
      name = "list",
      description =
          "List the calendars with their regular hours; without a running platform the built-in"
              + " ones.")
  static final class ListCommand extends ReportingVerb {
    @Override
    ExitCode run() throws IOException, InterruptedException {
      Optional<PlatformClient> platform = PlatformClient.find(session());
      List<Json> items =
          platform.isPresent()
              ? platform.get().all("/calendars", Map.of())
              : SessionCalendars.codes().stream().map(ListCommand::json).toList();
      Table table = Table.of("calendar", "name", "zone", "days a year", "hours", "built in");
      for (Json each : items) {
        table.row(
            List.of(
                each.text("code"),
                each.text("name"),
                each.text("zone"),
                each.get("periodsPerYear").display(),
                hours(each.get("hours").items()),
                each.get("builtIn").display().equals("true") ? "yes" : "no"));
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }

    /** Days in a row with the same hours together. */
    private static String hours(List<Json> days) {
      StringBuilder text = new StringBuilder();
      int from = 0;
      for (int i = 0; i < days.size(); i++) {
        boolean more = i + 1 < days.size() && times(days.get(i + 1)).equals(times(days.get(from)));
        if (!more) {
          text.append(text.isEmpty() ? "" : ", ").append(day(days.get(from)));
          text.append(i > from ? "-" + day(days.get(i)) : "");
          text.append(' ').append(times(days.get(i)));
          from = i + 1;
        }
      }
      return text.toString();
    }

    private static String day(Json hours) {
      String name = hours.text("day");
      return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
    }

    private static String times(Json hours) {
      return hours.text("open") + "-" + hours.text("close");
    }

    private static Json json(String code) {
      SessionRules rules = SessionCalendars.rules(code);
      return Json.of(
          "code",
          code,
          "name",
          SessionCalendars.title(code),
          "zone",
          rules.zone().equals(ZoneOffset.UTC) ? "UTC" : rules.zone().getId(),
          "periodsPerYear",
          TradingCalendar.of(code).periodsPerYear(),
          "builtIn",
          true,
          "hours",
          Json.array(
              rules.hours().stream()
                  .map(
                      each ->
                          Json.of("day", each.day(), "open", each.open(), "close", each.close()))
                  .toList()));
    }
  }

  /** {@code calendars sessions}. */
  @Command(
      name = "sessions",
      description =
          "List the sessions of a calendar; without a running platform of a built-in one.")
  static final class SessionsCommand extends ReportingVerb {
    @Parameters(index = "0", paramLabel = "CODE", description = "Such as us-equity.")
    String code = "";

    @Option(
        names = "--from",
        required = true,
        paramLabel = "TIME",
        description = "Only sessions that end after this date (its first moment) or UTC time.")
    @Nullable String from;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "TIME",
        description = "Only sessions that open before this date (its first moment) or UTC time.")
    @Nullable String to;

    @Override
    ExitCode run() throws IOException, InterruptedException {
      Instant start = Arguments.time("--from", from);
      Instant end = Arguments.time("--to", to);
      if (start == null || end == null || !start.isBefore(end)) {
        throw new CliException(
            ExitCode.USAGE, "--from must be before --to, was " + from + " with --to " + to);
      }
      Optional<PlatformClient> platform = PlatformClient.find(session());
      List<Json> items =
          platform.isPresent()
              ? platform
                  .get()
                  .all(
                      "/calendars/" + PlatformClient.segment(code) + "/sessions",
                      Map.of("from", start.toString(), "to", end.toString(), "limit", "200"))
              : local(start, end);
      Table table = Table.of("date", "open", "close");
      for (Json each : items) {
        table.row(List.of(each.text("date"), each.text("open"), each.text("close")));
      }
      if (table.isEmpty()) {
        note("no session of " + Table.shown(code) + " in that time");
      }
      write(table, Json.array(items));
      return ExitCode.OK;
    }

    private List<Json> local(Instant start, Instant end) {
      SessionCalendar calendar =
          SessionCalendars.find(code)
              .orElseThrow(
                  () ->
                      new CliException(
                          ExitCode.NOT_FOUND,
                          "no calendar "
                              + Table.shown(code)
                              + "; built in are "
                              + String.join(", ", SessionCalendars.codes())));
      return calendar.sessions(Arguments.micros(start, 0), Arguments.micros(end, 0)).stream()
          .map(SessionsCommand::json)
          .toList();
    }

    private static Json json(Session session) {
      return Json.of(
          "date", session.date(),
          "open", Instant.EPOCH.plus(session.openMicros(), ChronoUnit.MICROS),
          "close", Instant.EPOCH.plus(session.closeMicros(), ChronoUnit.MICROS));
    }
  }
}
