package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.StoreException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings the columns of all features in use up to the bars. A build that was cut off is run again:
 * what had been refreshed is then up to date already.
 */
@Component
final class BuildHandler implements JobHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BuildHandler.class);

  private final BuildTable table;
  private final Definitions definitions;
  private final FeatureInputs inputs;
  private final MarketData market;
  private final FeatureStore store;
  private final Nights nights;
  private final Clock clock;

  BuildHandler(
      BuildTable table,
      Definitions definitions,
      FeatureInputs inputs,
      MarketData market,
      FeatureStore store,
      Nights nights,
      PlatformSettings settings) {
    this.table = table;
    this.definitions = definitions;
    this.inputs = inputs;
    this.market = market;
    this.store = store;
    this.nights = nights;
    this.clock = settings.clock();
  }

  @Override
  public JobKind kind() {
    return JobKind.FEATURE_BUILD;
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<BuildTable.Row> row = table.runs().find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the build was deleted");
    }
    BuildTally tally = new BuildTally();
    Catalogue catalogue = definitions.settle();
    catalogue.entries().stream()
        .filter(entry -> entry.problem() != null)
        .forEach(entry -> tally.skip(entry.definition().name(), String.valueOf(entry.problem())));
    List<CheckedFeature> features = catalogue.features();
    List<SeriesInfo> all = market.catalogue();
    try {
      for (int i = 0; i < all.size(); i++) {
        double progress = (double) i / all.size();
        if (!build(all.get(i), features, row.get(), new Step(run, progress, tally))) {
          return JobOutcome.of(JobStatus.CANCELLED, "cancelled; what was built so far is kept");
        }
      }
    } catch (StoreException e) {
      LOG.error("build {} cannot write", row.get().id(), e);
      return JobOutcome.of(JobStatus.FAILED, "the feature store failed: " + e.getMessage());
    }
    BuildTable.Result result = tally.result();
    return new JobOutcome(JobStatus.DONE, tally.summary(), () -> finish(row.get(), result));
  }

  private void finish(BuildTable.Row row, BuildTable.Result result) {
    table.result(row.id(), result);
    if (row.rebuild()) {
      nights.create(
          VerificationTable.Cause.REQUEST,
          new VerificationTable.Scope(row.instrument(), row.timeframe(), null, 1, 0));
    }
  }

  /** Where the build stands. */
  private record Step(JobRun run, double progress, BuildTally tally) {
    boolean goOn(String what) {
      return run.progress(progress, what);
    }
  }

  /** Builds what is asked for of one series; {@code false} if the build was cancelled. */
  private boolean build(
      SeriesInfo info, List<CheckedFeature> features, BuildTable.Row asked, Step step) {
    String instrument = info.instrument().id();
    if (asked.timeframe() != null && !asked.timeframe().equals(info.timeframe().code())) {
      return true;
    }
    boolean whole = asked.instrument() == null || asked.instrument().equals(instrument);
    Optional<BarSeries> bars =
        whole || mayRead(features, asked)
            ? inputs.bars(instrument, info.timeframe())
            : Optional.empty();
    if (bars.isEmpty()) {
      return true;
    }
    List<FeatureProgram> programs = new ArrayList<>();
    FeatureInputs.Compiled compiled = inputs.compile(features, bars.get());
    compiled.refused().forEach((name, why) -> step.tally().skip(bars.get(), name, why));
    for (FeatureProgram program : compiled.programs()) {
      if (whole || program.program().sources().contains(asked.instrument())) {
        programs.add(program);
      }
    }
    step.tally().series();
    if (asked.rebuild()) {
      programs.forEach(program -> store.distrust(FeatureKey.of(program)));
    }
    return refresh(programs, bars.get(), step);
  }

  /** Whether features of one instrument may read bars of the other one that was asked for. */
  private static boolean mayRead(List<CheckedFeature> features, BuildTable.Row asked) {
    String reference = "\"" + asked.instrument() + "\"";
    return features.stream().anyMatch(each -> each.value().canonical().contains(reference));
  }

  private boolean refresh(List<FeatureProgram> programs, BarSeries bars, Step step) {
    for (List<FeatureProgram> part : FeatureInputs.batches(programs, bars)) {
      if (!step.goOn(
          bars.instrument().id()
              + " "
              + bars.timeframe()
              + ", "
              + part.getFirst().definition().name())) {
        return false;
      }
      List<FeatureRefresh> done =
          store.refresh(
              part,
              inputs.data(bars, part.stream().map(FeatureProgram::program).toList()),
              clock.instant().truncatedTo(ChronoUnit.MICROS));
      done.forEach(step.tally()::refreshed);
    }
    return true;
  }

  @Override
  public void statusChanged(Job job) {
    table.status(job);
  }
}
