package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to simulate. Amounts and parameters are exact decimals as strings; what is left out has the
 * default that the assumption sheet prints.
 *
 * @param instruments ids, 1 to 20
 * @param timeframe of the stored series
 * @param from first moment, a date or a time with an offset
 * @param to moment after the last, likewise
 * @param strategy its id
 * @param parameters by name
 * @param cash at the start, currency
 * @param feeBps on both sides, basis points
 * @param slippageBps basis points
 * @param riskFreeRate a year, as a fraction
 * @param seed of everything random
 * @param assumptions by name, as {@code GET /simulation/options} lists them; those above, where
 *     given too, must be the same
 * @param name for people
 */
record BacktestRequest(
    List<String> instruments,
    String timeframe,
    @Nullable String from,
    @Nullable String to,
    String strategy,
    @Nullable Map<String, String> parameters,
    @Nullable String cash,
    @Nullable String feeBps,
    @Nullable String slippageBps,
    @Nullable String riskFreeRate,
    @Nullable Long seed,
    @Nullable Map<String, String> assumptions,
    @Nullable String name) {
  private static final int MAX_INSTRUMENTS = 20;
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
      SimulationConfig config) {}

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
    StrategyDescriptor descriptor = strategies.find(strategy).orElse(null);
    Map<String, BigDecimal> complete = parameters(descriptor, strategies, problems);
    SimulationConfig config = config(problems);
    String shown = name == null || name.isBlank() ? defaultName() : name.strip();
    if (shown.length() > MAX_NAME) {
      problems.add("name", shown, "name must have at most " + MAX_NAME + " characters");
    }
    problems.throwIfAny();
    if (length == null) {
      throw new IllegalStateException("a timeframe without problems exists");
    }
    String id = descriptor == null ? strategy : descriptor.id();
    return new Checked(shown, instruments, length, start, end, id, complete, config);
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
      problems.add(
          "strategy",
          strategy,
          Suggestion.unknown(
              "strategy",
              strategy,
              strategies.all().stream().map(StrategyDescriptor::id).toList()));
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
