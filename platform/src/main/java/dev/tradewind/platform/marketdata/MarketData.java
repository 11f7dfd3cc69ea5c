package dev.tradewind.platform.marketdata;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.RunInputs;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.TradesInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored prices. Used by simulations. */
public interface MarketData extends RunInputs.Source {
  /** All bars of a series under the instrument as it is described now. */
  @Override
  Optional<BarSeries> bars(String instrument, Timeframe timeframe);

  /**
   * The bars of a series that were known at a moment, as they were known then, before later
   * corrections; under the instrument as it is described now.
   */
  Optional<BarSeries> barsAsOf(String instrument, Timeframe timeframe, Instant asOf);

  /** The splits of an instrument; none if none are known. */
  SplitSchedule splits(String instrument);

  /** What is stored. */
  @Override
  List<SeriesInfo> catalogue();

  /** Of which instruments the market's trades are stored. */
  List<TradesInfo> tradeCatalogue();
}
