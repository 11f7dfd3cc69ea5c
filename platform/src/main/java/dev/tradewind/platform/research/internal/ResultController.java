package dev.tradewind.platform.research.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.shared.Attachment;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.NumberColumn;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.TimeColumn;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.report.Csv;
import dev.tradewind.report.CurveReduction;
import dev.tradewind.report.HtmlReport;
import dev.tradewind.report.MonthlyReturns;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a finished backtest brought: curves, round trips, months, documents. */
@RestController
@RequestMapping("/api/v1/backtests")
class ResultController {
  private static final int DEFAULT_POINTS = 2_000;
  private static final int MAX_POINTS = 10_000;
  private static final Map<String, String> TRIP_COLUMNS =
      new TreeMap<>(
          Map.of(
              "n", "n::double precision",
              "entryTime", "entry_micros::double precision",
              "exitTime", "exit_micros::double precision",
              "quantity", "quantity",
              "pnl", "pnl",
              "returnFraction", "return_fraction",
              "fees", "fees",
              "bars", "bars::double precision",
              "mae", "mae",
              "mfe", "mfe"));

  private final BacktestTable table;
  private final ResultTable results;
  private final MarketData market;

  ResultController(BacktestTable table, ResultTable results, MarketData market) {
    this.table = table;
    this.results = results;
    this.market = market;
  }

  /** An equity curve for a chart: epoch seconds, currency, and the drawdown as a fraction. */
  record EquityCurve(
      boolean reduced,
      int sourcePoints,
      TimeColumn t,
      NumberColumn equity,
      NumberColumn drawdown) {}

  /** A round trip; {@code n} is its place in the result, from 1. */
  record RoundTripView(
      int n,
      String instrument,
      String side,
      double quantity,
      Instant entryTime,
      double entryPrice,
      Instant exitTime,
      double exitPrice,
      double pnl,
      double returnFraction,
      double fees,
      int bars,
      double mae,
      double mfe) {}

  /** The return of one month, as a fraction. */
  record MonthReturn(
      int year, int month, @JsonProperty(value = "return", required = true) double value) {}

  private BacktestTable.Row row(String id) {
    return table
        .find(Ids.parse("backtest", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such backtest"));
  }

  private static ProblemException noResult(BacktestTable.Row row) {
    return ProblemException.conflict("the backtest has no result; it is " + row.status());
  }

  private ResultDocument document(BacktestTable.Row row) {
    return results.document(row.id()).orElseThrow(() -> noResult(row));
  }

  private Curve curve(BacktestTable.Row row) {
    return results.curve(row.id()).orElseThrow(() -> noResult(row));
  }

  @GetMapping("/{id}/equity")
  @Allow(Allow.To.READERS)
  EquityCurve equity(
      @PathVariable String id, @RequestParam(required = false) @Nullable Integer maxPoints) {
    BacktestTable.Row row = row(id);
    int points = maxPoints == null ? DEFAULT_POINTS : maxPoints;
    if (points < 10 || points > MAX_POINTS) {
      throw ProblemException.field(
          "maxPoints", Integer.toString(points), "maxPoints must be in 10.." + MAX_POINTS);
    }
    Curve curve = curve(row);
    double[] drawdown = drawdown(curve, row.request().config().initialCash().doubleValue());
    int[] kept = CurveReduction.indexes(curve.size(), curve::value, points);
    return new EquityCurve(
        kept.length < curve.size(),
        curve.size(),
        seconds(curve, kept),
        NumberColumn.of(Arrays.stream(kept).mapToDouble(curve::value).toArray()),
        NumberColumn.of(Arrays.stream(kept).mapToDouble(i -> drawdown[i]).toArray()));
  }

  private static double[] drawdown(Curve curve, double initial) {
    double[] drawdown = new double[curve.size()];
    double peak = initial;
    for (int i = 0; i < drawdown.length; i++) {
      peak = Math.max(peak, curve.value(i));
      drawdown[i] = curve.value(i) / peak - 1;
    }
    return drawdown;
  }

  private static TimeColumn seconds(Curve curve, int[] kept) {
    return TimeColumn.of(
        Arrays.stream(kept).mapToLong(i -> Math.floorDiv(curve.time(i), 1_000_000L)).toArray());
  }

  @GetMapping("/{id}/round-trips")
  @Allow(Allow.To.READERS)
  Page<RoundTripView> roundTrips(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String order,
      @RequestParam(required = false) @Nullable String instrument) {
    BacktestTable.Row row = row(id);
    ResultDocument document = document(row);
    int size = Cursor.limit(limit);
    String key = sort == null ? "n" : sort;
    String column = TRIP_COLUMNS.get(key);
    if (column == null) {
      throw ProblemException.field(
          "sort", key, Suggestion.unknown("sort key", key, TRIP_COLUMNS.keySet()));
    }
    boolean descending = "desc".equals(order);
    String direction = descending ? " DESC" : " ASC";
    Cursor after = Cursor.decode(cursor);
    Map<String, Object> params = new HashMap<>();
    String all = "true";
    if (instrument != null) {
      List<String> ids = document.inputs().stream().map(each -> each.id()).toList();
      all = "instrument = :instrument";
      params.put("instrument", RunInstruments.index(instrument, ids));
    }
    long total = results.countTrips(row.id(), all, params);
    String where = all;
    if (after != null) {
      where += " AND (" + column + ", n) " + (descending ? "<" : ">") + " (:key, :n)";
      params.put("key", after.key());
      params.put("n", place(after));
    }
    List<ResultTable.Numbered> trips =
        results.trips(
            row.id(),
            where,
            params,
            "ORDER BY " + column + direction + ", n" + direction + " LIMIT " + (size + 1));
    boolean more = trips.size() > size;
    List<ResultTable.Numbered> shown = more ? trips.subList(0, size) : trips;
    return new Page<>(
        shown.stream().map(each -> view(each, document)).toList(),
        more ? cursor(key, shown.getLast()).encode() : null,
        total);
  }

  private static int place(Cursor cursor) {
    try {
      return Integer.parseInt(cursor.id());
    } catch (NumberFormatException e) {
      throw ProblemException.field("cursor", null, "cursor is not one that was given out");
    }
  }

  private static Cursor cursor(String key, ResultTable.Numbered last) {
    RoundTrip trip = last.trip();
    double value =
        switch (key) {
          case "entryTime" -> trip.entryTimeMicros();
          case "exitTime" -> trip.exitTimeMicros();
          case "quantity" -> trip.quantity();
          case "pnl" -> trip.pnl();
          case "returnFraction" -> trip.returnFraction();
          case "fees" -> trip.fees();
          case "bars" -> trip.bars();
          case "mae" -> trip.mae();
          case "mfe" -> trip.mfe();
          default -> last.n();
        };
    return new Cursor(value, Integer.toString(last.n()));
  }

  private static RoundTripView view(ResultTable.Numbered numbered, ResultDocument document) {
    RoundTrip trip = numbered.trip();
    return new RoundTripView(
        numbered.n(),
        document.inputs().get(trip.instrument()).id(),
        trip.quantity() < 0 ? "short" : "long",
        trip.quantity(),
        Times.ofMicros(trip.entryTimeMicros()),
        trip.entryPrice(),
        Times.ofMicros(trip.exitTimeMicros()),
        trip.exitPrice(),
        trip.pnl(),
        trip.returnFraction(),
        trip.fees(),
        trip.bars(),
        trip.mae(),
        trip.mfe());
  }

  @GetMapping("/{id}/monthly-returns")
  @Allow(Allow.To.READERS)
  List<MonthReturn> monthlyReturns(@PathVariable String id) {
    BacktestTable.Row row = row(id);
    Curve curve = curve(row);
    return MonthlyReturns.of(
            curve.size(),
            curve::time,
            curve::value,
            row.request().config().initialCash().doubleValue())
        .stream()
        .map(month -> new MonthReturn(month.year(), month.month(), month.value()))
        .toList();
  }

  private StoredResult stored(BacktestTable.Row row) {
    return results.stored(row).orElseThrow(() -> noResult(row));
  }

  @GetMapping("/{id}/round-trips.csv")
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")))
  void roundTripsCsv(@PathVariable String id, HttpServletResponse response) throws IOException {
    BacktestTable.Row row = row(id);
    StoredResult result = stored(row);
    try (Writer out = Attachment.text(response, "text/csv", "round-trips-" + row.id() + ".csv")) {
      Csv.roundTrips(result, out);
    }
  }

  @GetMapping("/{id}/report")
  @Allow(Allow.To.READERS)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = "text/html", schema = @Schema(type = "string", format = "binary")))
  void report(@PathVariable String id, HttpServletResponse response) throws IOException {
    BacktestTable.Row row = row(id);
    StoredResult result = stored(row);
    Report report = Report.of(row, result.document(), market);
    try (Writer out = Attachment.text(response, "text/html", "backtest-" + row.id() + ".html")) {
      HtmlReport.write(report.run(), result.against(report.benchmark()), report.series(), out);
    }
  }
}
