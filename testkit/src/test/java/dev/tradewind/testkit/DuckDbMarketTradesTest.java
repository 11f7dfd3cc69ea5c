package dev.tradewind.testkit;

import dev.tradewind.store.BarStore;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import java.nio.file.Path;
import java.time.Clock;

class DuckDbMarketTradesTest extends MarketTradesContract {
  @Override
  protected BarStore open(Path folder, Clock clock) {
    return DuckDbBarStore.open(folder.resolve("market/bars.duckdb"), clock);
  }
}
