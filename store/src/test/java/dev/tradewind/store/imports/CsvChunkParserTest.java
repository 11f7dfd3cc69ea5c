package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarField;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fast path accepts the rows that the scalar reference accepts, with the same bits. */
class CsvChunkParserTest {
  private static final String[] TIMES = {
    "2020-01-%02d",
    "2020-01-%02d 10:11:12",
    "2020-01-%02dT10:11",
    "2020-01-%02d 10:11:12.5",
    "2020-01-%02dT10:11:12Z",
    "2020-01-%02d 10:11:12+00:00",
    "2020-01-%02d 10:11:12-05:00",
    "2020-02-%02d",
    "2020-01-%02d 25:00:00",
    "2020-01-%02d 10:1:00",
    "2020-13-%02d",
    "1577836800",
    "\"2020-01-%02d\"",
    " 2020-01-%02d",
    "",
    "-",
    "2020-1-%d",
    "x"
  };
  private static final String[] NUMBERS = {
    "1",
    "1.5",
    "0.1",
    "-2.25",
    ".5",
    "5.",
    "1e3",
    "1E-5",
    "123456789.123456789",
    "9007199254740993",
    "0.3000000000000000444",
    "1.7976931348623157e308",
    "1e999",
    "\"1,234.5\"",
    "\"7\"",
    " 8 ",
    "",
    "-",
    "NaN",
    "abc",
    "1.2.3",
    "0.000000000000000000001",
    "12345678901234567890",
    "-0.0",
    "+3",
    "100.002576",
    "4.9E-324",
    "1 000",
    "00012.50",
    "-",
    "0"
  };

  private static String rows(SplittableRandom random, int count, String lineEnd) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean plain = random.nextInt(3) > 0;
      text.append(
          (plain ? TIMES[random.nextInt(2)] : TIMES[random.nextInt(TIMES.length)])
              .formatted(1 + random.nextInt(31)));
      int cells = random.nextInt(25) == 0 ? random.nextInt(8) : 5;
      for (int c = 0; c < cells; c++) {
        text.append(',');
        text.append(
            plain
                ? String.valueOf(random.nextInt(100_000) / 100.0)
                : NUMBERS[random.nextInt(NUMBERS.length)]);
      }
      text.append(random.nextInt(40) == 0 ? lineEnd + lineEnd : lineEnd);
    }
    return text.toString();
  }

  private static RowPlan plan(TimeStyle.Numeric numeric) {
    ColumnRoles roles =
        ColumnRoles.byNames(List.of("time", "open", "high", "low", "close", "volume"))
            .orElseThrow();
    return new RowPlan(
        roles, ',', new NumberStyle('.'), new TimeStyle(numeric, null, java.time.ZoneOffset.UTC));
  }

  private static RowBatch parse(String text, boolean fast, TimeStyle.Numeric numeric) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] buffer = java.util.Arrays.copyOf(bytes, bytes.length + CsvChunkParser.SLACK);
    RowBatch batch = new RowBatch(16);
    new CsvChunkParser(plan(numeric), fast).parse(buffer, bytes.length, batch);
    return batch;
  }

  private static List<String> described(RowBatch batch) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < batch.size; i++) {
      StringBuilder row = new StringBuilder();
      row.append(batch.lines[i]).append(' ').append(batch.times[i]);
      for (BarField field : BarField.values()) {
        row.append(' ').append(Double.doubleToLongBits(batch.value(field, i)));
      }
      rows.add(row + " " + batch.textOf(i));
    }
    return rows;
  }

  @Test
  void fastAndScalarAgreeOnOddRows() {
    for (long seed = 1; seed <= 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String text = rows(random, 300, seed % 2 == 0 ? "\n" : "\r\n");
      for (TimeStyle.Numeric numeric :
          List.of(TimeStyle.Numeric.TEXT, TimeStyle.Numeric.SECONDS, TimeStyle.Numeric.DATE)) {
        RowBatch fast = parse(text, true, numeric);
        RowBatch scalar = parse(text, false, numeric);
        assertThat(described(fast)).as("seed %d", seed).isEqualTo(described(scalar));
        assertThat(fast.rejections.sorted())
            .as("seed %d", seed)
            .isEqualTo(scalar.rejections.sorted());
        assertThat(fast.dataRows).isEqualTo(scalar.dataRows);
        assertThat(fast.lineCount).isEqualTo(scalar.lineCount);
      }
    }
  }

  @Test
  void everyDecimalIsTheNearestDouble() {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder();
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String number =
          java.math.BigDecimal.valueOf(random.nextLong() >>> random.nextInt(1, 60))
              .movePointLeft(random.nextInt(19))
              .toPlainString();
      text.append("2020-01-01,").append(number).append(",1,1,1,1\n");
      expected.add(Double.parseDouble(number));
    }
    RowBatch batch = parse(text.toString(), true, TimeStyle.Numeric.TEXT);
    assertThat(batch.size).isEqualTo(20_000);
    for (int i = 0; i < batch.size; i++) {
      assertThat(batch.values[0][i]).isEqualTo(expected.get(i));
    }
  }

  @Test
  void threadsAndChunkSizesDoNotChangeTheResult(@TempDir Path folder) throws Exception {
    StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 30_000; i++) {
      long minute = (long) i + (random.nextInt(50) == 0 ? -random.nextInt(3) : 0);
      text.append(Times.iso(Times.DAY * 18_000 + minute * Times.MINUTE));
      double price = 100 + random.nextInt(1000) / 100.0;
      text.append(random.nextInt(500) == 0 ? ",bad" : "," + price);
      text.append(",120,90,").append(price).append(",7\n");
    }
    Path file = Files.writeString(folder.resolve("big.csv"), text);
    TreeSet<String> outcomes = new TreeSet<>();
    for (int threads : new int[] {1, 2, 3}) {
      for (int chunk : new int[] {100, 8191, 1 << 20}) {
        for (boolean fast : new boolean[] {true, false}) {
          ImportResult result =
              BarFileReader.read(
                  file,
                  Reading.options("1m"),
                  ImportListener.NONE,
                  new CsvFile.Tuning(threads, chunk, fast));
          outcomes.add(result.series().contentHash() + " " + result.report());
        }
      }
    }
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.first()).contains("conflicting duplicate").contains("'bad' in column open");
  }
}
