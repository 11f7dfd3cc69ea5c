package dev.tradewind.cli;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.store.imports.ImportReport;
import dev.tradewind.store.imports.QuoteFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of quotes read for one run.
 *
 * @param name the file's name without its folder
 * @param quotes in order of time
 * @param remarks for standard error
 * @param assumptions for the assumption sheet
 */
record QuoteFile(
    String name, List<Quote> quotes, List<String> remarks, List<Assumption> assumptions) {
  static QuoteFile read(Path file, Instrument instrument, FileOptions reading, Progress progress)
      throws IOException {
    DataImportCommand.requireFile(file);
    QuoteFileReader.Read read =
        QuoteFileReader.read(
            file,
            reading.options(instrument, null, null),
            (done, total) -> {
              progress.show(total == 0 ? 1 : (double) done / total);
              return true;
            });
    ImportReport report = read.report();
    PriceFile.requireUsable(report);
    @Nullable Assumption rejected = PriceFile.rejected(report);
    List<Assumption> assumptions = rejected == null ? List.of() : List.of(rejected);
    return new QuoteFile(
        report.source(), read.quotes(), PriceFile.remarks(assumptions), assumptions);
  }
}
