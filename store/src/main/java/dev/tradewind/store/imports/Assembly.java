package dev.tradewind.store.imports;

import dev.tradewind.engine.market.TradeTick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last step of every format: rows of a whole file, in its order, become bars in order of time.
 */
final class Assembly {
  private Assembly() {}

  /** Where the rows of a file belong. */
  record Target(Format format, TimeGrid grid, SeriesAssembler assembler, RejectionLog rejections) {}

  /** Puts the rows of a whole file, whose lines are those of the file, into the series. */
  static ParsedFile finish(
      RowBatch whole, boolean backwards, Target target, long rowsRead, List<String> notes) {
    if (backwards) {
      notes.add("rows are newest first; they were read in reverse");
    }
    @Nullable List<TradeTick> trades = null;
    if (target.format().trades()) {
      TradeBars made = TradeBars.of(whole, backwards, target.rejections());
      RowBatch bars = made.bars(target.assembler());
      target.assembler().add(bars, 0, false);
      trades = made.trades();
    } else {
      target.assembler().add(whole, 0, backwards);
    }
    return new ParsedFile(
        target.format(), target.grid(), target.assembler(), target.rejections(), rowsRead, trades);
  }
}
