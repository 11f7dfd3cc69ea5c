package dev.tradewind.plugins;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the process of a plugin may use.
 *
 * @param heapMegabytes memory of its objects, 16..65536
 * @param callbackMillis time for one callback, &gt; 0
 * @param runMillis time for a whole run, &gt; 0
 * @param cpuMillis processor time for a whole run, &gt; 0
 */
public record PluginLimits(int heapMegabytes, long callbackMillis, long runMillis, long cpuMillis) {
  /** 256 MB, 10 s for a callback, an hour for a run with half an hour of processor time. */
  public static final PluginLimits DEFAULT = new PluginLimits(256, 10_000, 3_600_000, 1_800_000);

  /** Most threads, the virtual machine's own (about 20) included. */
  static final int MAX_THREADS = 64;

  /** What the virtual machine itself needs beside the heap. */
  static final int OVERHEAD_MEGABYTES = 256;

  private static final String HEAP = "TRADEWIND_PLUGIN_HEAP_MB";
  private static final String CALLBACK = "TRADEWIND_PLUGIN_CALLBACK_MILLIS";
  private static final String RUN = "TRADEWIND_PLUGIN_RUN_MILLIS";
  private static final String CPU = "TRADEWIND_PLUGIN_CPU_MILLIS";

  /** The variables that set them. */
  public static final List<String> VARIABLES = List.of(HEAP, CALLBACK, RUN, CPU);

  /** Checks the bounds. */
  public PluginLimits {
    require(HEAP, heapMegabytes, 16, 65_536);
    require(CALLBACK, callbackMillis, 1, Integer.MAX_VALUE);
    require(RUN, runMillis, 1, Long.MAX_VALUE / 2_000_000);
    require(CPU, cpuMillis, 1, Long.MAX_VALUE / 2_000_000);
  }

  private static void require(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be in " + min + ".." + max + ", was " + value);
    }
  }

  /**
   * The limits that variables of the environment set; the others are the default ones.
   *
   * @throws IllegalArgumentException if one is no whole number or out of bounds
   */
  public static PluginLimits of(Map<String, String> environment) {
    Map<String, Long> values = new TreeMap<>();
    values.put(HEAP, (long) DEFAULT.heapMegabytes);
    values.put(CALLBACK, DEFAULT.callbackMillis);
    values.put(RUN, DEFAULT.runMillis);
    values.put(CPU, DEFAULT.cpuMillis);
    for (String name : VARIABLES) {
      String text = environment.getOrDefault(name, "").strip();
      if (!text.isEmpty()) {
        if (!text.matches("[0-9]{1,12}")) {
          throw new IllegalArgumentException(name + " must be a whole number, was '" + text + "'");
        }
        values.put(name, Long.parseLong(text));
      }
    }
    return new PluginLimits(
        Math.toIntExact(values.getOrDefault(HEAP, 0L)),
        values.getOrDefault(CALLBACK, 0L),
        values.getOrDefault(RUN, 0L),
        values.getOrDefault(CPU, 0L));
  }
}
