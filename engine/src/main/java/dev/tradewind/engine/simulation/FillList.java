package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;

/** The fills of a run, 48 bytes each. */
final class FillList extends RowList<Fill> {
  FillList() {
    super(6);
  }

  @Override
  void write(Fill fill, long[] words, int at) {
    words[at] = fill.timeMicros();
    words[at + 1] = fill.side() == Side.BUY ? fill.instrument() : ~fill.instrument();
    words[at + 2] = fill.lots();
    words[at + 3] = fill.priceTicks();
    words[at + 4] = fill.feeUnits();
    words[at + 5] = bits(fill.referencePrice());
  }

  @Override
  Fill read(long[] words, int at) {
    int instrument = (int) words[at + 1];
    boolean buy = instrument >= 0;
    return new Fill(
        words[at],
        buy ? instrument : ~instrument,
        buy ? Side.BUY : Side.SELL,
        words[at + 2],
        words[at + 3],
        words[at + 4],
        value(words[at + 5]));
  }
}
