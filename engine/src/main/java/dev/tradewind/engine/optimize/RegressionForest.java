package dev.tradewind.engine.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A random forest for numbers over the unit cube (Breiman 2001): trees on bootstrap samples that
 * each look at a part of the features at a split. Its trees are boxes with a value each, so that
 * means over some features are exact sums over boxes; from them come the shares of the variance
 * that single features and pairs explain (functional ANOVA, Hutter, Hoos and Leyton-Brown 2014).
 *
 * <p>The same rows and seed give the same forest. Immutable once grown.
 */
final class RegressionForest {
  private static final int SMALLEST_LEAF = 3;
  private static final int DEEPEST = 14;

  private final List<Tree> trees;
  private final int features;

  private RegressionForest(List<Tree> trees, int features) {
    this.trees = trees;
    this.features = features;
  }

  /** A leaf: the box, one pair of bounds for each feature, and the mean of what fell into it. */
  private static final class Leaf {
    private final double[] low;
    private final double[] high;
    private final double value;

    Leaf(double[] low, double[] high, double value) {
      this.low = low;
      this.high = high;
      this.value = value;
    }

    double volume(int without, int andWithout) {
      double volume = 1;
      for (int j = 0; j < low.length; j++) {
        if (j != without && j != andWithout) {
          volume *= high[j] - low[j];
        }
      }
      return volume;
    }
  }

  /** A node: a split, or a leaf where {@code feature} is -1. */
  private static final class Node {
    int feature = -1;
    double cut;
    int left;
    int right;
    double value;
  }

  private static final class Tree {
    private final List<Node> nodes;
    private final List<Leaf> leaves;
    private final boolean[] inBag;

    Tree(List<Node> nodes, List<Leaf> leaves, boolean[] inBag) {
      this.nodes = nodes;
      this.leaves = leaves;
      this.inBag = inBag;
    }

    double predict(double[] row) {
      Node node = nodes.getFirst();
      while (node.feature >= 0) {
        node = nodes.get(row[node.feature] <= node.cut ? node.left : node.right);
      }
      return node.value;
    }
  }

  /**
   * Grows a forest.
   *
   * @param rows n rows of d values in [0, 1]
   * @param values n finite values
   * @param count number of trees
   * @param seed of samples and splits
   */
  static RegressionForest grow(double[][] rows, double[] values, int count, long seed) {
    SeededRandom random = new SeededRandom(seed);
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      trees.add(new Grower(rows, values, random).tree());
    }
    return new RegressionForest(List.copyOf(trees), rows[0].length);
  }

  private static final class Grower {
    private final double[][] rows;
    private final double[] values;
    private final SeededRandom random;
    private final int features;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    Grower(double[][] rows, double[] values, SeededRandom random) {
      this.rows = rows;
      this.values = values;
      this.random = random;
      this.features = rows[0].length;
    }

    Tree tree() {
      int[] sample = new int[rows.length];
      boolean[] inBag = new boolean[rows.length];
      for (int i = 0; i < sample.length; i++) {
        sample[i] = (int) random.nextLong(rows.length);
        inBag[sample[i]] = true;
      }
      double[] low = new double[features];
      double[] high = new double[features];
      Arrays.fill(high, 1);
      grow(sample, low, high, 0);
      return new Tree(List.copyOf(nodes), List.copyOf(leaves), inBag);
    }

    private int grow(int[] sample, double[] low, double[] high, int depth) {
      Node node = new Node();
      int index = nodes.size();
      nodes.add(node);
      double sum = 0;
      for (int i : sample) {
        sum += values[i];
      }
      node.value = sum / sample.length;
      if (depth < DEEPEST && sample.length >= 2 * SMALLEST_LEAF) {
        split(node, sample, sum);
      }
      if (node.feature < 0) {
        leaves.add(new Leaf(low, high, node.value));
        return index;
      }
      int f = node.feature;
      double cut = node.cut;
      int[] left = Arrays.stream(sample).filter(i -> rows[i][f] <= cut).toArray();
      int[] right = Arrays.stream(sample).filter(i -> rows[i][f] > cut).toArray();
      double[] middleHigh = high.clone();
      middleHigh[f] = cut;
      double[] middleLow = low.clone();
      middleLow[f] = cut;
      node.left = grow(left, low, middleHigh, depth + 1);
      node.right = grow(right, middleLow, high, depth + 1);
      return index;
    }

    /** Takes the split that leaves the least squared error, of some features chosen at random. */
    private void split(Node node, int[] sample, double sum) {
      int tried = Math.max(1, (2 * features + 2) / 3);
      int[] order = new int[features];
      for (int j = 0; j < features; j++) {
        order[j] = j;
      }
      double best = sum * sum / sample.length * (1 + 1e-12);
      for (int k = 0; k < tried; k++) {
        int at = k + (int) random.nextLong(features - k);
        int f = order[at];
        order[at] = order[k];
        order[k] = f;
        best = split(node, sample, sum, f, best);
      }
    }

    private double split(Node node, int[] sample, double sum, int f, double toBeat) {
      long[] sorted = new long[sample.length];
      int[] byValue = sortedBy(sample, f, sorted);
      double best = toBeat;
      double left = 0;
      for (int k = 0; k < byValue.length - 1; k++) {
        left += values[byValue[k]];
        int count = k + 1;
        int rest = byValue.length - count;
        double here = rows[byValue[k]][f];
        double next = rows[byValue[k + 1]][f];
        if (here == next || count < SMALLEST_LEAF || rest < SMALLEST_LEAF) {
          continue;
        }
        double right = sum - left;
        double gain = left * left / count + right * right / rest;
        if (gain > best) {
          best = gain;
          node.feature = f;
          node.cut = (here + next) / 2;
        }
      }
      return best;
    }

    private int[] sortedBy(int[] sample, int f, long[] keys) {
      // Values in [0, 1] sort as their bits; the low bits carry the place, which breaks ties.
      int bits = 64 - Long.numberOfLeadingZeros(sample.length);
      for (int k = 0; k < keys.length; k++) {
        long raw = Double.doubleToRawLongBits(rows[sample[k]][f] + 1);
        keys[k] = raw >>> bits << bits | k;
      }
      Arrays.sort(keys);
      int[] sorted = new int[keys.length];
      for (int k = 0; k < keys.length; k++) {
        sorted[k] = sample[(int) (keys[k] & ((1L << bits) - 1))];
      }
      return sorted;
    }
  }

  /** The mean of the trees. */
  double predict(double[] row) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.predict(row);
    }
    return sum / trees.size();
  }

  /**
   * Part of the variance that the forest explains on rows that its trees have not seen; {@code NaN}
   * where there is none.
   */
  double explained(double[][] rows, double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double error = 0;
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
      int count = 0;
      for (Tree tree : trees) {
        if (!tree.inBag[i]) {
          sum += tree.predict(rows[i]);
          count++;
        }
      }
      if (count > 0) {
        double miss = values[i] - sum / count;
        error += miss * miss;
        total += (values[i] - mean) * (values[i] - mean);
      }
    }
    return total > 0 ? 1 - error / total : Double.NaN;
  }

  /**
   * How much worse trees predict rows they have not seen once a feature is shuffled among them, as
   * a part of the variance of the values (Breiman 2001); about 0 for a feature that says nothing.
   */
  double[] permutationImportance(double[][] rows, double[] values, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double[] importance = new double[features];
    for (Tree tree : trees) {
      int[] out = new int[rows.length];
      int count = 0;
      for (int i = 0; i < rows.length; i++) {
        if (!tree.inBag[i]) {
          out[count++] = i;
        }
      }
      for (int f = 0; f < features && count > 0; f++) {
        int[] shuffled = Arrays.copyOf(out, count);
        for (int k = count - 1; k > 0; k--) {
          int other = (int) random.nextLong(k + 1L);
          int kept = shuffled[k];
          shuffled[k] = shuffled[other];
          shuffled[other] = kept;
        }
        double increase = 0;
        for (int k = 0; k < count; k++) {
          double[] row = rows[out[k]];
          double plain = values[out[k]] - tree.predict(row);
          double[] changed = row.clone();
          changed[f] = rows[shuffled[k]][f];
          double broken = values[out[k]] - tree.predict(changed);
          increase += broken * broken - plain * plain;
        }
        importance[f] += increase / count / trees.size();
      }
    }
    for (int f = 0; f < features; f++) {
      importance[f] = variance > 0 ? importance[f] / variance : 0;
    }
    return importance;
  }

  /** The mean over all other features at each of some values of one: partial dependence. */
  double[] marginal(int feature, double[] at) {
    double[] means = new double[at.length];
    for (Tree tree : trees) {
      for (int k = 0; k < at.length; k++) {
        means[k] += mean(tree, feature, at[k]) / trees.size();
      }
    }
    return means;
  }

  private static boolean isIn(Leaf leaf, int feature, double at) {
    return (at > leaf.low[feature] && at <= leaf.high[feature])
        || (at == 0 && leaf.low[feature] == 0);
  }

  private static double mean(Tree tree, int feature, double at) {
    double mean = 0;
    for (Leaf leaf : tree.leaves) {
      if (isIn(leaf, feature, at)) {
        mean += leaf.value * leaf.volume(feature, feature);
      }
    }
    return mean;
  }

  /**
   * Shares of the variance over the cube: those of single features on the diagonal, those of pairs
   * beyond what the two explain singly above it, means over the trees. Shape: d × d; 0 below.
   */
  double[][] shares() {
    double[][] shares = new double[features][features];
    for (Tree tree : trees) {
      double mean = 0;
      double square = 0;
      for (Leaf leaf : tree.leaves) {
        double volume = leaf.volume(-1, -1);
        mean += leaf.value * volume;
        square += leaf.value * leaf.value * volume;
      }
      double total = square - mean * mean;
      if (total > 0) {
        addShares(tree, mean, total, shares);
      }
    }
    return shares;
  }

  private void addShares(Tree tree, double mean, double total, double[][] shares) {
    double[] single = new double[features];
    double[][] cuts = new double[features][];
    for (int f = 0; f < features; f++) {
      cuts[f] = cuts(tree, f);
      for (int k = 0; k + 1 < cuts[f].length; k++) {
        double width = cuts[f][k + 1] - cuts[f][k];
        double at = mean(tree, f, (cuts[f][k] + cuts[f][k + 1]) / 2) - mean;
        single[f] += at * at * width;
      }
      shares[f][f] += single[f] / total / trees.size();
    }
    for (int f = 0; f < features; f++) {
      for (int g = f + 1; g < features; g++) {
        double both = pair(tree, f, g, cuts, mean);
        shares[f][g] += Math.max(0, both - single[f] - single[g]) / total / trees.size();
      }
    }
  }

  private static double[] cuts(Tree tree, int feature) {
    return tree.leaves.stream()
        .flatMapToDouble(
            leaf -> Arrays.stream(new double[] {leaf.low[feature], leaf.high[feature]}))
        .sorted()
        .distinct()
        .toArray();
  }

  /** Variance of the mean over all but two features. */
  private static double pair(Tree tree, int f, int g, double[][] cuts, double mean) {
    int rows = cuts[f].length - 1;
    int columns = cuts[g].length - 1;
    double[] sums = new double[rows * columns];
    for (Leaf leaf : tree.leaves) {
      double part = leaf.value * leaf.volume(f, g);
      int fromF = Arrays.binarySearch(cuts[f], leaf.low[f]);
      int toF = Arrays.binarySearch(cuts[f], leaf.high[f]);
      int fromG = Arrays.binarySearch(cuts[g], leaf.low[g]);
      int toG = Arrays.binarySearch(cuts[g], leaf.high[g]);
      for (int a = fromF; a < toF; a++) {
        for (int b = fromG; b < toG; b++) {
          sums[a * columns + b] += part;
        }
      }
    }
    double variance = 0;
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < columns; b++) {
        double at = sums[a * columns + b] - mean;
        variance += at * at * (cuts[f][a + 1] - cuts[f][a]) * (cuts[g][b + 1] - cuts[g][b]);
      }
    }
    return variance;
  }
}
