package dev.tradewind.engine.sweep;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Bars to sweep over: walks by chance, and stretches of real files where they are there. */
final class SweepPrices {
  private static final Path DATA = Path.of("../../shared/data");
  private static final List<String> FILES =
      List.of(
          "crypto-daily/binance_BTCUSDT_1d_2017-2024.csv",
          "crypto-intraday/binance-vision_AVAXUSDT-1m-2024-02.csv.gz",
          "crypto-intraday/binance_ETHUSDT_1h_2021-04_2023-12.csv.gz",
          "equities-daily/backtesting.py_GOOG_2004-2013.csv",
          "equities-intraday/AAPL_5m_2025-11_2026-02.csv.gz",
          "fx-intraday/backtesting.py_EURUSD_1h_2017-2018.csv");
  private static final List<String> TICKS = List.of("0.01", "0.01", "0.5", "0.001");
  private static final List<String> LOTS = List.of("0.001", "1", "0.00001", "0.1");

  private SweepPrices() {}

  /** Rows of open, high, low, close and volume of every real file that is there. */
  static List<List<double[]>> files() {
    return FILES.stream().map(DATA::resolve).filter(Files::exists).map(SweepPrices::read).toList();
  }

  private static List<double[]> read(Path file) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      List<String> header =
          List.of(String.valueOf(lines.readLine()).toLowerCase(Locale.ROOT).split(",", -1));
      int[] at =
          List.of("open", "high", "low", "close", "volume").stream()
              .mapToInt(header::indexOf)
              .toArray();
      List<double[]> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        double[] row = new double[5];
        for (int i = 0; i < 5; i++) {
          row[i] = Double.parseDouble(cells[at[i]]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instrument instrument(String tick, String lot, TradingCalendar calendar) {
    return new Instrument(
        "SOME", AssetClass.OTHER, "USD", new BigDecimal(tick), new BigDecimal(lot), calendar);
  }

  private static <T> T of(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static BarSeries.Builder builder(
      Random random, String timeframe, int bars, boolean fine) {
    TradingCalendar calendar =
        of(random, List.of(TradingCalendar.ROUND_THE_CLOCK, TradingCalendar.EXCHANGE));
    return BarSeries.builder(
        instrument(fine ? "0.00001" : of(random, TICKS), of(random, LOTS), calendar),
        Timeframe.parse(timeframe),
        bars);
  }

  private static long step(String timeframe) {
    return Timeframe.parse(timeframe).micros();
  }

  /** A stretch of a real file, on bars of one of a few lengths. */
  static BarSeries stretch(Random random, List<double[]> rows) {
    int bars = Math.min(rows.size(), 60 + random.nextInt(900));
    int from = random.nextInt(rows.size() - bars + 1);
    String timeframe = of(random, List.of("1D", "1h", "1m"));
    BarSeries.Builder builder = builder(random, timeframe, bars, rows.getFirst()[0] < 10);
    long time = 1_577_836_800_000_000L;
    for (double[] row : rows.subList(from, from + bars)) {
      builder.append(time, row[0], row[1], row[2], row[3], row[4]);
      time += step(timeframe) * (random.nextInt(60) == 0 ? 1 + random.nextInt(5) : 1);
    }
    return builder.build();
  }

  /** A walk with gaps of price and time. */
  static BarSeries walk(Random random) {
    int bars = 60 + random.nextInt(900);
    String timeframe = of(random, List.of("1D", "1m"));
    BarSeries.Builder builder = builder(random, timeframe, bars, false);
    double jumps = random.nextInt(3) * 0.01;
    double wicks = random.nextDouble();
    double volume = of(random, List.of(0.0, 2e6, 2e6, 1e5));
    long time = 1_577_836_800_000_000L;
    double close = 100;
    for (int i = 0; i < bars; i++) {
      double gap = random.nextInt(8) == 0 ? jumps * 2 : 0.002;
      double open = round(close * Math.exp(random.nextGaussian() * gap));
      close = round(open * Math.exp(random.nextGaussian() * 0.01));
      double high = Math.max(open, close) + round(random.nextDouble() * wicks);
      double low = Math.max(0.01, Math.min(open, close) - round(random.nextDouble() * wicks));
      builder.append(
          time, open, round(high), round(low), close, volume * (1 + random.nextDouble()));
      time += step(timeframe) * (random.nextInt(50) == 0 ? 1 + random.nextInt(5) : 1);
    }
    return builder.build();
  }

  private static double round(double price) {
    return Math.round(price * 100) / 100.0;
  }
}
