package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Purge, embargo and the join of labels with features. */
class TrainTestSplitTest {
  private static LabelColumn random(SplittableRandom random, int size) {
    double[] values = new double[size];
    int[] ends = new int[size];
    long[] known = new long[size];
    for (int i = 0; i < size; i++) {
      ends[i] = i + random.nextInt(8);
      ends[i] = ends[i] < size ? ends[i] : -1;
      values[i] = ends[i] < 0 || random.nextInt(9) == 0 ? Double.NaN : i;
      known[i] = 10L * i;
    }
    return new LabelColumn("random", values, ends, known);
  }

  /** Row by row against every test row. */
  private static int[] naive(LabelColumn labels, int[] test, int embargo) {
    return IntStream.range(0, labels.size())
        .filter(labels::isSettled)
        .filter(row -> Arrays.stream(test).noneMatch(t -> t == row))
        .filter(
            row ->
                Arrays.stream(test)
                    .noneMatch(
                        t -> {
                          int end = labels.isSettled(t) ? labels.end(t) : labels.size();
                          boolean overlaps = t <= labels.end(row) && row <= end;
                          boolean embargoed = row > end && row <= end + embargo;
                          return overlaps || embargoed;
                        }))
        .toArray();
  }

  @Test
  void equalsTheNaiveDefinition() {
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LabelColumn labels = random(random, 1 + random.nextInt(60));
      double share = random.nextDouble() * 0.4;
      int[] test =
          IntStream.range(0, labels.size()).filter(row -> random.nextDouble() < share).toArray();
      int embargo = random.nextInt(6);

      assertThat(TrainTestSplit.of(labels, test, embargo).training())
          .as("seed %d", seed)
          .isEqualTo(naive(labels, test, embargo));
    }
  }

  @Test
  void foldsTestEachRowOnce() {
    LabelColumn labels = random(new SplittableRandom(1), 53);
    List<TrainTestSplit> folds = TrainTestSplit.folds(labels, 5, 2);

    assertThat(folds.stream().flatMapToInt(fold -> Arrays.stream(fold.test())).toArray())
        .isEqualTo(IntStream.range(0, 53).toArray());
    for (TrainTestSplit fold : folds) {
      assertThat(fold.training()).isEqualTo(naive(labels, fold.test(), 2));
    }
    assertThatThrownBy(() -> TrainTestSplit.folds(labels, 1, 0))
        .hasMessage("folds must be in 2..53, was 1");
    assertThatThrownBy(() -> TrainTestSplit.of(labels, new int[] {3, 3}, 0))
        .hasMessageContaining("test rows must ascend");
    assertThatThrownBy(() -> TrainTestSplit.of(labels, new int[0], -1))
        .hasMessage("embargoBars must be >= 0, was -1");
  }

  @Test
  void aJoinHasOnlyWhatWasKnown() {
    LabelColumn labels =
        new LabelColumn(
            "label",
            new double[] {1, 2, Double.NaN, 4, Double.NaN},
            new int[] {1, 3, 2, 4, -1},
            new long[] {10, 20, 30, 40, 50});
    double[] values = {5, 6, 7, 8, 9};
    KnownColumn feature = new KnownColumn("f", values, new long[] {10, 20, 30, 40, 50});
    KnownColumn corrected = new KnownColumn("g", values, new long[] {10, 45, 30, 40, 50});

    TrainingRows all = TrainingRows.join(labels, List.of(feature), 50, TrainingRows.Late.REFUSED);
    assertThat(all.rows()).containsExactly(0, 1, 3);
    assertThat(all.labels()).containsExactly(1, 2, 4);
    assertThat(all.feature(0)).containsExactly(5, 6, 8);
    assertThat(all.names()).containsExactly("f");
    assertThat(TrainingRows.join(labels, List.of(feature), 49, TrainingRows.Late.REFUSED).rows())
        .containsExactly(0, 1);
    assertThat(
            TrainingRows.join(labels, List.of(corrected), 50, TrainingRows.Late.MASKED).feature(0))
        .containsExactly(5, Double.NaN, 8);
    assertThatThrownBy(
            () -> TrainingRows.join(labels, List.of(corrected), 50, TrainingRows.Late.REFUSED))
        .hasMessage("knownAt must be <= 20 (the bar's own), was 45 (feature g, row 1)");
  }
}
