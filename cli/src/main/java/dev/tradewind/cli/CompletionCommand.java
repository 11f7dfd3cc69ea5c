package dev.tradewind.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes verbs and options in the shell.",
      "Use it with: source <(tradewind completion bash)"
    })
final class CompletionCommand extends Verb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SHELL",
      description = "bash or zsh (default: bash); the same script serves both.")
  @Nullable String shell;

  @Override
  ExitCode run() throws IOException {
    if (shell != null && !"bash".equals(shell) && !"zsh".equals(shell)) {
      throw wrongUsage("SHELL must be bash or zsh, was '" + Table.shown(shell) + "'");
    }
    session().out().write(AutoComplete.bash("tradewind", spec.root().commandLine()));
    session().out().write('\n');
    return ExitCode.OK;
  }
}
