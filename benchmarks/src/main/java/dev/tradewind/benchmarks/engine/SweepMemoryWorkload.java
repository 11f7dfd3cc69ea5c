package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.Samplers;
import dev.tradewind.engine.optimize.SearchTexts;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyResult;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.sweep.ParameterSets;
import dev.tradewind.engine.sweep.SweepResult;
import dev.tradewind.engine.sweep.SweepStatistic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Three parameters, a stop and a target, 100 000 sets over 100 000 bars, through the sweep and
 * through a study. Takes a process with a small heap; {@code -Dsets=N} takes fewer sets.
 */
public final class SweepMemoryWorkload implements Workload {
  private static final int BARS = 100_000;
  private static final int SETS = Integer.getInteger("sets", 100_000);
  private static final int PLAIN_SETS = 1_000;

  @Override
  public String name() {
    return "sweep-memory";
  }

  @Override
  public String description() {
    return "a rule of three parameters with stop and target, 100 000 sets over 100 000 bars";
  }

  @Override
  public Map<String, Object> measure() throws Exception {
    BarSeries bars = WalkGenerator.series(BARS);
    ParameterSets sets = StoppedSweep.sets(SETS);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("sets", sets.size());
    plain(bars, StoppedSweep.sets(PLAIN_SETS));
    double plain = plain(bars, StoppedSweep.sets(PLAIN_SETS));
    values.put("plain.setsPerSecond", plain);
    for (int threads = 1; threads <= 2; threads++) {
      long start = System.nanoTime();
      SweepResult result = StoppedSweep.run(bars, sets, threads);
      double seconds = (System.nanoTime() - start) / 1e9;
      String name = threads == 1 ? "oneThread" : "twoThreads";
      values.put(name + ".seconds", seconds);
      values.put(name + ".setsPerSecond", sets.size() / seconds);
      values.put(name + ".ratio", plain * threads * seconds / sets.size());
      values.put(name + ".problems", result.problems().size());
      values.put(name + ".trips", trips(result));
    }
    values.put("sweep.peakResidentMiB", peakResident());
    study(bars, values);
    values.put("study.peakResidentMiB", peakResident());
    return values;
  }

  private static double plain(BarSeries bars, ParameterSets sets) {
    PlainStops plain = new PlainStops(bars);
    double trips = 0;
    long start = System.nanoTime();
    for (int set = 0; set < sets.size(); set++) {
      trips +=
          plain.run((int) sets.value(set, 0), (int) sets.value(set, 1), sets.value(set, 2)).trips();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return trips > 0 ? sets.size() / seconds : Double.NaN;
  }

  private static double trips(SweepResult result) {
    double trips = 0;
    for (int set = 0; set < result.sets().size(); set++) {
      trips += result.value(set, SweepStatistic.ROUND_TRIPS);
    }
    return trips;
  }

  /** The same number of sets as a study of a user, the whole grid in order. */
  private static void study(BarSeries bars, Map<String, Object> values) {
    RuleDescriptor rule = StoppedSweep.descriptor();
    List<String> kept =
        List.of("sharpe", "totalReturn", "maxDrawdown", "tradeCount", "winRate", "profitFactor");
    SimulationEvaluator evaluator =
        new SimulationEvaluator(List.of(bars), rule, Map.of(), StoppedSweep.CONFIG, kept);
    SearchTexts texts =
        new SearchTexts(
            List.of("fast=5..44", "slow=55..300:5", "stop=0.0005..0.025:0.0005"),
            List.of("sharpe"),
            List.of());
    StudyPlan plan =
        new StudyPlan(
            texts.space(rule, Map.of()),
            texts.goals(kept),
            Samplers.all().getFirst(),
            SETS,
            SearchTexts.usualBatch("grid"),
            1,
            Optional.empty(),
            "");
    long start = System.nanoTime();
    try (SweepRunner runner = new SweepRunner(evaluator, 2)) {
      StudyResult result = Study.run(plan, runner, List.of(), StudyListener.NONE);
      double seconds = (System.nanoTime() - start) / 1e9;
      values.put("study.seconds", seconds);
      values.put("study.trialsPerSecond", result.trials().size() / seconds);
      values.put("study.how", runner.how());
    }
  }

  /** The most memory that this process had, MiB; -1 where the system does not say. */
  private static long peakResident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.replaceAll("\\D+", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(-1024)
        / 1024;
  }
}
