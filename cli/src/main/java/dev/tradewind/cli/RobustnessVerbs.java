package dev.tradewind.cli;

import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.Settings;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The groups of verbs that each do one check. */
final class RobustnessVerbs {
  private static final Settings STANDARD = Settings.DEFAULT;

  private RobustnessVerbs() {}

  /** Verbs on look-ahead. */
  @Command(
      name = "lookahead",
      description = "Find decisions that use what could not be known.",
      subcommands = LookAheadCheckCommand.class)
  static final class LookAheadGroup extends VerbGroup {}

  /** {@code lookahead check}. */
  @Command(
      name = "check",
      description = {
        "Compare every decision with those made without later bars, and with other later bars.",
        "Ends with 1 if any decision depends on what was not known."
      })
  static final class LookAheadCheckCommand extends ExaminingVerb {
    @Option(
        names = "--decisions",
        paramLabel = "COUNT",
        description =
            "Examine all decisions up to so many; of more, those at boundaries and a sample"
                + " (default: ${DEFAULT-VALUE}).",
        defaultValue = "2000")
    int decisions;

    @Override
    List<Check> checks() {
      return List.of(Check.LOOKAHEAD);
    }

    @Override
    Settings settings() {
      return settings(
          decisions,
          STANDARD.tolerance(),
          STANDARD.starts(),
          STANDARD.paths(),
          STANDARD.blockBars(),
          STANDARD.steps(),
          false);
    }

    @Override
    Map<String, Json> request() {
      settings();
      return Map.of("maxDecisions", Json.number((long) decisions));
    }
  }

  /** Verbs on warm-up. */
  @Command(
      name = "recursion",
      description = "Find how many bars values need until they no longer depend on the first bar.",
      subcommands = RecursionCheckCommand.class)
  static final class RecursionGroup extends VerbGroup {}

  /** {@code recursion check}. */
  @Command(
      name = "check",
      description = "Run from later and later first bars and compare all values and orders.")
  static final class RecursionCheckCommand extends ExaminingVerb {
    @Option(
        names = "--tolerance",
        paramLabel = "PART",
        description = "Relative difference up to which values agree (default: ${DEFAULT-VALUE}).",
        defaultValue = "1e-6")
    double tolerance;

    @Option(
        names = "--starts",
        paramLabel = "COUNT",
        description = "How many later first bars, 2 to 200 (default: ${DEFAULT-VALUE}).",
        defaultValue = "20")
    int starts;

    @Override
    List<Check> checks() {
      return List.of(Check.RECURSION);
    }

    @Override
    Settings settings() {
      return settings(
          STANDARD.maxDecisions(),
          tolerance,
          starts,
          STANDARD.paths(),
          STANDARD.blockBars(),
          STANDARD.steps(),
          false);
    }

    @Override
    Map<String, Json> request() {
      settings();
      return Map.of("tolerance", Json.number(tolerance), "starts", Json.number((long) starts));
    }
  }
}
