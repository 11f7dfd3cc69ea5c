package dev.tradewind.search;

import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.Sampler;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SeededRandom;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.statistics.NormalDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Evolution with covariance matrix adaptation, (μ/μ_w, λ), with the parameters of N. Hansen, "The
 * CMA Evolution Strategy: A Tutorial", 2016 (arXiv 1604.00772), in the unit cube of the space,
 * begun in its middle with a step of 0.3. Draws outside of the cube, and those that the space does
 * not accept, are drawn again. A parameter whose condition does not hold keeps its place in the
 * cube, where it makes no difference and drifts. When the steps have become too small it begins
 * anew at a random place with twice as many draws (Auger and Hansen 2005). Only the order of the
 * trials counts.
 *
 * <p>Hipparchus gives the eigenvectors; its optimiser asks for one value at a time and cannot be
 * asked for batches.
 */
final class CmaEsSampler implements Sampler {
  private static final double FIRST_STEP = 0.3;
  private static final double SMALLEST_STEP = 1e-7;

  private final SearchSpace space;
  private final SeededRandom random;
  private final int n;
  private int lambda;
  private double[] weights = {};
  private double effective;
  private double[] mean;
  private double step;
  private double[][] covariance = {};
  private double[][] axes = {};
  private double[] lengths = {};
  private double[] path = {};
  private double[] stepPath = {};
  private int generations;
  private Generation generation;

  CmaEsSampler(SearchSpace space, long seed) {
    this.space = space;
    this.random = new SeededRandom(seed);
    this.n = space.size();
    this.lambda = Math.max(6, 4 + (int) (3 * Math.log(n)));
    this.mean = new double[n];
    Arrays.fill(mean, 0.5);
    begin();
    this.generation = draw();
  }

  private void begin() {
    int mu = lambda / 2;
    weights = new double[mu];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < mu; i++) {
      weights[i] = Math.log((lambda + 1) / 2.0) - Math.log(i + 1);
      sum += weights[i];
    }
    for (int i = 0; i < mu; i++) {
      weights[i] /= sum;
      squares += weights[i] * weights[i];
    }
    effective = 1 / squares;
    step = FIRST_STEP;
    covariance = identity();
    axes = identity();
    lengths = new double[n];
    Arrays.fill(lengths, 1);
    path = new double[n];
    stepPath = new double[n];
    generations = 0;
  }

  private double[][] identity() {
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      matrix[i][i] = 1;
    }
    return matrix;
  }

  @Override
  public List<ParameterSet> ask(int count) {
    return generation.ask(count);
  }

  @Override
  public void tell(List<Trial> trials) {
    generation.tell(trials);
    if (generation.isComplete()) {
      adapt(generation.members());
      generation = draw();
    }
  }

  private Generation draw() {
    Generation next = new Generation();
    for (int k = 0; k < lambda; k++) {
      next.add(place());
    }
    return next;
  }

  private Generation.Place place() {
    for (int attempt = 0; attempt < 200; attempt++) {
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        z[i] =
            lengths[i]
                * NormalDistribution.quantile(((random.nextLong() >>> 12) + 0.5) * 0x1.0p-52);
      }
      double[] unit = new double[n];
      boolean inside = true;
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += axes[i][k] * z[k];
        }
        unit[i] = mean[i] + step * sum;
        if (attempt >= 100) {
          unit[i] = Math.clamp(unit[i], 0, 1);
        }
        inside &= unit[i] >= 0 && unit[i] <= 1;
      }
      if (inside) {
        ParameterSet set = space.fromUnit(unit);
        if (space.accepts(set)) {
          return new Generation.Place(unit, set);
        }
      }
    }
    return Generation.random(space, random);
  }

  private void adapt(List<Generation.Member> members) {
    List<Generation.Member> sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparing(Generation.Member::trial, Trial.BEST_FIRST));
    generations++;
    double[] shift = new double[n];
    for (int k = 0; k < weights.length; k++) {
      for (int i = 0; i < n; i++) {
        shift[i] += weights[k] * (sorted.get(k).place().unit(i) - mean[i]) / step;
      }
    }
    double stepRate = (effective + 2) / (n + effective + 5);
    double damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate;
    double pathRate = (4 + effective / n) / (n + 4 + 2 * effective / n);
    double rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
    double rankMu =
        Math.min(
            1 - rankOne, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2) + effective));
    double expected = Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));
    double norm = moveStepPath(shift, stepRate);
    boolean slow =
        norm / Math.sqrt(1 - Math.pow(1 - stepRate, 2 * generations)) / expected
            < 1.4 + 2.0 / (n + 1);
    double pathScale = Math.sqrt(pathRate * (2 - pathRate) * effective);
    for (int i = 0; i < n; i++) {
      path[i] = (1 - pathRate) * path[i] + (slow ? pathScale * shift[i] : 0);
    }
    double kept = 1 - rankOne - rankMu + (slow ? 0 : rankOne * pathRate * (2 - pathRate));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = kept * covariance[i][j] + rankOne * path[i] * path[j];
        for (int k = 0; k < weights.length; k++) {
          Generation.Place place = sorted.get(k).place();
          sum +=
              rankMu
                  * weights[k]
                  * ((place.unit(i) - mean[i]) / step)
                  * ((place.unit(j) - mean[j]) / step);
        }
        covariance[i][j] = sum;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        covariance[i][j] = covariance[j][i];
      }
    }
    for (int i = 0; i < n; i++) {
      mean[i] += step * shift[i];
    }
    step *= Math.exp(stepRate / damping * (norm / expected - 1));
    decompose();
  }

  /** The path of the steps, in the coordinates where the covariance is one; its length. */
  private double moveStepPath(double[] shift, double rate) {
    double scale = Math.sqrt(rate * (2 - rate) * effective);
    double[] rotated = new double[n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        rotated[k] += axes[i][k] * shift[i];
      }
      rotated[k] /= lengths[k];
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double whitened = 0;
      for (int k = 0; k < n; k++) {
        whitened += axes[i][k] * rotated[k];
      }
      stepPath[i] = (1 - rate) * stepPath[i] + scale * whitened;
      squares += stepPath[i] * stepPath[i];
    }
    return Math.sqrt(squares);
  }

  private void decompose() {
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance));
    double longest = 0;
    double shortest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      lengths[k] = Math.sqrt(Math.max(eigen.getEigenvalue(k), 1e-20));
      longest = Math.max(longest, lengths[k]);
      shortest = Math.min(shortest, lengths[k]);
      for (int i = 0; i < n; i++) {
        axes[i][k] = eigen.getEigenvector(k).getEntry(i);
      }
    }
    boolean isDone = step * longest < SMALLEST_STEP || longest / shortest > 1e7;
    if (isDone || !Double.isFinite(step)) {
      lambda *= 2;
      Generation.Place fresh = Generation.random(space, random);
      for (int i = 0; i < n; i++) {
        mean[i] = fresh.unit(i);
      }
      begin();
    }
  }
}
