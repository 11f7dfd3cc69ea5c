package dev.tradewind.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {
  private static final int[] COLUMNS = {0, 1, 2, 6, 20, 50, 99};

  /** Points of {@code scipy.stats.qmc.Sobol(100, scramble=False)}, scipy 1.x: index, columns. */
  private static final double[][] SCIPY = {
    {0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0},
    {1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
    {2, 0.75, 0.25, 0.25, 0.25, 0.25, 0.25, 0.75},
    {3, 0.25, 0.75, 0.75, 0.75, 0.75, 0.75, 0.25},
    {5, 0.875, 0.875, 0.125, 0.875, 0.625, 0.625, 0.375},
    {17, 0.59375, 0.96875, 0.96875, 0.03125, 0.21875, 0.46875, 0.53125},
    {63, 0.015625, 0.796875, 0.359375, 0.578125, 0.234375, 0.265625, 0.078125}
  };

  @Test
  void isTheSequenceOfScipy() {
    SobolSequence sequence = SobolSequence.plain(100);
    double[] point = new double[100];
    int row = 0;
    for (int i = 0; i < 64; i++) {
      sequence.next(point);
      if (row < SCIPY.length && SCIPY[row][0] == i) {
        for (int c = 0; c < COLUMNS.length; c++) {
          assertThat(point[COLUMNS[c]]).as(i + "/" + COLUMNS[c]).isEqualTo(SCIPY[row][c + 1]);
        }
        row++;
      }
    }
    assertThat(row).isEqualTo(SCIPY.length);
  }

  @Test
  void scramblingKeepsEveryPartFilledOnce() {
    for (long seed = 0; seed < 20; seed++) {
      SobolSequence sequence = SobolSequence.scrambled(5, new SeededRandom(seed));
      double[] point = new double[5];
      int[][] hits = new int[5][64];
      int[] squares = new int[64];
      for (int i = 0; i < 64; i++) {
        sequence.next(point);
        for (int d = 0; d < 5; d++) {
          hits[d][(int) (point[d] * 64)]++;
        }
        squares[(int) (point[0] * 8) * 8 + (int) (point[1] * 8)]++;
      }
      for (int d = 0; d < 5; d++) {
        assertThat(hits[d]).as("seed " + seed).containsOnly(1);
      }
      // The first two dimensions are a (0, 2)-sequence: every elementary square has one point.
      assertThat(squares).as("seed " + seed).containsOnly(1);
    }
  }

  @Test
  void theSeedDecides() {
    double[] a = new double[3];
    double[] b = new double[3];
    SobolSequence.scrambled(3, new SeededRandom(1)).next(a);
    SobolSequence.scrambled(3, new SeededRandom(1)).next(b);
    assertThat(a).isEqualTo(b);
    SobolSequence.scrambled(3, new SeededRandom(2)).next(b);
    assertThat(a).isNotEqualTo(b);
  }

  @Test
  void hasAHundredDimensions() {
    assertThat(IntStream.of(1, 100).mapToObj(SobolSequence::plain)).hasSize(2);
    assertThatThrownBy(() -> SobolSequence.plain(101))
        .hasMessage("dimensions must be in 1..100, was 101");
  }
}
