package dev.tradewind.benchmarks.store;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.store.imports.BarFileReader;
import dev.tradewind.store.imports.ImportListener;
import dev.tradewind.store.imports.ImportOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;

/** W4: how long the importer takes for a file, as a multiple of the plain loop's time. */
public final class CsvImportBenchmark {
  private static final Instrument INSTRUMENT =
      new Instrument(
          "WALK",
          AssetClass.OTHER,
          "USD",
          new BigDecimal("0.01"),
          new BigDecimal("0.0001"),
          TradingCalendar.ROUND_THE_CLOCK);

  private CsvImportBenchmark() {}

  /**
   * Medians of one run.
   *
   * @param rows rows of the file
   * @param plainMillis the plain loop
   * @param importMillis the importer: rows, report and quality checks
   */
  public record Result(int rows, double plainMillis, double importMillis) {
    /** The importer's time in units of the plain loop's. */
    public double ratio() {
      return importMillis / plainMillis;
    }
  }

  /** The file as the product reads it. */
  public static BarSeries importFile(Path file) {
    ImportOptions options = ImportOptions.of(INSTRUMENT, Timeframe.parse("1m"));
    return BarFileReader.read(file, options, ImportListener.NONE).series();
  }

  /** Measures both in turn, after warming both up. */
  public static Result measure(Path file, int rounds) throws IOException {
    double[] plain = new double[rounds];
    double[] product = new double[rounds];
    int rows = 0;
    for (int warm = 0; warm < 10; warm++) {
      rows = PlainCsvParser.read(file).size();
      rows = Math.min(rows, importFile(file).size());
    }
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      rows = Math.min(rows, PlainCsvParser.read(file).size());
      long middle = System.nanoTime();
      rows = Math.min(rows, importFile(file).size());
      plain[i] = (middle - start) / 1e6;
      product[i] = (System.nanoTime() - middle) / 1e6;
    }
    Arrays.sort(plain);
    Arrays.sort(product);
    return new Result(rows, plain[rounds / 2], product[rounds / 2]);
  }

  /** Prints the result for a file. */
  public static void main(String[] args) throws IOException {
    Result result = measure(Path.of(args[0]), 21);
    System.out.printf(
        "W4 %d rows: plain loop %.1f ms, importer %.1f ms, ratio %.2f%n",
        result.rows(), result.plainMillis(), result.importMillis(), result.ratio());
  }
}
