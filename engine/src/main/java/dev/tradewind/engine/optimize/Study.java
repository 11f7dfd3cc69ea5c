package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs searches: asks a sampler for a batch, has it evaluated, tells the sampler, and so on. A
 * study that was interrupted at any moment is continued from the trials it had; the result is the
 * same.
 */
public final class Study {
  private final StudyPlan plan;
  private final TrialRunner runner;
  private final StudyListener listener;
  private final Map<Long, Trial> known = new HashMap<>();
  private final Map<ParameterSet, Evaluation> evaluated = new HashMap<>();
  private final List<Trial> trials = new ArrayList<>();

  private Study(
      StudyPlan plan, TrialRunner runner, Collection<Trial> known, StudyListener listener) {
    this.plan = plan;
    this.runner = runner;
    this.listener = listener;
    known.forEach(each -> this.known.put(each.number(), each));
  }

  /**
   * Runs a study from its beginning or from what is known of it.
   *
   * @param known trials of the same plan that were done before, in any order
   * @throws IllegalArgumentException if the known trials are not those of the plan
   * @throws StudyCancelledException if the listener stopped it
   */
  public static StudyResult run(
      StudyPlan plan, TrialRunner runner, Collection<Trial> known, StudyListener listener) {
    return new Study(plan, runner, known, listener).run();
  }

  private StudyResult run() {
    Sampler sampler =
        plan.sampler().create(plan.space(), plan.goals().objectives().size(), plan.seed());
    boolean exhausted = false;
    boolean joins = !sampler.learns() && plan.halving().isEmpty();
    while (trials.size() < plan.trials() && !exhausted) {
      List<Integer> sizes = new ArrayList<>();
      List<ParameterSet> sets = new ArrayList<>();
      do {
        List<ParameterSet> asked = sampler.ask(plan.batch());
        exhausted = asked.isEmpty();
        // What is asked does not depend on the number of trials, so that a study can be prolonged.
        int size = Math.min(asked.size(), plan.trials() - trials.size() - sets.size());
        sizes.add(size);
        sets.addAll(asked.subList(0, size));
      } while (joins
          && !exhausted
          && sets.size() < runner.wanted()
          && trials.size() + sets.size() < plan.trials());
      List<Trial> done = batch(sets);
      trials.addAll(done);
      int told = 0;
      for (int size : sizes) {
        sampler.tell(done.subList(told, told + size));
        told += size;
      }
    }
    return new StudyResult(plan, trials, exhausted);
  }

  private List<Trial> batch(List<ParameterSet> sets) {
    long first = trials.size();
    List<Trial> before = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      Trial each = known.get(first + i);
      if (each != null) {
        requireSame(each, sets.get(i));
        before.add(each);
      }
    }
    List<Trial> batch;
    if (before.size() == sets.size()) {
      batch = before;
    } else if (plan.halving().isPresent()) {
      batch = halve(plan.halving().get(), first, sets);
    } else {
      batch = full(first, sets, before);
    }
    for (Trial each : batch) {
      if (each.fraction() == 1) {
        evaluated.putIfAbsent(each.parameters(), each.evaluation());
      }
    }
    return batch;
  }

  private static void requireSame(Trial before, ParameterSet set) {
    if (!before.parameters().equals(set)) {
      throw new IllegalArgumentException(
          "trial "
              + before.number()
              + " is known with "
              + before.parameters()
              + ", the plan has "
              + set
              + "; it belongs to another study");
    }
  }

  /** Evaluates what is not known; the same set is evaluated once. */
  private List<Trial> full(long first, List<ParameterSet> sets, List<Trial> before) {
    before.forEach(each -> evaluated.putIfAbsent(each.parameters(), each.evaluation()));
    Map<ParameterSet, TrialJob> jobs = new LinkedHashMap<>();
    for (int i = 0; i < sets.size(); i++) {
      ParameterSet set = sets.get(i);
      if (!evaluated.containsKey(set)) {
        jobs.putIfAbsent(set, new TrialJob(first + i, set, 1));
      }
    }
    List<TrialJob> list = List.copyOf(jobs.values());
    long[] count = {first};
    List<Evaluation> results =
        runner.run(
            list,
            (job, evaluation) -> {
              listener.onTrial(judge(job.number(), job.parameters(), 1, false, evaluation));
              return listener.onProgress(++count[0], plan.trials());
            });
    for (int j = 0; j < list.size(); j++) {
      evaluated.put(list.get(j).parameters(), results.get(j));
    }
    List<Trial> batch = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      ParameterSet set = sets.get(i);
      Trial trial = judge(first + i, set, 1, false, evaluated(set));
      TrialJob job = jobs.get(set);
      boolean told = job != null && job.number() == trial.number();
      if (!told && !known.containsKey(trial.number())) {
        listener.onTrial(trial);
      }
      batch.add(trial);
    }
    return batch;
  }

  private Evaluation evaluated(ParameterSet set) {
    Evaluation evaluation = evaluated.get(set);
    if (evaluation == null) {
      throw new IllegalStateException("not evaluated: " + set);
    }
    return evaluation;
  }

  private List<Trial> halve(SuccessiveHalving halving, long first, List<ParameterSet> sets) {
    Trial[] latest = new Trial[sets.size()];
    List<Integer> running = new ArrayList<>();
    for (int i = 0; i < latest.length; i++) {
      running.add(i);
    }
    for (int round = 0; round < halving.rounds(); round++) {
      double fraction = halving.fraction(round);
      boolean last = round == halving.rounds() - 1;
      List<TrialJob> jobs =
          running.stream().map(i -> new TrialJob(first + i, sets.get(i), fraction)).toList();
      List<Evaluation> results =
          runner.run(jobs, (job, evaluation) -> listener.onProgress(first, plan.trials()));
      for (int j = 0; j < jobs.size(); j++) {
        int i = running.get(j);
        latest[i] = judge(first + i, sets.get(i), fraction, !last, results.get(j));
      }
      if (!last) {
        running.sort(
            (a, b) -> {
              int order = Trial.BEST_FIRST.compare(latest[a], latest[b]);
              return order != 0 ? order : Integer.compare(a, b);
            });
        running = new ArrayList<>(running.subList(0, halving.survivors(running.size())));
        running.sort(Integer::compare);
      }
    }
    List<Trial> batch = List.of(latest);
    batch.stream().filter(each -> !known.containsKey(each.number())).forEach(listener::onTrial);
    if (!listener.onProgress(first + batch.size(), plan.trials())) {
      throw new StudyCancelledException("stopped after trial " + (first + batch.size() - 1));
    }
    return batch;
  }

  private Trial judge(
      long number, ParameterSet set, double fraction, boolean pruned, Evaluation evaluation) {
    return plan.goals().judge(number, set, fraction, pruned, evaluation);
  }
}
