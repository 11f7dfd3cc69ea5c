package dev.tradewind.engine.optimize;

import dev.tradewind.engine.statistics.NormalDistribution;
import java.util.Arrays;

/**
 * An estimate of where the values of one parameter lie: a mixture of one kernel for each
 * observation and one that covers everything, the prior. Numbers have truncated normal kernels on
 * the unit interval, integrated over a value's part where there are few values; choices have a row
 * of probabilities. Belongs to one thread.
 */
final class ParzenColumn {
  /** Up to so many values kernels are integrated over the parts, and sums are kept. */
  private static final int KEPT = 256;

  /** Widths beyond which a kernel adds less than a rounding error. */
  private static final double FAR = 8.5;

  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

  private final Domain domain;
  private final boolean isChoice;
  private final int values;
  private final double cell;
  private final double[] sums;

  /** What each observation of a choice gives to all choices, so that none is impossible. */
  private final double spread;

  private double[] places;
  private double[] widths;
  private double[] weights;
  private double[] scales;
  private int size;
  private double total;

  /**
   * Kernels around observations.
   *
   * @param domain of the parameter
   * @param observed values, in any order
   * @param observedWeights of the observations
   * @param sharedWidth of all kernels on the unit interval; {@code NaN} for each the distance to
   *     its farther neighbour
   */
  ParzenColumn(Domain domain, double[] observed, double[] observedWeights, double sharedWidth) {
    this.domain = domain;
    this.isChoice = domain instanceof Domain.Choices;
    boolean isSmall =
        isChoice || (!domain.isLog() && domain.count().orElse(Long.MAX_VALUE) <= KEPT);
    this.values = isSmall ? (int) domain.count().orElseThrow() : 0;
    this.cell = values == 0 ? 0 : 1.0 / values;
    this.sums = new double[values];
    Arrays.fill(sums, Double.NaN);
    int n = observed.length;
    this.spread = 1.0 / (n + 1);
    int capacity = n + 17;
    places = new double[capacity];
    widths = new double[capacity];
    weights = new double[capacity];
    scales = new double[capacity];
    double[] units = new double[n];
    for (int i = 0; i < n; i++) {
      units[i] = domain.toUnit(observed[i]);
    }
    double[] width = isChoice ? new double[n] : widths(units, sharedWidth);
    // The prior is a kernel like the others, with weight one.
    append(0.5, 1, 1);
    for (int i = 0; i < n; i++) {
      append(units[i], width[i], observedWeights[i]);
    }
  }

  /** The distance to the farther neighbour, the prior's place included, within bounds. */
  private static double[] widths(double[] units, double shared) {
    int n = units.length;
    double narrowest = narrowest(n);
    double[] widths = new double[n];
    if (!Double.isNaN(shared)) {
      Arrays.fill(widths, Math.clamp(shared, narrowest, 1));
      return widths;
    }
    double[] sorted = Arrays.copyOf(units, n + 1);
    sorted[n] = 0.5;
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
      widths[i] = Math.clamp(gap(sorted, units[i]), narrowest, 1);
    }
    return widths;
  }

  static double narrowest(int observations) {
    return 1.0 / Math.min(100, 2 + observations);
  }

  private static double gap(double[] sorted, double unit) {
    int at = Arrays.binarySearch(sorted, unit);
    int last = sorted.length - 1;
    int first = at;
    while (first > 0 && sorted[first - 1] == unit) {
      first--;
    }
    int end = at;
    while (end < last && sorted[end + 1] == unit) {
      end++;
    }
    // Equal values share a place: only the outer ones have a neighbour on that side.
    double left = first == 0 ? 0 : unit - sorted[first - 1];
    double right = end == last ? 0 : sorted[end + 1] - unit;
    return Math.max(left, right);
  }

  private void append(double place, double width, double weight) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      widths = Arrays.copyOf(widths, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
      scales = Arrays.copyOf(scales, 2 * size);
    }
    places[size] = place;
    widths[size] = width;
    weights[size] = weight;
    scales[size] = isChoice ? 0 : weight / mass(place, width);
    size++;
    total += weight;
    for (int v = 0; v < sums.length; v++) {
      if (!Double.isNaN(sums[v])) {
        sums[v] += part(size - 1, v);
      }
    }
  }

  /** The part of a kernel that lies in the unit interval. */
  static double mass(double place, double width) {
    // Beyond this no double is left outside.
    if (Math.min(place, 1 - place) > FAR * width) {
      return 1;
    }
    return NormalDistribution.cdf((1 - place) / width) - NormalDistribution.cdf(-place / width);
  }

  /** Adds an observation of weight one; the widths of the others stay. */
  void add(double value) {
    double place = domain.toUnit(value);
    double width = 0;
    if (!isChoice) {
      double nearest = 1;
      for (int i = 1; i < size; i++) {
        double distance = Math.abs(places[i] - place);
        nearest = distance > 0 && distance < nearest ? distance : nearest;
      }
      width = Math.clamp(nearest, narrowest(size), 1);
    }
    append(place, width, 1);
  }

  /** The contribution of a kernel to a countable value. */
  private double part(int kernel, int value) {
    if (isChoice) {
      boolean same = kernel > 0 && domain.fromUnit(places[kernel]) == value;
      return weights[kernel]
          * (kernel == 0 ? cell : ((same ? 1 : 0) + spread * cell) / (1 + spread));
    }
    double from = value * cell;
    double width = widths[kernel];
    double distance = Math.max(from - places[kernel], places[kernel] - from - cell);
    if (distance > FAR * width) {
      return 0;
    }
    return scales[kernel]
        * (NormalDistribution.cdf((from + cell - places[kernel]) / width)
            - NormalDistribution.cdf((from - places[kernel]) / width));
  }

  /** The logarithm of the density at a value, up to a constant of the domain. */
  double logDensity(double value) {
    double sum = 0;
    if (values > 0) {
      int index = isChoice ? (int) value : (int) (domain.toUnit(value) * values);
      sum = sums[index];
      if (Double.isNaN(sum)) {
        sum = 0;
        for (int k = 0; k < size; k++) {
          sum += part(k, index);
        }
        sums[index] = sum;
      }
      sum /= cell;
    } else {
      double unit = domain.toUnit(value);
      for (int k = 0; k < size; k++) {
        double z = (unit - places[k]) / widths[k];
        // Beyond eight widths a kernel adds less than a rounding error of the prior.
        if (z * z < 64) {
          sum += scales[k] / widths[k] * Math.exp(-0.5 * z * z);
        }
      }
      sum /= ROOT_TWO_PI;
    }
    return Math.log(Math.max(sum, Double.MIN_NORMAL)) - Math.log(total);
  }

  /** A value drawn from the mixture. */
  double draw(SeededRandom random) {
    return draw(kernel(random), random);
  }

  /** The index of a kernel, drawn by weight; 0 is the prior. */
  int kernel(SeededRandom random) {
    double rest = random.nextDouble() * total;
    int kernel = 0;
    while (kernel < size - 1 && rest >= weights[kernel]) {
      rest -= weights[kernel];
      kernel++;
    }
    return kernel;
  }

  /** A value drawn from one kernel. */
  double draw(int kernel, SeededRandom random) {
    double u = random.nextDouble();
    if (isChoice) {
      boolean observed = kernel > 0 && u * (1 + spread) < 1;
      return observed
          ? domain.fromUnit(places[kernel])
          : domain.fromUnit(kernel == 0 ? u : (u * (1 + spread) - 1) / spread);
    }
    double width = widths[kernel];
    double from = NormalDistribution.cdf(-places[kernel] / width);
    double to = NormalDistribution.cdf((1 - places[kernel]) / width);
    double unit = places[kernel] + width * NormalDistribution.quantile(from + u * (to - from));
    return domain.fromUnit(Math.clamp(unit, 0, 1));
  }
}
