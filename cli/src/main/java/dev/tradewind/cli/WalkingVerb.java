package dev.tradewind.cli;

import dev.tradewind.cluster.ClusterException;
import dev.tradewind.cluster.StudySpec;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.LedgerEntry;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.optimize.StudyListener;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.WalkForward;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.optimize.WindowRule.Length;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that searches in windows and proves on the next, here or on the running platform. */
abstract class WalkingVerb extends ReportingVerb {
  @Mixin SeriesOptions series = new SeriesOptions();

  @Mixin SimulationOptions simulation = new SimulationOptions();

  @Mixin SearchOptions search = new SearchOptions();

  @Mixin RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description = "What lengths count: bars, sessions or dates (default: ${DEFAULT-VALUE}).",
      defaultValue = "bars")
  WindowRule.Unit unit = WindowRule.Unit.BARS;

  @Option(
      names = "--gap",
      paramLabel = "LENGTH",
      description = "Length to leave out between (default: none).",
      defaultValue = "0")
  String gap = "0";

  @Option(
      names = "--anchored",
      description = "Search from the beginning of the data in every window.")
  boolean anchored;

  /** The windows; the first where there are several. */
  abstract WindowRule rule();

  /** What windows the platform is to make. */
  abstract Map<String, Json> windows();

  /** Refuses before any work what cannot be walked. */
  abstract void check(BarSeries bars);

  /** What distinguishes this walk from others over the same data, as text. */
  abstract String identity();

  /** Walks with its trials kept, charges, and answers the document. */
  abstract Json walk(Prepared prepared, String id, Walking walking) throws IOException;

  /** What evaluates a walk, how far it is told and where its trials are kept. */
  record Walking(WalkForward.Runners runners, StudyListener listener, WalkForward.Keeper keeper) {}

  /**
   * What a walk needs.
   *
   * @param dataHash of the bars alone
   * @param context what a plan depends on besides its windows
   * @param sent what executors need to know; null where trials run here
   * @param fixed parameters that are not searched
   */
  record Prepared(
      WalkForward walk,
      BarSeries first,
      WalkForward.Search search,
      String strategy,
      String dataHash,
      String context,
      @Nullable StudySpec sent,
      Map<String, BigDecimal> fixed) {
    /** The identity of a walk with such windows, the same however it is asked for. */
    String id(String rule) {
      return new StudyPlan(
              search.space(),
              search.goals(),
              search.sampler(),
              search.trials(),
              search.batch(),
              search.seed(),
              Optional.empty(),
              context + "\n" + rule)
          .id();
    }

    String family() {
      return "walk-forward of " + strategy;
    }

    /** What a walk adds to the ledger: its trials, and itself. */
    List<LedgerEntry> entries(String id, WalkForward.Result result) {
      return List.of(
          new LedgerEntry(dataHash, LedgerEntry.family(strategy), id, result.trials(), 0, 0, 0),
          result.ledgerEntry(dataHash, LedgerEntry.family(family()), id));
    }
  }

  @Override
  final ExitCode run() throws IOException, InterruptedException {
    SearchOptions.requireStrategy(this, simulation);
    where.check(this);
    series.check(this);
    if (series.isStored() && !where.isRemote()) {
      Optional<PlatformClient> platform = PlatformClient.find(session());
      if (platform.isPresent()) {
        return onPlatform(platform.get());
      }
    }
    where.requireMaster(this);
    WalkJson.print(walk(prepare()), this);
    return ExitCode.OK;
  }

  private Json walk(Prepared prepared) throws IOException {
    String id = prepared.id(identity());
    StudyFiles files = new StudyFiles(session().home());
    files.keepArguments(
        StudyFiles.Kind.WALK,
        id,
        simulation.strategy,
        search,
        spec.root().commandLine().getParseResult());
    StudyJournal.OfWalk trials = files.openWalk(id);
    Json document;
    AtomicLong done = new AtomicLong();
    AtomicLong planned = new AtomicLong();
    try (StudyJournal journal = trials.journal();
        CutOff _ = CutOff.of(this, StudyFiles.Kind.WALK, id);
        RunnerOptions.OpenedWindows opened =
            where.openWindows(this, search.workers(this), prepared.sent(), prepared.fixed());
        Progress progress = progress("walking")) {
      if (trials.knownTrials() > 0) {
        note("walk " + id + " is continued: " + trials.knownTrials() + " trials are known");
      }
      StudyListener listener =
          new StudyListener() {
            @Override
            public boolean onProgress(long now, long total) {
              done.set(now);
              planned.set(total);
              progress.show((double) now / total);
              return !journal.isStopped();
            }
          };
      document = walk(prepared, id, new Walking(opened.runners(), listener, trials));
    } catch (ClusterException e) {
      throw RunnerOptions.lost(e, done.get(), planned.get());
    } catch (StudyCancelledException e) {
      throw new CliException(
          ExitCode.INTERRUPTED,
          "walk "
              + id
              + " was stopped; 'tradewind optimize resume "
              + id
              + "' goes on where it was",
          e);
    }
    files.keepResult(StudyFiles.Kind.WALK, id, document);
    return document;
  }

  private Prepared prepare() throws IOException, InterruptedException {
    StrategyDescriptor strategy = simulation.descriptor(session());
    Map<String, BigDecimal> fixed = Arguments.parameters(simulation.parameters);
    SimulationConfig config = simulation.config();
    SimulationInput input = series.read(this, config).input();
    BarSeries first = input.series().getFirst();
    List<String> statistics = SimulationEvaluator.statistics(first);
    try {
      check(first);
      SearchSpace space = search.space(strategy, fixed);
      Goals goals = search.goals(statistics);
      Prepared prepared =
          new Prepared(
              new WalkForward(input, strategy, fixed, config, RunScope.STANDARD),
              first,
              new WalkForward.Search(
                  space,
                  goals,
                  search.sampler(),
                  search.trials(space),
                  search.batch(),
                  simulation.seed()),
              strategy.id(),
              input.barsHash(),
              SimulationEvaluator.context(strategy, fixed, config, input.dataHash()),
              where.toSend(this, input, strategy, simulation.given(), goals.statistics()),
              fixed);
      // Refuses samplers and counts that cannot be.
      prepared.id("");
      return prepared;
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private ExitCode onPlatform(PlatformClient platform) throws IOException, InterruptedException {
    Map<String, Json> body = StudyBody.of(platform, series, simulation, search);
    Map<String, Json> windows = new LinkedHashMap<>(windows());
    windows.put("unit", Json.ofText(unit.name()));
    windows.put("gap", Json.ofText(gap));
    windows.put("anchored", Json.bool(anchored));
    body.put("walkForward", Json.object(windows));
    if (where.isSpark()) {
      body.put("runner", Json.ofText("spark"));
    }
    Json accepted = platform.post("/studies", Json.object(body));
    RemoteStudy study = new RemoteStudy(platform, accepted.get("id").display());
    try (Progress progress = progress("walking")) {
      study.await(progress);
    }
    return study.print(this);
  }

  final WindowRule rule(String inSample, String outOfSample, @Nullable String step) {
    Length out = Length.parse("--out-of-sample", outOfSample, unit);
    return new WindowRule(
        unit,
        Length.parse("--in-sample", inSample, unit),
        Length.parse("--gap", gap, unit),
        out,
        step == null ? out : Length.parse("--step", step, unit),
        anchored);
  }

  /** The ledger with these walks in it. */
  final List<LedgerEntry> charge(List<LedgerEntry> walks) throws IOException {
    return new StudyFiles(session().home()).charge(new ArrayList<>(walks));
  }
}
