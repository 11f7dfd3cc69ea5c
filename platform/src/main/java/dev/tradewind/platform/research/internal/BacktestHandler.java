package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.simulation.LedgerOverflowException;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.report.RunInfo;
import dev.tradewind.store.SeriesInfo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs a simulation from its start; its result is stored once, with the end of the job. */
@Component
final class BacktestHandler implements JobHandler {
  /** How much of the progress bar belongs to the simulation; the rest is measuring and storing. */
  private static final double SIMULATING = 0.95;

  private static final int NAMED_FILES = 3;

  private final BacktestTable table;
  private final ResultTable results;
  private final MarketData market;
  private final RunSubjects subjects;
  private final TrialCounts trials;
  private final Timer timer;

  BacktestHandler(
      BacktestTable table,
      ResultTable results,
      MarketData market,
      RunSubjects subjects,
      TrialCounts trials,
      MeterRegistry meters) {
    this.table = table;
    this.results = results;
    this.market = market;
    this.subjects = subjects;
    this.trials = trials;
    this.timer =
        Timer.builder("tradewind.simulation")
            .description("Time to simulate a strategy, without loading and storing")
            .register(meters);
  }

  @Override
  public JobKind kind() {
    return JobKind.BACKTEST;
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<BacktestTable.Row> row = table.find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the backtest was deleted");
    }
    run.progress(0, "loading");
    return switch (subjects.of(row.get().request())) {
      case RunSubjects.Prepared.Missing(List<String> reasons) ->
          JobOutcome.of(JobStatus.FAILED, String.join("; ", reasons));
      case RunSubjects.Prepared.Ready(Subject subject, var strategy) ->
          simulate(row.get(), subject, run);
    };
  }

  static BarSeries span(BarSeries all, BacktestRequest.Checked request) {
    Instant from = request.from();
    Instant to = request.to();
    if (from == null && to == null) {
      return all;
    }
    return all.between(
        from == null ? Long.MIN_VALUE : Times.micros(from),
        to == null ? Long.MAX_VALUE : Times.micros(to));
  }

  private JobOutcome simulate(BacktestTable.Row row, Subject subject, JobRun run) {
    long start = System.nanoTime();
    try {
      SimulationResult result =
          subject.run(
              (done, total) ->
                  run.progress(
                      total == 0 ? 0 : SIMULATING * done / total, "bar " + done + " of " + total));
      long nanos = System.nanoTime() - start;
      timer.record(nanos, TimeUnit.NANOSECONDS);
      return stored(row, subject, JobStatus.DONE, null, result, nanos);
    } catch (SimulationCancelledException e) {
      return ended(row, subject, JobStatus.CANCELLED, "cancelled", e.partialResult(), start);
    } catch (StrategyFailedException e) {
      return ended(
          row, subject, JobStatus.FAILED, String.valueOf(e.getMessage()), e.partialResult(), start);
    } catch (LedgerOverflowException e) {
      return ended(
          row, subject, JobStatus.FAILED, String.valueOf(e.getMessage()), e.partialResult(), start);
    } catch (IllegalArgumentException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    }
  }

  /** What was done until the end is kept, marked as partial, where a bar was. */
  private JobOutcome ended(
      BacktestTable.Row row,
      Subject subject,
      JobStatus status,
      String message,
      Optional<SimulationResult> partial,
      long start) {
    return partial
        .filter(result -> result.equitySize() > 0)
        .map(result -> stored(row, subject, status, message, result, System.nanoTime() - start))
        .orElseGet(() -> JobOutcome.of(status, message));
  }

  private JobOutcome stored(
      BacktestTable.Row row,
      Subject subject,
      JobStatus status,
      @Nullable String message,
      SimulationResult result,
      long nanos) {
    RunInfo info =
        RunInfo.of(
                row.id().toString(),
                row.request().name(),
                sources(row.request()),
                row.createdAt(),
                subject.series())
            .withTrials(trials.count(result, subject.series(), row.evidence()));
    ResultDocument document = ResultDocument.of(info, result, subject.input());
    byte[] curve = Curve.of(result).pack();
    List<String> tags = result.entryTags();
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return new JobOutcome(
        status,
        message,
        () -> results.insert(row.id(), document, curve, result.roundTrips(), tags, millis));
  }

  /** Whom the prices are owed to, or else the files that they are of, the first few by name. */
  private String sources(BacktestRequest.Checked request) {
    Set<String> instruments = Set.copyOf(request.instruments());
    Set<String> sources = new LinkedHashSet<>();
    Set<String> files = new LinkedHashSet<>();
    for (SeriesInfo info : market.catalogue()) {
      if (instruments.contains(info.instrument().id())
          && info.timeframe().equals(request.timeframe())) {
        String attribution = info.source().attribution();
        if (attribution != null) {
          sources.add(attribution);
        } else {
          files.add(info.source().name());
        }
      }
    }
    files.stream().limit(NAMED_FILES).forEach(sources::add);
    if (files.size() > NAMED_FILES) {
      sources.add(files.size() - NAMED_FILES + " more files");
    }
    return String.join("; ", sources);
  }

  @Override
  public void statusChanged(Job job) {
    String error = job.status() == JobStatus.DONE ? null : job.message();
    table.status(
        job.subjectId(), job.status(), job.status().isFinal() ? error : null, job.finishedAt());
  }
}
