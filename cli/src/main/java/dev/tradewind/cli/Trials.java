package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.store.TrialLedger;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Charges what a verb tries to the ledger below the home directory, where there is one. */
final class Trials {
  private Trials() {}

  /**
   * Charges a run and counts what was tried before it.
   *
   * @return empty where it cannot be counted, which the verb then says
   */
  static Optional<TrialCount> count(Verb verb, List<BarSeries> series, SimulationResult run) {
    Path home = verb.session().home().root();
    if (!Files.isDirectory(home)) {
      verb.note("not counted as a trial: there is no home directory " + home);
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TrialLedger(home).count(run, SimulationEvaluator.dataHash(series), false));
    } catch (IOException | IllegalArgumentException e) {
      return notCounted(verb, e);
    }
  }

  /** Charges sets that were tried beside a run, and counts again. */
  static Optional<TrialCount> countWith(
      Verb verb,
      List<BarSeries> series,
      SimulationResult run,
      Collection<Map<String, BigDecimal>> sets) {
    Optional<TrialCount> alone = count(verb, series, run);
    if (alone.isEmpty() || sets.isEmpty()) {
      return alone;
    }
    String dataHash = SimulationEvaluator.dataHash(series);
    try {
      List<LedgerEntry> entries =
          new TrialLedger(verb.session().home().root())
              .charge(
                  sets.stream()
                      .map(each -> LedgerEntry.ofSet(dataHash, run.strategy(), each))
                      .toList());
      return Optional.of(TrialCount.of(run, dataHash, entries));
    } catch (IOException | IllegalArgumentException e) {
      return notCounted(verb, e);
    }
  }

  private static Optional<TrialCount> notCounted(Verb verb, Exception e) {
    verb.note("not counted as a trial: the ledger cannot be written: " + e.getMessage());
    return Optional.empty();
  }
}
