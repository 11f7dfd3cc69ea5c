package dev.tradewind.store.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.store.imports.Format;
import dev.tradewind.store.imports.ImportResult;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCatalogTest {
  private static final Map<String, Integer> BARS =
      Map.of("aapl-daily", 252, "btc-minutes", 9399, "btc-hours", 161);

  @Test
  void everyDatasetHasWhatThePageShows() {
    assertThat(DemoCatalog.datasets()).extracting(DemoDataset::id).doesNotHaveDuplicates();
    for (DemoDataset dataset : DemoCatalog.datasets()) {
      assertThat(dataset.resource()).startsWith("demo/");
      assertThat(dataset.attribution()).contains(dataset.licence());
      assertThat(dataset.source().name()).isEqualTo(dataset.fileName());
      assertThat(dataset.title()).isNotBlank();
    }
  }

  @Test
  void filesOfTheExamplesArtifactImportWithoutARejection(@TempDir Path folder) throws Exception {
    for (DemoDataset dataset : DemoCatalog.datasets()) {
      Integer bars = BARS.get(dataset.id());
      if (bars == null) {
        continue;
      }
      Path copy = folder.resolve(dataset.fileName());
      try (InputStream in = getClass().getResourceAsStream("/" + dataset.fileName())) {
        assertThat(in).as(dataset.fileName()).isNotNull();
        Files.write(copy, in.readAllBytes());
      }
      ImportResult result = dataset.read(copy);
      assertThat(result.report().rejections()).isEmpty();
      assertThat(result.report().refusal()).isEmpty();
      assertThat(result.series().size()).isEqualTo(bars);
    }
  }

  @Test
  void hoursAndMinutesAreTheSameTrades(@TempDir Path folder) throws Exception {
    Path copy = folder.resolve("trades.csv");
    try (InputStream in =
        getClass().getResourceAsStream("/bitstamp_trades_from_20131125_usd.csv")) {
      Files.write(copy, in.readAllBytes());
    }
    BarSeries minutes = byId("btc-minutes").read(copy).series();
    ImportResult hours = byId("btc-hours").read(copy);
    assertThat(hours.report().format()).isEqualTo(Format.TRADES_CSV);
    assertThat(hours.report().accepted()).isEqualTo(100_000);
    assertThat(hours.series().open(0)).isEqualTo(minutes.open(0));
    assertThat(hours.series().close(160)).isEqualTo(minutes.close(minutes.size() - 1));
    double high = 0;
    for (int i = 0; minutes.openTime(i) < hours.series().closeTime(0); i++) {
      high = Math.max(high, minutes.high(i));
    }
    assertThat(hours.series().high(0)).isEqualTo(high);
  }

  private static DemoDataset byId(String id) {
    return DemoCatalog.datasets().stream()
        .filter(dataset -> dataset.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
