package dev.tradewind.store.imports;

import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import java.util.List;

/**
 * The last step of every format: rows of a whole file, in its order, become bars, trades or quotes
 * in order of time.
 */
final class Assembly {
  private Assembly() {}

  /** Where the rows of a file belong. */
  record Target(
      RowKind kind,
      Format format,
      TimeGrid grid,
      SeriesAssembler assembler,
      RejectionLog rejections) {
    ParsedFile parsed(long rowsRead, List<TradeTick> trades, List<Quote> quotes) {
      return new ParsedFile(kind, format, grid, assembler, rejections, rowsRead, trades, quotes);
    }
  }

  /** Puts the rows of a whole file, whose lines are those of the file, where they belong. */
  static ParsedFile finish(
      RowBatch whole, boolean backwards, Target target, long rowsRead, List<String> notes) {
    if (backwards) {
      notes.add("rows are newest first; they were read in reverse");
    }
    return switch (target.kind()) {
      case BARS -> {
        target.assembler().add(whole, 0, backwards);
        yield target.parsed(rowsRead, List.of(), List.of());
      }
      case TRADES -> {
        TradeBars made = TradeBars.of(whole, backwards, target.rejections());
        target.assembler().add(made.bars(target.assembler()), 0, false);
        yield target.parsed(rowsRead, made.trades(), List.of());
      }
      case QUOTES -> {
        OrderedRows rows = OrderedRows.of(whole, backwards, "quote", target.rejections());
        yield target.parsed(rowsRead, List.of(), rows.as(whole::quote));
      }
    };
  }
}
