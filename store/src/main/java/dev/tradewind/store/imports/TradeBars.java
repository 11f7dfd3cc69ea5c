package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarAggregator;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import java.util.List;

/** The trades of a file and the bars that are made of them. */
final class TradeBars {
  private final OrderedRows rows;
  private final List<TradeTick> trades;

  private TradeBars(RowBatch batch, OrderedRows rows) {
    this.rows = rows;
    this.trades =
        rows.as(
            row ->
                new TradeTick(
                    batch.times[row],
                    batch.value(BarField.CLOSE, row),
                    batch.value(BarField.VOLUME, row)));
  }

  /** The trades of a batch, whose lines are those of the file, in order of time. */
  static TradeBars of(RowBatch batch, boolean backwards, RejectionLog rejections) {
    return new TradeBars(batch, OrderedRows.of(batch, backwards, "trade", rejections));
  }

  /** The bars as rows for an assembler; the line of a bar is that of its first trade. */
  RowBatch bars(SeriesAssembler target) {
    BarSeries series = BarAggregator.fromTrades(target.instrument(), target.timeframe(), trades);
    RowBatch bars = new RowBatch(series.size());
    for (int i = 0; i < series.size(); i++) {
      bars.times[i] = series.openTime(i);
      bars.values[0][i] = series.open(i);
      bars.values[1][i] = series.high(i);
      bars.values[2][i] = series.low(i);
      bars.values[3][i] = series.close(i);
      bars.values[4][i] = series.volume(i);
    }
    bars.size = series.size();
    int bar = 0;
    for (int i = 0; i < rows.size() && bar < bars.size; i++) {
      if (rows.time(i) >= bars.times[bar]) {
        bars.lines[bar] = rows.line(i);
        bar++;
      }
    }
    return bars;
  }

  /** The trades that are in a bar, in order of time; they keep the rows of the file. */
  List<TradeTick> trades() {
    return trades;
  }
}
