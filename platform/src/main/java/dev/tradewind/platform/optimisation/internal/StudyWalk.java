package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Searches in windows, proves on the next bars, and judges the proofs. */
@Component
final class StudyWalk {
  private final StudyTable table;
  private final TrialTable trials;
  private final Pace pace;
  private final StudyRunners runners;
  private final TrialLedger ledger;

  StudyWalk(
      StudyTable table,
      TrialTable trials,
      Pace pace,
      StudyRunners runners,
      PlatformSettings settings) {
    this.runners = runners;
    this.table = table;
    this.trials = trials;
    this.pace = pace;
    this.ledger = new TrialLedger(settings.home().root());
  }

  /** What was walked: one walk, or the matrix whose first cell it is. */
  private record Walked(WalkForward.Result result, @Nullable WalkForwardMatrix matrix) {}

  JobOutcome run(StudyRun run) throws IOException {
    int windows;
    try {
      windows = windows(run);
    } catch (IllegalArgumentException e) {
      return JobOutcome.of(JobStatus.FAILED, e.getMessage());
    }
    long planned = (long) windows * run.plan().trials();
    table.plan(run.id(), planned);
    pace.start(run.id(), run.row().done(), planned);
    Walked walked;
    try (WindowWriter writer = new WindowWriter(run.row());
        StudyRunners.OpenedWindows opened = runners.windows(run)) {
      walked = walk(run, opened.runners(), writer);
    } catch (ClusterException e) {
      return StudyRunners.lost(e, table.find(run.id()), planned);
    } finally {
      pace.end(run.id());
    }
    List<LedgerEntry> entries = ledger.charge(entries(run, walked));
    WalkForward.Verdict verdict =
        walked.result().verdict(LedgerEntry.total(entries, run.barsHash(), family(run)));
    WalkSummary summary = WalkSummary.of(walked.result(), verdict, walked.matrix());
    return new JobOutcome(JobStatus.DONE, null, () -> table.finish(run.id(), summary));
  }

  /** How many windows there are; refuses what fits none. */
  private static int windows(StudyRun run) {
    BarSeries first = run.input().series().getFirst();
    int own = run.request().windows().orElseThrow().windows(first).size();
    return run.request()
        .matrix()
        .map(lengths -> WalkForwardMatrix.windows(lengths.rules(), first))
        .orElse(own);
  }

  private Walked walk(StudyRun run, WalkForward.Runners evaluating, WindowWriter writer) {
    CheckedStudy request = run.request();
    StudyPlan plan = run.plan();
    WalkForward.Search search =
        new WalkForward.Search(
            plan.space(), plan.goals(), plan.sampler(), plan.trials(), plan.batch(), plan.seed());
    WalkForward walk =
        new WalkForward(
            run.input(), request.strategy(), request.fixed(), request.config(), run.scope());
    if (request.matrix().isEmpty()) {
      return new Walked(
          walk.run(request.windows().orElseThrow(), search, evaluating, told(run), writer), null);
    }
    WalkForwardMatrix matrix =
        WalkForwardMatrix.walk(
            walk,
            run.input().series().getFirst(),
            request.matrix().get(),
            search,
            evaluating,
            told(run),
            writer);
    return new Walked(Objects.requireNonNull(matrix.cells().getFirst().result()), matrix);
  }

  private static String family(StudyRun run) {
    return "walk-forward of " + run.row().strategy();
  }

  private static List<LedgerEntry> entries(StudyRun run, Walked walked) {
    WalkForwardMatrix matrix = walked.matrix();
    if (matrix == null) {
      return entries(run, run.request().windows().orElseThrow(), walked.result());
    }
    List<LedgerEntry> all = new ArrayList<>();
    for (WalkForwardMatrix.Cell each : matrix.cells()) {
      if (each.result() != null) {
        all.addAll(entries(run, each.rule(), each.result()));
      }
    }
    return all;
  }

  /** What a walk adds to the ledger: its trials, and itself. */
  private static List<LedgerEntry> entries(
      StudyRun run, WindowRule rule, WalkForward.Result result) {
    String id = run.request().on(run.input().dataHash(), rule).id();
    return List.of(
        new LedgerEntry(
            run.barsHash(),
            LedgerEntry.family(run.request().strategy().id()),
            id,
            result.trials(),
            0,
            0,
            0),
        result.ledgerEntry(run.barsHash(), LedgerEntry.family(family(run)), id));
  }

  private StudyListener told(StudyRun run) {
    return new StudyListener() {
      @Override
      public boolean onProgress(long done, long total) {
        pace.at(run.id(), done);
        return run.progress(done, total);
      }
    };
  }

  /** Keeps the trials of the windows, one window after another. */
  private final class WindowWriter implements WalkForward.Keeper, AutoCloseable {
    private final StudyTable.Row row;
    private int window;
    private @Nullable TrialWriter writer;

    WindowWriter(StudyTable.Row row) {
      this.row = row;
    }

    @Override
    public List<Trial> known(int next, StudyPlan plan) {
      close();
      window = next;
      writer =
          new TrialWriter(
              batch -> trials.insert(row.id(), next, row.parameters(), row.statistics(), batch));
      return trials.known(row.id(), next, plan, row);
    }

    @Override
    public void onTrial(int of, Trial trial) {
      TrialWriter open = writer;
      if (open == null || of != window) {
        throw new IllegalStateException("trial of window " + of + " came in window " + window);
      }
      open.add(trial);
    }

    @Override
    public void close() {
      TrialWriter open = writer;
      if (open != null) {
        open.close();
      }
    }
  }
}
