package dev.tradewind.store.imports;

import java.util.List;

/** Which columns hold the numbers of a row, by index from 0; -1 where there is none. */
sealed interface Columns {
  /** Those that hold prices, by which the way numbers are written is found. */
  List<Integer> prices();

  /**
   * A row is a bar.
   *
   * @param open first price
   * @param high highest price
   * @param low lowest price
   * @param close last price
   * @param volume traded quantity; -1 where it is not told
   */
  record Bars(int open, int high, int low, int close, int volume) implements Columns {
    @Override
    public List<Integer> prices() {
      return List.of(open, high, low, close);
    }
  }

  /** A row is a trade of the market. */
  record Trades(int price, int quantity) implements Columns {
    @Override
    public List<Integer> prices() {
      return List.of(price);
    }
  }

  /**
   * A row is the best prices of the market at a moment.
   *
   * @param bid best price to sell at
   * @param ask best price to buy at
   * @param bidSize units wanted at the bid; -1 where it is not told
   * @param askSize units offered at the ask; -1 where it is not told
   */
  record Quotes(int bid, int ask, int bidSize, int askSize) implements Columns {
    @Override
    public List<Integer> prices() {
      return List.of(bid, ask);
    }
  }
}
