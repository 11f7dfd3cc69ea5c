package dev.tradewind.platform.marketdata;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import java.util.List;
import java.util.Optional;

/**
 * Bars to look at: the stored ones, and longer ones made of them when they are asked for. Used by
 * charts and previews; runs and features read stored bars only, see {@link MarketData}.
 */
public interface ChartBars {
  /**
   * A timeframe in which an instrument can be looked at.
   *
   * @param timeframe its code
   * @param madeOf the stored timeframe of which its bars are made; its own code where it is stored
   */
  record ShownTimeframe(String timeframe, String madeOf) {}

  /** The timeframes of an instrument: the stored ones, then those that can be made of them. */
  List<ShownTimeframe> timeframes(String instrument);

  /**
   * The bars of an instrument in a timeframe: the stored ones, or else those of whole spans made of
   * the longest stored ones of which it can be made. Empty if there are none.
   */
  Optional<BarSeries> bars(String instrument, Timeframe timeframe);
}
