package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.FinerPrices;
import dev.tradewind.store.RunInputs;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to simulate. Amounts and parameters are exact decimals as strings; what is left out has the
 * default that the assumption sheet prints.
 *
 * @param instruments ids, 1 to 1000
 * @param timeframe of the stored series
 * @param from first moment, a date or a time with an offset
 * @param to moment after the last, likewise
 * @param strategy its id; with {@code document} left out, or {@code signals NAME} alone
 * @param document a rule in YAML or JSON to run instead of a stored strategy; with {@code signals
 *     NAME} as the strategy it gives everything but the conditions
 * @param parameters by name
 * @param cash at the start, currency
 * @param feeBps on both sides, basis points
 * @param slippageBps basis points
 * @param riskFreeRate a year, as a fraction
 * @param seed of everything random
 * @param assumptions by name, as {@code GET /simulation/options} lists them; those above, where
 *     given too, must be the same
 * @param detail for the way of the price within bars the timeframe of stored finer bars, or {@code
 *     trades} for the stored trades, with the assumption {@code fillModel} intrabar
 * @param rates by currency the instrument that gives its rate in the account's; else it is looked
 *     for by its name, such as EURUSD
 * @param benchmark stored instrument to measure against instead of holding the run's own
 * @param signals names of definitions whose stored signals the strategy is told of
 * @param name for people
 */
record BacktestRequest(
    List<String> instruments,
    String timeframe,
    @Nullable String from,
    @Nullable String to,
    @Nullable String strategy,
    @Nullable String document,
    @Nullable Map<String, String> parameters,
    @Nullable String cash,
    @Nullable String feeBps,
    @Nullable String slippageBps,
    @Nullable String riskFreeRate,
    @Nullable Long seed,
    @Nullable Map<String, String> assumptions,
    @Nullable String detail,
    @Nullable Map<String, String> rates,
    @Nullable String benchmark,
    @Nullable List<String> signals,
    @Nullable String name) {
  private static final int MAX_INSTRUMENTS = 1_000;
  private static final int MAX_SIGNALS = 20;
  private static final int MAX_NAME = 120;

  /** A request in which everything was found to be right. */
  record Checked(
      String name,
      List<String> instruments,
      Timeframe timeframe,
      @Nullable Instant from,
      @Nullable Instant to,
      String strategy,
      Map<String, BigDecimal> parameters,
      SimulationConfig config,
      Inputs inputs) {
    /** What the run reads, for putting it together. */
    RunInputs.Wanted wanted() {
      return new RunInputs.Wanted(
          instruments,
          timeframe,
          from == null ? Long.MIN_VALUE : Times.micros(from),
          to == null ? Long.MAX_VALUE : Times.micros(to),
          config.accountCurrency(),
          Optional.ofNullable(inputs.detail()).map(FinerPrices::parse),
          inputs.rates(),
          Optional.ofNullable(inputs.benchmark()),
          inputs.actions());
    }
  }

  /**
   * What a run reads beside the bars of its instruments.
   *
   * @param actions whether splits and dividends are applied: always, but in rows from before
   * @param detail timeframe of the finer bars, or {@code trades}; null for none
   * @param rates instruments by currency
   * @param benchmark its id; null for holding the run's own instruments
   * @param signals names of definitions
   * @param codeHash SHA-256 in hex of the jar that the strategy is from; null where it is from none
   */
  record Inputs(
      boolean actions,
      @Nullable String detail,
      Map<String, String> rates,
      @Nullable String benchmark,
      List<String> signals,
      @Nullable String codeHash) {
    /** Of rows from before there was anything. */
    static final Inputs NONE = new Inputs(false, null, Map.of(), null, List.of(), null);

    Inputs {
      rates = Map.copyOf(rates);
      signals = List.copyOf(signals);
    }
  }

  /**
   * The request with types and defaults; ends with all problems at once. The strategy is named by
   * its canonical id, in which saved features are replaced.
   */
  Checked check(StrategyCatalog strategies) {
    Problems problems = new Problems();
    checkInstruments(problems);
    Timeframe length =
        problems.parse("timeframe", timeframe, () -> Timeframe.parse(timeframe)).orElse(null);
    Instant start = moment("from", from, problems);
    Instant end = moment("to", to, problems);
    if (start != null && end != null && !start.isBefore(end)) {
      problems.add("to", to, "to must be after from (" + from + ")");
    }
    String asked = strategy == null ? "" : strategy;
    StrategyDescriptor descriptor = strategies.find(asked).orElse(null);
    Map<String, BigDecimal> complete = parameters(descriptor, strategies, problems);
    SimulationConfig config = config(problems);
    Inputs inputs =
        inputs(
            length,
            config.fills().model(),
            Optional.ofNullable(descriptor).flatMap(StrategyDescriptor::codeHash).orElse(null),
            problems);
    String shown = name == null || name.isBlank() ? defaultName() : name.strip();
    if (shown.length() > MAX_NAME) {
      problems.add("name", shown, "name must have at most " + MAX_NAME + " characters");
    }
    problems.throwIfAny();
    if (length == null) {
      throw new IllegalStateException("a timeframe without problems exists");
    }
    String id = descriptor == null ? asked : descriptor.id();
    return new Checked(shown, instruments, length, start, end, id, complete, config, inputs);
  }

  /** This with a strategy in the place of a document. */
  BacktestRequest withStrategy(String id) {
    return new BacktestRequest(
        instruments,
        timeframe,
        from,
        to,
        id,
        null,
        parameters,
        cash,
        feeBps,
        slippageBps,
        riskFreeRate,
        seed,
        assumptions,
        detail,
        rates,
        benchmark,
        signals,
        name);
  }

  private Inputs inputs(
      @Nullable Timeframe length, FillModel model, @Nullable String codeHash, Problems problems) {
    String finer = detail == null || detail.isBlank() ? null : detail.strip();
    if (finer != null) {
      Optional<FinerPrices> parsed =
          problems.parse("detail", finer, () -> FinerPrices.parse(finer));
      if (length != null) {
        parsed
            .flatMap(each -> each.problem(length, model))
            .ifPresent(problem -> problems.add("detail", finer, problem));
      }
    }
    List<String> told = signals == null ? List.of() : signals;
    if (told.size() > MAX_SIGNALS || new HashSet<>(told).size() != told.size()) {
      problems.add(
          "signals",
          String.join(", ", told),
          "signals must name at most " + MAX_SIGNALS + " different definitions");
    }
    String against = benchmark == null || benchmark.isBlank() ? null : benchmark.strip();
    return new Inputs(true, finer, rates == null ? Map.of() : rates, against, told, codeHash);
  }

  private String defaultName() {
    String first = instruments.isEmpty() ? "" : instruments.getFirst();
    String more = instruments.size() > 1 ? " +" + (instruments.size() - 1) : "";
    String text = strategy + " on " + first + more + " " + timeframe;
    return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
  }

  private void checkInstruments(Problems problems) {
    if (instruments.isEmpty() || instruments.size() > MAX_INSTRUMENTS) {
      problems.add("instruments", null, "instruments must name 1 to " + MAX_INSTRUMENTS);
    }
    if (new HashSet<>(instruments).size() != instruments.size()) {
      problems.add("instruments", String.join(", ", instruments), "an instrument is named twice");
    }
  }

  private static @Nullable Instant moment(String field, @Nullable String text, Problems problems) {
    return text == null || text.isBlank()
        ? null
        : problems.parse(field, text, () -> Times.parse(text)).orElse(null);
  }

  private Map<String, BigDecimal> parameters(
      @Nullable StrategyDescriptor descriptor, StrategyCatalog strategies, Problems problems) {
    if (descriptor == null) {
      String asked = strategy == null ? "" : strategy;
      if (asked.isBlank()) {
        problems.add("strategy", null, "a strategy or a document is needed");
        return Map.of();
      }
      problems.add(
          "strategy",
          strategy,
          Suggestion.unknown(
              "strategy", asked, strategies.all().stream().map(StrategyDescriptor::id).toList()));
      return Map.of();
    }
    Map<String, BigDecimal> given = new TreeMap<>();
    Problems texts = new Problems();
    Map<String, String> values = parameters == null ? Map.of() : parameters;
    values.forEach(
        (key, value) -> given.put(key, texts.decimal("parameters." + key, value, BigDecimal.ZERO)));
    if (!texts.isEmpty()) {
      texts.copyTo(problems);
      return Map.of();
    }
    List<String> wrong = descriptor.problems(given);
    for (String message : wrong) {
      String key = message.split("[^A-Za-z0-9_]", 2)[0];
      boolean named = values.containsKey(key);
      // A rule's problems begin with the field: "enter: …", "size.value: …".
      boolean ofRule = key.equals("a") || message.matches("(?s)[A-Za-z][A-Za-z0-9_.]*: .*");
      if (named || !ofRule) {
        problems.add(named ? "parameters." + key : "parameters", values.get(key), message);
      } else {
        problems.add("strategy", strategy, message);
      }
    }
    return wrong.isEmpty() ? descriptor.complete(given) : Map.of();
  }

  private SimulationConfig config(Problems problems) {
    Map<String, String> given = new TreeMap<>(assumptions == null ? Map.of() : assumptions);
    Map<String, String> places = new TreeMap<>();
    given.keySet().forEach(key -> places.put(key, "assumptions." + key));
    own("cash", "initialCash", cash, given, places, problems);
    own("feeBps", "feeBps", feeBps, given, places, problems);
    own("slippageBps", "slippageBps", slippageBps, given, places, problems);
    own("riskFreeRate", "riskFreeRate", riskFreeRate, given, places, problems);
    own("seed", "seed", seed == null ? null : seed.toString(), given, places, problems);
    AssumptionOptions.Outcome outcome = AssumptionOptions.apply(SimulationConfig.DEFAULT, given);
    for (AssumptionOptions.Problem problem : outcome.problems()) {
      problems.add(
          places.getOrDefault(problem.name(), problem.name()), problem.value(), problem.message());
    }
    return outcome.config();
  }

  /** Takes a value of the request's own fields as an assumption. */
  private static void own(
      String field,
      String name,
      @Nullable String value,
      Map<String, String> given,
      Map<String, String> places,
      Problems problems) {
    if (value == null || value.isBlank()) {
      return;
    }
    String other = given.put(name, value.strip());
    if (other != null && !other.strip().equals(value.strip())) {
      problems.add(field, value, field + " and assumptions." + name + " (" + other + ") differ");
    }
    places.put(name, field);
  }
}
