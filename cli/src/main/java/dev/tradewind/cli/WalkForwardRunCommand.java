package dev.tradewind.cli;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.ParameterStability;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.optimize.WindowRule.Length;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.report.UtcTimes;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walkforward run}. */
@Command(
    name = "run",
    description = {
      "Search in one window, prove what was found on the next, and go on. The proofs are one",
      "simulation: cash and positions are carried from window to window. --output csv prints the",
      "windows."
    })
final class WalkForwardRunCommand extends ReportingVerb {
  @Mixin SeriesOptions series = new SeriesOptions();

  @Mixin SimulationOptions simulation = new SimulationOptions();

  @Mixin SearchOptions search = new SearchOptions();

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description = "What lengths count: bars, sessions or dates (default: ${DEFAULT-VALUE}).",
      defaultValue = "bars")
  WindowRule.Unit unit = WindowRule.Unit.BARS;

  @Option(
      names = "--in-sample",
      paramLabel = "LENGTH",
      required = true,
      description = "Length to search in: a count, or with dates 90d, 8w, 6m or 2y.")
  String inSample = "";

  @Option(
      names = "--out-of-sample",
      paramLabel = "LENGTH",
      required = true,
      description = "Length to prove on.")
  String outOfSample = "";

  @Option(
      names = "--gap",
      paramLabel = "LENGTH",
      description = "Length to leave out between (default: none).",
      defaultValue = "0")
  String gap = "0";

  @Option(
      names = "--step",
      paramLabel = "LENGTH",
      description = "From one window to the next (default: --out-of-sample).")
  @Nullable String step;

  @Option(
      names = "--anchored",
      description = "Search from the beginning of the data in every window.")
  boolean anchored;

  @Override
  ExitCode run() throws IOException, InterruptedException {
    SearchOptions.requireStrategy(this, simulation);
    StrategyDescriptor strategy = simulation.descriptor(session());
    Map<String, BigDecimal> fixed = Arguments.parameters(simulation.parameters);
    SimulationConfig config = simulation.config();
    List<BarSeries> bars = series.read(this);
    List<String> statistics = SimulationEvaluator.statistics(bars.getFirst());
    String dataHash = SimulationEvaluator.dataHash(bars);
    WalkForward.Search searched;
    WindowRule rule;
    StudyPlan plan;
    WalkForward.Result result;
    try {
      rule = rule();
      rule.windows(bars.getFirst());
      SearchSpace space = search.space(strategy, fixed);
      Goals goals = search.goals(statistics);
      plan =
          new StudyPlan(
              space,
              goals,
              search.sampler(),
              search.trials(space),
              search.batch(),
              simulation.seed(),
              Optional.empty(),
              SimulationEvaluator.context(strategy, fixed, config, dataHash) + "\n" + rule.text());
      searched =
          new WalkForward.Search(
              space, goals, plan.sampler(), plan.trials(), plan.batch(), plan.seed());
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    try (Progress progress = progress("walking")) {
      result =
          new WalkForward(bars, strategy, fixed, config)
              .run(
                  rule,
                  searched,
                  search.workers(this),
                  new StudyListener() {
                    @Override
                    public boolean onProgress(long done, long total) {
                      progress.show((double) done / total);
                      return true;
                    }
                  });
    }
    String family = "walk-forward of " + strategy.id();
    StudyFiles files = new StudyFiles(session().home());
    List<LedgerEntry> ledger =
        files.charge(
            List.of(
                new LedgerEntry(dataHash, strategy.id(), plan.id(), result.trials(), 0, 0, 0),
                result.ledgerEntry(dataHash, family, plan.id())));
    WalkForward.Verdict verdict = result.verdict(LedgerEntry.total(ledger, dataHash, family));
    Json document = json(plan, result, verdict);
    files.keepWalk(plan.id(), document);
    switch (output) {
      case JSON -> {
        document.write(session().out());
        session().out().write('\n');
      }
      case CSV -> windows(result).csv(session().out());
      case TABLE -> print(result, verdict);
    }
    session().out().flush();
    return ExitCode.OK;
  }

  private WindowRule rule() {
    Length out = Length.parse("--out-of-sample", outOfSample, unit);
    return new WindowRule(
        unit,
        Length.parse("--in-sample", inSample, unit),
        Length.parse("--gap", gap, unit),
        out,
        step == null ? out : Length.parse("--step", step, unit),
        anchored);
  }

  private static Json json(StudyPlan plan, WalkForward.Result result, WalkForward.Verdict verdict) {
    List<Json> windows = new ArrayList<>();
    for (WalkForward.WindowResult each : result.windows()) {
      @Nullable ParameterSet set = each.parameters();
      windows.add(
          Json.of(
              "inSampleFrom", UtcTimes.iso(each.inFrom()),
              "inSampleTo", UtcTimes.iso(each.inTo()),
              "outOfSampleFrom", UtcTimes.iso(each.outFrom()),
              "outOfSampleTo", UtcTimes.iso(each.outTo()),
              "trials", each.trials(),
              "parameters", set == null ? Json.NULL : OptimizeRunCommand.texts(set.texts()),
              "objective", each.objective(),
              "inSampleGrowth", each.inSampleGrowth(),
              "outOfSampleGrowth", each.outOfSampleGrowth(),
              "outOfSampleReturn", each.outOfSampleReturn(),
              "outOfSampleSharpe", each.outOfSampleSharpe()));
    }
    Map<String, Json> statistics = new LinkedHashMap<>();
    result.statistics().forEach((name, value) -> statistics.put(name, Json.number(value)));
    List<Json> stability = new ArrayList<>();
    for (ParameterStability each : result.stability()) {
      stability.add(
          Json.of(
              "parameter", each.name(),
              "values", Json.array(each.values().stream().map(Json::ofText).toList()),
              "dispersion", each.dispersion(),
              "drift", each.drift(),
              "held", each.held()));
    }
    return Json.of(
        "study", plan.id(),
        "trials", result.trials(),
        "windows", Json.array(windows),
        "statistics", Json.object(statistics),
        "efficiency", result.efficiency(),
        "stability", Json.array(stability),
        "verdict",
            Json.of(
                "level", verdict.level().name().toLowerCase(Locale.ROOT),
                "text", String.join(" ", verdict.sentences()),
                "deflatedSharpe", verdict.deflatedSharpe(),
                "walks", verdict.walks()));
  }

  private static Table windows(WalkForward.Result result) {
    Table table =
        Table.of(
            "searched from",
            "searched to",
            "proved from",
            "proved to",
            "objective",
            "return",
            "sharpe",
            "parameters");
    for (WalkForward.WindowResult each : result.windows()) {
      @Nullable ParameterSet set = each.parameters();
      table.row(
          List.of(
              UtcTimes.iso(each.inFrom()),
              UtcTimes.iso(each.inTo()),
              UtcTimes.iso(each.outFrom()),
              UtcTimes.iso(each.outTo()),
              RunSheet.render(each.objective(), "RATIO"),
              RunSheet.render(each.outOfSampleReturn(), "FRACTION"),
              RunSheet.render(each.outOfSampleSharpe(), "RATIO"),
              set == null ? "none" : set.toString()));
    }
    return table;
  }

  private void print(WalkForward.Result result, WalkForward.Verdict verdict) throws IOException {
    Writer out = session().out();
    for (String each : verdict.sentences()) {
      out.write(each + "\n");
    }
    out.write('\n');
    windows(result).print(out);
    out.write('\n');
    Table stability = Table.of("parameter", "dispersion", "drift", "held");
    for (ParameterStability each : result.stability()) {
      stability.row(
          List.of(
              each.name(),
              RunSheet.render(each.dispersion(), "RATIO"),
              RunSheet.render(each.drift(), "RATIO"),
              RunSheet.render(each.held(), "FRACTION")));
    }
    stability.print(out);
  }
}
