package dev.tradewind.store.imports;

import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.time.Timeframe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file of trades as trades. Used by the command line and the platform. Stateless; safe to
 * use from several threads.
 */
public final class TradeFileReader {
  /** Rows are read as those that bars are made of; which bars does not matter. */
  private static final Timeframe ANY = Timeframe.parse("1D");

  private TradeFileReader() {}

  /**
   * The trades of a file and what there is to say about them.
   *
   * @param trades the accepted rows in order of time, those of one moment in the order of the file;
   *     must not be stored if the report says refused
   * @param report what was read, rejected and inferred; without timeframe and flags
   */
  public record Read(List<TradeTick> trades, ImportReport report) {}

  /**
   * Reads a file. CSV and JSON, plain or gzip, are told apart by their content. A file of bars or
   * quotes is refused.
   *
   * @param options their timeframe is not used
   * @throws UnreadableFileException if there is nothing in the file that could be a row
   * @throws ImportCancelledException if the listener says so
   */
  public static Read read(Path file, ImportOptions options, ImportListener listener) {
    List<String> notes = new ArrayList<>();
    ParsedFile parsed = BarFileReader.parse(file, options.withTimeframe(ANY), listener, notes);
    return new Read(
        parsed.trades(), BarFileReader.momentsReport(file, options, RowKind.TRADES, parsed, notes));
  }
}
