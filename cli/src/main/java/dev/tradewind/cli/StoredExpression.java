package dev.tradewind.cli;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.expr.UnfitExpressionException;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TimeframeDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes an expression on the bars of an instrument: of the running platform, of the data folder
 * while none runs, or of files. All three give the same values.
 */
final class StoredExpression {
  private static final int ROWS_AT_ONCE = 100_000;

  private StoredExpression() {}

  /**
   * The bars whose values are wanted.
   *
   * @param from first open
   * @param to open before which they end
   * @param last so many of them; {@code null}: all
   */
  record Span(@Nullable Instant from, @Nullable Instant to, @Nullable Integer last) {}

  /** One value for each bar. */
  static final class Values {
    /** What is computed. */
    final ValueType type;

    private final long[] time;
    private final long[] known;
    private final double[] value;

    private Values(ValueType type, long[] time, long[] known, double[] value) {
      this.type = type;
      this.time = time;
      this.known = known;
      this.value = value;
    }

    int size() {
      return value.length;
    }

    /** When a bar opens, UTC microseconds. */
    long time(int i) {
      return time[i];
    }

    /** When its value is known, UTC microseconds. */
    long known(int i) {
      return known[i];
    }

    /** Truth values as 1 and 0, durations in microseconds, undefined {@code NaN}. */
    double value(int i) {
      return value[i];
    }

    static Values of(ValueType type, BarSeries base, double[] values, Span span) {
      int first = base.lowerBound(Arguments.micros(span.from(), Long.MIN_VALUE));
      int behind = base.lowerBound(Arguments.micros(span.to(), Long.MAX_VALUE));
      Integer last = span.last();
      first = Math.min(behind, last == null ? first : Math.max(first, behind - last));
      long[] time = new long[behind - first];
      long[] known = new long[time.length];
      double[] value = new double[time.length];
      for (int i = 0; i < time.length; i++) {
        time[i] = base.openTime(first + i);
        known[i] = base.knownAt(first + i);
        value[i] = values[first + i];
      }
      return new Values(type, time, known, value);
    }
  }

  /** The timeframes that the platform has of an instrument. */
  static List<String> timeframes(PlatformClient platform, String id)
      throws IOException, InterruptedException {
    return platform.all("/series", Map.of()).stream()
        .filter(each -> each.text("instrument").equals(id))
        .map(each -> each.text("timeframe"))
        .toList();
  }

  /** Values that the platform computes. */
  static Values onPlatform(
      ReportingVerb verb,
      PlatformClient platform,
      String text,
      Map<String, BigDecimal> parameters,
      String id,
      Timeframe timeframe,
      Span span)
      throws IOException, InterruptedException {
    Map<String, Json> body = new LinkedHashMap<>();
    body.put("expression", Json.ofText(text));
    body.put("instrument", Json.ofText(id));
    body.put("timeframe", Json.ofText(timeframe.code()));
    FileOptions.put(body, "from", span.from() == null ? null : span.from().toString());
    FileOptions.put(body, "to", span.to() == null ? null : span.to().toString());
    Map<String, Json> given = new TreeMap<>();
    parameters.forEach((name, value) -> given.put(name, Json.number(value.doubleValue())));
    body.put("parameters", Json.object(given));
    body.put("limit", Json.number(ROWS_AT_ONCE));
    Integer last = span.last();
    if (last != null) {
      body.put("last", Json.number(last));
    }
    List<Json> parts = new ArrayList<>();
    while (true) {
      Json part = platform.post("/expressions/values", Json.object(body));
      parts.add(part);
      if (part.get("next").isNull()) {
        break;
      }
      body.remove("last");
      body.put("from", part.get("next"));
    }
    if (parts.getFirst().get("truncated").isTrue()) {
      verb.note("computed on the last 500,000 bars only; --to chooses others");
    }
    return new Values(
        ValueType.valueOf(parts.getFirst().text("type").toUpperCase(Locale.ROOT)),
        column(parts, "time").mapToLong(Json::asLong).toArray(),
        column(parts, "knownAt").mapToLong(Json::asLong).toArray(),
        column(parts, "value")
            .mapToDouble(each -> each.isNull() ? Double.NaN : Double.parseDouble(each.display()))
            .toArray());
  }

  private static Stream<Json> column(List<Json> parts, String name) {
    return parts.stream().flatMap(part -> part.get(name).items().stream());
  }

  /** Values on the bars of the data folder, with the splits that are stored there. */
  static Values inFolder(
      LocalMarketData data,
      CheckedExpression checked,
      ExpressionScope names,
      BarSeries base,
      Span span) {
    Function<String, Optional<BarSeries>> bars =
        id ->
            id.equals(base.instrument().id()) ? Optional.of(base) : data.read(id, base.timeframe());
    return Values.of(
        checked.type(), base, compute(checked, names, base, bars, data::splits, ""), span);
  }

  /**
   * Computes an expression over all bars of a series.
   *
   * @param names the timeframes it may name
   * @param bars of the instruments that it may name
   * @param splits of these and of the base's
   * @param hint what to do about an instrument without bars
   */
  static double[] compute(
      CheckedExpression checked,
      ExpressionScope names,
      BarSeries base,
      Function<String, Optional<BarSeries>> bars,
      Function<String, SplitSchedule> splits,
      String hint) {
    Map<String, TimeframeDefinition> timeframes = new HashMap<>();
    names.timeframes().forEach(each -> timeframes.put(each.code(), each));
    Map<String, Optional<BarSeries>> read = new HashMap<>();
    Function<String, Optional<BarSeries>> once = id -> read.computeIfAbsent(id, bars);
    ProgramScope scope =
        new ProgramScope(
            base.instrument(),
            base.timeframe(),
            code -> Optional.ofNullable(timeframes.get(code)),
            id -> once.apply(id).map(BarSeries::instrument),
            (Instrument any) -> any.calendar().sessions());
    try {
      Program program = ProgramCompiler.compile(List.of(checked), scope);
      Map<String, BarSeries> others = new HashMap<>();
      Map<String, SplitSchedule> schedules = new HashMap<>();
      for (String source : program.sources()) {
        schedules.put(source, splits.apply(source));
        if (!source.equals(base.instrument().id())) {
          others.put(
              source,
              once.apply(source)
                  .orElseThrow(
                      () ->
                          new CliException(
                              ExitCode.NOT_FOUND, "there are no bars of " + source + hint)));
        }
      }
      return program.batch(new ProgramData(base, others, schedules))[0];
    } catch (UnfitExpressionException e) {
      throw ExprVerbs.ExpressionVerb.refusal(e.render());
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }
}
