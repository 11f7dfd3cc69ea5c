package dev.tradewind.store.imports;

import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.time.Timeframe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file of quotes. Used by the command line. Stateless; safe to use from several threads.
 */
public final class QuoteFileReader {
  /** A file of trades, which is refused, would else be refused for want of one. */
  private static final Timeframe ANY = Timeframe.parse("1D");

  private QuoteFileReader() {}

  /**
   * The quotes of a file and what there is to say about them.
   *
   * @param quotes the accepted rows in order of time, those of one moment in the order of the file;
   *     must not be used if the report says refused
   * @param report what was read, rejected and inferred; without timeframe and flags
   */
  public record Read(List<Quote> quotes, ImportReport report) {}

  /**
   * Reads a file. CSV and JSON, plain or gzip, are told apart by their content. The columns must be
   * named; a file of bars or trades is refused.
   *
   * @param options their timeframe is not used
   * @throws UnreadableFileException if there is nothing in the file that could be a row
   * @throws ImportCancelledException if the listener says so
   */
  public static Read read(Path file, ImportOptions options, ImportListener listener) {
    List<String> notes = new ArrayList<>();
    ParsedFile parsed = BarFileReader.parse(file, options.withTimeframe(ANY), listener, notes);
    return new Read(
        parsed.quotes(), BarFileReader.momentsReport(file, options, RowKind.QUOTES, parsed, notes));
  }
}
