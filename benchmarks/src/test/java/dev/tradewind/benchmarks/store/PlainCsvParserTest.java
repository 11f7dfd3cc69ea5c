package dev.tradewind.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainCsvParserTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Test
  void importerAndPlainLoopGiveTheSameColumns(@TempDir Path folder) throws Exception {
    Path file = walk(folder.resolve("walk.csv"), 60_000);

    PlainCsvParser.Columns plain = PlainCsvParser.read(file);
    BarSeries series = CsvImportBenchmark.importFile(file);

    assertThat(series.size()).isEqualTo(60_000).isEqualTo(plain.size());
    for (int i = 0; i < series.size(); i++) {
      assertThat(series.openTime(i)).isEqualTo(plain.times()[i]);
    }
    BarField[] fields = BarField.values();
    for (int f = 0; f < fields.length; f++) {
      assertThat(series.copyOf(fields[f]))
          .isEqualTo(Arrays.copyOf(plain.values()[f], plain.size()));
    }
  }

  @Test
  void aMeasurementHasTwoTimes(@TempDir Path folder) throws Exception {
    CsvImportBenchmark.Result result =
        CsvImportBenchmark.measure(walk(folder.resolve("walk.csv"), 1000), 3);

    assertThat(result.rows()).isEqualTo(1000);
    assertThat(result.ratio()).isPositive();
  }

  private static Path walk(Path file, int bars) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    LocalDateTime time = LocalDateTime.of(2020, 1, 1, 0, 0);
    double price = 100;
    for (int i = 0; i < bars; i++) {
      double close = price * (1 + 0.001 * (random.nextDouble() - 0.5));
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%.6f,%.6f,%.6f,%.6f,%.4f\n",
              TIME.format(time),
              price,
              Math.max(price, close) + 0.01,
              Math.min(price, close) - 0.01,
              close,
              random.nextDouble() * 1e4));
      price = close;
      time = time.plusMinutes(1);
    }
    return Files.writeString(file, text);
  }
}
