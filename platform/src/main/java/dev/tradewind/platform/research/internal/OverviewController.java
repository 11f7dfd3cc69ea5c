package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobView;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.SeriesInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The first page. */
@RestController
class OverviewController {
  private static final int NEWEST = 5;
  private static final int JOBS = 20;

  private final BacktestTable backtests;
  private final MarketData market;
  private final Instruments instruments;
  private final Jobs jobs;

  OverviewController(
      BacktestTable backtests, MarketData market, Instruments instruments, Jobs jobs) {
    this.backtests = backtests;
    this.market = market;
    this.instruments = instruments;
    this.jobs = jobs;
  }

  /** Everything the first page shows. */
  record Overview(
      Counts counts,
      List<BacktestView> newestBacktests,
      List<Freshness> series,
      List<JobView> runningJobs) {}

  /** How much there is. */
  record Counts(int instruments, int series, long bars, long backtests) {}

  /** How far a series reaches. */
  record Freshness(String instrument, String timeframe, long bars, Instant first, Instant last) {}

  @GetMapping("/api/v1/overview")
  @Allow(Allow.To.READERS)
  Overview overview() {
    List<SeriesInfo> catalogue = market.catalogue();
    Counts counts =
        new Counts(
            instruments.all().size(),
            catalogue.size(),
            catalogue.stream().mapToLong(SeriesInfo::bars).sum(),
            backtests.count("true", Map.of()));
    return new Overview(
        counts,
        backtests.select("true", Map.of(), "created_at DESC, id", NEWEST).stream()
            .map(row -> BacktestView.of(row, job(row)))
            .toList(),
        catalogue.stream().map(OverviewController::freshness).toList(),
        jobs.recent(JOBS).stream()
            .filter(job -> !job.status().isFinal())
            .map(JobView::of)
            .toList());
  }

  private Optional<Job> job(BacktestTable.Row row) {
    return row.status().isFinal() ? Optional.empty() : jobs.ofSubject(row.id());
  }

  private static Freshness freshness(SeriesInfo info) {
    return new Freshness(
        info.instrument().id(),
        info.timeframe().code(),
        info.bars(),
        Times.ofMicros(info.firstMicros()),
        Times.ofMicros(info.lastMicros()));
  }
}
