package dev.tradewind.engine.optimize;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Sobol's low-discrepancy sequence with the direction numbers of S. Joe and F. Y. Kuo
 * ("Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30,
 * 2008; file new-joe-kuo-6), in the order of Gray codes (Antonov and Saleev 1979).
 *
 * <p>Scrambled: the direction numbers of each dimension are multiplied by a random lower triangular
 * binary matrix with ones on the diagonal, and all points are shifted by random digits (Matoušek
 * 1998, the affine scrambling that scipy uses too). That keeps the balance of the sequence and
 * takes away the point at 0. Belongs to one thread.
 */
final class SobolSequence {
  static final int MOST_DIMENSIONS = 100;
  private static final int BITS = 30;

  private final int[][] directions;
  private final int[] state;
  private int index;

  private SobolSequence(int[][] directions, int[] start) {
    this.directions = directions;
    this.state = start;
  }

  /** The sequence itself; its first point is 0. */
  static SobolSequence plain(int dimensions) {
    return new SobolSequence(directions(dimensions), new int[dimensions]);
  }

  static SobolSequence scrambled(int dimensions, SeededRandom random) {
    int[][] directions = directions(dimensions);
    int[] shift = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      int[] rows = new int[BITS];
      for (int row = 0; row < BITS; row++) {
        // Bits above the diagonal's are random; the highest bit is the first digit.
        int diagonal = 1 << (BITS - 1 - row);
        int above = ((1 << BITS) - 1) & -(diagonal << 1);
        rows[row] = ((int) random.nextLong() & above) | diagonal;
      }
      for (int k = 0; k < BITS; k++) {
        int scrambled = 0;
        for (int row = 0; row < BITS; row++) {
          int parity = Integer.bitCount(rows[row] & directions[d][k]) & 1;
          scrambled |= parity << (BITS - 1 - row);
        }
        directions[d][k] = scrambled;
      }
      shift[d] = (int) random.nextLong(1L << BITS);
    }
    return new SobolSequence(directions, shift);
  }

  private static int[][] directions(int dimensions) {
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "dimensions must be in 1.." + MOST_DIMENSIONS + ", was " + dimensions);
    }
    int[][] all = new int[dimensions][BITS];
    for (int k = 0; k < BITS; k++) {
      all[0][k] = 1 << (BITS - 1 - k);
    }
    try (InputStream in =
            Objects.requireNonNull(SobolSequence.class.getResourceAsStream("joe-kuo-6.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      String line = lines.readLine();
      for (int d = 1; d < dimensions; ) {
        if (line == null) {
          throw new IllegalStateException("direction numbers end at dimension " + d);
        }
        if (!line.startsWith("#")) {
          all[d] = directions(line);
          d++;
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** A line of the table: dimension, degree, coefficients, initial numbers. */
  private static int[] directions(String line) {
    String[] fields = line.strip().split("\\s+", -1);
    int degree = Integer.parseInt(fields[1]);
    int coefficients = Integer.parseInt(fields[2]);
    int[] v = new int[BITS];
    for (int k = 0; k < BITS; k++) {
      if (k < degree) {
        v[k] = Integer.parseInt(fields[3 + k]) << (BITS - 1 - k);
        continue;
      }
      v[k] = v[k - degree] ^ (v[k - degree] >>> degree);
      for (int i = 1; i < degree; i++) {
        v[k] ^= ((coefficients >>> (degree - 1 - i)) & 1) * v[k - i];
      }
    }
    return v;
  }

  /** Whether there are more points: 2^30 in all. */
  boolean hasNext() {
    return index < 1 << BITS;
  }

  /** Writes the next point, each coordinate in [0, 1). */
  void next(double[] point) {
    for (int d = 0; d < state.length; d++) {
      point[d] = state[d] * (1.0 / (1 << BITS));
    }
    int zeros = Integer.numberOfTrailingZeros(~index);
    index++;
    if (zeros < BITS) {
      for (int d = 0; d < state.length; d++) {
        state[d] ^= directions[d][zeros];
      }
    }
  }
}
