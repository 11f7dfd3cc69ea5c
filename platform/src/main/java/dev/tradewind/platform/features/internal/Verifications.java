package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.ProgramData;
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
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVerification;
import dev.tradewind.store.FeatureVerification.Mismatch;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Computes columns from scratch and compares them with the store, bit by bit. Columns are brought
 * up to the bars first, so that what a build has not reached yet is no mismatch; that changes no
 * value whose inputs are the same.
 */
@Component
final class Verifications implements JobHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);

  private final VerificationTable table;
  private final Definitions definitions;
  private final FeatureInputs inputs;
  private final MarketData market;
  private final FeatureStore store;
  private final Clock clock;

  Verifications(
      VerificationTable table,
      Definitions definitions,
      FeatureInputs inputs,
      MarketData market,
      FeatureStore store,
      PlatformSettings settings) {
    this.table = table;
    this.definitions = definitions;
    this.inputs = inputs;
    this.market = market;
    this.store = store;
    this.clock = settings.clock();
  }

  @Override
  public JobKind kind() {
    return JobKind.FEATURE_VERIFICATION;
  }

  /** What was found so far. One thread. */
  private static final class Findings {
    private final List<Mismatch> mismatches = new ArrayList<>();
    private long columns;
    private long values;

    void add(FeatureVerification part) {
      mismatches.addAll(part.mismatches());
      columns += part.columns();
      values += part.values();
    }

    String summary() {
      String compared = columns + " columns, " + values + " values compared, ";
      return mismatches.isEmpty()
          ? compared + "all equal to the bit"
          : compared + mismatches.size() + " columns differ; first: " + mismatches.getFirst();
    }
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<VerificationTable.Row> row = table.runs().find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the verification was deleted");
    }
    VerificationTable.Scope scope = row.get().scope();
    List<CheckedFeature> features =
        definitions.settle().features().stream()
            .filter(
                each -> scope.feature() == null || scope.feature().equals(each.definition().name()))
            .toList();
    List<SeriesInfo> all = market.catalogue().stream().filter(each -> isIn(scope, each)).toList();
    Findings findings = new Findings();
    try {
      for (int i = 0; i < all.size(); i++) {
        if (!verify(all.get(i), features, scope, findings, run, (double) i / all.size())) {
          return JobOutcome.of(JobStatus.CANCELLED, "cancelled; nothing is noted");
        }
      }
    } catch (StoreException e) {
      LOG.error("verification {} cannot read", row.get().id(), e);
      return JobOutcome.of(JobStatus.FAILED, "the feature store failed: " + e.getMessage());
    }
    if (!findings.mismatches.isEmpty()) {
      LOG.error("verification {} found mismatches: {}", row.get().id(), findings.summary());
    }
    UUID id = row.get().id();
    return new JobOutcome(
        JobStatus.DONE,
        findings.summary(),
        () -> table.result(id, findings.columns, findings.values, findings.mismatches));
  }

  private static boolean isIn(VerificationTable.Scope scope, SeriesInfo info) {
    return (scope.instrument() == null || scope.instrument().equals(info.instrument().id()))
        && (scope.timeframe() == null || scope.timeframe().equals(info.timeframe().code()));
  }

  private boolean verify(
      SeriesInfo info,
      List<CheckedFeature> features,
      VerificationTable.Scope scope,
      Findings findings,
      JobRun run,
      double progress) {
    Optional<BarSeries> bars = inputs.bars(info.instrument().id(), info.timeframe());
    if (bars.isEmpty()) {
      return true;
    }
    List<FeatureProgram> programs =
        inputs.compile(features, bars.get()).programs().stream()
            .filter(program -> isChosen(scope, info, program))
            .toList();
    for (List<FeatureProgram> part : FeatureInputs.batches(programs, bars.get())) {
      String what = info.instrument().id() + " " + info.timeframe();
      if (!run.progress(progress, what + ", " + part.getFirst().definition().name())) {
        return false;
      }
      ProgramData data =
          inputs.data(bars.get(), part.stream().map(FeatureProgram::program).toList());
      store.refresh(part, data, clock.instant().truncatedTo(ChronoUnit.MICROS));
      findings.add(FeatureVerification.of(store, part, data));
    }
    return true;
  }

  /** The same columns for the same seed, whatever else is there. */
  private static boolean isChosen(
      VerificationTable.Scope scope, SeriesInfo info, FeatureProgram program) {
    CRC32 name = new CRC32();
    String text =
        info.instrument().id() + " " + info.timeframe() + " " + program.definition().name();
    name.update(text.getBytes(StandardCharsets.UTF_8));
    return new SplittableRandom(scope.seed() * 31 + name.getValue()).nextDouble() < scope.sample();
  }

  @Override
  public void statusChanged(Job job) {
    table.runs().status(job);
  }
}
