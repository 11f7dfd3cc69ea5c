package dev.tradewind.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Times a reference and the product in turn, so that both meet the same machine. */
public final class Medians {
  private static final int WARM_UP = 12;
  private static final int ROUNDS = 21;

  private Medians() {}

  /** Something to time; returns a number that depends on its work. */
  @FunctionalInterface
  public interface Task {
    /** Does the work once. */
    double run() throws Exception;
  }

  /** Medians in milliseconds and the product's time in units of the reference's. */
  public static Map<String, Object> compare(Task reference, Task product) throws Exception {
    double checksum = 0;
    for (int i = 0; i < WARM_UP; i++) {
      checksum += reference.run() + product.run();
    }
    double[] plain = new double[ROUNDS];
    double[] own = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      checksum += reference.run();
      long middle = System.nanoTime();
      checksum += product.run();
      own[i] = (System.nanoTime() - middle) / 1e6;
      plain[i] = (middle - start) / 1e6;
    }
    Arrays.sort(plain);
    Arrays.sort(own);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("plainMillis", plain[ROUNDS / 2]);
    result.put("productMillis", own[ROUNDS / 2]);
    result.put("ratio", own[ROUNDS / 2] / plain[ROUNDS / 2]);
    result.put("rounds", ROUNDS);
    result.put("checksum", checksum);
    return result;
  }
}
