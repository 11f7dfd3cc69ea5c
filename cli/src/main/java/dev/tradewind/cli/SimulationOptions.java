package dev.tradewind.cli;

import dev.tradewind.engine.simulation.AssumptionOption;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What to simulate and under which assumptions. */
final class SimulationOptions {
  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "The strategy to run: a name from 'tradewind strategy list', a document such as"
              + " rules/trend.yaml, or a rule such as"
              + " 'enter rsi(close, 14) < 30; exit rsi(close, 14) > 70'.")
  String strategy = "";

  @Option(
      names = "--signals",
      paramLabel = "DEFINITION",
      description =
          "Trade the platform's stored signals of this definition, read by when they were known;"
              + " with --strategy a rule that gives size, stops and all else but the conditions.")
  @Nullable String signals;

  @Option(
      names = "--param",
      paramLabel = "NAME=NUMBER",
      description = "A parameter of the strategy; may be repeated. Missing ones have defaults.")
  List<String> parameters = new ArrayList<>();

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "initialCash", "--cash",
          "riskFreeRate", "--risk-free",
          "costModel", "--cost",
          "initialMargin", "--margin",
          "latencyMillis", "--latency");

  private final Map<String, String> given = new TreeMap<>();

  /** Adds an option for each assumption that the engine knows. */
  @Spec(Spec.Target.MIXEE)
  void addAssumptions(CommandSpec command) {
    for (AssumptionOption assumption : AssumptionOptions.all()) {
      command.addOption(
          OptionSpec.builder(flag(assumption))
              .type(String.class)
              .paramLabel(label(assumption))
              .description(description(assumption))
              .setter(new Assumed(assumption.name(), given))
              .build());
    }
  }

  /** Keeps a value that was given. */
  private record Assumed(String name, Map<String, String> given) implements ISetter {
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> @Nullable T set(@Nullable T value) {
      if (value != null) {
        given.put(name, String.valueOf(value));
      }
      return null;
    }
  }

  private static String flag(AssumptionOption assumption) {
    return SHORT_NAMES.getOrDefault(assumption.name(), assumption.flag());
  }

  private static String label(AssumptionOption assumption) {
    return switch (assumption.type()) {
      case DECIMAL, INTEGER -> "NUMBER";
      case BOOLEAN -> "BOOLEAN";
      case CHOICE -> "NAME";
      case TEXT -> "TEXT";
    };
  }

  private static String description(AssumptionOption assumption) {
    String choices =
        String.join(
            ", ", assumption.choices().stream().map(AssumptionOption.Choice::value).toList());
    String standard = assumption.defaultValue();
    return assumption.help()
        + (choices.isEmpty() ? "" : " One of " + choices + ".")
        + (standard.isEmpty() ? "" : " (default: " + standard + ")");
  }

  /** The assumptions that were given, by their names in requests. */
  Map<String, String> given() {
    return Collections.unmodifiableMap(given);
  }

  /** One of the two says what to trade; signals are a strategy of the platform. */
  void chooseStrategy(Verb verb) {
    if (signals == null && strategy.isEmpty()) {
      throw verb.wrongUsage("--strategy NAME, --signals DEFINITION or both are needed");
    }
    if (signals != null && strategy.isEmpty()) {
      strategy = "signals " + signals;
    }
  }

  /** What the platform finds the strategy by; null where all of it is the content of a document. */
  @Nullable String named() {
    boolean isPath = StrategyNames.isPath(strategy);
    String traded = signals == null ? "" : "signals " + signals;
    if (traded.isEmpty() || strategy.equals(traded)) {
      return isPath ? null : strategy;
    }
    return isPath ? traded : traded + " with " + strategy;
  }

  /** Refuses, in a run of this process, signals that only the platform has. */
  void requireSignals(Verb verb, SeriesOptions series, List<String> told) {
    if (signals == null && told.isEmpty()) {
      return;
    }
    if (!series.isStored()) {
      throw verb.wrongUsage(
          (told.isEmpty() ? "--signals" : "--tell-signals")
              + " goes with --instrument; signals are of stored series");
    }
    PlatformClient.require(verb.session(), "signals");
  }

  /**
   * What the platform is asked to run.
   *
   * @param series what it runs on, {@link SeriesOptions#body}
   * @param told definitions of whose stored signals the strategy is told
   */
  Json request(Map<String, Json> series, List<String> told) throws IOException {
    Map<String, Json> values = new TreeMap<>();
    parametersForPlatform()
        .forEach((name, value) -> values.put(name, Json.ofText(value.toPlainString())));
    Map<String, Json> body = new LinkedHashMap<>(series);
    if (StrategyNames.isPath(strategy)) {
      body.put("document", Json.ofText(StrategyNames.read(Path.of(strategy))));
    }
    FileOptions.put(body, "strategy", named());
    body.put("signals", StudyBody.texts(told));
    body.put("parameters", Json.object(values));
    Map<String, Json> assumptions = new TreeMap<>();
    given.forEach((name, value) -> assumptions.put(name, Json.ofText(value)));
    body.put("assumptions", Json.object(assumptions));
    return Json.object(body);
  }

  /** Seed of everything random. */
  long seed() {
    return config().seed();
  }

  SimulationConfig config() {
    AssumptionOptions.Outcome outcome = AssumptionOptions.apply(SimulationConfig.DEFAULT, given);
    if (!outcome.problems().isEmpty()) {
      List<String> texts = new ArrayList<>();
      for (AssumptionOptions.Problem problem : outcome.problems()) {
        String flag =
            AssumptionOptions.find(problem.name())
                .map(SimulationOptions::flag)
                .orElse(problem.name());
        texts.add(flag + ": " + problem.message());
      }
      throw new CliException(ExitCode.USAGE, String.join("; ", texts));
    }
    return outcome.config();
  }

  /** The strategy; unknown ones are answered with the known. */
  StrategyDescriptor descriptor(Session session) throws IOException, InterruptedException {
    requireStrategy();
    return new StrategyNames(session).find(strategy);
  }

  /** The parameters for the platform, which knows strategies and names that nobody else does. */
  Map<String, BigDecimal> parametersForPlatform() {
    requireStrategy();
    return BuiltInStrategies.INSTANCE
        .find(strategy)
        .map(this::checkedParameters)
        .orElseGet(() -> Arguments.parameters(parameters));
  }

  /** It can be left out only where a stored run is named instead. */
  private void requireStrategy() {
    if (strategy.isEmpty()) {
      throw new CliException(ExitCode.USAGE, "Missing required option: '--strategy=NAME'");
    }
  }

  /** The parameters, checked by the strategy; all that is wrong is said at once. */
  Map<String, BigDecimal> checkedParameters(StrategyDescriptor descriptor) {
    Map<String, BigDecimal> given = Arguments.parameters(parameters);
    List<String> problems = descriptor.problems(given);
    if (!problems.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, String.join("; ", problems) + " (strategy " + descriptor.id() + ")");
    }
    return descriptor.complete(given);
  }
}
