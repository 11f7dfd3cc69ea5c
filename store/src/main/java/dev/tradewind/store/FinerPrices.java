package dev.tradewind.store;

import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.time.Timeframe;
import java.util.Optional;

/**
 * What shows the way of the price within the bars of a run of stored instruments. Used by the
 * platform and the command line for the option {@code detail}.
 */
public sealed interface FinerPrices {
  /** What users write for {@link Trades}. */
  String TRADES = "trades";

  /** Stored bars of a finer timeframe. */
  record Bars(Timeframe timeframe) implements FinerPrices {
    @Override
    public String toString() {
      return timeframe.code();
    }
  }

  /** The stored trades of the market, of which strategies are told too. */
  record Trades() implements FinerPrices {
    @Override
    public String toString() {
      return TRADES;
    }
  }

  /**
   * What a text names.
   *
   * @param text {@code trades} or a timeframe such as {@code 1m}
   * @throws IllegalArgumentException if it is neither
   */
  static FinerPrices parse(String text) {
    if (text.equals(TRADES)) {
      return new Trades();
    }
    try {
      return new Bars(Timeframe.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "detail must be a timeframe such as 1m, or trades, was '" + text + "': " + e.getMessage(),
          e);
    }
  }

  /**
   * Why a run cannot read them; empty if it can. Orders meet single trades under one fill model
   * only, so that under any other one nothing would be finer.
   *
   * @param timeframe of the bars of the run
   * @param model by which orders meet the market
   */
  default Optional<String> problem(Timeframe timeframe, FillModel model) {
    return switch (this) {
      case Bars(Timeframe finer) when finer.micros() >= timeframe.micros() ->
          Optional.of("detail must be finer than " + timeframe + ", was " + finer);
      case Trades() when model != FillModel.INTRABAR ->
          Optional.of(
              "detail trades needs the fill model intrabar (fillModel, --fill-model), was "
                  + model.code()
                  + ", under which orders do not meet single trades");
      case Bars(var finer) -> Optional.empty();
      case Trades() -> Optional.empty();
    };
  }
}
