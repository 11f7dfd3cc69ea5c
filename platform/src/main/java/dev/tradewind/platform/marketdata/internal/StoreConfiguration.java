package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.TradewindHome;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bar store of the data directory. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean(destroyMethod = "close")
  DuckDbBarStore barStore(PlatformSettings settings) {
    settings.home().market();
    return DuckDbBarStore.open(new TradewindHome(settings.home().root()).bars());
  }
}
