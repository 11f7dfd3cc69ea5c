package dev.tradewind.search;

import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process with a Matérn 5/2 kernel, a scale for each dimension and noise (C. E.
 * Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", 2006). Scales and
 * noise are those with the largest marginal likelihood on a grid, then along each dimension.
 */
final class GaussianProcess {
  private static final double[] SCALES = {0.1, 0.2, 0.4, 0.8, 1.6, 3.2};
  private static final double[] NOISES = {1e-6, 1e-4, 1e-2, 1e-1};

  private final double[][] places;
  private final double[] values;
  private final boolean[] choices;
  private double[] scales;
  private double noise;
  private double[] solved = {};
  private double[][] lower = {};

  /**
   * A process through observations.
   *
   * @param places in the unit cube, one row for each observation; kept
   * @param values standardised; kept
   * @param choices which dimensions have no order: their values are equal or not
   */
  GaussianProcess(double[][] places, double[] values, boolean[] choices) {
    this.places = places;
    this.values = values;
    this.choices = choices;
    this.scales = new double[choices.length];
    this.noise = NOISES[0];
    learn();
  }

  private GaussianProcess(
      double[][] places, double[] values, boolean[] choices, double[] scales, double noise) {
    this.places = places;
    this.values = values;
    this.choices = choices;
    this.scales = scales;
    this.noise = noise;
    solve();
  }

  /** With one more observation, and the same scales. */
  GaussianProcess with(double[] place, double value) {
    double[][] more = Arrays.copyOf(places, places.length + 1);
    more[places.length] = place.clone();
    double[] moreValues = Arrays.copyOf(values, values.length + 1);
    moreValues[values.length] = value;
    return new GaussianProcess(more, moreValues, choices, scales, noise);
  }

  private void learn() {
    double best = Double.NEGATIVE_INFINITY;
    double[] bestScales = scales.clone();
    double bestNoise = noise;
    Arrays.fill(bestScales, SCALES[2]);
    for (double scale : SCALES) {
      for (double each : NOISES) {
        Arrays.fill(scales, scale);
        noise = each;
        double likelihood = solve();
        if (likelihood > best) {
          best = likelihood;
          bestScales = scales.clone();
          bestNoise = each;
        }
      }
    }
    noise = bestNoise;
    for (int round = 0; round < 2; round++) {
      for (int d = 0; d < scales.length; d++) {
        for (double factor : new double[] {0.5, 2}) {
          scales = bestScales.clone();
          scales[d] = Math.clamp(scales[d] * factor, 0.02, 20);
          double likelihood = solve();
          if (likelihood > best) {
            best = likelihood;
            bestScales = scales.clone();
          }
        }
      }
    }
    scales = bestScales;
    solve();
  }

  /** The logarithm of the marginal likelihood, up to a constant; −∞ where it cannot be solved. */
  private double solve() {
    int n = values.length;
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = kernel(places[i], places[j]);
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] += noise + 1e-8;
    }
    @Nullable CholeskyDecomposition cholesky = decompose(matrix);
    if (cholesky == null) {
      return Double.NEGATIVE_INFINITY;
    }
    solved = cholesky.getSolver().solve(new ArrayRealVector(values)).toArray();
    lower = cholesky.getL().getData();
    double likelihood = 0;
    for (int i = 0; i < n; i++) {
      likelihood -= 0.5 * values[i] * solved[i] + Math.log(lower[i][i]);
    }
    return likelihood;
  }

  private static @Nullable CholeskyDecomposition decompose(double[][] matrix) {
    try {
      return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false));
    } catch (MathRuntimeException e) {
      return null;
    }
  }

  private double kernel(double[] a, double[] b) {
    double squares = 0;
    for (int d = 0; d < scales.length; d++) {
      double difference = choices[d] ? (a[d] == b[d] ? 0 : 1) : a[d] - b[d];
      squares += difference * difference / (scales[d] * scales[d]);
    }
    double r = Math.sqrt(5 * squares);
    return (1 + r + r * r / 3) * Math.exp(-r);
  }

  /** Mean and deviation at a place. */
  Prediction predict(double[] place) {
    int n = values.length;
    double[] k = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      k[i] = kernel(place, places[i]);
      mean += k[i] * solved[i];
    }
    double explained = 0;
    for (int i = 0; i < n; i++) {
      double sum = k[i];
      for (int j = 0; j < i; j++) {
        sum -= lower[i][j] * k[j];
      }
      k[i] = sum / lower[i][i];
      explained += k[i] * k[i];
    }
    return new Prediction(mean, Math.sqrt(Math.max(1 - explained, 1e-12)));
  }

  /**
   * What is known of a place.
   *
   * @param mean expected value
   * @param deviation of the value
   */
  record Prediction(double mean, double deviation) {}
}
