package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.store.csv.CsvText;
import dev.tradewind.store.duckdb.CsvParquet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes signals of a definition to files; values follow under the names of their columns. */
@Component
final class SignalFiles {
  private final SignalQuery query;
  private final TransactionTemplate transaction;
  private final Path folder;

  SignalFiles(SignalQuery query, TransactionTemplate transaction, PlatformSettings settings) {
    this.query = query;
    this.transaction = transaction;
    this.folder = settings.home().exports();
  }

  /** A new file, which the caller deletes. */
  Path write(Definition definition, SignalQuery.Filter filter, boolean parquet) throws IOException {
    Files.createDirectories(folder);
    Path csv = Files.createTempFile(folder, "signals-", ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      Map<String, String> columns = columns(definition);
      out.write(String.join(",", columns.keySet().stream().map(CsvText::escape).toList()));
      out.write('\n');
      transaction.executeWithoutResult(
          any -> query.each(filter, row -> line(out, row, definition.columns().size())));
    } catch (UncheckedIOException e) {
      Files.deleteIfExists(csv);
      throw e.getCause();
    }
    if (!parquet) {
      return csv;
    }
    Path target = Files.createTempFile(folder, "signals-", ".parquet");
    try {
      CsvParquet.convert(csv, columns(definition), target);
    } finally {
      Files.deleteIfExists(csv);
    }
    return target;
  }

  private static Map<String, String> columns(Definition definition) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("definition", "VARCHAR");
    columns.put("version", "INTEGER");
    columns.put("instrument", "VARCHAR");
    columns.put("timeframe", "VARCHAR");
    columns.put("kind", "VARCHAR");
    columns.put("direction", "VARCHAR");
    columns.put("bar", "TIMESTAMP");
    columns.put("known_at", "TIMESTAMP");
    columns.put("strength", "DOUBLE");
    columns.put("hash", "VARCHAR");
    columns.put("partner_bar", "TIMESTAMP");
    columns.put("recorded_at", "TIMESTAMP");
    definition.columns().forEach(each -> columns.put(each, "DOUBLE"));
    return columns;
  }

  private static void line(BufferedWriter out, SignalQuery.Row row, int columns) {
    StringBuilder line = new StringBuilder();
    line.append(CsvText.escape(row.definition())).append(',').append(row.version());
    line.append(',').append(CsvText.escape(row.instrument()));
    line.append(',').append(row.timeframe());
    line.append(',').append(row.kind()).append(',').append(row.direction());
    line.append(',').append(Times.ofMicros(row.bar()));
    line.append(',').append(Times.ofMicros(row.knownAt()));
    line.append(',').append(number(row.strength()));
    line.append(',').append(row.hash());
    line.append(',').append(moment(row.partner()));
    line.append(',').append(row.recordedAt());
    for (int c = 0; c < columns; c++) {
      line.append(',').append(c < row.snapshot().size() ? number(row.snapshot().get(c)) : "");
    }
    try {
      out.write(line.append('\n').toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static String moment(@Nullable Long micros) {
    return micros == null ? "" : Times.ofMicros(micros).toString();
  }
}
