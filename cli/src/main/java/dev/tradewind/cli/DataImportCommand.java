package dev.tradewind.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code data import}. */
@Command(
    name = "import",
    description = {
      "Import a file of prices or trades: CSV (also .gz), JSON or Parquet.",
      "Nothing is repaired: rows are accepted or rejected with line and reason, and what looks",
      "wrong is flagged. Importing the same file again changes nothing."
    })
final class DataImportCommand extends ImportingVerb {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file to import.")
  Path file = Path.of("");

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      required = true,
      description = "Store the prices under this id, such as BTC-USD.")
  String instrument = "";

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "Length of a bar, such as 1m, 1h or 1D (default: inferred, and said).")
  @Nullable String timeframe;

  @Option(
      names = "--replace",
      description = "Where stored bars disagree with the file, the file wins.")
  boolean replace;

  @Mixin FileOptions reading = new FileOptions();

  @Mixin InstrumentOptions describing = new InstrumentOptions();

  @Override
  ExitCode run() throws IOException, InterruptedException {
    requireFile(file);
    MarketData.ImportRequest request =
        new MarketData.ImportRequest(
            file, instrument, Arguments.timeframe(timeframe), replace, reading, describing);
    describing.instrument(instrument, null);
    Json document;
    try (MarketData data = MarketData.open(session());
        Progress progress = progress("importing")) {
      document = data.importFile(request, progress);
    }
    return ended(document);
  }

  static void requireFile(Path file) throws NoSuchFileException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new CliException(ExitCode.REFUSED, file + " is a directory, not a file of prices");
    }
  }
}
