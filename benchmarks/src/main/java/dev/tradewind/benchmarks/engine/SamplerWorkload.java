package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.optimize.Evaluation;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.Sampler;
import dev.tradewind.engine.optimize.SamplerFactory;
import dev.tradewind.engine.optimize.Samplers;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.TrialRunner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sampler itself costs a trial, the evaluation left out. */
public final class SamplerWorkload implements Workload {
  private static final int TRIALS = 10_000;
  private static final int LAST = 1_000;

  @Override
  public String name() {
    return "samplers";
  }

  @Override
  public String description() {
    return "Time of TPE to propose and learn from a trial, of 10 000 trials over five parameters,"
        + " in batches of 1 and 8; the mean of the last 1 000.";
  }

  @Override
  public Map<String, Object> measure() {
    Map<String, Object> result = new LinkedHashMap<>();
    for (String name : List.of("tpe", "tpe-multivariate")) {
      for (int batch : new int[] {1, 8}) {
        run(name, batch);
        result.put(name + "Batch" + batch + "MicrosPerTrial", run(name, batch));
      }
    }
    return result;
  }

  private static double run(String name, int batch) {
    SamplerFactory inner =
        Samplers.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    long[] nanos = new long[2];
    SearchSpace space =
        SearchSpace.parse(
            List.of("fast=2..30", "slow=31..130", "x=0.0..1.0", "y=0.01..10.0:log", "z=0.0..5.0"),
            List.of());
    StudyPlan plan =
        new StudyPlan(
            space,
            Goals.parse(List.of("v:min"), List.of(), List.of("v")),
            new Timed(inner, nanos),
            TRIALS,
            batch,
            1,
            Optional.empty(),
            "");
    TrialRunner direct =
        (jobs, watch) ->
            jobs.stream().map(job -> Evaluation.of(Map.of("v", value(job.parameters())))).toList();
    Study.run(plan, direct, List.of(), StudyListener.NONE);
    return nanos[1] / 1e3 / LAST;
  }

  private static double value(ParameterSet set) {
    double sum = 0;
    for (int i = 0; i < set.size(); i++) {
      sum += Math.pow(set.value(i) - 3 * i, 2);
    }
    return sum;
  }

  /** Adds up the time of the last trials. */
  private static final class Timed implements SamplerFactory {
    private final SamplerFactory inner;
    private final long[] nanos;

    Timed(SamplerFactory inner, long[] nanos) {
      this.inner = inner;
      this.nanos = nanos;
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public String description() {
      return inner.description();
    }

    @Override
    public Optional<String> problem(SearchSpace space, int objectives) {
      return inner.problem(space, objectives);
    }

    @Override
    public Sampler create(SearchSpace space, int objectives, long seed) {
      Sampler sampler = inner.create(space, objectives, seed);
      return new Sampler() {
        private int told;

        @Override
        public List<ParameterSet> ask(int count) {
          long start = System.nanoTime();
          List<ParameterSet> sets = sampler.ask(count);
          add(start);
          return sets;
        }

        @Override
        public void tell(List<Trial> trials) {
          long start = System.nanoTime();
          sampler.tell(trials);
          add(start);
          told += trials.size();
        }

        private void add(long start) {
          nanos[told >= TRIALS - LAST ? 1 : 0] += System.nanoTime() - start;
        }
      };
    }
  }
}
