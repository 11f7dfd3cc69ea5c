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
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.search.SearchSamplers;
import dev.tradewind.store.FinerPrices;
import dev.tradewind.store.RunInputs;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.TradesInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds all that is wrong with a request, before any work. Of one request. */
final class StudyCheck {
  private static final int MAX_INSTRUMENTS = 20;
  private static final int MAX_NAME = 120;
  private static final int MAX_PLATFORM_TRIALS = 1_000_000;
  private static final String USUAL_SAMPLER = "tpe";

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

  /** Fields of a plan, which its messages begin with. */
  private static final Set<String> PLANNED = Set.of("trials", "batch", "sampler", "halving");

  private final StudyRequest asked;
  private final List<SeriesInfo> stored;
  private final Set<String> traded;
  private final Problems problems = new Problems();

  StudyCheck(StudyRequest asked, List<SeriesInfo> stored, List<TradesInfo> trades) {
    this.asked = asked;
    this.stored = stored;
    this.traded = trades.stream().map(TradesInfo::instrument).collect(Collectors.toSet());
  }

  /** The request with types and defaults; ends with all problems at once. */
  CheckedStudy check(StrategyCatalog strategies, boolean hasCluster) {
    checkRunner(hasCluster);
    Optional<Timeframe> length =
        problems.parse("timeframe", asked.timeframe(), () -> Timeframe.parse(asked.timeframe()));
    length.ifPresent(this::checkInstruments);
    SimulationConfig config = config();
    RunInputs.@Nullable Wanted wanted = length.map(code -> wanted(code, config)).orElse(null);
    Optional<StrategyDescriptor> descriptor = strategy(strategies);
    Map<String, BigDecimal> fixed = fixed();
    String shown = name();
    problems.throwIfAny();
    if (wanted == null) {
      throw new IllegalStateException("a timeframe without problems exists");
    }
    SearchSpace searched =
        problems
            .parse("space", null, () -> asked.texts().space(descriptor.orElseThrow(), fixed))
            .orElseThrow(this::failed);
    Goals goals = goals();
    StudyPlan plan = plan(searched, goals, config);
    StudyRequest.Windows walk = asked.walkForward();
    Optional<WindowRule> rule =
        walk == null ? Optional.empty() : problems.parse("walkForward", null, () -> fitting(walk));
    Optional<WalkForwardMatrix.Lengths> matrix =
        rule.isEmpty() || walk == null
            ? Optional.empty()
            : problems.parse("walkForward.matrix", null, walk::lengths).flatMap(all -> all);
    Optional<CrossValidation.Rule> validation = validation(plan, rule.isPresent());
    if (rule.isPresent() && plan.halving().isPresent()) {
      problems.add("halving", asked.halving(), "halving is not for walks; leave it out");
    }
    problems.throwIfAny();
    TreeSet<String> kept = new TreeSet<>(goals.statistics());
    kept.addAll(SHOWN);
    return new CheckedStudy(
        shown,
        asked.instruments(),
        wanted.timeframe(),
        descriptor.orElseThrow(),
        fixed,
        config,
        plan,
        List.copyOf(kept),
        wanted,
        rule,
        matrix,
        validation);
  }

  private void checkRunner(boolean hasCluster) {
    String runner = asked.runner();
    if (runner == null || runner.isBlank() || runner.strip().equals(StudyRequest.LOCAL)) {
      return;
    }
    if (!asked.isSpark()) {
      problems.add("runner", runner, "runner must be local or spark, was '" + runner + "'");
    } else if (!hasCluster) {
      problems.add(
          "runner",
          runner,
          "runner spark needs a cluster, which the operator of this platform names with"
              + " TRADEWIND_SPARK_MASTER; use local");
    }
  }

  private Optional<StrategyDescriptor> strategy(StrategyCatalog strategies) {
    Optional<StrategyDescriptor> descriptor = strategies.find(asked.strategy());
    if (descriptor.isEmpty()) {
      problems.add(
          "strategy",
          asked.strategy(),
          Suggestion.unknown(
              "strategy",
              asked.strategy(),
              strategies.all().stream().map(StrategyDescriptor::id).toList()));
    }
    return descriptor;
  }

  private Map<String, BigDecimal> fixed() {
    Map<String, BigDecimal> fixed = new TreeMap<>();
    Map<String, String> given = asked.parameters();
    if (given != null) {
      given.forEach(
          (key, value) ->
              fixed.put(key, problems.decimal("parameters." + key, value, BigDecimal.ZERO)));
    }
    return fixed;
  }

  private String name() {
    String name = asked.name();
    String shown = name == null || name.isBlank() ? defaultName() : name.strip();
    if (shown.length() > MAX_NAME) {
      problems.add("name", shown, "name must have at most " + MAX_NAME + " characters");
    }
    return shown;
  }

  private String defaultName() {
    List<String> instruments = asked.instruments();
    String first = instruments == null || instruments.isEmpty() ? "" : instruments.getFirst();
    String more = first.isEmpty() || instruments.size() == 1 ? "" : " +" + (instruments.size() - 1);
    String text = asked.strategy() + " on " + first + more + " " + asked.timeframe();
    return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
  }

  // --- what runs read ----------------------------------------------------------------------------

  /** What runs read: what a back-test of the same instruments does. */
  private RunInputs.Wanted wanted(Timeframe code, SimulationConfig config) {
    Instant start = moment("from", asked.from());
    Instant end = moment("to", asked.to());
    if (start != null && end != null && !start.isBefore(end)) {
      problems.add("to", asked.to(), "to must be after from (" + asked.from() + ")");
    }
    Map<String, String> rates = asked.rates() == null ? Map.of() : asked.rates();
    rates.forEach((currency, instrument) -> requireStored("rates." + currency, instrument));
    String benchmark = asked.benchmark() == null ? "" : asked.benchmark().strip();
    if (!benchmark.isEmpty()) {
      requireStored("benchmark", benchmark);
    }
    return new RunInputs.Wanted(
        asked.instruments(),
        code,
        start == null ? Long.MIN_VALUE : Times.micros(start),
        end == null ? Long.MAX_VALUE : Times.micros(end),
        config.accountCurrency(),
        detail(code, config.fills().model()),
        rates,
        benchmark.isEmpty() ? Optional.empty() : Optional.of(benchmark),
        true);
  }

  private @Nullable Instant moment(String field, @Nullable String text) {
    return text == null || text.isBlank()
        ? null
        : problems.parse(field, text, () -> Times.parse(text)).orElse(null);
  }

  private Optional<FinerPrices> detail(Timeframe code, FillModel model) {
    String text = asked.detail() == null ? "" : asked.detail().strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<FinerPrices> finer = problems.parse("detail", text, () -> FinerPrices.parse(text));
    finer
        .flatMap(each -> each.problem(code, model))
        .ifPresentOrElse(
            problem -> problems.add("detail", text, problem),
            () -> finer.ifPresent(this::requireStored));
    return finer;
  }

  private void requireStored(FinerPrices finer) {
    switch (finer) {
      case FinerPrices.Bars(Timeframe code) ->
          asked.instruments().forEach(each -> requireStored("detail", each, code));
      case FinerPrices.Trades() -> {
        if (asked.isSpark()) {
          problems.add("runner", asked.runner(), "executors are not sent trades; use runner local");
        }
        for (String each : asked.instruments()) {
          if (!traded.contains(each)) {
            problems.add(
                "detail",
                each,
                "no trades of "
                    + each
                    + " are stored; import them first, or choose instruments of GET"
                    + " /api/v1/trades");
          }
        }
      }
    }
  }

  private void checkInstruments(Timeframe code) {
    List<String> instruments = asked.instruments();
    if (instruments == null || instruments.isEmpty() || instruments.size() > MAX_INSTRUMENTS) {
      problems.add("instruments", null, "instruments must name 1 to " + MAX_INSTRUMENTS);
      problems.throwIfAny();
      return;
    }
    if (new HashSet<>(instruments).size() != instruments.size()) {
      problems.add("instruments", String.join(", ", instruments), "an instrument is named twice");
    }
    instruments.forEach(each -> requireStored("instruments", each, code));
  }

  private void requireStored(String field, String instrument) {
    if (stored.stream().noneMatch(info -> info.instrument().id().equals(instrument))) {
      problems.add(field, instrument, "no bars of " + instrument + " are stored");
    }
  }

  private void requireStored(String field, String instrument, Timeframe code) {
    if (stored.stream()
        .noneMatch(
            info -> info.instrument().id().equals(instrument) && info.timeframe().equals(code))) {
      problems.add(
          field,
          instrument,
          "no bars of "
              + instrument
              + " "
              + code
              + " are stored; import them first, or choose one of GET /api/v1/series");
    }
  }

  // --- the search --------------------------------------------------------------------------------

  private Goals goals() {
    try {
      return asked.texts().goals(statistics());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      problems.add(message.startsWith("constraint") ? "constraints" : "objectives", null, message);
      throw failed();
    }
  }

  /** The windows, which fit what is stored as far as that is known without reading it. */
  private WindowRule fitting(StudyRequest.Windows walk) {
    WindowRule rule = walk.rule();
    if (asked.from() == null && asked.to() == null) {
      String first = asked.instruments().getFirst();
      stored.stream()
          .filter(info -> info.instrument().id().equals(first))
          .filter(info -> info.timeframe().equals(Timeframe.parse(asked.timeframe())))
          .forEach(info -> rule.requireBars(first, info.bars()));
    }
    return rule;
  }

  private Optional<CrossValidation.Rule> validation(StudyPlan plan, boolean isWalk) {
    StudyRequest.Validation crossValidation = asked.crossValidation();
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

  private IllegalStateException failed() {
    problems.throwIfAny();
    return new IllegalStateException("there is no problem and no value");
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

  private StudyPlan plan(SearchSpace searched, Goals goals, SimulationConfig config) {
    String sampler = asked.sampler();
    String halving = asked.halving();
    Integer batch = asked.batch();
    Long seed = asked.seed();
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
    int count = asked.trials() == null ? SearchTexts.usualTrials(kind, searched) : asked.trials();
    if (count > MAX_PLATFORM_TRIALS) {
      problems.add(
          "trials",
          Integer.toString(count),
          "trials must be at most " + MAX_PLATFORM_TRIALS + ", was " + count);
    }
    problems.throwIfAny();
    try {
      return new StudyPlan(
          searched,
          goals,
          factory.orElseThrow(),
          count,
          batch == null ? SearchTexts.usualBatch(kind) : batch,
          seed == null ? config.seed() : seed,
          halves,
          "");
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String field = message.split("\\W", 2)[0];
      problems.add(PLANNED.contains(field) ? field : "space", null, message);
      throw failed();
    }
  }

  private SimulationConfig config() {
    Map<String, String> assumptions = asked.assumptions();
    Map<String, String> given = new TreeMap<>(assumptions == null ? Map.of() : assumptions);
    if (asked.seed() != null) {
      given.putIfAbsent("seed", asked.seed().toString());
    }
    AssumptionOptions.Outcome outcome = AssumptionOptions.apply(SimulationConfig.DEFAULT, given);
    for (AssumptionOptions.Problem problem : outcome.problems()) {
      problems.add("assumptions." + problem.name(), problem.value(), problem.message());
    }
    return outcome.config();
  }
}
