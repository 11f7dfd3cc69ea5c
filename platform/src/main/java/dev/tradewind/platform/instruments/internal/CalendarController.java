package dev.tradewind.platform.instruments.internal;

import dev.tradewind.engine.time.Session;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.SessionRules;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists, adds and removes calendars, and shows their sessions. */
@RestController
@RequestMapping("/api/v1/calendars")
class CalendarController {
  private final CalendarTable table;
  private final Audit audit;

  CalendarController(CalendarTable table, Audit audit) {
    this.table = table;
    this.audit = audit;
  }

  /** Regular hours of a day of the week, local time. */
  record HoursView(String day, String open, String close) {}

  /** A day that differs; without a time there is no session. */
  record ChangeView(LocalDate date, @Nullable String open, @Nullable String close, String reason) {}

  /** A calendar in a list. */
  record CalendarView(
      String code,
      String name,
      String zone,
      int periodsPerYear,
      boolean builtIn,
      List<HoursView> hours) {
    static CalendarView of(CalendarTable.Row row, SessionRules rules) {
      return new CalendarView(
          row.code(),
          row.name(),
          row.zone().getId(),
          row.periodsPerYear(),
          row.builtIn(),
          hoursOf(rules));
    }
  }

  /** A calendar with the days that differ. */
  record CalendarDetail(CalendarView calendar, List<ChangeView> changes) {}

  /** A session; {@code date} is the trading day in the calendar's zone. */
  record TradingSessionView(LocalDate date, Instant open, Instant close) {
    static TradingSessionView of(Session session) {
      return new TradingSessionView(
          session.date(),
          Times.ofMicros(session.openMicros()),
          Times.ofMicros(session.closeMicros()));
    }
  }

  private static List<HoursView> hoursOf(SessionRules rules) {
    return rules.hours().stream()
        .map(
            hours ->
                new HoursView(
                    hours.day().name(), hours.open().toString(), hours.close().toString()))
        .toList();
  }

  private static @Nullable String text(@Nullable LocalTime time) {
    return time == null ? null : time.toString();
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<CalendarView> calendars() {
    return Page.whole(
        table.rows().stream().map(row -> CalendarView.of(row, table.rules(row))).toList());
  }

  @GetMapping("/{code}")
  @Allow(Allow.To.READERS)
  CalendarDetail calendar(@PathVariable String code) {
    return detail(table.row(code).orElseThrow(CalendarController::unknown));
  }

  private CalendarDetail detail(CalendarTable.Row row) {
    SessionRules rules = table.rules(row);
    return new CalendarDetail(
        CalendarView.of(row, rules),
        rules.changes().stream()
            .map(
                change ->
                    new ChangeView(
                        change.date(), text(change.open()), text(change.close()), change.reason()))
            .toList());
  }

  /** Sessions with an instant in {@code [from, to)}; dates or times with an offset. */
  @GetMapping("/{code}/sessions")
  @Allow(Allow.To.READERS)
  Page<TradingSessionView> sessions(
      @PathVariable String code,
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    SessionCalendar calendar = table.find(code).orElseThrow(CalendarController::unknown);
    Problems problems = new Problems();
    long start = problems.attempt("from", from, 0L, () -> micros("from", from));
    long end = problems.attempt("to", to, 0L, () -> micros("to", to));
    if (problems.isEmpty() && end <= start) {
      problems.add("to", to, "to must be after from (" + from + "), was " + to);
    }
    problems.throwIfAny();
    return page(calendar, start, end, Cursor.decode(cursor), Cursor.limit(limit));
  }

  private static Page<TradingSessionView> page(
      SessionCalendar calendar, long from, long to, @Nullable Cursor after, int limit) {
    long first = calendar.indexAt(from);
    if (first == SessionCalendar.NONE || !calendar.tradesBetween(from, to)) {
      return Page.whole(List.of());
    }
    long total = calendar.sessionsBetween(from, to) + (calendar.openOf(first) < from ? 1 : 0);
    long index = after == null ? first : Math.max(first, (long) after.key() + 1);
    List<TradingSessionView> items = new ArrayList<>();
    while (items.size() < limit && index < first + total) {
      items.add(TradingSessionView.of(calendar.session(index++)));
    }
    String next = index < first + total ? new Cursor(index - 1, calendar.code()).encode() : null;
    return new Page<>(items, next, total);
  }

  private static long micros(String field, String text) {
    try {
      OffsetDateTime time =
          text.contains("T")
              ? OffsetDateTime.parse(text)
              : LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
      if (time.getYear() < 1900 || time.getYear() > 2200) {
        throw new IllegalArgumentException(
            field + " must be in the years 1900 to 2200, was " + text);
      }
      return Times.micros(time.toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          field
              + " must be a date or a time with an offset, such as 2024-01-31, was '"
              + text
              + "'",
          e);
    }
  }

  /** Safe to repeat: the same calendar again is answered with 200. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<CalendarDetail> createCalendar(@RequestBody NewCalendar request) {
    NewCalendar.Checked wanted = request.check();
    String code = wanted.rules().code();
    boolean added = table.insert(wanted.rules(), wanted.name(), wanted.periodsPerYear());
    CalendarTable.Row row = table.row(code).orElseThrow();
    boolean same =
        table.rules(row).equals(wanted.rules())
            && row.name().equals(wanted.name())
            && row.periodsPerYear() == wanted.periodsPerYear();
    if (!same) {
      throw ProblemException.conflict(
          "calendar "
              + code
              + " exists with other contents; a calendar is not changed, because"
              + " results depend on it: remove it first, or choose another code");
    }
    if (added) {
      audit.note("calendar.create", code);
    }
    return ResponseEntity.status(added ? HttpStatus.CREATED : HttpStatus.OK).body(detail(row));
  }

  @DeleteMapping("/{code}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteCalendar(@PathVariable String code) {
    switch (table.delete(code)) {
      case UNKNOWN -> throw unknown();
      case BUILT_IN -> throw ProblemException.conflict("calendar " + code + " is built in");
      case IN_USE ->
          throw ProblemException.conflict(
              "calendar "
                  + code
                  + " is used by "
                  + String.join(", ", table.users(code))
                  + "; give these instruments another one first");
      case DONE -> audit.note("calendar.delete", code);
    }
  }

  private static ProblemException unknown() {
    return ProblemException.notFound("there is no such calendar");
  }
}
