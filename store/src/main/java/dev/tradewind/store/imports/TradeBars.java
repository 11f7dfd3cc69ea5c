package dev.tradewind.store.imports;

import dev.tradewind.engine.time.Timeframe;

/**
 * Makes bars of trades: first, highest, lowest and last price and the sum of quantities of each
 * interval {@code [k × length, (k + 1) × length)} that has a trade. Trades of one moment keep the
 * order of the file; a trade before the one above it is rejected, because its place is unknown.
 */
final class TradeBars {
  private final RowBatch bars;
  private final long length;
  private final RejectionLog rejections;
  private long last = Long.MIN_VALUE;
  private long openTime = Long.MIN_VALUE;
  private long trades;

  TradeBars(Timeframe timeframe, RejectionLog rejections) {
    this.length = timeframe.micros();
    this.rejections = rejections;
    this.bars = new RowBatch(1024);
  }

  /** The bars of all trades of a batch, whose lines are those of the file. */
  static TradeBars of(
      RowBatch batch, boolean backwards, Timeframe timeframe, RejectionLog rejections) {
    TradeBars made = new TradeBars(timeframe, rejections);
    for (int n = 0; n < batch.size; n++) {
      made.add(batch, backwards ? batch.size - 1 - n : n);
    }
    return made;
  }

  private void add(RowBatch batch, int row) {
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
      return;
    }
    last = time;
    trades++;
    double price = batch.values[3][row];
    double quantity = batch.values[4][row];
    long start = time - Math.floorMod(time, length);
    if (start != openTime) {
      openTime = start;
      bars.ensureRoom();
      bars.times[bars.size] = start;
      for (int f = 0; f < 4; f++) {
        bars.values[f][bars.size] = price;
      }
      bars.values[4][bars.size] = quantity;
      bars.lines[bars.size] = batch.lines[row];
      bars.size++;
      return;
    }
    int bar = bars.size - 1;
    bars.values[1][bar] = Math.max(bars.values[1][bar], price);
    bars.values[2][bar] = Math.min(bars.values[2][bar], price);
    bars.values[3][bar] = price;
    bars.values[4][bar] += quantity;
  }

  RowBatch bars() {
    return bars;
  }

  /** Trades that are in a bar. */
  long trades() {
    return trades;
  }
}
