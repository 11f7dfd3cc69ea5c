package dev.tradewind.engine.simulation;

/** What slippage does to the price of an order that takes liquidity. One for a run. */
final class Slippages {
  private static final int LOOK_BACK = 20;

  private final SlippageModel model;
  private final double impact;

  Slippages(Slippage slippage) {
    this.model = slippage.model();
    this.impact = slippage.impact();
  }

  /** Whether the price depends on how much is filled. */
  boolean dependsOnSize() {
    return model == SlippageModel.VOLUME_SHARE || model == SlippageModel.SQUARE_ROOT;
  }

  /** The price in ticks of lots at a reference; 0 or less where there is none. */
  long ticks(InstrumentRun run, boolean buy, double reference, long lots) {
    return switch (model) {
      case FIXED_BPS, SPREAD -> (buy ? run.buyPricing : run.sellPricing).ticks(reference);
      case VOLUME_SHARE -> {
        double share = run.sliceVolume > 0 ? run.quantity(lots) / run.sliceVolume : 0;
        yield worsened(run, buy, reference, impact * share * share);
      }
      case SQUARE_ROOT -> worsened(run, buy, reference, impact * squareRoot(run, lots));
    };
  }

  private static long worsened(InstrumentRun run, boolean buy, double reference, double part) {
    if (part == 0) {
      return (buy ? run.exactBuy : run.exactSell).ticks(reference);
    }
    return run.roundedTicks(reference * (buy ? 1 + part : 1 - part), buy);
  }

  /** Volatility of a bar times the root of the part of the mean volume, by the bars known. */
  private static double squareRoot(InstrumentRun run, long lots) {
    int to = run.fillBar;
    int from = Math.max(0, to - LOOK_BACK);
    double volume = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      volume += run.volumeNow(i, to);
      if (i > 0) {
        double change = Math.log(run.closeNow(i, to) / run.closeNow(i - 1, to));
        squares += change * change;
      }
    }
    int bars = to - from;
    if (bars == 0 || !(volume > 0)) {
      return 0;
    }
    double volatility = Math.sqrt(squares / bars);
    return volatility * Math.sqrt(run.quantity(lots) / (volume / bars));
  }
}
