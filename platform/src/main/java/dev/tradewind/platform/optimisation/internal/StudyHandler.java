package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.simulation.LedgerOverflowException;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.instruments.Calendars;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.research.SavedStrategies;
import dev.tradewind.platform.shared.FieldProblem;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.store.RunInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Runs a study from the trials it has. Trials are stored as they come, so that whatever moment the
 * process ends at, the next start evaluates what is missing and gives the same table.
 */
@Component
final class StudyHandler implements JobHandler {
  private final StudyTable table;
  private final MarketData market;
  private final SavedFeatures features;
  private final SavedStrategies strategies;
  private final Calendars calendars;
  private final StudyRunners runners;
  private final StudySearch search;
  private final StudyWalk walk;

  StudyHandler(
      StudyTable table,
      MarketData market,
      SavedFeatures features,
      SavedStrategies strategies,
      Calendars calendars,
      StudyRunners runners,
      StudySearch search,
      StudyWalk walk) {
    this.table = table;
    this.market = market;
    this.features = features;
    this.strategies = strategies;
    this.calendars = calendars;
    this.runners = runners;
    this.search = search;
    this.walk = walk;
  }

  @Override
  public JobKind kind() {
    return JobKind.STUDY;
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<StudyTable.Row> row = table.find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the study was deleted");
    }
    try {
      return run(row.get(), run);
    } catch (ProblemException e) {
      String all = e.errors().stream().map(FieldProblem::message).collect(Collectors.joining("; "));
      return JobOutcome.of(JobStatus.FAILED, all.isEmpty() ? e.getMessage() : all);
    } catch (ClusterException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    } catch (StudyCancelledException e) {
      return JobOutcome.of(JobStatus.CANCELLED, "stopped; it goes on where it was when resumed");
    } catch (IllegalArgumentException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    } catch (LedgerOverflowException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger of trials cannot be written", e);
    }
  }

  private JobOutcome run(StudyTable.Row row, JobRun job) throws IOException {
    if (row.request().isSpark()) {
      runners.requireReachable();
    }
    CheckedStudy request = row.request().check(strategies.catalog(), market, runners.hasCluster());
    return switch (RunInputs.read(request.wanted(), market)) {
      case RunInputs.Outcome.Missing(List<String> reasons) ->
          JobOutcome.of(JobStatus.FAILED, String.join("; ", reasons));
      case RunInputs.Outcome.Complete(SimulationInput input) -> run(row, request, input, job);
    };
  }

  private JobOutcome run(
      StudyTable.Row row, CheckedStudy request, SimulationInput input, JobRun job)
      throws IOException {
    StudyPlan plan = request.on(input.dataHash());
    if (row.planId() != null && !row.planId().equals(plan.id())) {
      return JobOutcome.of(
          JobStatus.FAILED,
          "bars, splits, dividends, strategy or version have changed since this study was started,"
              + " so it cannot be resumed; start a new one");
    }
    table.begin(row.id(), plan.id(), input.barsHash());
    StudyRun run =
        new StudyRun(row, request, input, plan, new RunScope(features.scope(), calendars::of), job);
    return request.windows().isPresent() ? walk.run(run) : search.run(run);
  }

  @Override
  public void statusChanged(Job job) {
    String error = job.status() == JobStatus.DONE ? null : job.message();
    table.status(
        job.subjectId(), job.status(), job.status().isFinal() ? error : null, job.finishedAt());
  }
}
