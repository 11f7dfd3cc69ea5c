package dev.tradewind.benchmarks;

import java.util.Map;

/** Something that is measured beside its plain-loop reference. */
public interface Workload {
  /** The name on the command line: {@code w1}. */
  String name();

  /** What is measured, in a sentence. */
  String description();

  /**
   * Measures.
   *
   * @return results by name, in order; numbers and texts only
   */
  Map<String, Object> measure() throws Exception;
}
