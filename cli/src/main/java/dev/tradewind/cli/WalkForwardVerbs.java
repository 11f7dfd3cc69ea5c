package dev.tradewind.cli;

import picocli.CommandLine.Command;

/** Verbs on walk-forward tests. */
@Command(
    name = "walkforward",
    description = "Search in one window, prove on the next, again and again.",
    subcommands = {
      WalkForwardRunCommand.class,
      WalkForwardMatrixCommand.class,
      WalkForwardShowCommand.class
    })
final class WalkForwardVerbs extends VerbGroup {}
