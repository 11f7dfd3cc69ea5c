package dev.tradewind.search;

import dev.tradewind.engine.optimize.Domain;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.Sampler;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SeededRandom;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.statistics.NormalDistribution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bayesian optimisation: the set with the largest expected improvement under a Gaussian process (D.
 * R. Jones, M. Schonlau and W. J. Welch, "Efficient Global Optimization of Expensive Black-Box
 * Functions", 1998). After a random beginning, 1 000 random sets and 200 near the best are
 * compared; sets of the same batch are supposed to give what is expected of them (the kriging
 * believer). At most 300 trials are used, the best 100 and the newest. Trials without a value, and
 * those that break a constraint, count as the worst one.
 */
final class GaussianProcessSampler implements Sampler {
  private static final int RANDOM_DRAWS = 1_000;
  private static final int NEAR_DRAWS = 200;
  private static final int MOST = 300;
  private static final int MOST_BEST = 100;

  private final SearchSpace space;
  private final SeededRandom random;
  private final int first;
  private final boolean[] choices;
  private final List<Trial> told = new ArrayList<>();
  private final Set<ParameterSet> seen = new HashSet<>();

  GaussianProcessSampler(SearchSpace space, long seed) {
    this.space = space;
    this.random = new SeededRandom(seed);
    this.first = Math.max(8, 2 * space.size());
    this.choices = new boolean[space.size()];
    for (int i = 0; i < choices.length; i++) {
      choices[i] = space.dimensions().get(i).domain() instanceof Domain.Choices;
    }
  }

  @Override
  public List<ParameterSet> ask(int count) {
    List<ParameterSet> sets = new ArrayList<>(count);
    while (sets.size() < count && (told.size() + sets.size() < first || told.isEmpty())) {
      sets.add(Generation.random(space, random).set);
    }
    seen.addAll(sets);
    if (sets.size() < count) {
      propose(sets, count);
    }
    return sets;
  }

  private void propose(List<ParameterSet> sets, int count) {
    List<Trial> best = new ArrayList<>(told);
    best.sort(Trial.BEST_FIRST);
    List<Trial> used = used(best);
    double worst = Double.NEGATIVE_INFINITY;
    double mean = 0;
    int defined = 0;
    for (Trial each : used) {
      if (each.isCandidate()) {
        worst = Math.max(worst, each.loss(0));
        mean += each.loss(0);
        defined++;
      }
    }
    mean = defined == 0 ? 0 : mean / defined;
    double squares = 0;
    double[] values = new double[used.size()];
    double[][] places = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      Trial each = used.get(i);
      values[i] = defined == 0 ? 0 : (each.isCandidate() ? each.loss(0) : worst) - mean;
      squares += values[i] * values[i];
      places[i] = place(each.parameters());
    }
    double deviation = Math.sqrt(squares / values.length);
    double lowest = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = deviation > 0 ? values[i] / deviation : 0;
      lowest = Math.min(lowest, values[i]);
    }
    GaussianProcess process = new GaussianProcess(places, values, choices);
    while (sets.size() < count) {
      ParameterSet set = best(process, lowest, place(best.getFirst().parameters()));
      double[] place = place(set);
      process = process.with(place, process.predict(place).mean());
      sets.add(set);
      seen.add(set);
    }
  }

  private List<Trial> used(List<Trial> best) {
    if (told.size() <= MOST) {
      return told;
    }
    List<Trial> used = new ArrayList<>(best.subList(0, MOST_BEST));
    Set<Trial> taken = new HashSet<>(used);
    for (int i = told.size() - 1; used.size() < MOST; i--) {
      if (taken.add(told.get(i))) {
        used.add(told.get(i));
      }
    }
    return used;
  }

  private ParameterSet best(GaussianProcess process, double lowest, double[] centre) {
    ParameterSet best = Generation.random(space, random).set;
    double bestImprovement = -1;
    for (int n = 0; n < RANDOM_DRAWS + NEAR_DRAWS; n++) {
      double[] unit = new double[space.size()];
      // Half of those near the best are very near.
      double width = n % 2 == 0 ? 0.1 : 0.01;
      for (int i = 0; i < unit.length; i++) {
        double u = random.nextDouble();
        unit[i] =
            n < RANDOM_DRAWS
                ? u
                : Math.clamp(
                    centre[i] + width * NormalDistribution.quantile(Math.clamp(u, 1e-9, 1)), 0, 1);
      }
      ParameterSet set = space.fromUnit(unit);
      if (!space.accepts(set) || seen.contains(set)) {
        continue;
      }
      GaussianProcess.Prediction at = process.predict(place(set));
      double z = (lowest - at.mean()) / at.deviation();
      double improvement =
          (lowest - at.mean()) * NormalDistribution.cdf(z)
              + at.deviation() * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      if (improvement > bestImprovement) {
        bestImprovement = improvement;
        best = set;
      }
    }
    return best;
  }

  /** A set in the unit cube; what is not active is in the middle. */
  private double[] place(ParameterSet set) {
    double[] place = new double[space.size()];
    for (int i = 0; i < place.length; i++) {
      place[i] = set.isActive(i) ? space.dimensions().get(i).domain().toUnit(set.value(i)) : 0.5;
    }
    return place;
  }

  @Override
  public void tell(List<Trial> trials) {
    told.addAll(trials);
  }
}
