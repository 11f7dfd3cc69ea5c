package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.marketdata.ChartBars;
import dev.tradewind.platform.marketdata.SeriesDeleted;
import dev.tradewind.platform.shared.Attachment;
import dev.tradewind.platform.shared.NumberColumn;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.SparseColumn;
import dev.tradewind.platform.shared.TimeColumn;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.report.BarReduction;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.talib.TaLibFunctions;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of stored series and what charts show of them. */
@RestController
@RequestMapping("/api/v1/series")
class SeriesController {
  private static final int DEFAULT_POINTS = 2_000;
  private static final int MAX_POINTS = 10_000;
  private static final int MAX_PERIOD = 100_000;

  private final Market market;
  private final ChartBars chart;
  private final ImportTable table;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Path temporary;

  SeriesController(
      Market market,
      ChartBars chart,
      ImportTable table,
      Audit audit,
      ApplicationEventPublisher events,
      PlatformSettings settings) {
    this.events = events;
    this.market = market;
    this.chart = chart;
    this.table = table;
    this.audit = audit;
    this.temporary = settings.home().uploads();
  }

  /** A stored series. */
  record SeriesView(
      String instrument,
      String timeframe,
      long bars,
      Instant first,
      Instant last,
      String dataHash,
      String source,
      @Nullable String attribution,
      String calendar,
      String currency,
      List<FlagCount> flags,
      Instant updatedAt) {}

  /** How often something looked wrong in the newest import. */
  record FlagCount(String kind, long count) {}

  /** Bars for a chart: times in epoch seconds, unknown volumes null. */
  record Bars(
      String instrument,
      String timeframe,
      String resolution,
      boolean reduced,
      int sourceBars,
      int points,
      TimeColumn t,
      NumberColumn o,
      NumberColumn h,
      NumberColumn l,
      NumberColumn c,
      SparseColumn v) {}

  /** One line over a chart; null before it is defined. */
  record IndicatorLine(String name, boolean reduced, TimeColumn t, SparseColumn v) {}

  /** Whether stored bars are still the ones that were written. */
  record SeriesVerificationView(boolean intact, String notedHash, String actualHash) {}

  /** The span and detail that a chart asks for. */
  record Window(
      String instrument,
      String timeframe,
      @Nullable String from,
      @Nullable String to,
      @Nullable Integer maxPoints) {}

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<SeriesView> series() {
    return Page.whole(market.catalogue().stream().map(this::view).toList());
  }

  private SeriesView view(SeriesInfo info) {
    List<FlagCount> flags =
        table
            .seriesReport(info.instrument().id(), info.timeframe().code())
            .map(
                report ->
                    report.flags().stream()
                        .map(flag -> new FlagCount(flag.kind().name(), flag.count()))
                        .toList())
            .orElse(List.of());
    return new SeriesView(
        info.instrument().id(),
        info.timeframe().code(),
        info.bars(),
        Times.ofMicros(info.firstMicros()),
        Times.ofMicros(info.lastMicros()),
        info.contentHash(),
        info.source().name(),
        info.source().attribution(),
        info.instrument().calendar().code(),
        info.instrument().currency(),
        flags,
        info.updatedAt());
  }

  /** In which timeframes an instrument can be looked at; stored ones are made of themselves. */
  @GetMapping("/timeframes")
  @Allow(Allow.To.READERS)
  Page<ChartBars.ShownTimeframe> seriesTimeframes(@RequestParam String instrument) {
    return Page.whole(chart.timeframes(instrument));
  }

  @GetMapping("/bars")
  @Allow(Allow.To.READERS)
  Bars bars(
      @RequestParam String instrument,
      @RequestParam String timeframe,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable Integer maxPoints) {
    Window window = new Window(instrument, timeframe, from, to, maxPoints);
    BarSeries all = load(instrument, timeframe);
    BarSeries visible = visible(all, window);
    BarSeries drawn = BarReduction.reduce(visible, points(window));
    return new Bars(
        instrument,
        all.timeframe().code(),
        drawn.timeframe().code(),
        drawn.size() < visible.size(),
        visible.size(),
        drawn.size(),
        seconds(drawn),
        NumberColumn.of(drawn.copyOf(BarField.OPEN)),
        NumberColumn.of(drawn.copyOf(BarField.HIGH)),
        NumberColumn.of(drawn.copyOf(BarField.LOW)),
        NumberColumn.of(drawn.copyOf(BarField.CLOSE)),
        SparseColumn.of(drawn.copyOf(BarField.VOLUME)));
  }

  @GetMapping("/indicator")
  @Allow(Allow.To.READERS)
  IndicatorLine indicator(
      @RequestParam String instrument,
      @RequestParam String timeframe,
      @RequestParam String function,
      @RequestParam int period,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable Integer maxPoints) {
    Window window = new Window(instrument, timeframe, from, to, maxPoints);
    BarSeries all = load(instrument, timeframe);
    double[] values = compute(all, function, period);
    BarSeries visible = visible(all, window);
    BarSeries drawn = BarReduction.reduce(visible, points(window));
    double[] shown = new double[drawn.size()];
    for (int i = 0; i < shown.length; i++) {
      // The newest value of a stretch is the one that was known at its end.
      int next = i + 1 < shown.length ? all.lowerBound(drawn.openTime(i + 1)) : end(all, visible);
      shown[i] = values[next - 1];
    }
    return new IndicatorLine(
        function + "(" + period + ")",
        drawn.size() < visible.size(),
        seconds(drawn),
        SparseColumn.of(shown));
  }

  private static int end(BarSeries all, BarSeries visible) {
    return all.lowerBound(visible.openTime(visible.size() - 1)) + 1;
  }

  private static double[] compute(BarSeries series, String function, int period) {
    Problems problems = new Problems();
    if (period < 1 || period > MAX_PERIOD) {
      problems.add("period", Integer.toString(period), "period must be in 1.." + MAX_PERIOD);
    }
    if (!List.of("sma", "ema", "rsi").contains(function)) {
      problems.add("function", function, "function must be sma, ema or rsi");
    }
    problems.throwIfAny();
    String text = function + "(close, " + period + ")";
    return switch (ExpressionChecker.in(
            ExpressionScope.standard().withRegistry(TaLibFunctions.withEngine()))
        .check(text)) {
      case CheckResult.Checked(CheckedExpression checked) ->
          ProgramCompiler.compile(
                  List.of(checked), ProgramScope.of(series.instrument(), series.timeframe()))
              .batch(ProgramData.of(series))[0];
      case CheckResult.Refused refused -> {
        problems.add("period", Integer.toString(period), refused.problems().getFirst().message());
        problems.throwIfAny();
        throw new IllegalStateException("a refused expression has a problem");
      }
    };
  }

  private BarSeries load(String instrument, String timeframe) {
    Timeframe length = timeframe(timeframe);
    return chart
        .bars(instrument, length)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "there is no such series, and none of which it can be made; see GET"
                        + " /api/v1/series and /api/v1/series/timeframes"));
  }

  private static Timeframe timeframe(String text) {
    Problems problems = new Problems();
    Timeframe timeframe =
        problems.parse("timeframe", text, () -> Timeframe.parse(text)).orElse(null);
    problems.throwIfAny();
    if (timeframe == null) {
      throw new IllegalStateException("a timeframe without problems exists");
    }
    return timeframe;
  }

  private static BarSeries visible(BarSeries all, Window window) {
    if (window.from() == null && window.to() == null) {
      return all;
    }
    Problems problems = new Problems();
    long from = micros("from", window.from(), Long.MIN_VALUE, problems);
    long to = micros("to", window.to(), Long.MAX_VALUE, problems);
    problems.throwIfAny();
    return from <= to ? all.between(from, to) : all.between(0, 0);
  }

  private static long micros(
      String field, @Nullable String text, long fallback, Problems problems) {
    return text == null
        ? fallback
        : problems.attempt(field, text, fallback, () -> Times.micros(Times.parse(text)));
  }

  private static int points(Window window) {
    Integer asked = window.maxPoints();
    if (asked == null) {
      return DEFAULT_POINTS;
    }
    if (asked < 10 || asked > MAX_POINTS) {
      throw ProblemException.field(
          "maxPoints", asked.toString(), "maxPoints must be in 10.." + MAX_POINTS);
    }
    return asked;
  }

  private static TimeColumn seconds(BarSeries series) {
    long[] seconds = new long[series.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = Math.floorDiv(series.openTime(i), 1_000_000L);
    }
    return TimeColumn.of(seconds);
  }

  @GetMapping("/quality")
  @Allow(Allow.To.READERS)
  ReportViews.Report seriesQuality(
      @RequestParam String instrument, @RequestParam String timeframe) {
    return table
        .seriesReport(instrument, timeframe(timeframe).code())
        .orElseThrow(() -> ProblemException.notFound("there is no report of such a series"));
  }

  @GetMapping("/verify")
  @Allow(Allow.To.READERS)
  SeriesVerificationView verifySeries(
      @RequestParam String instrument, @RequestParam String timeframe) {
    return market
        .store()
        .verify(instrument, timeframe(timeframe))
        .map(v -> new SeriesVerificationView(v.intact(), v.notedHash(), v.actualHash()))
        .orElseThrow(() -> ProblemException.notFound("there is no such series"));
  }

  @GetMapping("/export")
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")),
        @Content(
            mediaType = "application/vnd.apache.parquet",
            schema = @Schema(type = "string", format = "binary"))
      })
  void exportSeries(
      @RequestParam String instrument,
      @RequestParam String timeframe,
      @RequestParam String format,
      HttpServletResponse response)
      throws IOException {
    Timeframe length = timeframe(timeframe);
    if (!format.equals("csv") && !format.equals("parquet")) {
      throw ProblemException.field("format", format, "format must be csv or parquet");
    }
    if (market.store().info(instrument, length).isEmpty()) {
      throw ProblemException.notFound("there is no such series");
    }
    Path file = temporary.resolve("export-" + UUID.randomUUID() + "." + format);
    try {
      if (format.equals("csv")) {
        market.store().exportCsv(instrument, length, file);
      } else {
        market.store().exportParquet(instrument, length, file);
      }
      String name = Attachment.namePart(instrument) + "-" + length.code() + "." + format;
      String type =
          format.equals("csv") ? "text/csv;charset=utf-8" : "application/vnd.apache.parquet";
      Attachment.send(response, type, name, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteSeries(@RequestParam String instrument, @RequestParam String timeframe) {
    Timeframe length = timeframe(timeframe);
    if (!market.store().delete(instrument, length)) {
      throw ProblemException.notFound("there is no such series");
    }
    table.deleteSeriesReport(instrument, length.code());
    audit.note("series.delete", instrument + " " + length.code());
    events.publishEvent(new SeriesDeleted(instrument, length.code()));
  }
}
