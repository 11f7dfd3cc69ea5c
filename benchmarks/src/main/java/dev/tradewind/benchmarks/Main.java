package dev.tradewind.benchmarks;

import dev.tradewind.benchmarks.engine.EngineWorkloads;
import dev.tradewind.benchmarks.engine.FeatureWorkloads;
import dev.tradewind.benchmarks.engine.KernelBenchmarks;
import dev.tradewind.benchmarks.engine.SamplerWorkload;
import dev.tradewind.benchmarks.engine.StatisticsWorkloads;
import dev.tradewind.benchmarks.engine.SweepCurve;
import dev.tradewind.benchmarks.engine.SweepMemoryWorkload;
import dev.tradewind.benchmarks.engine.SweepWorkload;
import dev.tradewind.benchmarks.spark.SparkWorkload;
import dev.tradewind.benchmarks.store.CsvImportBenchmark;
import dev.tradewind.benchmarks.store.FeatureCurve;
import dev.tradewind.benchmarks.store.FeatureStoreWorkloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs workloads by name and prints one JSON document with the facts of the machine. {@code csv
 * FILE} writes the walk instead.
 */
public final class Main {
  private static final String ERROR = "error";

  private Main() {}

  private static List<Workload> workloads() {
    List<Workload> all = new ArrayList<>(EngineWorkloads.all());
    all.add(new SweepWorkload());
    all.add(new SweepMemoryWorkload());
    all.add(new SweepCurve());
    all.addAll(StatisticsWorkloads.all());
    all.addAll(FeatureWorkloads.all());
    all.add(new FeatureStoreWorkloads());
    all.add(new FeatureCurve());
    all.add(new ImportWorkload());
    all.add(new SamplerWorkload());
    all.addAll(SparkWorkload.all());
    all.add(new KernelBenchmarks());
    return all;
  }

  /** W4, on a file in a temporary folder. */
  private record ImportWorkload() implements Workload {
    @Override
    public String name() {
      return "w4";
    }

    @Override
    public String description() {
      return "a CSV file of 1 000 000 rows into columns in memory";
    }

    @Override
    public Map<String, Object> measure() throws IOException {
      Path file = Files.createTempFile("walk", ".csv");
      try {
        WalkGenerator.write(WalkGenerator.series(WalkGenerator.BARS), file);
        CsvImportBenchmark.Result result = CsvImportBenchmark.measure(file, 21);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rows", result.rows());
        values.put("plainMillis", result.plainMillis());
        values.put("productMillis", result.importMillis());
        values.put("ratio", result.ratio());
        return values;
      } finally {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Names of workloads, or {@code csv FILE}. */
  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("csv")) {
      WalkGenerator.write(WalkGenerator.series(WalkGenerator.BARS), Path.of(args[1]));
      return;
    }
    // JMH passes on what its forks say; standard output is for the document alone.
    PrintStream out = System.out;
    System.setOut(System.err);
    Map<String, Workload> known = new LinkedHashMap<>();
    workloads().forEach(workload -> known.put(workload.name(), workload));
    Map<String, Object> results = new LinkedHashMap<>();
    boolean failed = false;
    for (String name : args.length == 0 ? known.keySet().toArray(new String[0]) : args) {
      Workload workload = known.get(name);
      if (workload == null) {
        System.err.println(
            "unknown workload '" + name + "'; known: " + known.keySet() + " and csv FILE");
        System.exit(2);
        return;
      }
      Map<String, Object> result = measured(workload);
      failed |= result.containsKey(ERROR);
      results.put(name, result);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", machine());
    document.put("results", results);
    out.println(json(document));
    if (failed) {
      System.exit(1);
    }
  }

  /** What a workload gave; one that fails costs its own results alone. */
  private static Map<String, Object> measured(Workload workload) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("description", workload.description());
    long start = System.nanoTime();
    try {
      result.putAll(workload.measure());
    } catch (Exception e) {
      result.put(ERROR, e.toString());
    }
    result.put("seconds", (System.nanoTime() - start) / 1e9);
    System.err.printf(
        "%s: %s in %.0f s%n",
        workload.name(), result.getOrDefault(ERROR, "measured"), (System.nanoTime() - start) / 1e9);
    return result;
  }

  private static Map<String, Object> machine() throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cpu", firstValue(Path.of("/proc/cpuinfo"), "model name"));
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("memory", firstValue(Path.of("/proc/meminfo"), "MemTotal"));
    facts.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("date", Instant.now().toString());
    return facts;
  }

  private static String firstValue(Path file, String key) throws IOException {
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "unknown";
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((key, member) -> members.add(json(String.valueOf(key)) + ":" + json(member)));
      return "{" + String.join(",", members) + "}";
    }
    if (value instanceof Number) {
      return value.toString();
    }
    return "\"" + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
