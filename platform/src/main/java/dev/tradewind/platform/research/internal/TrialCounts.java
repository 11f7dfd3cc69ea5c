package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Charges single runs to the ledger of trials, and counts what was tried before them. */
@Component
final class TrialCounts {
  private final TrialLedger ledger;

  TrialCounts(PlatformSettings settings) {
    this.ledger = new TrialLedger(settings.home().root());
  }

  /**
   * Charges a run, unless it is one of a study's trials on the same bars, which are counted.
   *
   * @param evidence where its parameters are from; null where the user chose them
   */
  TrialCount count(SimulationResult run, List<BarSeries> series, @Nullable Evidence evidence) {
    String dataHash = SimulationEvaluator.dataHash(series);
    boolean isCharged =
        evidence != null && evidence.verdict() != null && dataHash.equals(evidence.dataHash());
    try {
      return ledger.count(run, dataHash, isCharged);
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger of trials cannot be written", e);
    }
  }

  /** Charges sets that were tried beside a run. */
  void charge(Subject subject, String strategy, Collection<Map<String, BigDecimal>> sets) {
    String dataHash = SimulationEvaluator.dataHash(subject.series());
    try {
      ledger.charge(
          sets.stream().map(each -> LedgerEntry.ofSet(dataHash, strategy, each)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger of trials cannot be written", e);
    }
  }

  /**
   * What was tried by now on the bars of a stored run; it may be more than when it was made.
   *
   * @param days its daily returns
   */
  TrialCount now(BacktestTable.Row row, ResultDocument run, double[] days) {
    String dataHash =
        SimulationInput.barsHash(
            run.inputs().stream().map(ResultDocument.Input::dataHash).toList());
    Double stated = run.statistics().get("periodsPerYear");
    double periods = stated == null ? Double.NaN : stated;
    double daily = row.request().config().riskFreeRate() / periods;
    double[] excess = Arrays.stream(days).map(each -> each - daily).toArray();
    try {
      return TrialCount.of(
          excess, periods, LedgerEntry.total(ledger.entries(), dataHash, row.request().strategy()));
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger of trials cannot be read", e);
    }
  }
}
