package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.optimize.CrossValidation;
import dev.tradewind.engine.optimize.Goals;
import dev.tradewind.engine.optimize.SamplerFactory;
import dev.tradewind.engine.optimize.SearchSpace;
import dev.tradewind.engine.optimize.SearchTexts;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.StudyPlan;
import dev.tradewind.engine.optimize.SuccessiveHalving;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.search.SearchSamplers;
import dev.tradewind.store.SeriesInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to search. Parameters are exact decimals as strings; what is left out has its default.
 *
 * @param instruments ids, 1 to 20
 * @param timeframe of the stored series
 * @param from first moment, a date or a time with an offset
 * @param to moment after the last, likewise
 * @param strategy its id
 * @param parameters those that are not searched, by name
 * @param assumptions of every run by name, as {@code GET /simulation/options} lists them
 * @param space a parameter each: {@code fast=2..30}, {@code slow=31..130:5}
 * @param objectives statistics or expressions over them; none for the Sharpe ratio
 * @param constraints conditions over parameters or over statistics
 * @param sampler its name; {@code tpe} if absent
 * @param trials most sets to try; the whole grid with grid, else 200
 * @param batch sets that are proposed together; 512 with samplers that do not learn, else 8
 * @param seed of everything random; that of the assumptions if absent
 * @param halving rounds and factor such as {@code 3x4}
 * @param name for people
 * @param runner local or spark; changes nothing but the time; local if absent
 * @param walkForward windows to search in and to prove on; absent for one search over all bars
 * @param crossValidation how the sets are also cross-validated; for samplers that do not learn
 */
record StudyRequest(
    List<String> instruments,
    String timeframe,
    @Nullable String from,
    @Nullable String to,
    String strategy,
    @Nullable Map<String, String> parameters,
    @Nullable Map<String, String> assumptions,
    List<String> space,
    @Nullable List<String> objectives,
    @Nullable List<String> constraints,
    @Nullable String sampler,
    @Nullable Integer trials,
    @Nullable Integer batch,
    @Nullable Long seed,
    @Nullable String halving,
    @Nullable String name,
    @Nullable String runner,
    @Nullable Windows walkForward,
    @Nullable Validation crossValidation) {
  /**
   * Windows of a walk. Lengths are counts, or with dates 90d, 8w, 6m or 2y.
   *
   * @param unit BARS, SESSIONS or DATES
   * @param inSample length to search in
   * @param outOfSample length to prove on
   * @param gap length to leave out between; none if absent
   * @param step from one window to the next; the length to prove on if absent
   * @param anchored whether every search begins with the first bar
   * @param matrix further lengths to walk with
   */
  record Windows(
      WindowRule.@Nullable Unit unit,
      String inSample,
      String outOfSample,
      @Nullable String gap,
      @Nullable String step,
      @Nullable Boolean anchored,
      @Nullable Matrix matrix) {
    /** Further lengths, the rows and the columns; those of the walk itself come first. */
    record Matrix(@Nullable List<String> inSample, @Nullable List<String> outOfSample) {}

    /** All lengths; empty where there is one walk. */
    Optional<WalkForwardMatrix.Lengths> lengths() {
      if (matrix == null) {
        return Optional.empty();
      }
      if (step != null && !step.isBlank() && !step.equals(outOfSample)) {
        throw new IllegalArgumentException(
            "walkForward.step goes with one walk; a matrix steps by what it proves on");
      }
      WindowRule base = rule();
      return Optional.of(
          new WalkForwardMatrix.Lengths(
              base,
              lengths("walkForward.matrix.inSample", base.inSample(), matrix.inSample()),
              lengths("walkForward.matrix.outOfSample", base.outOfSample(), matrix.outOfSample())));
    }

    private List<WindowRule.Length> lengths(
        String name, WindowRule.Length first, @Nullable List<String> others) {
      List<WindowRule.Length> all = new ArrayList<>(List.of(first));
      if (others != null) {
        others.stream()
            .map(each -> WindowRule.Length.parse(name, each, rule().unit()))
            .filter(each -> !each.equals(first))
            .forEach(all::add);
      }
      return all;
    }

    WindowRule rule() {
      WindowRule.Unit counted = unit == null ? WindowRule.Unit.BARS : unit;
      WindowRule.Length out =
          WindowRule.Length.parse("walkForward.outOfSample", outOfSample, counted);
      return new WindowRule(
          counted,
          WindowRule.Length.parse("walkForward.inSample", inSample, counted),
          WindowRule.Length.parse(
              "walkForward.gap", gap == null || gap.isBlank() ? "0" : gap, counted),
          out,
          step == null || step.isBlank()
              ? out
              : WindowRule.Length.parse("walkForward.step", step, counted),
          Boolean.TRUE.equals(anchored));
    }
  }

  /**
   * Combinatorial purged cross-validation.
   *
   * @param groups groups of days, 2 to 20
   * @param testGroups groups of a test
   * @param purge days left out of training before each test; 5 if absent
   * @param embargo days left out of training behind each test; 5 if absent
   * @param minTrades round trips that a set must have in training; 0 if absent
   */
  record Validation(
      int groups,
      int testGroups,
      @Nullable Integer purge,
      @Nullable Integer embargo,
      @Nullable Integer minTrades) {
    private static final int USUAL = 5;

    CrossValidation.Rule rule() {
      return new CrossValidation.Rule(
          groups,
          testGroups,
          purge == null ? USUAL : purge,
          embargo == null ? USUAL : embargo,
          minTrades == null ? 0 : minTrades);
    }
  }

  private static final int MAX_INSTRUMENTS = 20;
  private static final int MAX_NAME = 120;
  private static final int MAX_PLATFORM_TRIALS = 1_000_000;
  private static final String USUAL_SAMPLER = "tpe";

  /** Runner: threads of this process. */
  static final String LOCAL = "local";

  /** Runner: the cluster that the operator has named. */
  static final String SPARK = "spark";

  /** What tables show of every trial, besides what the goals name. */
  private static final List<String> SHOWN =
      List.of(
          "sharpe",
          "totalReturn",
          "cagr",
          "sortino",
          "maxDrawdown",
          "winRate",
          "profitFactor",
          "roundTrips");

  /**
   * A request in which everything was found to be right.
   *
   * @param statistics what is kept of each trial
   */
  record Checked(
      String name,
      List<String> instruments,
      Timeframe timeframe,
      @Nullable Instant from,
      @Nullable Instant to,
      StrategyDescriptor strategy,
      Map<String, BigDecimal> fixed,
      SimulationConfig config,
      StudyPlan plan,
      List<String> statistics,
      Optional<WindowRule> windows,
      Optional<WalkForwardMatrix.Lengths> matrix,
      Optional<CrossValidation.Rule> validation) {
    /** The plan on certain data. */
    StudyPlan on(String dataHash) {
      return on(
          dataHash,
          windows.map(rule -> "\n" + rule.text()).orElse("")
              + matrix.map(all -> "\n" + all.text()).orElse(""));
    }

    /** The plan of a walk with certain windows, the same however it is asked for. */
    StudyPlan on(String dataHash, WindowRule rule) {
      return on(dataHash, "\n" + rule.text());
    }

    private StudyPlan on(String dataHash, String more) {
      return new StudyPlan(
          plan.space(),
          plan.goals(),
          plan.sampler(),
          plan.trials(),
          plan.batch(),
          plan.seed(),
          plan.halving(),
          SimulationEvaluator.context(strategy, fixed, config, dataHash) + more);
    }
  }

  /** Whether trials are to run on the cluster. */
  boolean isSpark() {
    return runner != null && runner.strip().equals(SPARK);
  }

  private void checkRunner(boolean hasCluster, Problems problems) {
    if (runner == null || runner.isBlank() || runner.strip().equals(LOCAL)) {
      return;
    }
    if (!isSpark()) {
      problems.add("runner", runner, "runner must be local or spark, was '" + runner + "'");
    } else if (!hasCluster) {
      problems.add(
          "runner",
          runner,
          "runner spark needs a cluster, which the operator of this platform names with"
              + " TRADEWIND_SPARK_MASTER; use local");
    } else if (walkForward != null) {
      problems.add(
          "runner", runner, "runner must be local with walkForward: windows are searched here");
    }
  }

  /**
   * The request with types and defaults; ends with all problems at once.
   *
   * @param hasCluster whether the operator has named a cluster
   */
  Checked check(StrategyCatalog strategies, List<SeriesInfo> stored, boolean hasCluster) {
    Problems problems = new Problems();
    checkRunner(hasCluster, problems);
    Optional<Timeframe> length =
        problems.parse("timeframe", timeframe, () -> Timeframe.parse(timeframe));
    length.ifPresent(code -> checkInstruments(code, stored, problems));
    Instant start = moment("from", from, problems);
    Instant end = moment("to", to, problems);
    if (start != null && end != null && !start.isBefore(end)) {
      problems.add("to", to, "to must be after from (" + from + ")");
    }
    SimulationConfig config = config(problems);
    Optional<StrategyDescriptor> descriptor = strategies.find(strategy);
    if (descriptor.isEmpty()) {
      problems.add(
          "strategy",
          strategy,
          Suggestion.unknown(
              "strategy",
              strategy,
              strategies.all().stream().map(StrategyDescriptor::id).toList()));
    }
    Map<String, BigDecimal> fixed = new TreeMap<>();
    if (parameters != null) {
      parameters.forEach(
          (key, value) ->
              fixed.put(key, problems.decimal("parameters." + key, value, BigDecimal.ZERO)));
    }
    String shown = name == null || name.isBlank() ? defaultName() : name.strip();
    if (shown.length() > MAX_NAME) {
      problems.add("name", shown, "name must have at most " + MAX_NAME + " characters");
    }
    problems.throwIfAny();
    Goals goals =
        problems
            .parse("objectives", null, () -> texts().goals(statistics()))
            .orElseThrow(() -> failed(problems));
    SearchSpace searched =
        problems
            .parse("space", null, () -> texts().space(descriptor.orElseThrow(), fixed))
            .orElseThrow(() -> failed(problems));
    StudyPlan plan = plan(searched, goals, config, problems);
    Optional<WindowRule> rule =
        walkForward == null
            ? Optional.empty()
            : problems.parse("walkForward", null, walkForward::rule);
    Optional<WalkForwardMatrix.Lengths> matrix =
        rule.isEmpty() || walkForward == null
            ? Optional.empty()
            : problems.parse("walkForward.matrix", null, walkForward::lengths).flatMap(all -> all);
    Optional<CrossValidation.Rule> validation = validation(plan, rule.isPresent(), problems);
    if (rule.isPresent() && plan.halving().isPresent()) {
      problems.add("halving", halving, "halving is not for walks; leave it out");
    }
    problems.throwIfAny();
    TreeSet<String> kept = new TreeSet<>(goals.statistics());
    kept.addAll(SHOWN);
    return new Checked(
        shown,
        instruments,
        length.orElseThrow(),
        start,
        end,
        descriptor.orElseThrow(),
        fixed,
        config,
        plan,
        List.copyOf(kept),
        rule,
        matrix,
        validation);
  }

  private Optional<CrossValidation.Rule> validation(
      StudyPlan plan, boolean isWalk, Problems problems) {
    if (crossValidation == null) {
      return Optional.empty();
    }
    if (isWalk) {
      problems.add("crossValidation", null, "crossValidation is not for walks; leave it out");
    }
    String problem = CrossValidation.Rule.problem(plan.sampler().name());
    if (problem != null) {
      problems.add("crossValidation", plan.sampler().name(), problem);
    }
    return problems.parse("crossValidation", null, crossValidation::rule);
  }

  /** The request as it is kept: with everything that had a default, so that it stays the same. */
  StudyRequest of(Checked checked) {
    return new StudyRequest(
        instruments,
        checked.timeframe().code(),
        from,
        to,
        checked.strategy().id(),
        parameters,
        checked.config().values(),
        space,
        texts().objectives(),
        constraints,
        checked.plan().sampler().name(),
        checked.plan().trials(),
        checked.plan().batch(),
        checked.plan().seed(),
        halving,
        checked.name(),
        isSpark() ? SPARK : null,
        walkForward,
        crossValidation);
  }

  private static IllegalStateException failed(Problems problems) {
    problems.throwIfAny();
    return new IllegalStateException("there is no problem and no value");
  }

  private SearchTexts texts() {
    return new SearchTexts(
        space == null ? List.of() : space,
        objectives == null ? List.of() : objectives,
        constraints == null ? List.of() : constraints);
  }

  /** The names of the statistics, which are the same for every run. */
  static List<String> statistics() {
    Instrument any =
        new Instrument(
            "ANY",
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            BigDecimal.ONE,
            TradingCalendar.ROUND_THE_CLOCK);
    BarSeries.Builder one = BarSeries.builder(any, Timeframe.parse("1D"), 1);
    one.append(0, 1, 1, 1, 1, 1);
    return SimulationEvaluator.statistics(one.build());
  }

  private StudyPlan plan(
      SearchSpace searched, Goals goals, SimulationConfig config, Problems problems) {
    String kind = sampler == null || sampler.isBlank() ? USUAL_SAMPLER : sampler.strip();
    Optional<SamplerFactory> factory = SearchSamplers.find(kind);
    if (factory.isEmpty()) {
      problems.add(
          "sampler",
          kind,
          Suggestion.unknown(
              "sampler", kind, SearchSamplers.all().stream().map(SamplerFactory::name).toList()));
    }
    Optional<SuccessiveHalving> halves =
        halving == null || halving.isBlank()
            ? Optional.empty()
            : problems.parse("halving", halving, () -> SearchTexts.halving(halving));
    int count = trials == null ? SearchTexts.usualTrials(kind, searched) : trials;
    if (count > MAX_PLATFORM_TRIALS) {
      problems.add(
          "trials",
          Integer.toString(count),
          "trials must be at most " + MAX_PLATFORM_TRIALS + ", was " + count);
    }
    problems.throwIfAny();
    return problems
        .parse(
            "space",
            null,
            () ->
                new StudyPlan(
                    searched,
                    goals,
                    factory.orElseThrow(),
                    count,
                    batch == null ? SearchTexts.usualBatch(kind) : batch,
                    seed == null ? config.seed() : seed,
                    halves,
                    ""))
        .orElseThrow(() -> failed(problems));
  }

  private void checkInstruments(Timeframe code, List<SeriesInfo> stored, Problems problems) {
    if (instruments == null || instruments.isEmpty() || instruments.size() > MAX_INSTRUMENTS) {
      problems.add("instruments", null, "instruments must name 1 to " + MAX_INSTRUMENTS);
      return;
    }
    if (new HashSet<>(instruments).size() != instruments.size()) {
      problems.add("instruments", String.join(", ", instruments), "an instrument is named twice");
    }
    for (String each : instruments) {
      boolean isStored =
          stored.stream()
              .anyMatch(
                  info -> info.instrument().id().equals(each) && info.timeframe().equals(code));
      if (!isStored) {
        problems.add(
            "instruments",
            each,
            "no bars of "
                + each
                + " "
                + code
                + " are stored; import them first, or choose one of GET /api/v1/series");
      }
    }
  }

  private String defaultName() {
    String first = instruments == null || instruments.isEmpty() ? "" : instruments.getFirst();
    String more = instruments.size() > 1 ? " +" + (instruments.size() - 1) : "";
    String text = strategy + " on " + first + more + " " + timeframe;
    return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
  }

  private static @Nullable Instant moment(String field, @Nullable String text, Problems problems) {
    return text == null || text.isBlank()
        ? null
        : problems.parse(field, text, () -> Times.parse(text)).orElse(null);
  }

  private SimulationConfig config(Problems problems) {
    Map<String, String> given = new TreeMap<>(assumptions == null ? Map.of() : assumptions);
    if (seed != null) {
      given.putIfAbsent("seed", seed.toString());
    }
    AssumptionOptions.Outcome outcome = AssumptionOptions.apply(SimulationConfig.DEFAULT, given);
    for (AssumptionOptions.Problem problem : outcome.problems()) {
      problems.add("assumptions." + problem.name(), problem.value(), problem.message());
    }
    return outcome.config();
  }
}
