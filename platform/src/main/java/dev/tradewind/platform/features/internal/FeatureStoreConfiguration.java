package dev.tradewind.platform.features.internal;

import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import dev.tradewind.store.duckdb.DuckDbFeatureStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The feature store beside the bars. */
@Configuration(proxyBeanMethods = false)
class FeatureStoreConfiguration {
  @Bean(destroyMethod = "close")
  FeatureStore featureStore(DuckDbBarStore bars, WatermarkTable watermarks) {
    FeatureStore store = DuckDbFeatureStore.open(bars, watermarks);
    watermarks.repair(store.catalogue());
    return store;
  }
}
