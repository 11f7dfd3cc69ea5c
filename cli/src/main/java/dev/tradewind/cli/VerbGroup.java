package dev.tradewind.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that only has further verbs. */
abstract class VerbGroup implements Runnable {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a verb is missing after '"
            + spec.name()
            + "': "
            + String.join(", ", Tradewind.verbs(spec)));
  }
}
