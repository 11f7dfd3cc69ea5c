package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarAggregator;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import java.util.AbstractList;
import java.util.List;

/**
 * Bars of the trades of a file. Trades of one moment keep the order of the file; a trade before the
 * one above it is rejected, because its place is unknown.
 */
final class TradeBars {
  private final RowBatch batch;
  private final int[] rows;
  private int trades;

  private TradeBars(RowBatch batch) {
    this.batch = batch;
    this.rows = new int[batch.size];
  }

  /** The trades of a batch, whose lines are those of the file, in order of time. */
  static TradeBars of(RowBatch batch, boolean backwards, RejectionLog rejections) {
    TradeBars made = new TradeBars(batch);
    long last = Long.MIN_VALUE;
    for (int n = 0; n < batch.size; n++) {
      int row = backwards ? batch.size - 1 - n : n;
      long time = batch.times[row];
      if (time < last) {
        rejections.add(
            batch.lines[row],
            "trade at "
                + Times.iso(time)
                + " is before the one above it ("
                + Times.iso(last)
                + "): sort the file by time",
            batch.textOf(row));
      } else {
        last = time;
        made.rows[made.trades] = row;
        made.trades++;
      }
    }
    return made;
  }

  /** The bars as rows for an assembler; the line of a bar is that of its first trade. */
  RowBatch bars(SeriesAssembler target) {
    BarSeries series =
        BarAggregator.fromTrades(target.instrument(), target.timeframe(), new Trades());
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
    for (int i = 0; i < trades && bar < bars.size; i++) {
      if (batch.times[rows[i]] >= bars.times[bar]) {
        bars.lines[bar] = batch.lines[rows[i]];
        bar++;
      }
    }
    return bars;
  }

  /** The trades that are in a bar, in order of time; they keep the rows of the file. */
  List<TradeTick> trades() {
    return new Trades();
  }

  /** The trades as values, made when they are asked for. */
  private final class Trades extends AbstractList<TradeTick> {
    @Override
    public TradeTick get(int index) {
      int row = rows[index];
      return new TradeTick(
          batch.times[row], batch.value(BarField.CLOSE, row), batch.value(BarField.VOLUME, row));
    }

    @Override
    public int size() {
      return trades;
    }
  }
}
