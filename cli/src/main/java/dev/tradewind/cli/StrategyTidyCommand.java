package dev.tradewind.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code strategy tidy}. */
@Command(
    name = "tidy",
    description = {
      "Remove kept jars that no back-test, no study and no installed plugin needs any more.",
      "Every jar that was run is kept in $TRADEWIND_HOME/plugins-kept, so that 'backtest verify'",
      "works after it was replaced. Asks the platform, which alone knows the runs."
    })
final class StrategyTidyCommand extends ReportingVerb {
  private static final int PREFIX = 12;

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  boolean dry;

  @Override
  ExitCode run() throws IOException, InterruptedException {
    PlatformClient platform = PlatformClient.require(session(), "stored runs");
    Table table = Table.of("hash", "bytes", "uses", "installed", "what");
    List<Json> items = new ArrayList<>();
    long freed = 0;
    for (Json kept : platform.all("/plugins/kept", Map.of())) {
      String hash = kept.text("hash");
      long uses = kept.get("uses").asLong() + ownStudies(hash.substring(0, PREFIX));
      boolean installed = kept.get("installed").isTrue();
      boolean needed = uses > 0 || installed;
      if (!needed) {
        freed += kept.get("bytes").asLong();
        if (!dry) {
          platform.delete("/plugins/kept/" + PlatformClient.segment(hash));
        }
      }
      String what = needed ? "needed" : dry ? "not needed" : "removed";
      table.row(
          List.of(
              output == OutputFormat.TABLE ? hash.substring(0, 16) : hash,
              kept.get("bytes").display(),
              Long.toString(uses),
              installed ? "yes" : "no",
              what));
      items.add(
          Json.of(
              "hash",
              hash,
              "bytes",
              kept.get("bytes"),
              "uses",
              uses,
              "installed",
              installed,
              "what",
              what));
    }
    write(table, Json.array(items));
    note((dry ? "would free " : "freed ") + freed + " bytes");
    return ExitCode.OK;
  }

  /** Studies that this command line keeps as files; each says by which strategy it was made. */
  private long ownStudies(String prefix) throws IOException {
    Path directory = session().home().root().resolve("optimize").resolve("studies");
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    long found = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.filter(file -> file.toString().endsWith(".about")).toList()) {
        if (Files.readString(each).contains("@" + prefix)) {
          found++;
        }
      }
    }
    return found;
  }
}
