package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.CrossValidation;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.RunInputs;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request in which everything was found to be right.
 *
 * @param statistics what is kept of each trial
 * @param wanted what its runs read
 */
record CheckedStudy(
    String name,
    List<String> instruments,
    Timeframe timeframe,
    StrategyDescriptor strategy,
    Map<String, BigDecimal> fixed,
    SimulationConfig config,
    StudyPlan plan,
    List<String> statistics,
    RunInputs.Wanted wanted,
    Optional<WindowRule> windows,
    Optional<WalkForwardMatrix.Lengths> matrix,
    Optional<CrossValidation.Rule> validation) {
  /** The plan on certain data, given by the hash of all that runs read. */
  StudyPlan on(String dataHash) {
    return on(
        dataHash,
        windows.map(rule -> "\n" + rule.text()).orElse("")
            + matrix.map(all -> "\n" + all.text()).orElse(""));
  }

  /** The plan of a walk with certain windows, the same however it is asked for. */
  StudyPlan on(String dataHash, WindowRule rule) {
    return on(dataHash, "\n" + rule.text());
  }

  private StudyPlan on(String dataHash, String more) {
    return new StudyPlan(
        plan.space(),
        plan.goals(),
        plan.sampler(),
        plan.trials(),
        plan.batch(),
        plan.seed(),
        plan.halving(),
        SimulationEvaluator.context(strategy, fixed, config, dataHash) + more);
  }
}
