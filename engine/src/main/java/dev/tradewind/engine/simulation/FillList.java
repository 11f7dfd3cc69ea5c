package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import java.util.Optional;

/**
 * The fills of a run, 40 bytes each: most happen at the open of their bar, which gives their time
 * and their reference price; the others have a second row.
 */
final class FillList extends RowList<Fill> {
  /** The fill has a second row. */
  private static final int ELSEWHERE = 1;

  /** The fill is all of a market order for a number of lots or for the position. */
  private static final int WHOLE = 2;

  /** That order was for the position. */
  private static final int ENTIRE = 4;

  private static final int FLAG_BITS = 3;

  private final BarSeries[] series;
  private final Elsewhere elsewhere = new Elsewhere();

  /** Of a run over these series, in the order of the instruments' indexes. */
  FillList(BarSeries[] series) {
    super(5);
    this.series = series;
  }

  /**
   * A buy of {@code lots > 0} or a sale of {@code -lots > 0}, at the open of a bar, of the whole of
   * a market order.
   */
  void addWhole(
      int instrument,
      int bar,
      long signedLots,
      long priceTicks,
      long feeUnits,
      long orderId,
      boolean entire) {
    write(
        instrument,
        bar,
        signedLots,
        priceTicks,
        feeUnits,
        orderId << FLAG_BITS | (entire ? WHOLE | ENTIRE : WHOLE));
  }

  /** A fill at any time and any price of reference. */
  void add(int instrument, int bar, Fill fill) {
    boolean atOpen =
        series[instrument].openTime(bar) == fill.timeMicros()
            && series[instrument].open(bar) == fill.referencePrice();
    if (!atOpen) {
      elsewhere.add(size(), fill.timeMicros(), fill.referencePrice());
    }
    write(
        instrument,
        bar,
        fill.side() == Side.BUY ? fill.lots() : -fill.lots(),
        fill.priceTicks(),
        fill.feeUnits(),
        fill.orderId() << FLAG_BITS | (atOpen ? 0 : ELSEWHERE));
  }

  private void write(
      int instrument, int bar, long signedLots, long priceTicks, long feeUnits, long orderWord) {
    int at = append();
    long[] words = newest();
    words[at] = (long) instrument << 32 | bar;
    words[at + 1] = signedLots;
    words[at + 2] = priceTicks;
    words[at + 3] = feeUnits;
    words[at + 4] = orderWord;
  }

  int instrument(int index) {
    return (int) (word(index, 0) >>> 32);
  }

  int bar(int index) {
    return (int) word(index, 0);
  }

  /** Lots bought, or the negative of lots sold. */
  long signedLots(int index) {
    return word(index, 1);
  }

  long priceTicks(int index) {
    return word(index, 2);
  }

  long feeUnits(int index) {
    return word(index, 3);
  }

  long orderId(int index) {
    return word(index, 4) >> FLAG_BITS;
  }

  /** Whether the order that was filled has no record of its own. */
  boolean isWhole(int index) {
    return (word(index, 4) & WHOLE) != 0;
  }

  /** The order that a fill tells all of, as its strategy sees it. */
  Optional<OrderStatus> findWhole(long orderId) {
    for (int i = size() - 1; i >= 0; i--) {
      if (isWhole(i) && orderId(i) == orderId) {
        long lots = signedLots(i);
        return Optional.of(
            new OrderStatus(
                orderId,
                instrument(i),
                lots > 0 ? Side.BUY : Side.SELL,
                new OrderType.Market(),
                OrderState.FILLED,
                Math.abs(lots),
                Math.abs(lots),
                ""));
      }
    }
    return Optional.empty();
  }

  boolean isEntire(int index) {
    return (word(index, 4) & ENTIRE) != 0;
  }

  long time(int index) {
    return (word(index, 4) & ELSEWHERE) == 0
        ? series[instrument(index)].openTime(bar(index))
        : elsewhere.get(elsewhere.find(index)).time();
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
        series[instrument].open(bar),
        words[at + 4] >> FLAG_BITS);
  }

  @Override
  public Fill get(int index) {
    Fill fill = super.get(index);
    if ((word(index, 4) & ELSEWHERE) == 0) {
      return fill;
    }
    Place place = elsewhere.get(elsewhere.find(index));
    return new Fill(
        place.time(),
        fill.instrument(),
        fill.side(),
        fill.lots(),
        fill.priceTicks(),
        fill.feeUnits(),
        place.reference(),
        fill.orderId());
  }

  /** Where a fill was that was not at its bar's open. */
  private record Place(long time, double reference) {}

  private static final class Elsewhere extends RowList<Place> {
    Elsewhere() {
      super(3);
    }

    void add(int fill, long time, double reference) {
      int at = append();
      long[] words = newest();
      words[at] = fill;
      words[at + 1] = time;
      words[at + 2] = bits(reference);
    }

    /** The row of a fill that has one. */
    int find(int fill) {
      int low = 0;
      int high = size() - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (word(middle, 0) < fill) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    @Override
    Place read(long[] words, int at) {
      return new Place(words[at + 1], value(words[at + 2]));
    }
  }
}
