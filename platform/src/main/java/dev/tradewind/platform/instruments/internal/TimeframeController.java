package dev.tradewind.platform.instruments.internal;

import dev.tradewind.engine.time.CalendarScheme;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.TimeframeUnit;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists, adds and removes timeframes. */
@RestController
@RequestMapping("/api/v1/timeframes")
class TimeframeController {
  private final TimeframeTable table;
  private final Audit audit;

  TimeframeController(TimeframeTable table, Audit audit) {
    this.table = table;
    this.audit = audit;
  }

  /** A timeframe; lengths are in days. */
  record TimeframeView(
      String code,
      CalendarScheme calendarScheme,
      TimeframeUnit unit,
      int count,
      double nominalDays,
      double minDays,
      double maxDays,
      boolean canonical,
      boolean partialFirst,
      boolean partialLast,
      boolean seeded) {
    static TimeframeView of(TimeframeTable.Row row) {
      TimeframeDefinition definition = row.definition();
      return new TimeframeView(
          definition.code(),
          definition.scheme(),
          definition.unit(),
          definition.count(),
          definition.nominalDays(),
          definition.minDays(),
          definition.maxDays(),
          definition.canonical(),
          definition.partialFirst(),
          definition.partialLast(),
          row.seeded());
    }
  }

  /** A timeframe to add; what is left out follows from the code. */
  record NewTimeframe(
      @Nullable String code,
      @Nullable Double nominalDays,
      @Nullable Double minDays,
      @Nullable Double maxDays,
      @Nullable Boolean partialFirst,
      @Nullable Boolean partialLast) {

    TimeframeDefinition check() {
      if (code == null) {
        throw ProblemException.field("code", null, "code is required, such as 90m or 7Wt");
      }
      Problems problems = new Problems();
      TimeframeDefinition usual =
          problems.parse("code", code, () -> TimeframeDefinition.of(code)).orElse(null);
      problems.throwIfAny();
      if (usual == null) {
        throw new IllegalStateException("a timeframe without problems exists");
      }
      TimeframeDefinition made =
          problems
              .parse(
                  "maxDays",
                  maxDays == null ? null : maxDays.toString(),
                  () ->
                      new TimeframeDefinition(
                          usual.code(),
                          usual.scheme(),
                          usual.unit(),
                          usual.count(),
                          nominalDays == null ? usual.nominalDays() : nominalDays,
                          minDays == null ? usual.minDays() : minDays,
                          maxDays == null ? usual.maxDays() : maxDays,
                          usual.canonical(),
                          partialFirst == null ? usual.partialFirst() : partialFirst,
                          partialLast == null ? usual.partialLast() : partialLast))
              .orElse(usual);
      problems.throwIfAny();
      return made;
    }
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<TimeframeView> timeframes() {
    return Page.whole(table.rows().stream().map(TimeframeView::of).toList());
  }

  /** Safe to repeat: the same timeframe again is answered with 200. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<TimeframeView> createTimeframe(@RequestBody NewTimeframe request) {
    TimeframeDefinition wanted = request.check();
    boolean added = table.insert(wanted);
    TimeframeTable.Row row = table.row(wanted.code()).orElseThrow();
    if (!row.definition().equals(wanted)) {
      throw ProblemException.conflict(
          "timeframe " + wanted.code() + " exists with other lengths or flags");
    }
    if (added) {
      audit.note("timeframe.create", wanted.code());
    }
    return ResponseEntity.status(added ? HttpStatus.CREATED : HttpStatus.OK)
        .body(TimeframeView.of(row));
  }

  @DeleteMapping("/{code}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteTimeframe(@PathVariable String code) {
    TimeframeTable.Row row =
        table.row(code).orElseThrow(() -> ProblemException.notFound("there is no such timeframe"));
    if (row.seeded()) {
      throw ProblemException.conflict(
          "timeframe " + code + " belongs to every installation; only added ones can be removed");
    }
    if (table.delete(code)) {
      audit.note("timeframe.delete", code);
    }
  }
}
