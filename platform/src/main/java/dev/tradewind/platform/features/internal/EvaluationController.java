package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.SparseColumn;
import dev.tradewind.platform.shared.TimeColumn;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Computes an expression on a stored series and gives every value to the bit. */
@RestController
@RequestMapping("/api/v1/expressions/values")
class EvaluationController {
  private static final int DEFAULT_LIMIT = 10_000;
  private static final int MAX_LIMIT = 100_000;

  private final Preview preview;

  EvaluationController(Preview preview) {
    this.preview = preview;
  }

  /**
   * An expression, the values of its parameters, and the bars for which to give it: those that open
   * in {@code [from, to)}, of them the {@code last}, in answers of at most {@code limit} (10000
   * unless given, at most 100000).
   */
  record ExpressionValuesRequest(
      @Nullable String expression,
      @Nullable String instrument,
      @Nullable String timeframe,
      @Nullable String from,
      @Nullable String to,
      @Nullable Map<String, Double> parameters,
      @Nullable Integer last,
      @Nullable Integer limit) {}

  /**
   * Values in the order of the bars: times in microseconds since 1970, undefined values null, truth
   * values 1 and 0, durations in microseconds. It is computed from the first bar on as a run
   * computes it, with the instrument's splits and calendar. {@code next} is the {@code from} of the
   * rest, if there is one; {@code truncated}: only the last 500000 bars before {@code to} were
   * computed.
   */
  record ExpressionValues(
      String expression,
      String canonical,
      ValueType type,
      String instrument,
      String timeframe,
      boolean truncated,
      TimeColumn time,
      TimeColumn knownAt,
      SparseColumn value,
      @Nullable Instant next) {}

  @PostMapping
  @Allow(Allow.To.READERS)
  ExpressionValues expressionValues(@RequestBody ExpressionValuesRequest request) {
    AskedExpression asked =
        AskedExpression.check(
            request.expression(),
            request.parameters(),
            new Window.Asked(
                request.instrument(),
                request.timeframe(),
                request.from(),
                request.to(),
                null,
                null));
    int limit = request.limit() == null ? DEFAULT_LIMIT : request.limit();
    int last = request.last() == null ? Integer.MAX_VALUE : request.last();
    Problems problems = new Problems();
    if (limit < 1 || limit > MAX_LIMIT) {
      problems.add("limit", Integer.toString(limit), "limit must be in 1.." + MAX_LIMIT);
    }
    if (last < 1) {
      problems.add("last", Integer.toString(last), "last must be >= 1");
    }
    problems.throwIfAny();
    return view(
        asked, preview.evaluate(asked.text(), asked.parameters(), asked.window()), last, limit);
  }

  private static ExpressionValues view(
      AskedExpression asked, Preview.Computed computed, int last, int limit) {
    Window window = asked.window();
    BarSeries bars = computed.bars;
    int first = bars.lowerBound(window.fromMicros());
    first = Math.max(first, bars.size() - last);
    int end = (int) Math.min(bars.size(), (long) first + limit);
    long[] times = new long[end - first];
    long[] known = new long[end - first];
    for (int i = first; i < end; i++) {
      times[i - first] = bars.openTime(i);
      known[i - first] = bars.knownAt(i);
    }
    return new ExpressionValues(
        asked.text(),
        computed.feature.value().canonical(),
        computed.feature.value().type(),
        window.instrument(),
        window.timeframe().code(),
        computed.truncated,
        TimeColumn.of(times),
        TimeColumn.of(known),
        SparseColumn.of(Arrays.copyOfRange(computed.values, first, end)),
        end < bars.size() ? Times.ofMicros(bars.openTime(end)) : null);
  }
}
