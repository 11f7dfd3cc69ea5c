package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;

/**
 * The fills of a run, 32 bytes each: a fill happens at the open of its bar, which gives its time
 * and its reference price.
 */
final class FillList extends RowList<Fill> {
  private final BarSeries[] series;

  /** Of a run over these series, in the order of the instruments' indexes. */
  FillList(BarSeries[] series) {
    super(4);
    this.series = series;
  }

  /** A buy of {@code lots > 0} or a sale of {@code -lots > 0}, at the open of a bar. */
  void add(int instrument, int bar, long signedLots, long priceTicks, long feeUnits) {
    int at = append();
    long[] words = newest();
    words[at] = (long) instrument << 32 | bar;
    words[at + 1] = signedLots;
    words[at + 2] = priceTicks;
    words[at + 3] = feeUnits;
  }

  int instrument(int index) {
    return (int) (word(index, 0) >>> 32);
  }

  int bar(int index) {
    return (int) word(index, 0);
  }

  boolean isBuy(int index) {
    return word(index, 1) > 0;
  }

  long lots(int index) {
    return Math.abs(word(index, 1));
  }

  long priceTicks(int index) {
    return word(index, 2);
  }

  long feeUnits(int index) {
    return word(index, 3);
  }

  @Override
  Fill read(long[] words, int at) {
    int instrument = (int) (words[at] >>> 32);
    int bar = (int) words[at];
    return new Fill(
        series[instrument].openTime(bar),
        instrument,
        words[at + 1] > 0 ? Side.BUY : Side.SELL,
        Math.abs(words[at + 1]),
        words[at + 2],
        words[at + 3],
        series[instrument].open(bar));
  }
}
