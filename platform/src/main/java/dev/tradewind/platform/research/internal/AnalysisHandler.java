package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.Effort;
import dev.tradewind.engine.robustness.Robustness;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.simulation.LedgerOverflowException;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Examines and verifies stored runs; what was done before a cancellation is kept. */
@Component
final class AnalysisHandler implements JobHandler {
  private final AnalysisTable table;
  private final BacktestTable backtests;
  private final RunSubjects subjects;
  private final Verifier verifier;
  private final TrialCounts trials;
  private final Clock clock;

  AnalysisHandler(
      AnalysisTable table,
      BacktestTable backtests,
      RunSubjects subjects,
      Verifier verifier,
      TrialCounts trials,
      PlatformSettings settings) {
    this.table = table;
    this.backtests = backtests;
    this.subjects = subjects;
    this.verifier = verifier;
    this.trials = trials;
    this.clock = settings.clock();
  }

  @Override
  public JobKind kind() {
    return JobKind.ANALYSIS;
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<AnalysisTable.Row> row = table.find(run.subjectId());
    Optional<BacktestTable.Row> backtest = row.flatMap(each -> backtests.find(each.backtest()));
    if (row.isEmpty() || backtest.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the backtest was deleted");
    }
    AnalysisRequest.@Nullable Mode mode = row.get().request().mode();
    try {
      return mode == null
          ? examine(row.get(), backtest.get(), run)
          : verify(row.get(), backtest.get(), mode, run);
    } catch (SimulationCancelledException e) {
      return JobOutcome.of(JobStatus.CANCELLED, "cancelled");
    } catch (StrategyFailedException | LedgerOverflowException | IllegalArgumentException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    }
  }

  private JobOutcome examine(AnalysisTable.Row row, BacktestTable.Row backtest, JobRun run) {
    return switch (subjects.of(backtest.request())) {
      case RunSubjects.Prepared.Missing(List<String> reasons) ->
          JobOutcome.of(
              JobStatus.FAILED, "the run cannot be repeated: " + String.join("; ", reasons));
      case RunSubjects.Prepared.Ready(Subject subject, var strategy) ->
          examine(row, subject, strategy.id(), run);
    };
  }

  private JobOutcome examine(AnalysisTable.Row row, Subject subject, String strategy, JobRun run) {
    List<Check> checks = row.request().checks();
    List<CheckDocument> documents = new ArrayList<>();
    boolean cancelled = false;
    for (int i = 0; i < checks.size() && !cancelled; i++) {
      Check check = checks.get(i);
      double before = i;
      Effort effort =
          Effort.all(
              (done, total) ->
                  run.progress(
                      (before + (total == 0 ? 0 : (double) done / total)) / checks.size(),
                      check.code() + ": " + done + " of " + total));
      try {
        documents.add(
            CheckDocument.of(Robustness.run(check, subject, row.request().settings(), effort)));
        if (check == Check.NEIGHBOURS) {
          trials.charge(
              subject, strategy, Robustness.neighbours(subject, row.request().settings()));
        }
      } catch (SimulationCancelledException e) {
        cancelled = true;
      }
    }
    Instant now = clock.instant();
    return new JobOutcome(
        cancelled ? JobStatus.CANCELLED : JobStatus.DONE,
        cancelled ? documents.size() + " of " + checks.size() + " checks were done" : null,
        () -> documents.forEach(each -> table.report(row.backtest(), each, now)));
  }

  private JobOutcome verify(
      AnalysisTable.Row row, BacktestTable.Row backtest, AnalysisRequest.Mode mode, JobRun run) {
    Verifier.Verified verified =
        verifier.verify(
            backtest,
            mode,
            (done, total) ->
                run.progress(
                    total == 0 ? 0 : (double) done / total, "bar " + done + " of " + total));
    return new JobOutcome(
        JobStatus.DONE,
        verified.verification().sentence(),
        () -> {
          table.verification(row.id(), verified.verification());
          if (verified.features() != null
              && verified.verification().outcome() == Verification.Outcome.SAME) {
            table.features(row.backtest(), verified.features());
          }
        });
  }

  @Override
  public void statusChanged(Job job) {
    table.status(
        job.subjectId(),
        job.status(),
        job.status().isFinal() ? job.message() : null,
        job.finishedAt());
  }
}
