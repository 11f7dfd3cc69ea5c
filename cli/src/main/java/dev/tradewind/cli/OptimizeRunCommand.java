package dev.tradewind.cli;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.optimize.CrossValidation;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.Objective;
import dev.tradewind.engine.optimize.OverfittingVerdict;
import dev.tradewind.engine.optimize.ParameterSet;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SearchTexts;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.Study;
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.optimize.StudyExplanation;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.StudyResult;
import dev.tradewind.engine.optimize.SuccessiveHalving;
import dev.tradewind.engine.optimize.Trial;
import dev.tradewind.engine.optimize.TrialState;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RealityCheck;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optimize run}. */
@Command(
    name = "run",
    description = {
      "Try many sets of parameters and judge the best with all that was ever tried charged to it.",
      "The same command gives the same trials, whatever the number of workers; interrupted, it"
          + " goes",
      "on where it was. --output csv prints the trials."
    })
final class OptimizeRunCommand extends ReportingVerb {
  private static final int SHOWN = 10;
  private static final int RESAMPLES = 1_000;

  @Mixin SeriesOptions series = new SeriesOptions();

  @Mixin SimulationOptions simulation = new SimulationOptions();

  @Mixin SearchOptions search = new SearchOptions();

  @Mixin RunnerOptions where = new RunnerOptions();

  @Mixin CrossValidationOptions validation = new CrossValidationOptions();

  @Option(
      names = "--halving",
      paramLabel = "ROUNDSxFACTOR",
      description = {
        "Give up the worse sets of each batch early: 3x4 runs all on a sixteenth of the data, the"
            + " best",
        "quarter on a quarter, the best quarter of those on all."
      })
  @Nullable String halving;

  @Option(
      names = "--reality-check",
      description = {
        "Also test whether the best beats cash by more than the best of so many without skill"
            + " would",
        "(White, Hansen). Runs every set a second time."
      })
  boolean realityCheck;

  @Override
  ExitCode run() throws IOException, InterruptedException {
    SearchOptions.requireStrategy(this, simulation);
    where.check(this);
    series.check(this);
    Optional<CrossValidation.Rule> rule = validation.rule(search.sampler);
    if (series.isStored() && !where.isRemote()) {
      Optional<PlatformClient> platform = PlatformClient.find(session());
      if (platform.isPresent()) {
        return onPlatform(platform.get());
      }
    }
    where.requireMaster(this);
    StrategyDescriptor strategy = simulation.descriptor(session());
    Map<String, BigDecimal> fixed = Arguments.parameters(simulation.parameters);
    SimulationConfig config = simulation.config();
    SimulationInput input = series.read(this, config).input();
    List<String> statistics = SimulationEvaluator.statistics(input.series().getFirst());
    String bars = input.barsHash();
    StudyPlan plan = plan(strategy, fixed, config, statistics, input.dataHash());
    SimulationEvaluator evaluator =
        new SimulationEvaluator(
            input, strategy, fixed, config, plan.goals().statistics(), RunScope.STANDARD);
    StudyFiles files = new StudyFiles(session().home());
    @Nullable StudySpec sent =
        where.toSend(this, input, strategy, simulation.given(), plan.goals().statistics());
    StudyResult study = study(plan, evaluator, files, sent, fixed);
    Trial best =
        study.best().orElseThrow(() -> new CliException(ExitCode.REFUSED, study.whyNoBest()));
    List<LedgerEntry> ledger = files.charge(List.of(LedgerEntry.of(bars, strategy.id(), study)));
    LedgerEntry.Total total = LedgerEntry.total(ledger, bars, strategy.id());
    SimulationResult run = evaluator.simulate(best.parameters());
    OverfittingVerdict verdict = OverfittingVerdict.of(study, run, total);
    @Nullable RealityCheck check = realityCheck ? check(study, evaluator) : null;
    StudyExplanation explanation = StudyExplanation.of(study, verdict.level());
    @Nullable CrossValidation validated =
        rule.isEmpty() ? null : crossValidate(rule.get(), study, evaluator);
    Json document =
        json(study, best, run, verdict, total, check, explanation)
            .with(
                "crossValidation",
                validated == null ? Json.NULL : CrossValidationOptions.json(validated));
    files.keepResult(StudyFiles.Kind.SEARCH, plan.id(), document);
    switch (output) {
      case JSON -> {
        document.write(session().out());
        session().out().write('\n');
      }
      case CSV -> table(study, study.trials()).csv(session().out());
      case TABLE -> print(study, best, verdict, check, validated, explanation);
    }
    session().out().flush();
    return ExitCode.OK;
  }

  private StudyPlan plan(
      StrategyDescriptor strategy,
      Map<String, BigDecimal> fixed,
      SimulationConfig config,
      List<String> statistics,
      String dataHash) {
    try {
      SearchSpace space = search.space(strategy, fixed);
      Goals goals = search.goals(statistics);
      return new StudyPlan(
          space,
          goals,
          search.sampler(),
          search.trials(space),
          search.batch(),
          simulation.seed(),
          halves(),
          SimulationEvaluator.context(strategy, fixed, config, dataHash));
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<SuccessiveHalving> halves() {
    if (halving == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(SearchTexts.halving(halving));
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }

  private StudyResult study(
      StudyPlan plan,
      SimulationEvaluator evaluator,
      StudyFiles files,
      @Nullable StudySpec sent,
      Map<String, BigDecimal> fixed)
      throws IOException {
    files.keepArguments(
        StudyFiles.Kind.SEARCH,
        plan.id(),
        simulation.strategy,
        search,
        spec.root().commandLine().getParseResult());
    StudyJournal.OfStudy opened = files.open(plan);
    List<Trial> known = opened.known();
    AtomicLong done = new AtomicLong(known.size());
    try (StudyJournal journal = opened.journal();
        CutOff _ = CutOff.of(this, StudyFiles.Kind.SEARCH, plan.id());
        RunnerOptions.Opened runner =
            where.open(this, evaluator, search.workers(this), sent, fixed);
        Progress progress = progress("searching")) {
      if (!known.isEmpty()) {
        note("study " + plan.id() + " is continued: " + known.size() + " trials are known");
      }
      StudyResult result =
          Study.run(
              plan,
              runner.runner(),
              known,
              new StudyListener() {
                @Override
                public void onTrial(Trial trial) {
                  opened.add(trial);
                  done.incrementAndGet();
                }

                @Override
                public boolean onProgress(long done, long total) {
                  progress.show((double) done / total);
                  return !journal.isStopped();
                }
              });
      note(runner.how().get());
      return result;
    } catch (ClusterException e) {
      throw RunnerOptions.lost(e, done.get(), plan.trials());
    } catch (StudyCancelledException e) {
      throw new CliException(
          ExitCode.INTERRUPTED,
          "study "
              + plan.id()
              + " was stopped; 'tradewind optimize resume "
              + plan.id()
              + "' goes on where it was",
          e);
    }
  }

  /** The study on the platform that holds the store, printed as one of this process would be. */
  private ExitCode onPlatform(PlatformClient platform) throws IOException, InterruptedException {
    if (realityCheck) {
      throw wrongUsage("--reality-check needs --data, or a platform that is stopped");
    }
    Json accepted = platform.post("/studies", platformRequest(platform));
    RemoteStudy study = new RemoteStudy(platform, accepted.get("id").display());
    try (Progress progress = progress("searching")) {
      study.await(progress);
    }
    return study.print(this);
  }

  private Json platformRequest(PlatformClient platform) throws IOException, InterruptedException {
    Map<String, Json> body = StudyBody.of(platform, series, simulation, search);
    FileOptions.put(body, "halving", halving);
    if (where.isSpark()) {
      body.put("runner", Json.ofText("spark"));
    }
    validation
        .rule(search.sampler)
        .ifPresent(rule -> body.put("crossValidation", CrossValidationOptions.json(rule)));
    return Json.object(body);
  }

  private static List<ParameterSet> sets(StudyResult study) {
    Set<ParameterSet> sets = new LinkedHashSet<>();
    study.trials().stream()
        .filter(each -> each.state() != TrialState.FAILED)
        .forEach(each -> sets.add(each.parameters()));
    return List.copyOf(sets);
  }

  private CrossValidation crossValidate(
      CrossValidation.Rule rule, StudyResult study, SimulationEvaluator evaluator) {
    try (Progress progress = progress("cross-validating")) {
      return CrossValidation.of(
          rule,
          sets(study),
          evaluator,
          search.workers(this),
          new StudyListener() {
            @Override
            public boolean onProgress(long done, long total) {
              progress.show((double) done / total);
              return true;
            }
          });
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private RealityCheck check(StudyResult study, SimulationEvaluator evaluator) {
    List<ParameterSet> sets = sets(study);
    List<double[]> returns = new ArrayList<>();
    try (Progress progress = progress("resampling")) {
      for (ParameterSet each : sets) {
        returns.add(SimulationEvaluator.excess(evaluator.simulate(each)));
        progress.show((double) returns.size() / sets.size());
      }
    }
    double[][] rows = returns.toArray(new double[0][]);
    return RealityCheck.of(
        rows, RESAMPLES, RealityCheck.usualBlock(rows[0].length), simulation.seed());
  }

  static Json texts(Map<String, String> values) {
    Map<String, Json> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put(name, Json.ofText(value)));
    return Json.object(all);
  }

  private static Json objectives(StudyResult study, Trial trial) {
    Map<String, Json> all = new LinkedHashMap<>();
    List<Objective> objectives = study.plan().goals().objectives();
    for (int k = 0; k < objectives.size(); k++) {
      all.put(objectives.get(k).text(), Json.number(trial.objective(k)));
    }
    return Json.object(all);
  }

  private static Json json(
      StudyResult study,
      Trial best,
      SimulationResult run,
      OverfittingVerdict verdict,
      LedgerEntry.Total total,
      @Nullable RealityCheck check,
      StudyExplanation explanation) {
    Map<String, Json> statistics = new LinkedHashMap<>();
    for (Statistic each : run.statistics()) {
      statistics.put(each.key(), Json.number(each.value()));
    }
    List<Json> pareto = new ArrayList<>();
    for (Trial each : study.pareto()) {
      pareto.add(
          Json.of(
              "trial", each.number(),
              "parameters", texts(each.parameters().texts()),
              "objectives", objectives(study, each)));
    }
    Map<String, Json> document = new LinkedHashMap<>();
    document.put("study", Json.ofText(study.plan().id()));
    document.put("trials", Json.number(study.trials().size()));
    document.put("sampler", Json.ofText(study.plan().sampler().name()));
    document.put("seed", Json.number(study.plan().seed()));
    document.put("exhausted", Json.bool(study.exhausted()));
    document.put("dataHash", Json.ofText(run.dataHash()));
    document.put(
        "best",
        Json.of(
            "trial", best.number(),
            "parameters", texts(best.parameters().texts()),
            "objectives", objectives(study, best),
            "statistics", Json.object(statistics),
            "deflatedSharpe", verdict.deflatedSharpe(),
            "pbo", verdict.overfitting().probability(),
            "haircutSharpe", verdict.haircutSharpe(),
            "minimumYears", verdict.minimumYears(),
            "resultHash", run.resultHash()));
    document.put("pareto", Json.array(pareto));
    document.put(
        "recommended",
        Json.of(
            "parameters",
                explanation
                    .recommended()
                    .map(each -> texts(each.parameters().texts()))
                    .orElse(Json.NULL),
            "why", explanation.why()));
    document.put(
        "verdict",
        Json.of(
            "level", verdict.level().name().toLowerCase(Locale.ROOT),
            "text", String.join(" ", verdict.sentences()),
            "expectedBestSharpe", verdict.expectedBest(),
            "chance", verdict.chance(),
            "lossProbability", verdict.overfitting().lossProbability(),
            "degradation", verdict.overfitting().degradation(),
            "years", verdict.years()));
    document.put("explanation", ExplanationJson.of(explanation));
    document.put("ledger", Json.of("trials", total.trials(), "studies", total.studies()));
    if (check != null) {
      document.put(
          "realityCheck",
          Json.of(
              "white", check.white(),
              "spa", check.consistent(),
              "spaLower", check.lower(),
              "spaUpper", check.upper(),
              "resamples", check.resamples(),
              "meanBlock", check.meanBlock()));
    }
    return Json.object(document);
  }

  private static Table table(StudyResult study, List<Trial> trials) {
    List<String> header = new ArrayList<>(List.of("trial", "state"));
    study.plan().space().dimensions().forEach(each -> header.add(each.name()));
    study.plan().goals().objectives().forEach(each -> header.add(each.text()));
    Table table = Table.of(header.toArray(String[]::new));
    for (Trial each : trials) {
      List<String> row = new ArrayList<>();
      row.add(Long.toString(each.number()));
      row.add(each.state().name().toLowerCase(Locale.ROOT));
      Map<String, String> texts = each.parameters().texts();
      study
          .plan()
          .space()
          .dimensions()
          .forEach(dimension -> row.add(texts.getOrDefault(dimension.name(), "")));
      for (int k = 0; k < each.objectives(); k++) {
        row.add(Double.isNaN(each.objective(k)) ? "" : Double.toString(each.objective(k)));
      }
      table.row(row);
    }
    return table;
  }

  private void print(
      StudyResult study,
      Trial best,
      OverfittingVerdict verdict,
      @Nullable RealityCheck check,
      @Nullable CrossValidation validated,
      StudyExplanation explanation)
      throws IOException {
    Writer out = session().out();
    for (String each : verdict.sentences()) {
      out.write(each + "\n");
    }
    if (check != null) {
      out.write(
          "Hansen's test gives "
              + check.consistent()
              + " (White's reality check "
              + check.white()
              + "): the probability that the best of so many without skill beats cash by as"
              + " much.\n");
    }
    if (validated != null) {
      for (String each : validated.sentences()) {
        out.write(each + "\n");
      }
    }
    out.write("\nrecommended: " + explanation.why() + "\n");
    for (StudyExplanation.Importance each : explanation.parameters()) {
      out.write(
          each.parameter()
              + " explains "
              + Math.round(100 * each.share())
              + " % of the differences by itself\n");
    }
    out.write("\nbest of " + study.trials().size() + " trials: " + best.parameters() + "\n\n");
    List<Trial> first =
        study.plan().goals().objectives().size() > 1
            ? study.pareto()
            : study.trials().stream().sorted(Trial.BEST_FIRST).limit(SHOWN).toList();
    table(study, first).print(out);
    out.write("\nstudy " + study.plan().id() + "\n");
  }
}
