package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree-structured Parzen estimator: J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl,
 * "Algorithms for Hyper-Parameter Optimization", NIPS 2011; J. Bergstra, D. Yamins and D. D. Cox,
 * ICML 2013; the choices of S. Watanabe, "Tree-Structured Parzen Estimator", 2023 (arXiv
 * 2304.11127), as Optuna makes them.
 *
 * <ul>
 *   <li>Ten random sets come first. Then the best tenth, at most 25, are the good ones; all others,
 *       those without a value and those that break a constraint included, the bad ones.
 *   <li>Both groups have a mixture of kernels with a prior of weight one. Of 24 sets drawn from the
 *       good one's that with the largest ratio of the densities is proposed.
 *   <li>Of more than 25 trials the older weigh less, down to 1 / n.
 *   <li>Sets of the same batch count as bad ones at once (the constant liar), so that they differ.
 *   <li>Of more than 400 bad ones every n-th is used, which bounds the time of a proposal.
 *   <li>Draws that the space does not accept are drawn again; a set that was tried before is not
 *       proposed while another draw is new, for the same set gives the same result.
 * </ul>
 *
 * <p>Univariate: each parameter by itself. Multivariate: the parameters that are always active
 * together, others by themselves.
 */
final class TpeSampler implements Sampler {
  private static final int RANDOM_FIRST = 10;
  private static final int DRAWS = 24;
  private static final int MOST_GOOD = 25;
  private static final int MOST_BAD = 400;

  private final SearchSpace space;
  private final SeededRandom random;
  private final List<Integer> joint = new ArrayList<>();
  private final List<Integer> single = new ArrayList<>();
  private final List<Trial> byAge = new ArrayList<>();
  private final List<Trial> bestFirst = new ArrayList<>();
  private final Set<ParameterSet> seen = new HashSet<>();

  TpeSampler(SearchSpace space, boolean multivariate, long seed) {
    this.space = space;
    this.random = new SeededRandom(seed);
    for (int i = 0; i < space.size(); i++) {
      boolean always = space.dimensions().get(i).when().isEmpty();
      (multivariate && always ? joint : single).add(i);
    }
  }

  @Override
  public List<ParameterSet> ask(int count) {
    List<ParameterSet> sets = new ArrayList<>(count);
    while (sets.size() < count && (byAge.size() + sets.size() < RANDOM_FIRST || byAge.isEmpty())) {
      sets.add(space.random(random));
    }
    seen.addAll(sets);
    if (sets.size() < count) {
      Model model = new Model();
      sets.forEach(model::addBad);
      while (sets.size() < count) {
        ParameterSet set = model.propose();
        sets.add(set);
        seen.add(set);
        model.addBad(set);
      }
    }
    return sets;
  }

  @Override
  public void tell(List<Trial> trials) {
    for (Trial each : trials) {
      byAge.add(each);
      int at = Collections.binarySearch(bestFirst, each, Trial.BEST_FIRST);
      bestFirst.add(at < 0 ? -at - 1 : at, each);
    }
  }

  /** The weight of the i-th oldest of n. */
  static double weight(int i, int n) {
    int ramp = n - MOST_GOOD;
    if (i >= ramp) {
      return 1;
    }
    double first = 1.0 / n;
    return ramp == 1 ? first : first + i * (1 - first) / (ramp - 1);
  }

  /** Trials of one group with their weights, oldest first. */
  private static final class Group {
    final List<Trial> trials;
    final double[] weights;

    /** Weights as if every trial stood for so many. */
    Group(List<Trial> trials, int stride) {
      this.trials = trials;
      this.weights = new double[trials.size()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = stride * weight(i * stride, weights.length * stride);
      }
    }
  }

  /** Both groups' mixtures, as they are when a batch is asked for. */
  private final class Model {
    private final Group good;
    private final ParzenColumn[] goodColumns = new ParzenColumn[space.size()];
    private final ParzenColumn[] badColumns = new ParzenColumn[space.size()];
    private final ParzenProduct goodProduct;
    private final ParzenProduct badProduct;

    Model() {
      int n = byAge.size();
      int count = Math.min((int) Math.ceil(0.1 * n), MOST_GOOD);
      List<Trial> best = new ArrayList<>(bestFirst.subList(0, count));
      Set<Long> numbers = new HashSet<>();
      best.forEach(each -> numbers.add(each.number()));
      best.sort((a, b) -> Long.compare(a.number(), b.number()));
      good = new Group(best, 1);
      Group bad = bad(numbers, n - count);
      for (int i : single) {
        goodColumns[i] = column(i, good);
        badColumns[i] = column(i, bad);
      }
      goodProduct = product(good);
      badProduct = product(bad);
    }

    private Group bad(Set<Long> goodNumbers, int count) {
      List<Trial> trials = new ArrayList<>();
      int stride = Math.max(1, Math.ceilDiv(count, MOST_BAD));
      // Counted from the newest, so that the newest is always used.
      for (int i = byAge.size() - 1; i >= 0; i -= stride) {
        Trial each = byAge.get(i);
        if (!goodNumbers.contains(each.number())) {
          trials.add(each);
        }
      }
      return new Group(trials.reversed(), stride);
    }

    private ParzenColumn column(int dimension, Group group) {
      int n = 0;
      double[] values = new double[group.trials.size()];
      double[] weights = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        ParameterSet set = group.trials.get(i).parameters();
        if (set.isActive(dimension)) {
          values[n] = set.value(dimension);
          weights[n] = group.weights[i];
          n++;
        }
      }
      return new ParzenColumn(
          space.dimensions().get(dimension).domain(),
          Arrays.copyOf(values, n),
          Arrays.copyOf(weights, n),
          Double.NaN);
    }

    private ParzenProduct product(Group group) {
      double[][] sets = new double[group.trials.size()][];
      for (int i = 0; i < sets.length; i++) {
        sets[i] = joint(group.trials.get(i).parameters());
      }
      return new ParzenProduct(
          joint.stream().map(i -> space.dimensions().get(i).domain()).toList(),
          sets,
          group.weights);
    }

    private double[] joint(ParameterSet set) {
      return joint.stream().mapToDouble(set::value).toArray();
    }

    void addBad(ParameterSet set) {
      for (int i : single) {
        if (set.isActive(i)) {
          badColumns[i].add(set.value(i));
        }
      }
      if (!joint.isEmpty()) {
        badProduct.add(joint(set));
      }
    }

    ParameterSet propose() {
      for (int attempt = 0; attempt < 8; attempt++) {
        ParameterSet best = single.isEmpty() || !joint.isEmpty() ? together() : eachAlone();
        if (best != null) {
          return best;
        }
      }
      for (int attempt = 0; attempt < 100; attempt++) {
        ParameterSet set = space.random(random);
        if (!seen.contains(set)) {
          return set;
        }
      }
      return space.random(random);
    }

    /** Univariate: for each parameter the best of its own draws. */
    private @Nullable ParameterSet eachAlone() {
      double[] values = new double[space.size()];
      for (int i : single) {
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < DRAWS; n++) {
          double value = goodColumns[i].draw(random);
          double score = goodColumns[i].logDensity(value) - badColumns[i].logDensity(value);
          if (score > bestScore) {
            bestScore = score;
            values[i] = value;
          }
        }
      }
      ParameterSet set = space.set(values);
      return space.accepts(set) && !seen.contains(set) ? set : null;
    }

    /** Multivariate: the best of whole sets. */
    private @Nullable ParameterSet together() {
      double bestScore = Double.NEGATIVE_INFINITY;
      @Nullable ParameterSet best = null;
      for (int n = 0; n < DRAWS; n++) {
        double[] values = new double[space.size()];
        double[] drawn = goodProduct.draw(good.weights, random);
        double score = goodProduct.logDensity(drawn) - badProduct.logDensity(drawn);
        for (int k = 0; k < drawn.length; k++) {
          values[joint.get(k)] = drawn[k];
        }
        for (int i : single) {
          values[i] = goodColumns[i].draw(random);
        }
        ParameterSet set = space.set(values);
        for (int i : single) {
          if (set.isActive(i)) {
            double value = set.value(i);
            score += goodColumns[i].logDensity(value) - badColumns[i].logDensity(value);
          }
        }
        if (score > bestScore && space.accepts(set) && !seen.contains(set)) {
          bestScore = score;
          best = set;
        }
      }
      return best;
    }
  }
}
