package dev.tradewind.cli;

import picocli.CommandLine.Command;

/** Verbs on searches over parameters. */
@Command(
    name = "optimize",
    description = "Search the parameters of a strategy, and be told what the best is worth.",
    subcommands = {
      OptimizeRunCommand.class,
      StudyVerbs.ListCommand.class,
      StudyVerbs.ShowCommand.class,
      StudyVerbs.ResumeCommand.class,
      StudyVerbs.ApplyCommand.class,
      StudyVerbs.StopCommand.class
    })
final class OptimizeVerbs extends VerbGroup {}
