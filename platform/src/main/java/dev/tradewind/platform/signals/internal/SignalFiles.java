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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes signals of a definition to files; values follow under the names of their columns. */
@Component
final class SignalFiles {
  /** What a file can be. */
  static final List<String> FORMATS = List.of("csv", "json", "parquet");

  private final SignalQuery query;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final Path folder;

  SignalFiles(
      SignalQuery query,
      TransactionTemplate transaction,
      JsonMapper json,
      PlatformSettings settings) {
    this.query = query;
    this.transaction = transaction;
    this.json = json;
    this.folder = settings.home().exports();
  }

  /** A new file, which the caller deletes. */
  Path write(Definition definition, SignalQuery.Filter filter, String format) throws IOException {
    Files.createDirectories(folder);
    if (format.equals("json")) {
      return writeJson(definition, filter);
    }
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
    if (format.equals("csv")) {
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

  /** An array of objects, each with its snapshot by the names of the columns. */
  private Path writeJson(Definition definition, SignalQuery.Filter filter) throws IOException {
    Path target = Files.createTempFile(folder, "signals-", ".json");
    try (BufferedWriter out = Files.newBufferedWriter(target);
        JsonGenerator generator = json.createGenerator(out)) {
      generator.writeStartArray();
      transaction.executeWithoutResult(
          any -> query.each(filter, row -> object(generator, definition.columns(), row)));
      generator.writeEndArray();
    } catch (JacksonException e) {
      Files.deleteIfExists(target);
      throw new IOException(target.getFileName() + " cannot be written", e);
    }
    return target;
  }

  private static void object(JsonGenerator generator, List<String> columns, SignalQuery.Row row) {
    generator.writeStartObject();
    generator.writeStringProperty("definition", row.definition());
    generator.writeNumberProperty("version", row.version());
    generator.writeStringProperty("instrument", row.instrument());
    generator.writeStringProperty("timeframe", row.timeframe());
    generator.writeStringProperty("kind", row.kind().name());
    generator.writeStringProperty("direction", row.direction().name());
    generator.writeStringProperty("bar", Times.ofMicros(row.bar()).toString());
    generator.writeStringProperty("knownAt", Times.ofMicros(row.knownAt()).toString());
    property(generator, "strength", row.strength());
    generator.writeStringProperty("hash", row.hash());
    Long partner = row.partner();
    if (partner == null) {
      generator.writeNullProperty("partnerBar");
    } else {
      generator.writeStringProperty("partnerBar", Times.ofMicros(partner).toString());
    }
    generator.writeStringProperty("recordedAt", row.recordedAt().toString());
    generator.writeObjectPropertyStart("snapshot");
    for (int c = 0; c < row.snapshot().size(); c++) {
      property(
          generator,
          c < columns.size() ? columns.get(c) : "column " + (c + 1),
          row.snapshot().get(c));
    }
    generator.writeEndObject();
    generator.writeEndObject();
  }

  private static void property(JsonGenerator generator, String name, double value) {
    if (Double.isFinite(value)) {
      generator.writeNumberProperty(name, value);
    } else {
      generator.writeNullProperty(name);
    }
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
