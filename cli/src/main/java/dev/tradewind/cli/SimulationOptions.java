package dev.tradewind.cli;

import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What to simulate and under which assumptions. */
final class SimulationOptions {
  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      required = true,
      description =
          "The strategy to run: a name from 'tradewind strategy list', a document such as"
              + " rules/trend.yaml, or a rule such as"
              + " 'enter rsi(close, 14) < 30; exit rsi(close, 14) > 70'.")
  String strategy = "";

  @Option(
      names = "--param",
      paramLabel = "NAME=NUMBER",
      description = "A parameter of the strategy; may be repeated. Missing ones have defaults.")
  List<String> parameters = new ArrayList<>();

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      description = "Cash at the start (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  String cash = "";

  @Option(
      names = "--fee-bps",
      paramLabel = "BPS",
      description = "Fee on notional, both sides, in basis points (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  String feeBps = "";

  @Option(
      names = "--slippage-bps",
      paramLabel = "BPS",
      description = "How much worse than the open an order fills (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  String slippageBps = "";

  @Option(
      names = "--risk-free",
      paramLabel = "RATE",
      description = "Risk-free rate a year as a fraction (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  String riskFree = "";

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  long seed;

  SimulationConfig config() {
    BigDecimal initialCash = Arguments.number("--cash", cash);
    BigDecimal fee = Arguments.number("--fee-bps", feeBps);
    BigDecimal slippage = Arguments.number("--slippage-bps", slippageBps);
    double rate = Arguments.number("--risk-free", riskFree).doubleValue();
    try {
      return new SimulationConfig(initialCash, fee, slippage, rate, seed);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** The strategy; unknown ones are answered with the known. */
  StrategyDescriptor descriptor(Session session) throws IOException, InterruptedException {
    return new StrategyNames(session).find(strategy);
  }

  /** The parameters for the platform, which knows strategies and names that nobody else does. */
  Map<String, BigDecimal> parametersForPlatform() {
    return BuiltInStrategies.INSTANCE
        .find(strategy)
        .map(this::checkedParameters)
        .orElseGet(() -> Arguments.parameters(parameters));
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
