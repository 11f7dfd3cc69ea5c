package dev.tradewind.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all verbs that do something have in common. */
abstract class Verb implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no notes on standard error; errors are still printed.")
  boolean quiet;

  @Override
  public final Integer call() throws Exception {
    return run().code();
  }

  abstract ExitCode run() throws Exception;

  final Session session() {
    return ((Tradewind) spec.root().userObject()).session();
  }

  /** Says something that is not data. */
  final void note(String text) {
    if (!quiet) {
      session().err().println(text);
    }
  }

  /** A bar on a terminal, and nothing elsewhere. */
  final Progress progress(String title) {
    boolean draws = !quiet && session().drawsProgress();
    return draws ? new Progress.Bar(session().err(), title) : Progress.NONE;
  }

  final ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
