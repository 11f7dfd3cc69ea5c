package dev.tradewind.engine.strategy;

/**
 * Long while the fast exponential average is above the slow one, entered and left on the cross. The
 * catalogue runs it with all cash; benchmarks run it with one unit.
 */
public final class EmaCrossover implements Strategy {
  private final int fastPeriod;
  private final int slowPeriod;
  private final OrderSize size;
  private FeatureHandle[] fast = {};
  private FeatureHandle[] slow = {};

  /**
   * A crossover of two look-backs.
   *
   * @param fastPeriod bars, &ge; 1
   * @param slowPeriod bars, &gt; {@code fastPeriod}
   * @param size of each entry
   */
  public EmaCrossover(int fastPeriod, int slowPeriod, OrderSize size) {
    if (fastPeriod >= slowPeriod) {
      throw new IllegalArgumentException(
          "fastPeriod must be < slowPeriod (" + slowPeriod + "), was " + fastPeriod);
    }
    this.fastPeriod = fastPeriod;
    this.slowPeriod = slowPeriod;
    this.size = size;
  }

  @Override
  public void onStart(StrategySetup setup) {
    int count = setup.instrumentCount();
    fast = new FeatureHandle[count];
    slow = new FeatureHandle[count];
    for (int i = 0; i < count; i++) {
      fast[i] = setup.feature(i, "ema(close, " + fastPeriod + ")");
      slow[i] = setup.feature(i, "ema(close, " + slowPeriod + ")");
    }
  }

  @Override
  public void onBar(StrategyContext context) {
    int instrument = context.instrument();
    FeatureHandle fastHandle = fast[instrument];
    FeatureHandle slowHandle = slow[instrument];
    double fastNow = context.value(fastHandle, 0);
    double slowNow = context.value(slowHandle, 0);
    double fastBefore = context.value(fastHandle, 1);
    double slowBefore = context.value(slowHandle, 1);
    // Comparisons with NaN are false: nothing happens before both values exist on both bars.
    if (fastNow > slowNow && fastBefore <= slowBefore) {
      if (context.positionLots(instrument) == 0 && !context.hasPendingOrder(instrument)) {
        context.submit(new OrderIntent.Market(instrument, Side.BUY, size));
      }
    } else if (fastNow < slowNow && fastBefore >= slowBefore) {
      if (context.positionLots(instrument) > 0 && !context.hasPendingOrder(instrument)) {
        context.submit(
            new OrderIntent.Market(instrument, Side.SELL, new OrderSize.EntirePosition()));
      }
    }
  }
}
