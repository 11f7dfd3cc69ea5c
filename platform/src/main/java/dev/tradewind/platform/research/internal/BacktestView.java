package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A backtest in lists; exact decimals are strings, undefined measures null. */
record BacktestView(
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
    @Nullable Double totalReturn,
    @Nullable Double cagr,
    @Nullable Double sharpe,
    @Nullable Double sortino,
    @Nullable Double maxDrawdown,
    @Nullable Double winRate,
    @Nullable Double profitFactor,
    @Nullable Long roundTrips,
    @Nullable String error) {

  static BacktestView of(BacktestTable.Row row, Optional<Job> job) {
    BacktestRequest.Checked request = row.request();
    return new BacktestView(
        row.id().toString(),
        request.name(),
        row.status(),
        row.status().isFinal() ? 1 : job.map(Job::progress).orElse(0.0),
        request.strategy(),
        parameters(request),
        request.instruments(),
        request.timeframe().code(),
        request.from(),
        request.to(),
        row.createdAt(),
        row.finishedAt(),
        row.durationMillis(),
        row.totalReturn(),
        row.cagr(),
        row.sharpe(),
        row.sortino(),
        row.maxDrawdown(),
        row.winRate(),
        row.profitFactor(),
        row.roundTrips(),
        row.error());
  }

  static Map<String, String> parameters(BacktestRequest.Checked request) {
    Map<String, String> texts = new TreeMap<>();
    request.parameters().forEach((key, value) -> texts.put(key, ResultDocument.plain(value)));
    return texts;
  }
}
