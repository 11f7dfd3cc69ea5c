package dev.tradewind.store.export;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.store.FeatureFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Says in JSON what a file of feature values holds, and by which rules it was made. */
final class ExportManifest {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private ExportManifest() {}

  static void write(
      FeatureFrame frame, FrameOrigin origin, FeatureExport.Format format, Path file, Path manifest)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(manifest);
        JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("format", format.name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("file", String.valueOf(file.getFileName()));
      json.writeStringProperty("fileSha256", sha256(file));
      json.writeStringProperty("engineVersion", EngineVersion.CURRENT);
      json.writeStringProperty("instrument", origin.instrumentId());
      json.writeStringProperty("timeframe", origin.timeframe().code());
      json.writeNumberProperty("rows", frame.rows());
      if (frame.rows() > 0) {
        json.writeStringProperty("first", instant(frame.openMicros()[0]));
        json.writeStringProperty("last", instant(frame.openMicros()[frame.rows() - 1]));
      }
      if (origin.asOf().isPresent()) {
        json.writeStringProperty("asOf", origin.asOf().get().toString());
      }
      json.writeName("inputs");
      json.writeStartObject();
      for (Map.Entry<String, String> input : origin.inputHashes().entrySet()) {
        json.writeStringProperty(input.getKey(), input.getValue());
      }
      json.writeEndObject();
      json.writeName("columns");
      json.writeStartArray();
      for (int c = 0; c < frame.features().size(); c++) {
        column(json, origin.definitions().get(c), frame, c);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void column(
      JsonGenerator json, FeatureDefinition definition, FeatureFrame frame, int column) {
    json.writeStartObject();
    json.writeStringProperty("name", definition.name());
    json.writeNumberProperty("version", definition.version());
    json.writeStringProperty("expression", definition.expression());
    json.writeStringProperty("nulls", definition.nulls().toString());
    json.writeStringProperty("outliers", definition.outliers().toString());
    json.writeStringProperty("description", definition.description());
    json.writeStringProperty("sha256", sha256(frame.values(column)));
    json.writeEndObject();
  }

  /** Of the values as eight little-endian bytes each, every NaN the same. */
  static String sha256(double[] values) {
    MessageDigest digest = digest();
    ByteBuffer buffer = ByteBuffer.allocate(8 * 4096).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      buffer.putLong(Double.doubleToLongBits(value));
      if (!buffer.hasRemaining()) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    digest.update(buffer.flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha256(Path file) throws IOException {
    try (DigestOutputStream out =
        new DigestOutputStream(OutputStream.nullOutputStream(), digest())) {
      Files.copy(file, out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
