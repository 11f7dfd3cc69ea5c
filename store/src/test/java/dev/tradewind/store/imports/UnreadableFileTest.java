package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableFileTest {
  @TempDir private Path folder;

  private void refused(byte[] content, String... parts) throws IOException {
    Path file = Files.write(folder.resolve("file.csv"), content);
    assertThatThrownBy(() -> BarFileReader.read(file, Reading.INFER, ImportListener.NONE))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("file.csv")
        .message()
        .doesNotContain(folder.toString())
        .contains(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "''~is empty",
        "'  \n \n'~nothing but blanks",
        "'date,open,high,low,close\n'~has a header but no rows",
        "'<!DOCTYPE html><html></html>'~HTML or XML",
        "'<?xml version=\"1.0\"?>'~HTML or XML",
        "'PK\u0003\u0004rest'~zip archive or a spreadsheet",
        "'%PDF-1.7'~PDF",
        "'hello world\nthis is prose\n'~not a table of prices",
        "'a,b,c,d\n1,2,3,4\n'~no columns of prices found",
        "'date,open,high,low,close\n2024-01-01,1,1,1,1\n'~fewer than two times",
        "'time,price,quantity\n2024-01-01,1,1\n'~give the timeframe",
        "'date,open,high,low,close\n2024-01-31,1,1,1,1\n2024-03-02,1,1,1,1\n'~look monthly",
        "'{\"a\": 1}'~no list of candles",
        "'[]'~no list of candles",
        "'[[1,2],[3,4]]'~no prices found in the first element",
        "'[{\"a\":1}]'~no prices found in the first element",
        "'{\"candles\":[[1,2,'~not well-formed JSON"
      })
  void theMessageSaysWhatIsWrong(String content, String part) throws IOException {
    refused(content.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), part);
  }

  @Test
  void binaryAndWideTextAreNamed() throws IOException {
    refused(new byte[] {1, 2, 0, 4, 5}, "binary");
    refused("date,open".getBytes(StandardCharsets.UTF_16), "UTF-16");
  }

  @Test
  void foldersAndMissingFilesAreNamed() {
    assertThatThrownBy(() -> BarFileReader.read(folder, Reading.INFER, ImportListener.NONE))
        .hasMessageContaining("is a folder");
    Path missing = folder.resolve("nowhere.csv");
    assertThatThrownBy(() -> BarFileReader.read(missing, Reading.INFER, ImportListener.NONE))
        .hasMessage("nowhere.csv does not exist");
  }

  @Test
  void aTimeLabelForTradesAndAWrongDelimiterAreConflicts() {
    String trades = "time,price,quantity\n2024-01-01,1,1\n";
    assertThatThrownBy(
            () -> Reading.text(trades, Reading.options("1m").withTimeLabel(TimeLabel.CLOSE)))
        .hasMessageContaining("leave the time label out");
    String bars = "date,open,high,low,close\n2024-01-01,1,1,1,1\n";
    assertThatThrownBy(() -> Reading.text(bars, Reading.INFER.withDelimiter(';')))
        .hasMessageContaining("delimiter ';' does not separate");
    assertThatThrownBy(() -> Reading.INFER.withDelimiter('x'))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reading.INFER.withDecimalSeparator('x'))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("case 28: a line of 1 GB is refused without being held in memory")
  void longLine() throws IOException {
    Path file = folder.resolve("file.csv");
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) '7');
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("date,open,high,low,close\n2024-01-01,1,1,1,1\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 1024; i++) {
        out.write(block);
      }
    }
    assertThatThrownBy(() -> BarFileReader.read(file, Reading.options("1D"), ImportListener.NONE))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("has a line longer than 1 MiB");
  }

  @Test
  @DisplayName("case 28: a gzip bomb is refused by its ratio")
  void gzipBomb() throws IOException {
    Path file = folder.resolve("file.csv.gz");
    byte[] rows = "2024-01-01,1,1,1,1\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("date,open,high,low,close\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(rows);
      }
    }
    assertThat(Files.size(file)).isLessThan(400_000);
    assertThatThrownBy(() -> BarFileReader.read(file, Reading.options("1D"), ImportListener.NONE))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("more than 200 times its size");
  }

  @Test
  @DisplayName("case 28: more rows than fit in memory are refused before they fill it")
  void tooManyRows() {
    assertThatThrownBy(() -> SeriesAssembler.checkSize("big.csv", SeriesAssembler.maxRows() + 1L))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("big.csv holds more than")
        .hasMessageContaining("-Xmx");
    SeriesAssembler.checkSize("small.csv", 1_000_000);
  }

  @Test
  @DisplayName("case 28: a cut or damaged gzip file is an error, not half a series")
  void damagedGzip() throws IOException {
    Path whole = folder.resolve("whole.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      for (int i = 0; i < 5000; i++) {
        out.write(("2024-01-01," + i + ",1,1,1\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] bytes = Files.readAllBytes(whole);
    refused(Arrays.copyOf(bytes, bytes.length / 2), "cannot be read");
    bytes[bytes.length / 2] ^= 0x55;
    refused(bytes, "");
    refused(new byte[] {0x1f, (byte) 0x8b, 9, 9, 9}, "cannot be read");
  }

  @Test
  @DisplayName("case 28: a bad Parquet footer is an error, not a crash")
  void badParquetFooter() throws IOException {
    refused("PAR1 this is no table PAR1".getBytes(StandardCharsets.UTF_8), "Parquet");
    byte[] huge = new byte[64];
    System.arraycopy(new byte[] {'P', 'A', 'R', '1'}, 0, huge, 0, 4);
    System.arraycopy(new byte[] {-1, -1, -1, 127, 'P', 'A', 'R', '1'}, 0, huge, huge.length - 8, 8);
    refused(huge, "Parquet");
  }

  @Test
  @DisplayName("case 28: deeply nested JSON and endless values are refused")
  void hostileJson() throws IOException {
    refused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), "JSON");
    refused(
        ("[[1,2,3,4,5,\"" + "x".repeat(1 << 20) + "\"]]").getBytes(StandardCharsets.UTF_8), "JSON");
    refused(
        ("[[" + "1,".repeat(100) + "1]]").getBytes(StandardCharsets.UTF_8), "more than 64 values");
  }

  @Test
  @DisplayName("case 28: control characters of a hostile row do not reach the report")
  void controlCharacters() {
    String text =
        "date,open,high,low,close\n2024-01-01,1,1,1,1\n2024-01-02,1,1,1,1\n2024-01-03,\u001b[31m,1,1,1\n";
    ImportReport report = Reading.text(text).report();
    assertThat(report.rejections().getFirst().text()).doesNotContain("\u001b");
    assertThat(report.rejections().getFirst().reason()).doesNotContain("\u001b");
  }
}
