package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.demo.DemoCatalog;
import dev.tradewind.store.demo.DemoDataset;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fills an empty platform with real prices at its first start, through the same imports as a user's
 * files. All imports are created in one transaction, so that a cut-off start does it again.
 */
@Component
class DemoData {
  private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);

  private final PlatformSettings settings;
  private final ImportTable table;
  private final Imports imports;
  private final Uploads uploads;
  private final Market market;

  DemoData(
      PlatformSettings settings,
      ImportTable table,
      Imports imports,
      Uploads uploads,
      Market market) {
    this.settings = settings;
    this.table = table;
    this.imports = imports;
    this.uploads = uploads;
    this.market = market;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Transactional
  void importAtFirstStart() throws IOException {
    if (!settings.demo() || table.count() > 0 || !market.catalogue().isEmpty()) {
      return;
    }
    for (DemoDataset dataset : DemoCatalog.datasets()) {
      try (InputStream file =
          DemoData.class.getClassLoader().getResourceAsStream(dataset.resource())) {
        if (file == null) {
          LOG.warn("the demonstration file {} is not part of this build", dataset.resource());
          continue;
        }
        String upload = uploads.add(dataset.fileName(), file);
        imports.create(
            ImportRequest.of(dataset.options().instrument(), dataset.options().timeframe()),
            new Imports.Source(dataset.fileName(), upload, dataset.attribution(), true));
      }
    }
  }
}
