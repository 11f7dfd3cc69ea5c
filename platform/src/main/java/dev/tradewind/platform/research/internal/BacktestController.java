package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.store.FinerPrices;
import dev.tradewind.store.SeriesInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Creates, lists, shows, cancels and deletes backtests. */
@RestController
@RequestMapping("/api/v1/backtests")
class BacktestController {
  private static final String PATH = "/api/v1/backtests";

  private final Backtests backtests;
  private final BacktestTable table;
  private final ResultTable results;
  private final MarketData market;
  private final Jobs jobs;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  BacktestController(
      Backtests backtests,
      BacktestTable table,
      ResultTable results,
      MarketData market,
      Jobs jobs,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.backtests = backtests;
    this.table = table;
    this.results = results;
    this.market = market;
    this.jobs = jobs;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /** A backtest with its result, which is null until it is done. */
  record BacktestDetail(
      String id,
      String name,
      JobStatus status,
      double progress,
      String strategy,
      Map<String, String> parameters,
      List<String> instruments,
      String timeframe,
      @Nullable Instant from,
      @Nullable Instant to,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable Long durationMillis,
      @Nullable Long roundTripCount,
      @Nullable String error,
      ResultDocument.@Nullable Run run,
      ResultDocument.@Nullable Config config,
      @Nullable List<ResultDocument.Input> inputs,
      @Nullable String dataSource,
      @Nullable List<ResultDocument.Remark> assumptions,
      @Nullable Map<String, @Nullable Double> statistics,
      @Nullable List<ResultDocument.Measure> statisticDetails,
      @Nullable List<ResultDocument.Holding> openPositions,
      @Nullable List<ResultDocument.Refused> rejections,
      @Nullable Long rejectionCount,
      @Nullable Boolean partial,
      @Nullable List<ResultDocument.Failure> errors,
      ResultDocument.@Nullable Trials trials,
      @Nullable List<ResultDocument.Traded> marketTrades,
      BacktestRequest.Inputs reads,
      @Nullable Evidence evidence) {
    static BacktestDetail of(
        BacktestView view,
        BacktestRequest.Inputs reads,
        @Nullable ResultDocument result,
        @Nullable Evidence evidence) {
      return new BacktestDetail(
          view.id(),
          view.name(),
          view.status(),
          view.progress(),
          view.strategy(),
          view.parameters(),
          view.instruments(),
          view.timeframe(),
          view.from(),
          view.to(),
          view.createdAt(),
          view.finishedAt(),
          view.durationMillis(),
          view.roundTrips(),
          view.error(),
          result == null ? null : result.run(),
          result == null ? null : result.config(),
          result == null ? null : result.inputs(),
          result == null ? null : result.dataSource(),
          result == null ? null : result.assumptions(),
          result == null ? null : result.statistics(),
          result == null ? null : result.statisticDetails(),
          result == null ? null : result.openPositions(),
          result == null ? null : result.rejections(),
          result == null ? null : result.rejectionCount(),
          result == null ? null : Boolean.TRUE.equals(result.partial()),
          result == null || result.errors() == null ? null : result.errors(),
          result == null ? null : result.trials(),
          result == null ? null : result.marketTrades(),
          reads,
          evidence);
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<BacktestView> createBacktest(
      @RequestBody BacktestRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    BacktestRequest.Checked checked = backtests.named(request).check(backtests.strategies());
    requireSeries(checked);
    return idempotency.accepted(
        key,
        json.writeValueAsString(request),
        PATH,
        BacktestView.class,
        () -> {
          BacktestTable.Row row = backtests.create(checked, null);
          audit.note("backtest.create", row.id().toString());
          return new Idempotency.Created<>(row.id(), BacktestView.of(row, Optional.empty()));
        });
  }

  private void requireSeries(BacktestRequest.Checked request) {
    Problems problems = new Problems();
    List<SeriesInfo> catalogue = market.catalogue();
    Set<String> stored = new HashSet<>();
    Set<String> known = new HashSet<>();
    for (SeriesInfo info : catalogue) {
      known.add(info.instrument().id());
      stored.add(info.instrument().id() + " " + info.timeframe());
    }
    String detail = request.inputs().detail();
    boolean trades = FinerPrices.TRADES.equals(detail);
    Set<String> traded = new HashSet<>();
    if (trades) {
      market.tradeCatalogue().forEach(info -> traded.add(info.instrument()));
    }
    for (String instrument : request.instruments()) {
      requireStored("instruments", instrument, request.timeframe().code(), stored, problems);
      if (trades && !traded.contains(instrument)) {
        problems.add(
            "detail",
            instrument,
            "no trades of "
                + instrument
                + " are stored; import them first (POST /api/v1/imports with trades), or choose"
                + " instruments of GET /api/v1/trades");
      } else if (detail != null && !trades) {
        requireStored("detail", instrument, detail, stored, problems);
      }
    }
    String benchmark = request.inputs().benchmark();
    if (benchmark != null && !known.contains(benchmark)) {
      problems.add("benchmark", benchmark, "no bars of " + benchmark + " are stored");
    }
    request
        .inputs()
        .rates()
        .forEach(
            (currency, instrument) -> {
              if (!known.contains(instrument)) {
                problems.add(
                    "rates." + currency, instrument, "no bars of " + instrument + " are stored");
              }
            });
    problems.throwIfAny();
  }

  private static void requireStored(
      String field, String instrument, String timeframe, Set<String> stored, Problems problems) {
    if (!stored.contains(instrument + " " + timeframe)) {
      problems.add(
          field,
          instrument,
          "no bars of "
              + instrument
              + " "
              + timeframe
              + " are stored; import them first, or choose one of GET /api/v1/series");
    }
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<BacktestView> backtests(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String order,
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable String instrument,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String q) {
    int size = Cursor.limit(limit);
    BacktestQuery query =
        BacktestQuery.of(
            new BacktestQuery.Asked(sort, order, strategy, instrument, status, q),
            Cursor.decode(cursor));
    List<BacktestTable.Row> rows =
        table.select(
            query.where() + " AND " + query.after(), query.params(), query.orderBy(), size + 1);
    boolean more = rows.size() > size;
    List<BacktestTable.Row> shown = more ? rows.subList(0, size) : rows;
    return new Page<>(
        shown.stream().map(this::view).toList(),
        more ? query.cursor(shown.getLast()).encode() : null,
        table.count(query.where(), query.params()));
  }

  private BacktestView view(BacktestTable.Row row) {
    Optional<Job> job = row.status().isFinal() ? Optional.empty() : jobs.ofSubject(row.id());
    return BacktestView.of(row, job);
  }

  private BacktestTable.Row row(String id) {
    return table
        .find(Ids.parse("backtest", id))
        .orElseThrow(() -> ProblemException.notFound("there is no such backtest"));
  }

  @GetMapping("/{id}")
  @Allow(Allow.To.READERS)
  BacktestDetail backtest(@PathVariable String id) {
    BacktestTable.Row row = row(id);
    return BacktestDetail.of(
        view(row), row.request().inputs(), results.document(row.id()).orElse(null), row.evidence());
  }

  @PostMapping("/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  BacktestView cancelBacktest(@PathVariable String id) {
    BacktestTable.Row row = row(id);
    if (!jobs.cancel(row.id())) {
      throw ProblemException.conflict("the backtest has ended already: " + row(id).status());
    }
    audit.note("backtest.cancel", id);
    return view(row(id));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteBacktest(@PathVariable String id) {
    UUID backtest = row(id).id();
    if (!table.delete(backtest)) {
      throw ProblemException.conflict("the backtest is still running; cancel it first");
    }
    audit.note("backtest.delete", id);
  }
}
