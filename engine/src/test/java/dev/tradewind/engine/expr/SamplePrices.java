package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.SeriesInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Bars to compare values on: a seeded walk, and real files where they are there. */
record SamplePrices(String name, SampleBars bars) {
  private static final Path DATA = Path.of("../../shared/data");
  private static final List<String> FILES =
      List.of(
          "crypto-daily/binance_BTCUSDT_1d_2017-2024.csv",
          "crypto-intraday/binance-vision_AVAXUSDT-1m-2024-02.csv.gz",
          "equities-daily/backtesting.py_GOOG_2004-2013.csv",
          "fx-intraday/backtesting.py_EURUSD_1h_2017-2018.csv");

  static SamplePrices walk() {
    return new SamplePrices("walk", SampleBars.of(SampleBars.Shape.WALK, 3_000));
  }

  /** Every file that is there. */
  static Stream<SamplePrices> files() {
    return FILES.stream()
        .map(DATA::resolve)
        .filter(Files::exists)
        .map(file -> new SamplePrices(String.valueOf(file.getFileName()), read(file)));
  }

  double[] column(SeriesInput input) {
    return bars.fields()[input.ordinal()];
  }

  private static SampleBars read(Path file) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      String header = String.valueOf(lines.readLine()).toLowerCase(Locale.ROOT);
      int open = List.of(header.split(",", -1)).indexOf("open");
      List<double[]> rows =
          lines
              .lines()
              .map(line -> line.split(",", -1))
              .map(
                  cells ->
                      Stream.of(cells)
                          .skip(open)
                          .limit(5)
                          .mapToDouble(Double::parseDouble)
                          .toArray())
              .toList();
      return bars(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SampleBars bars(List<double[]> rows) {
    SampleBars shape = SampleBars.of(SampleBars.Shape.WALK, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      shape.put(i, rows.get(i));
    }
    return shape;
  }

  @Override
  public String toString() {
    return name;
  }
}
