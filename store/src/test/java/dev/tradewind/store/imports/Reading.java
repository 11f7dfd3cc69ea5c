package dev.tradewind.store.imports;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.quality.QualityKind;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Short ways to read text and files in tests. */
final class Reading {
  static final Instrument COIN =
      instrument("COIN", AssetClass.CRYPTO, TradingCalendar.ROUND_THE_CLOCK);
  static final Instrument SHARE = instrument("SHARE", AssetClass.EQUITY, TradingCalendar.EXCHANGE);
  static final ImportOptions INFER = ImportOptions.of(COIN, null);

  private Reading() {}

  static Instrument instrument(String id, AssetClass assetClass, TradingCalendar calendar) {
    return new Instrument(
        id, assetClass, "USD", new BigDecimal("0.01"), new BigDecimal("1"), calendar);
  }

  static ImportOptions options(String timeframe) {
    return ImportOptions.of(COIN, Timeframe.parse(timeframe));
  }

  static ImportResult text(String text) {
    return text(text, INFER);
  }

  static ImportResult text(String text, ImportOptions options) {
    return bytes(text.getBytes(StandardCharsets.UTF_8), options);
  }

  static ImportResult bytes(byte[] bytes, ImportOptions options) {
    try {
      Path file = Files.createTempFile("prices", ".csv");
      try {
        Files.write(file, bytes);
        return BarFileReader.read(file, options, ImportListener.NONE);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the shared market data; the test is skipped where that is absent. */
  static Path shared(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path data = folder.resolve("../shared/data").normalize();
      if (Files.isDirectory(data)) {
        Path file = data.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), name + " is not in the shared market data");
        return file;
      }
      folder = folder.getParent();
    }
    return Assumptions.abort("the shared market data (../shared/data) is not here");
  }

  static Optional<QualityFlag> flag(ImportReport report, QualityKind kind) {
    return report.flags().stream().filter(flag -> flag.kind() == kind).findFirst();
  }

  static long count(ImportReport report, QualityKind kind) {
    return flag(report, kind).map(QualityFlag::count).orElse(0L);
  }

  static String first(BarSeries series) {
    return bar(series, 0);
  }

  static String last(BarSeries series) {
    return bar(series, series.size() - 1);
  }

  /** A bar as one line: time open high low close volume. */
  static String bar(BarSeries series, int i) {
    return Times.iso(series.openTime(i))
        + " "
        + series.open(i)
        + " "
        + series.high(i)
        + " "
        + series.low(i)
        + " "
        + series.close(i)
        + " "
        + series.volume(i);
  }
}
