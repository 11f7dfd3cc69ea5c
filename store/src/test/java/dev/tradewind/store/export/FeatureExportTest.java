package dev.tradewind.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.duckdb.ParquetFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format is read back to the same bits by somebody else's reader. */
class FeatureExportTest {
  private static final long MINUTE = 60_000_000L;
  private static final List<FeatureVersion> FEATURES =
      List.of(new FeatureVersion("ema_21", 1), new FeatureVersion("rsi_14", 3));

  @TempDir Path folder;

  private static FeatureFrame frame(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    long[] opens = new long[rows];
    double[][] values = new double[2][rows];
    long[][] known = new long[2][rows];
    double[] special = {Double.NaN, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 0.1 + 0.2, 1e300};
    for (int i = 0; i < rows; i++) {
      opens[i] = 1_577_836_800_000_000L + i * MINUTE;
      values[0][i] = i < special.length ? special[i] : random.nextDouble() * 100;
      values[1][i] = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble();
      known[0][i] = opens[i] + MINUTE;
      known[1][i] = i % 7 == 3 ? Long.MAX_VALUE : opens[i] + MINUTE + random.nextInt(1_000_000);
    }
    return new FeatureFrame(FEATURES, opens, values, known, new byte[2][0]);
  }

  private static FrameOrigin origin() {
    FeatureDefinition rsi = FeatureDefinition.of("rsi_14", "rsi(close, 14)", "");
    return new FrameOrigin(
        "BTC-USD",
        Timeframe.parse("1m"),
        List.of(
            FeatureDefinition.of("ema_21", "ema(close, 21)", "Average \"of\" 21"),
            new FeatureDefinition(
                rsi.name(), rsi.expression(), rsi.nulls(), rsi.outliers(), "", 3)),
        Map.of("BTC-USD 1m", "abc"),
        Optional.of(Instant.EPOCH));
  }

  private Path write(FeatureFrame frame, FeatureExport.Format format) {
    Path target = folder.resolve("frame" + format.suffix());
    FeatureExport.write(frame, origin(), format, target);
    return target;
  }

  private static void assertSame(FeatureFrame frame, int column, int row, @Nullable Double value) {
    double expected = frame.values(column)[row];
    if (Double.isNaN(expected)) {
      assertThat(value).as("row %d", row).isNull();
    } else {
      assertThat(value).as("row %d", row).isNotNull();
      assertThat(Double.doubleToRawLongBits(value == null ? 0 : value))
          .as("row %d", row)
          .isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }

  @Test
  void csvReadsBackToTheSameBits() throws IOException {
    FeatureFrame frame = frame(500);
    List<String> lines = Files.readAllLines(write(frame, FeatureExport.Format.CSV));

    assertThat(lines.getFirst())
        .isEqualTo("open_time,ema_21,rsi_14,ema_21 known_at,rsi_14 known_at");
    assertThat(lines).hasSize(501);
    for (int row = 0; row < 500; row++) {
      List<String> cells = Arrays.asList(lines.get(row + 1).split(",", -1));
      assertThat(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(cells.get(0))))
          .isEqualTo(frame.openMicros()[row]);
      for (int c = 0; c < 2; c++) {
        String cell = cells.get(1 + c);
        assertSame(frame, c, row, cell.isEmpty() ? null : Double.valueOf(cell));
        String known = cells.get(3 + c);
        assertThat(known.isEmpty()).isEqualTo(frame.knownAtMicros(c)[row] == Long.MAX_VALUE);
      }
    }
  }

  @Test
  void parquetReadsBackToTheSameBits() throws Exception {
    FeatureFrame frame = frame(3_000);
    Path file = write(frame, FeatureExport.Format.PARQUET);
    int[] row = {0};

    ParquetFiles.read(
        file,
        new ParquetFiles.Column("open_time", "TIMESTAMP"),
        List.of("ema_21", "rsi_14"),
        (time, values) -> {
          assertThat(time).isEqualTo(frame.openMicros()[row[0]]);
          assertSame(frame, 0, row[0], values[0]);
          assertSame(frame, 1, row[0], values[1]);
          row[0]++;
          return true;
        });
    assertThat(row[0]).isEqualTo(3_000);
    int[] known = {0};
    ParquetFiles.read(
        file,
        new ParquetFiles.Column("rsi_14 known_at", "TIMESTAMP"),
        List.of(),
        (time, values) -> {
          long expected = frame.knownAtMicros(1)[known[0]++];
          assertThat(time).isEqualTo(expected == Long.MAX_VALUE ? null : (Long) expected);
          return true;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, ArrowFile.BATCH_ROWS, ArrowFile.BATCH_ROWS + 13})
  void arrowReadsBackToTheSameBits(int rows) throws IOException {
    FeatureFrame frame = frame(rows);
    Path file = write(frame, FeatureExport.Format.ARROW);
    int row = 0;
    try (RootAllocator memory = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, memory)) {
      assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
          .extracting(Field::getName)
          .containsExactly("open_time", "ema_21", "rsi_14", "ema_21 known_at", "rsi_14 known_at");
      while (reader.loadNextBatch()) {
        List<FieldVector> vectors = reader.getVectorSchemaRoot().getFieldVectors();
        for (int i = 0; i < reader.getVectorSchemaRoot().getRowCount(); i++, row++) {
          assertThat(((TimeStampMicroTZVector) vectors.get(0)).get(i))
              .isEqualTo(frame.openMicros()[row]);
          for (int c = 0; c < 2; c++) {
            assertSame(frame, c, row, ((Float8Vector) vectors.get(1 + c)).getObject(i));
            Long known = ((TimeStampMicroTZVector) vectors.get(3 + c)).getObject(i);
            long expected = frame.knownAtMicros(c)[row];
            assertThat(known).isEqualTo(expected == Long.MAX_VALUE ? null : (Long) expected);
          }
        }
      }
    }
    assertThat(row).isEqualTo(rows);
  }

  @Test
  void theManifestSaysWhatTheFileHolds() throws Exception {
    FeatureFrame frame = frame(20);
    Path file = write(frame, FeatureExport.Format.ARROW);
    String manifest = Files.readString(folder.resolve("frame.arrow.manifest.json"));

    assertThat(manifest)
        .contains("\"format\":\"arrow\"")
        .contains("\"engineVersion\":\"" + EngineVersion.CURRENT + "\"")
        .contains("\"rows\":20")
        .contains("\"inputs\":{\"BTC-USD 1m\":\"abc\"}")
        .contains("\"name\":\"rsi_14\",\"version\":3,\"expression\":\"rsi(close, 14)\"")
        .contains("\"sha256\":\"" + ExportManifest.sha256(frame.values(0)) + "\"")
        .contains(
            "\"fileSha256\":\""
                + HexFormat.of()
                    .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)))
                + "\"");
  }

  @Test
  void theSameFrameGivesTheSameFile() throws IOException {
    for (FeatureExport.Format format : FeatureExport.Format.values()) {
      byte[] first = Files.readAllBytes(write(frame(400), format));
      assertThat(Files.readAllBytes(write(frame(400), format))).as("%s", format).isEqualTo(first);
    }
  }

  @Test
  void definitionsOfOtherColumnsAreRefused() {
    FrameOrigin other =
        new FrameOrigin("BTC-USD", Timeframe.parse("1m"), List.of(), Map.of(), Optional.empty());

    assertThatThrownBy(
            () ->
                FeatureExport.write(
                    frame(1), other, FeatureExport.Format.CSV, folder.resolve("x.csv")))
        .hasMessageContaining("definitions must be those of the columns");
  }
}
