package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one series at the detail that a chart can show.
 *
 * @param instrument whose
 * @param timeframe of the bars
 * @param fromMicros bars that open at or after it, UTC
 * @param toMicros bars that open before it
 * @param asOf what was known then; empty for what is known now
 * @param maxPoints at most so many points, 10..10000
 */
record Window(
    String instrument,
    Timeframe timeframe,
    long fromMicros,
    long toMicros,
    Optional<Instant> asOf,
    int maxPoints) {
  private static final int DEFAULT_POINTS = 2_000;
  private static final int MAX_POINTS = 10_000;

  /** What was asked for; a span that is left out is the whole. */
  record Asked(
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable String from,
      @Nullable String to,
      @Nullable String asOf,
      @Nullable Integer maxPoints) {

    Window check() {
      Problems problems = new Problems();
      if (instrument == null || instrument.isBlank()) {
        problems.add("instrument", instrument, "instrument is required");
      }
      Timeframe length = Window.timeframe(timeframe, problems).orElse(null);
      long start = micros("from", from, Long.MIN_VALUE, problems);
      long end = micros("to", to, Long.MAX_VALUE, problems);
      Optional<Instant> known =
          asOf == null ? Optional.empty() : problems.parse("asOf", asOf, () -> Times.parse(asOf));
      int points = maxPoints == null ? DEFAULT_POINTS : maxPoints;
      if (points < 10 || points > MAX_POINTS) {
        problems.add(
            "maxPoints", Integer.toString(points), "maxPoints must be in 10.." + MAX_POINTS);
      }
      problems.throwIfAny();
      if (instrument == null || length == null) {
        throw new IllegalStateException("a window without problems has a series");
      }
      return new Window(instrument, length, start, Math.max(start, end), known, points);
    }
  }

  static Optional<Timeframe> timeframe(@Nullable String text, Problems problems) {
    if (text == null || text.isBlank()) {
      problems.add("timeframe", text, "timeframe is required, such as 1h or 1D");
      return Optional.empty();
    }
    return problems.parse("timeframe", text, () -> Timeframe.parse(text));
  }

  private static long micros(
      String field, @Nullable String text, long fallback, Problems problems) {
    return text == null
        ? fallback
        : problems.attempt(field, text, fallback, () -> Times.micros(Times.parse(text)));
  }

  static ProblemException noSuchSeries() {
    return ProblemException.notFound("there is no such series; see GET /api/v1/series");
  }
}
