package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.signal.MemberSpans;
import dev.tradewind.engine.signal.SignalProgram;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings signals up to the bars. A generation that was cut off or cancelled is continued by the
 * next one.
 */
@Component
final class GenerationHandler implements JobHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationHandler.class);
  private static final int SHOWN = 50;

  private final GenerationTable table;
  private final Definitions definitions;
  private final MarketData market;
  private final SignalInputs inputs;
  private final Generator generator;

  GenerationHandler(
      GenerationTable table,
      Definitions definitions,
      MarketData market,
      SignalInputs inputs,
      Generator generator) {
    this.table = table;
    this.definitions = definitions;
    this.market = market;
    this.inputs = inputs;
    this.generator = generator;
  }

  @Override
  public JobKind kind() {
    return JobKind.SIGNAL_GENERATION;
  }

  /** What a generation has done so far. */
  private static final class Tally {
    private long series;
    private long bars;
    private long added;
    private long removed;
    private long skippedCount;
    private final List<GenerationTable.SkippedSignals> skipped = new ArrayList<>();

    void skip(String definition, @Nullable String instrument, String why) {
      skippedCount++;
      if (skipped.size() < SHOWN) {
        skipped.add(new GenerationTable.SkippedSignals(definition, instrument, why));
      }
    }

    GenerationTable.GenerationResult result() {
      return new GenerationTable.GenerationResult(
          series, bars, added, removed, skipped, skippedCount);
    }

    String summary() {
      return added
          + " new, "
          + removed
          + " gone on "
          + series
          + " series"
          + (skippedCount == 0 ? "" : "; " + skippedCount + " could not be generated");
    }
  }

  /** A definition on an instrument. */
  private record Task(Definition definition, Meaning meaning, SeriesInfo series) {}

  @Override
  public JobOutcome run(JobRun run) {
    Optional<GenerationTable.Row> row = table.find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the generation was deleted");
    }
    Tally tally = new Tally();
    List<Task> tasks = tasks(row.get(), tally);
    try {
      for (int i = 0; i < tasks.size(); i++) {
        if (!generate(tasks.get(i), row.get(), tally, run, (double) i / tasks.size())) {
          return JobOutcome.of(JobStatus.CANCELLED, "cancelled; what was generated is kept");
        }
      }
    } catch (StoreException e) {
      LOG.error("generation {} cannot use the feature store", row.get().id(), e);
      return JobOutcome.of(JobStatus.FAILED, "the feature store failed: " + e.getMessage());
    }
    GenerationTable.GenerationResult result = tally.result();
    return new JobOutcome(
        JobStatus.DONE, tally.summary(), () -> table.result(row.get().id(), result));
  }

  private List<Task> tasks(GenerationTable.Row asked, Tally tally) {
    List<Task> tasks = new ArrayList<>();
    List<SeriesInfo> catalogue = market.catalogue();
    for (Definition each : definitions.settle()) {
      boolean wanted =
          each.active()
              && (asked.definition() == null || asked.definition().equals(each.name()))
              && (asked.timeframe() == null || asked.timeframe().equals(each.timeframe()));
      if (!wanted) {
        continue;
      }
      Meaning meaning = definitions.meaning(each);
      if (meaning.checked() == null) {
        tally.skip(each.name(), null, String.valueOf(meaning.problem()));
        continue;
      }
      for (SeriesInfo series : catalogue) {
        if (series.timeframe().code().equals(each.timeframe())
            && Universe.has(each, meaning.scanner(), series.instrument().id())) {
          tasks.add(new Task(each, meaning, series));
        }
      }
    }
    return tasks;
  }

  /** {@code false} if the generation was cancelled. */
  private boolean generate(
      Task task, GenerationTable.Row asked, Tally tally, JobRun run, double progress) {
    String instrument = task.series().instrument().id();
    String name = task.definition().name();
    boolean named = asked.instrument() == null || asked.instrument().equals(instrument);
    boolean mayRead =
        asked.instrument() != null
            && task.meaning().canonical().contains("\"" + asked.instrument() + "\"");
    Optional<BarSeries> bars =
        named || mayRead ? market.bars(instrument, task.series().timeframe()) : Optional.empty();
    if (bars.isEmpty() || task.meaning().checked() == null) {
      return true;
    }
    SignalProgram program;
    try {
      program = SignalProgram.compile(task.meaning().checked(), inputs.scope(bars.get()));
    } catch (IllegalArgumentException e) {
      tally.skip(name, instrument, String.valueOf(e.getMessage()));
      return true;
    }
    Scanner scanner = task.meaning().scanner();
    Generator.Done done =
        generator.run(
            task.definition(),
            program,
            bars.get(),
            scanner == null ? MemberSpans.ALWAYS : scanner.spans(instrument),
            asked.afresh(),
            () -> run.progress(progress, name + " of " + instrument));
    tally.series++;
    tally.bars += done.bars();
    tally.added += done.added();
    tally.removed += done.removed();
    return !done.cancelled();
  }

  @Override
  public void statusChanged(Job job) {
    table.status(job);
  }
}
