package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a price within bars: finer bars, or trades as bars of one price. */
final class Detail {
  private final @Nullable BarSeries bars;
  private final List<TradeTick> trades;
  private int next;
  private boolean isOpen;
  private boolean isShown;

  private Detail(@Nullable BarSeries bars, List<TradeTick> trades) {
    this.bars = bars;
    this.trades = trades;
  }

  /** The finer bars of a series' instrument, with the model intrabar else its trades, else none. */
  static @Nullable Detail of(SimulationInput input, BarSeries series, FillModel model) {
    String id = series.instrument().id();
    BarSeries finer = input.detail().get(id);
    if (finer != null) {
      return new Detail(finer, List.of());
    }
    List<TradeTick> trades = input.trades().getOrDefault(id, List.of());
    return model == FillModel.INTRABAR && !trades.isEmpty() ? new Detail(null, trades) : null;
  }

  private int size() {
    return bars == null ? trades.size() : bars.size();
  }

  private long from(int i) {
    return bars == null ? trades.get(i).timeMicros() : bars.openTime(i);
  }

  private long to(int i) {
    return bars == null ? trades.get(i).timeMicros() : bars.closeTime(i);
  }

  /** When the next of them opens or closes. */
  long nextEvent() {
    return next >= size() ? Long.MAX_VALUE : isOpen ? to(next) : from(next);
  }

  /** Drops what began before a moment. */
  void skipTo(long moment) {
    while (next < size() && !isOpen && from(next) < moment) {
      next++;
    }
  }

  /** Whether one begins in a span. */
  boolean covers(long from, long to) {
    return next < size() && from(next) >= from && from(next) < to;
  }

  boolean closesAt(long moment) {
    return isOpen && to(next) == moment;
  }

  boolean opensAt(long moment) {
    return !isOpen && next < size() && from(next) == moment;
  }

  boolean isTrade() {
    return bars == null;
  }

  /**
   * Shows the next one to the orders; says whether it is of a session, as only then it is shown.
   */
  boolean open(InstrumentRun run) {
    isOpen = true;
    if (bars == null) {
      double price = trades.get(next).price();
      run.passDetail(price, price, trades.get(next).quantity());
    } else {
      run.passDetail(bars.high(next), bars.low(next), bars.volume(next));
    }
    isShown =
        !run.hours.closes() || run.hours.trades(from(next), Math.max(to(next), from(next) + 1));
    if (!isShown) {
      return false;
    }
    if (bars == null) {
      TradeTick trade = trades.get(next);
      double price = trade.price();
      run.showDetail(from(next), to(next), price, price, price, price, trade.quantity());
    } else {
      run.showDetail(
          from(next),
          to(next),
          bars.open(next),
          bars.high(next),
          bars.low(next),
          bars.close(next),
          bars.volume(next));
    }
    return true;
  }

  /** Whether orders can meet the one that is open. */
  boolean isShown() {
    return isShown;
  }

  void close() {
    isOpen = false;
    next++;
  }
}
