package dev.tradewind.cli;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.LedgerOverflowException;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.report.Csv;
import dev.tradewind.report.ResultJson;
import dev.tradewind.report.RunInfo;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backtest run}. */
@Command(
    name = "run",
    description = {
      "Simulate a strategy on a file of prices or on stored series.",
      "Orders decided on a bar's close fill at the next bar's open. With --data nothing is stored",
      "and no platform is needed. --output csv prints the round trips, with --equity the curve."
    })
final class BacktestRunCommand extends ReportingVerb {
  @Mixin SeriesOptions series = new SeriesOptions();

  @Option(
      names = "--tell-signals",
      paramLabel = "DEFINITION",
      description =
          "Tell the strategy of the platform's stored signals of this definition, with"
              + " --instrument; may be repeated.")
  List<String> told = new ArrayList<>();

  @Option(names = "--equity", description = "With json also the equity curve, with csv only that.")
  boolean equity;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write a report: its name ends in " + ReportFile.ENDINGS + ".")
  @Nullable Path report;

  @Mixin SimulationOptions simulation = new SimulationOptions();

  @Override
  ExitCode run() throws IOException, InterruptedException {
    simulation.chooseStrategy(this);
    SimulationConfig config = simulation.config();
    series.check(this);
    if (equity && output == OutputFormat.TABLE) {
      throw wrongUsage("--equity needs --output json or csv");
    }
    if (report != null) {
      ReportFile.of("--report", report);
    }
    if (series.isStored()) {
      Optional<PlatformClient> platform = PlatformClient.find(session());
      if (platform.isPresent()) {
        return onPlatform(platform.get());
      }
    }
    simulation.requireSignals(this, series, told);
    StrategyDescriptor strategy = simulation.descriptor(session());
    ExpressionScope names = ExpressionNames.of(session(), StrategyNames.texts(strategy));
    Map<String, BigDecimal> parameters = simulation.checkedParameters(strategy);
    SeriesOptions.Read inputs = series.read(this, config);
    note(
        series.isStored()
            ? "not stored: while no platform runs ('tradewind up'), runs are only printed"
            : "not stored: 'tradewind data import' and 'tradewind up' keep prices and runs");
    return simulate(inputs, strategy, parameters, config, RunScope.STANDARD.withExpressions(names));
  }

  private ExitCode simulate(
      SeriesOptions.Read inputs,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      RunScope scope)
      throws IOException {
    // The hash of the data takes as long as the run and needs nothing of it.
    Thread.ofPlatform()
        .daemon()
        .name("hash")
        .start(() -> inputs.series().forEach(BarSeries::contentHash));
    SimulationResult result;
    try (Progress progress = progress("simulating")) {
      result =
          Simulator.run(
              inputs.input(),
              strategy.create(parameters),
              strategy.id(),
              strategy.complete(parameters),
              config,
              scope,
              (done, total) -> {
                progress.show((double) done / total);
                return true;
              });
    } catch (StrategyFailedException e) {
      throw keptPart(inputs, e, e.partialResult());
    } catch (LedgerOverflowException e) {
      throw keptPart(inputs, e, e.partialResult());
    }
    return print(inputs, result);
  }

  /** Prints what a run had done before it failed, marked, and hands the failure back. */
  private RuntimeException keptPart(
      SeriesOptions.Read inputs, RuntimeException failure, Optional<SimulationResult> part)
      throws IOException {
    if (part.isPresent()) {
      note("the run failed; what it had done until then follows, marked as partial");
      print(inputs, part.get());
    }
    return failure;
  }

  private ExitCode print(SeriesOptions.Read inputs, SimulationResult result) throws IOException {
    RunInfo run =
        RunInfo.offline(result, inputs.source(), inputs.series())
            .withNotes(inputs.notes())
            .withTrials(Trials.count(this, inputs.series(), result).orElse(null));
    if (report != null) {
      ReportFile.of("--report", report).write(run, result, inputs.series());
      note("wrote " + report);
    }
    Writer out = session().out();
    switch (output) {
      case TABLE -> RunSheet.of(run, result).print(out);
      case JSON -> ResultJson.write(run, result, equity, out);
      case CSV -> {
        if (equity) {
          Csv.equity(result, out);
        } else {
          Csv.roundTrips(result, out);
        }
      }
    }
    return ExitCode.OK;
  }

  private ExitCode onPlatform(PlatformClient platform) throws IOException, InterruptedException {
    Json accepted = platform.post("/backtests", simulation.request(series.body(platform), told));
    RemoteRun run = new RemoteRun(platform, accepted.get("id").display());
    Json finished;
    try (Progress progress = progress("simulating")) {
      finished = run.await(progress);
    }
    if (report != null
        && ("DONE".equals(finished.text("status")) || finished.get("partial").isTrue())) {
      run.saveReport(ReportFile.of("--report", report));
      note("wrote " + report);
    }
    return run.print(this, equity);
  }
}
