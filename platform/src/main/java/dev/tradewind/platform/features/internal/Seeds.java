package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureSets;
import dev.tradewind.platform.shared.PlatformSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds the features that every installation begins with. One that was edited or deleted here stays
 * as it is; one that was not gets a new version if the engine brings another one.
 */
@Component
final class Seeds implements SmartInitializingSingleton {
  private final DefinitionTable table;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Seeds(DefinitionTable table, TransactionTemplate transaction, PlatformSettings settings) {
    this.table = table;
    this.transaction = transaction;
    this.clock = settings.clock();
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(
        status -> {
          table.lock();
          FeatureSets.seeded().forEach(this::seed);
        });
  }

  private void seed(FeatureDefinition wanted) {
    List<Definition> versions = table.versions(wanted.name());
    if (versions.isEmpty()) {
      table.insert(row(wanted, 1, clock.instant()));
      return;
    }
    Definition newest = versions.getFirst();
    Definition row = row(wanted, newest.version() + 1, clock.instant());
    if (newest.active() && newest.seeded() && !newest.saysTheSameAs(row)) {
      table.retire(wanted.name(), clock.instant());
      table.insert(row);
    }
  }

  private static Definition row(FeatureDefinition wanted, int version, Instant now) {
    return new Definition(
        wanted.name(),
        version,
        wanted.expression(),
        null,
        wanted.nulls(),
        wanted.outliers().method(),
        wanted.outliers().threshold(),
        wanted.description(),
        true,
        true,
        now);
  }
}
