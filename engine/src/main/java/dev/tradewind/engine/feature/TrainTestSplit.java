package dev.tradewind.engine.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows to learn from and rows to test on, without what the one could tell about the other.
 *
 * <p>A label's span is the bars from its row to the one that settles it. A row whose span overlaps
 * that of a test row is purged: its label shares prices with the test. A row that begins at most
 * the embargo behind the end of a test row's span is left out too, because its features still
 * contain the test's prices. Rows that are not settled are not trained on. Source: M. López de
 * Prado, Advances in Financial Machine Learning, 2018, sections 7.4.1 and 7.4.2. Immutable and
 * thread-safe.
 */
public final class TrainTestSplit {
  private final int[] training;
  private final int[] test;

  private TrainTestSplit(int[] training, int[] test) {
    this.training = training;
    this.test = test;
  }

  /**
   * The split with the given test rows. A test row that is open spans all bars to the end.
   *
   * @param test ascending, each in {@code [0, labels.size())}
   * @param embargoBars &ge; 0
   */
  public static TrainTestSplit of(LabelColumn labels, int[] test, int embargoBars) {
    if (embargoBars < 0) {
      throw new IllegalArgumentException("embargoBars must be >= 0, was " + embargoBars);
    }
    int size = labels.size();
    boolean[] tested = new boolean[size];
    for (int i = 0; i < test.length; i++) {
      if (test[i] < 0 || test[i] >= size || (i > 0 && test[i] <= test[i - 1])) {
        throw new IllegalArgumentException(
            "test rows must ascend in [0, " + size + "), was " + test[i] + " (row " + i + ")");
      }
      tested[test[i]] = true;
    }
    int[] nextTest = new int[size + 1];
    nextTest[size] = Integer.MAX_VALUE;
    for (int row = size - 1; row >= 0; row--) {
      nextTest[row] = tested[row] ? row : nextTest[row + 1];
    }
    int[] training = new int[size];
    int count = 0;
    long reach = -1;
    for (int row = 0; row < size; row++) {
      if (tested[row]) {
        long end = labels.isSettled(row) ? labels.end(row) : size;
        reach = Math.max(reach, end + embargoBars);
      } else if (labels.isSettled(row) && row > reach && nextTest[row] > labels.end(row)) {
        training[count++] = row;
      }
    }
    return new TrainTestSplit(Arrays.copyOf(training, count), test.clone());
  }

  /**
   * Splits whose test rows are consecutive blocks of equal length, the first ones longer by one
   * where the rows do not divide; each row is tested once.
   *
   * @param folds in {@code [2, labels.size()]}
   * @param embargoBars &ge; 0
   */
  public static List<TrainTestSplit> folds(LabelColumn labels, int folds, int embargoBars) {
    int size = labels.size();
    if (folds < 2 || folds > size) {
      throw new IllegalArgumentException("folds must be in 2.." + size + ", was " + folds);
    }
    List<TrainTestSplit> splits = new ArrayList<>();
    int from = 0;
    for (int fold = 0; fold < folds; fold++) {
      int[] test = new int[size / folds + (fold < size % folds ? 1 : 0)];
      for (int i = 0; i < test.length; i++) {
        test[i] = from + i;
      }
      from += test.length;
      splits.add(of(labels, test, embargoBars));
    }
    return List.copyOf(splits);
  }

  /** Rows to learn from, ascending, as a new array. */
  public int[] training() {
    return training.clone();
  }

  /** Rows to test on, ascending, as a new array. */
  public int[] test() {
    return test.clone();
  }
}
