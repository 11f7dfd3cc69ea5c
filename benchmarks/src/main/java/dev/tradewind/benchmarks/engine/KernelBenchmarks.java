package dev.tradewind.benchmarks.engine;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.benchmarks.Workload;
import dev.tradewind.engine.expr.Program;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Indicator kernels and the engine under JMH, with what they allocate. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseSerialGC"})
public class KernelBenchmarks implements Workload {
  private BarSeries bars = WalkGenerator.series(0);
  private ProgramData data = ProgramData.of(bars);
  private double[][] out = {};
  private final Program sma = FeatureWorkloads.program(List.of("sma(close, 21)"));
  private final Program ema = FeatureWorkloads.program(List.of("ema(close, 21)"));
  private final Program rsi = FeatureWorkloads.program(List.of("rsi(close, 14)"));

  /** Makes the walk. */
  @Setup
  public void setUp() {
    bars = WalkGenerator.series(WalkGenerator.BARS);
    data = ProgramData.of(bars);
    out = new double[1][bars.size()];
  }

  /** A simple moving average of 1 000 000 closes. */
  @Benchmark
  public double[][] sma21() {
    sma.batch(data, out);
    return out;
  }

  /** An exponential moving average of 1 000 000 closes. */
  @Benchmark
  public double[][] ema21() {
    ema.batch(data, out);
    return out;
  }

  /** A relative strength index of 1 000 000 closes. */
  @Benchmark
  public double[][] rsi14() {
    rsi.batch(data, out);
    return out;
  }

  /** The engine without orders: its allocated bytes are those of the result's columns. */
  @Benchmark
  public SimulationResult buyAndHold() {
    return EngineWorkloads.buyAndHold(bars);
  }

  /** W1 on the engine, with statistics. */
  @Benchmark
  public SimulationResult w1() {
    return EngineWorkloads.w1(bars);
  }

  /** W5 on the engine, with statistics. */
  @Benchmark
  public SimulationResult w5() {
    return EngineWorkloads.w5(bars);
  }

  @Override
  public String name() {
    return "jmh";
  }

  @Override
  public String description() {
    return "kernels over 1 000 000 bars: milliseconds and allocated bytes an operation";
  }

  @Override
  public Map<String, Object> measure() throws Exception {
    Map<String, Object> results = new LinkedHashMap<>();
    new Runner(
            new OptionsBuilder()
                .include(KernelBenchmarks.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run()
        .forEach(
            result -> {
              String label = result.getPrimaryResult().getLabel();
              results.put(label + "Millis", result.getPrimaryResult().getScore());
              Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
              if (allocated != null) {
                results.put(label + "AllocatedBytes", allocated.getScore());
              }
            });
    return results;
  }
}
