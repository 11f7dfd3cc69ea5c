package dev.tradewind.cli;

import dev.tradewind.plugins.PluginJar;
import dev.tradewind.plugins.PluginJar.PluginEntry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code strategy add}. */
@Command(
    name = "add",
    description = {
      "Copy a jar of strategies written in Java to $TRADEWIND_HOME/plugins, if its code may run.",
      "See docs/guides/plugins.md."
    })
final class StrategyAddCommand extends Verb {
  @Parameters(index = "0", paramLabel = "JAR", description = "A jar of strategies.")
  Path jar = Path.of("");

  @Option(names = "--replace", description = "Replace a jar of the same file name.")
  boolean replace;

  @Override
  ExitCode run() throws IOException {
    DataImportCommand.requireFile(jar);
    String name = String.valueOf(jar.getFileName());
    if (!name.endsWith(".jar") || name.startsWith(".")) {
      throw wrongUsage("JAR must end in .jar, was '" + Table.shown(name) + "'");
    }
    PluginJar read = PluginJar.read(jar, StrategyNames.limits(session()));
    if (read.problem().isPresent()) {
      throw new CliException(ExitCode.REFUSED, jar + " is refused: " + read.problem().get());
    }
    List<String> names = read.strategies().stream().map(PluginEntry::name).toList();
    requireFree(names, name);
    Path folder = StrategyNames.pluginFolder(session());
    Files.createDirectories(folder);
    Path target = folder.resolve(name);
    // In one step, so that nobody reads half of it.
    Path half = Files.createTempFile(folder, ".add", ".part");
    try {
      Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
      if (Files.exists(target) && !replace) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      throw new CliException(
          ExitCode.CONFLICT, target + " is there already; --replace replaces it", e);
    } finally {
      Files.deleteIfExists(half);
    }
    session().out().write(String.join("\n", names) + "\n");
    session().out().flush();
    return ExitCode.OK;
  }

  private void requireFree(List<String> names, String file) {
    StrategyNames known = new StrategyNames(session());
    for (String each : names) {
      if (StrategyNames.isShipped(each)) {
        throw new CliException(
            ExitCode.REFUSED, jar + ": a strategy that is shipped is called " + each);
      }
      for (PluginJar other : known.plugins()) {
        boolean same = String.valueOf(other.path().getFileName()).equals(file);
        if (!same && other.strategies().stream().anyMatch(one -> one.name().equals(each))) {
          throw new CliException(
              ExitCode.CONFLICT, other.path() + " has a strategy " + each + " already");
        }
      }
    }
  }
}
