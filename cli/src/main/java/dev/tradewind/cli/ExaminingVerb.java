package dev.tradewind.cli;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.robustness.Basis;
import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.CheckReport;
import dev.tradewind.engine.robustness.Effort;
import dev.tradewind.engine.robustness.Robustness;
import dev.tradewind.engine.robustness.Settings;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.robustness.Verdict;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that examines a run: of prices and a strategy, or one that the platform keeps. */
abstract class ExaminingVerb extends ReportingVerb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description =
          "A back-test of the platform; else --data or --instrument, and --strategy, say what is"
              + " run.")
  @Nullable String id;

  @Mixin SeriesOptions series = new SeriesOptions();

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description = "Threads to use (default: all processors). The answer is the same with any.")
  @Nullable Integer threads;

  @Mixin SimulationOptions simulation = new SimulationOptions();

  /** The codes of the checks that are asked for. */
  abstract List<Check> checks();

  /** How thoroughly. */
  abstract Settings settings();

  /** The same as the API names it, without the checks. */
  abstract Map<String, Json> request();

  /** Whether the verdict is shown. */
  boolean judges() {
    return false;
  }

  @Override
  final ExitCode run() throws IOException, InterruptedException {
    boolean isDescribed = !series.files.isEmpty() || !series.instruments.isEmpty();
    if ((id == null) != isDescribed) {
      throw wrongUsage("one of ID, --data FILE and --instrument ID is needed, not two of them");
    }
    if (id != null) {
      return onPlatform(PlatformClient.require(session(), "stored back-tests"), id);
    }
    series.check(this);
    if (series.isStored()) {
      Optional<PlatformClient> platform = PlatformClient.find(session());
      if (platform.isPresent()) {
        return keptByPlatform(platform.get());
      }
    }
    return inThisProcess();
  }

  /**
   * Has the platform run it first, as it runs all of stored instruments while it holds the store.
   */
  private ExitCode keptByPlatform(PlatformClient platform)
      throws IOException, InterruptedException {
    simulation.chooseStrategy(this);
    settings();
    Map<String, Json> body = series.body(platform);
    Json accepted = platform.post("/backtests", simulation.request(body, List.of()));
    String backtest = accepted.get("id").display();
    RemoteRun run = new RemoteRun(platform, backtest);
    Json finished;
    try (Progress progress = progress("simulating")) {
      finished = run.await(progress);
    }
    if (!"DONE".equals(finished.text("status"))) {
      return run.print(this, false);
    }
    note("the platform keeps the run as " + backtest);
    return onPlatform(platform, backtest);
  }

  private ExitCode inThisProcess() throws IOException, InterruptedException {
    simulation.requireSignals(this, series, List.of());
    StrategyDescriptor strategy = simulation.descriptor(session());
    ExpressionScope names = ExpressionNames.of(session(), StrategyNames.texts(strategy));
    SimulationConfig config = simulation.config();
    Subject subject =
        Subject.of(
            series.read(this, config).input(),
            strategy,
            simulation.checkedParameters(strategy),
            config,
            RunScope.STANDARD.withExpressions(names));
    Settings settings = settings();
    List<CheckReport> reports = new ArrayList<>();
    List<Check> wanted = checks();
    for (Check check : wanted) {
      try (Progress progress = progress(check.title())) {
        SimulationListener listener =
            (done, total) -> {
              progress.show(total == 0 ? 0 : (double) done / total);
              return !Thread.currentThread().isInterrupted();
            };
        Effort effort = threads == null ? Effort.all(listener) : effort(threads, listener);
        reports.add(Robustness.run(check, subject, settings, effort));
      }
    }
    Json verdict = judges() ? judge(subject, strategy, settings, reports) : Json.NULL;
    return print(verdict, reports.stream().map(CheckJson::of).toList());
  }

  private Json judge(
      Subject subject, StrategyDescriptor strategy, Settings settings, List<CheckReport> reports) {
    SimulationResult run = subject.run(SimulationListener.NONE);
    Optional<TrialCount> trials =
        Trials.countWith(
            this,
            subject.series(),
            run,
            checks().contains(Check.NEIGHBOURS)
                ? Robustness.neighbours(subject, settings)
                : List.of());
    return CheckJson.of(
        Verdict.of(
            Basis.of(run, Basis.tunable(strategy)), reports, trials.map(TrialCount::forVerdict)));
  }

  private Effort effort(int count, SimulationListener listener) {
    if (count < 1) {
      throw wrongUsage("--threads must be >= 1, was " + count);
    }
    return new Effort(count, listener);
  }

  private ExitCode onPlatform(PlatformClient platform, String backtest)
      throws IOException, InterruptedException {
    String path = "/backtests/" + PlatformClient.segment(backtest);
    Map<String, Json> body = new LinkedHashMap<>(request());
    List<String> codes = checks().stream().map(Check::code).toList();
    body.put("checks", Json.array(codes.stream().map(Json::ofText).toList()));
    Json accepted = platform.post(path + "/analyses", Json.object(body));
    String analysis = "/analyses/" + PlatformClient.segment(accepted.get("id").display());
    Json ended;
    try (Progress progress = progress("examining")) {
      ended = new RemoteJob(platform, analysis).await(progress);
    }
    ExitCode code = FeatureVerbs.ended(this, ended);
    if (code != ExitCode.OK) {
      return code;
    }
    Json robustness = platform.get(path + "/robustness");
    List<Json> reports = new ArrayList<>();
    for (Json each : robustness.get("checks").items()) {
      if (codes.contains(each.text("check"))) {
        reports.add(each.get("report"));
      }
    }
    return print(judges() ? robustness.get("verdict") : Json.NULL, reports);
  }

  private ExitCode print(Json verdict, List<Json> reports) throws IOException {
    Writer out = session().out();
    switch (output) {
      case TABLE -> {
        if (!verdict.isNull()) {
          CheckJson.printVerdict(verdict, out);
        }
        for (Json report : reports) {
          CheckJson.print(report, out);
        }
      }
      case CSV -> CheckJson.figures(reports).csv(out);
      case JSON -> {
        Json whole =
            verdict.isNull()
                ? reports.getFirst()
                : Json.of("verdict", verdict, "checks", Json.array(reports));
        whole.write(out);
        out.write('\n');
      }
    }
    out.flush();
    boolean failed = reports.stream().anyMatch(each -> "FAILED".equals(each.text("outcome")));
    return failed ? ExitCode.FAILURE : ExitCode.OK;
  }

  /** Settings of these values; bounds are told as wrong usage. */
  final Settings settings(
      int maxDecisions,
      double tolerance,
      int starts,
      int paths,
      int blockBars,
      int steps,
      boolean pairs) {
    try {
      return new Settings(
          maxDecisions, tolerance, starts, paths, blockBars, steps, pairs, simulation.seed());
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
