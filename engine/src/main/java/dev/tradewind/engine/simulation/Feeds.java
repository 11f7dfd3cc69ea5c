package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.strategy.Signal;
import java.util.List;

/** The trades, quotes and signals of a run, told at their moments. */
final class Feeds {
  /** Who is told. */
  interface Listener {
    void onTrade(int instrument, TradeTick trade);

    void onQuote(int instrument, Quote quote);

    void onSignal(Signal signal);
  }

  private final List<List<TradeTick>> trades;
  private final List<List<Quote>> quotes;
  private final List<Signal> signals;
  private final int[] nextTrade;
  private final int[] nextQuote;
  private int nextSignal;

  Feeds(SimulationInput input) {
    List<String> ids = input.series().stream().map(one -> one.instrument().id()).toList();
    trades = ids.stream().map(id -> input.trades().getOrDefault(id, List.of())).toList();
    quotes = ids.stream().map(id -> input.quotes().getOrDefault(id, List.of())).toList();
    signals = input.signals();
    nextTrade = new int[ids.size()];
    nextQuote = new int[ids.size()];
  }

  boolean isEmpty() {
    return signals.isEmpty()
        && trades.stream().allMatch(List::isEmpty)
        && quotes.stream().allMatch(List::isEmpty);
  }

  /** When something is to be told next. */
  long nextEvent() {
    long next =
        nextSignal < signals.size() ? signals.get(nextSignal).knownAtMicros() : Long.MAX_VALUE;
    for (int i = 0; i < nextTrade.length; i++) {
      if (nextTrade[i] < trades.get(i).size()) {
        next = Math.min(next, trades.get(i).get(nextTrade[i]).timeMicros());
      }
      if (nextQuote[i] < quotes.get(i).size()) {
        next = Math.min(next, quotes.get(i).get(nextQuote[i]).timeMicros());
      }
    }
    return next;
  }

  /** Tells the trades, then the quotes up to a moment. */
  void tellMarket(long now, Listener listener) {
    for (int i = 0; i < nextTrade.length; i++) {
      for (List<TradeTick> own = trades.get(i);
          nextTrade[i] < own.size() && own.get(nextTrade[i]).timeMicros() <= now;
          nextTrade[i]++) {
        listener.onTrade(i, own.get(nextTrade[i]));
      }
    }
    for (int i = 0; i < nextQuote.length; i++) {
      for (List<Quote> own = quotes.get(i);
          nextQuote[i] < own.size() && own.get(nextQuote[i]).timeMicros() <= now;
          nextQuote[i]++) {
        listener.onQuote(i, own.get(nextQuote[i]));
      }
    }
  }

  /** Tells the signals up to a moment. */
  void tellSignals(long now, Listener listener) {
    for (;
        nextSignal < signals.size() && signals.get(nextSignal).knownAtMicros() <= now;
        nextSignal++) {
      listener.onSignal(signals.get(nextSignal));
    }
  }
}
