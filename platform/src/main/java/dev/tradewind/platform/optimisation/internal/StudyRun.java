package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.platform.operations.JobRun;
import java.util.Map;
import java.util.UUID;

/**
 * A study that is run, with all that its trials read.
 *
 * @param row as it is stored
 * @param request what was asked for
 * @param input what every trial reads
 * @param plan of the study on these data
 * @param scope what expressions may name
 * @param job asked whether to go on, and told how far it is
 */
record StudyRun(
    StudyTable.Row row,
    CheckedStudy request,
    SimulationInput input,
    StudyPlan plan,
    RunScope scope,
    JobRun job) {
  /** The part of the progress that the search takes; the rest is for judging. */
  static final double SEARCHING = 0.95;

  UUID id() {
    return row.id();
  }

  /** The bars' identity in the ledger of trials. */
  String barsHash() {
    return input.barsHash();
  }

  /** Assumptions by name as they were asked for. */
  Map<String, String> assumptions() {
    Map<String, String> given = row.request().assumptions();
    return given == null ? Map.of() : given;
  }

  /** Tells how many trials are done; answers whether to go on. */
  boolean progress(long done, long total) {
    return job.progress(SEARCHING * done / total, "trial " + done + " of at most " + total);
  }
}
