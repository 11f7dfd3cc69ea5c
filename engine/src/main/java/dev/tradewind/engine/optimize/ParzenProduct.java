package dev.tradewind.engine.optimize;

import dev.tradewind.engine.statistics.NormalDistribution;
import java.util.Arrays;
import java.util.List;

/**
 * An estimate of where sets of parameters lie: a mixture of products of kernels, one product for
 * each observation and a prior, so that dependences between parameters are kept. All observations
 * share the width of a parameter, {@code 0.2 n^(-1 / (d + 4))} of its range. Belongs to one thread.
 */
final class ParzenProduct {
  private static final int KEPT = 128;

  private final Domain[] domains;
  private final double[] widths;

  /** Number of values of a countable parameter; 0 where density is used. */
  private final int[] values;

  /** For a countable parameter the kernel of an observed value at another one; NaN: not yet. */
  private final double[][] tables;

  private double[][] observed;
  private double[][] units;
  private double[] weights;
  private int size;
  private double total;

  ParzenProduct(List<Domain> domains, double[][] observed, double[] observedWeights) {
    this.domains = domains.toArray(new Domain[0]);
    int d = this.domains.length;
    int n = observed.length;
    this.widths = new double[d];
    this.values = new int[d];
    this.tables = new double[d][];
    double shared = 0.2 * Math.pow(Math.max(n, 1), -1.0 / (d + 4));
    for (int k = 0; k < d; k++) {
      widths[k] = Math.clamp(shared, ParzenColumn.narrowest(n), 1);
      long count = this.domains[k].count().orElse(Long.MAX_VALUE);
      boolean isChoice = this.domains[k] instanceof Domain.Choices;
      values[k] = isChoice || (!this.domains[k].isLog() && count <= KEPT) ? (int) count : 0;
      // One row more: the prior's.
      tables[k] = new double[values[k] * (values[k] + 1)];
      Arrays.fill(tables[k], Double.NaN);
    }
    this.observed = new double[n + 16][];
    this.units = new double[n + 16][];
    this.weights = new double[n + 16];
    this.total = 1;
    for (int i = 0; i < n; i++) {
      append(observed[i], observedWeights[i]);
    }
  }

  private void append(double[] set, double weight) {
    if (size == observed.length) {
      observed = Arrays.copyOf(observed, 2 * size);
      units = Arrays.copyOf(units, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    double scaled = weight;
    double[] unit = new double[set.length];
    for (int k = 0; k < unit.length; k++) {
      unit[k] = domains[k].toUnit(set[k]);
      if (values[k] == 0) {
        scaled /= ParzenColumn.mass(unit[k], widths[k]) * widths[k] * Math.sqrt(2 * Math.PI);
      }
    }
    observed[size] = set.clone();
    units[size] = unit;
    weights[size] = scaled;
    size++;
    total += weight;
  }

  /** Adds an observation of weight one; the widths stay. */
  void add(double[] set) {
    append(set, 1);
  }

  double logDensity(double[] set) {
    int d = domains.length;
    double[] unit = new double[d];
    int[] index = new int[d];
    double prior = 1;
    for (int k = 0; k < d; k++) {
      unit[k] = domains[k].toUnit(set[k]);
      if (values[k] > 0) {
        index[k] = (int) (unit[k] * values[k]);
        prior *= entry(k, values[k], index[k]);
      } else {
        double z = unit[k] - 0.5;
        prior *= Math.exp(-0.5 * z * z) / (Math.sqrt(2 * Math.PI) * ParzenColumn.mass(0.5, 1));
      }
    }
    double sum = prior;
    for (int i = 0; i < size; i++) {
      double product = weights[i];
      double exponent = 0;
      for (int k = 0; k < d; k++) {
        if (values[k] > 0) {
          product *= entry(k, (int) (units[i][k] * values[k]), index[k]);
        } else {
          double z = (unit[k] - units[i][k]) / widths[k];
          exponent += z * z;
        }
      }
      if (exponent == 0) {
        sum += product;
      } else if (exponent < 200) {
        sum += product * Math.exp(-0.5 * exponent);
      }
    }
    return Math.log(Math.max(sum, Double.MIN_NORMAL)) - Math.log(total);
  }

  private double entry(int k, int from, int to) {
    int at = from * values[k] + to;
    double entry = tables[k][at];
    if (Double.isNaN(entry)) {
      entry = compute(k, from, to);
      tables[k][at] = entry;
    }
    return entry;
  }

  private double compute(int k, int from, int to) {
    double cell = 1.0 / values[k];
    boolean isPrior = from == values[k];
    if (domains[k] instanceof Domain.Choices) {
      double spread = 1.0 / Math.max(1, size);
      return isPrior ? cell : ((from == to ? 1 : 0) + spread * cell) / (1 + spread);
    }
    double place = isPrior ? 0.5 : (from + 0.5) * cell;
    double width = isPrior ? 1 : widths[k];
    return (NormalDistribution.cdf(((to + 1) * cell - place) / width)
            - NormalDistribution.cdf((to * cell - place) / width))
        / ParzenColumn.mass(place, width);
  }

  /** A set drawn from the mixture. */
  double[] draw(double[] observationWeights, SeededRandom random) {
    double sum = 1;
    for (double each : observationWeights) {
      sum += each;
    }
    double rest = random.nextDouble() * sum - 1;
    int i = -1;
    while (rest >= 0 && i < observationWeights.length - 1) {
      i++;
      rest -= observationWeights[i];
    }
    double[] set = new double[domains.length];
    for (int k = 0; k < set.length; k++) {
      set[k] = draw(k, i, random.nextDouble());
    }
    return set;
  }

  private double draw(int k, int observation, double u) {
    Domain domain = domains[k];
    if (observation < 0 && domain instanceof Domain.Choices) {
      return domain.fromUnit(u);
    }
    if (domain instanceof Domain.Choices) {
      double spread = 1.0 / Math.max(1, size);
      return u * (1 + spread) < 1
          ? observed[observation][k]
          : domain.fromUnit((u * (1 + spread) - 1) / spread);
    }
    double place = observation < 0 ? 0.5 : units[observation][k];
    double width = observation < 0 ? 1 : widths[k];
    double from = NormalDistribution.cdf(-place / width);
    double to = NormalDistribution.cdf((1 - place) / width);
    double unit = place + width * NormalDistribution.quantile(from + u * (to - from));
    return domain.fromUnit(Math.clamp(unit, 0, 1));
  }
}
