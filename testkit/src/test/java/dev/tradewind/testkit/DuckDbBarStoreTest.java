package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.StoreException;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class DuckDbBarStoreTest extends BarStoreContract {
  private static final Timeframe HOUR = Timeframe.parse("1h");

  @Override
  protected BarStore open(Path folder, Clock clock) {
    return DuckDbBarStore.open(folder.resolve("market/bars.duckdb"), clock);
  }

  @Test
  void aFileThatAnotherProcessHasOpenIsNamed() throws Exception {
    Path file = folder().resolve("market/bars.duckdb");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Opener.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).as(said).isEqualTo(3);
    assertThat(said).contains("RETRY").contains("bars.duckdb").contains("in use by another");
  }

  /** Tries to open a store from a process of its own. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      try (BarStore store = DuckDbBarStore.open(Path.of(args[0]))) {
        System.out.println(store.catalogue());
      } catch (StoreException e) {
        System.out.println(e.advice() + " " + e.getMessage());
        System.exit(3);
      }
    }
  }

  @Test
  void aWriteThatIsKilledIsThereAsAWholeOrNotAtAll() throws Exception {
    store().close();
    Path file = folder().resolve("market/bars.duckdb");
    for (int round = 0; round < 3; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  EndlessWriter.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
        for (int writes = 0; writes <= round; writes++) {
          assertThat(said.readLine()).isEqualTo("written");
        }
      }
      writer.destroyForcibly().waitFor();
      try (BarStore again = open(folder(), Clock.systemUTC())) {
        assertThat(again.verify("BTC-USD", HOUR).orElseThrow().intact()).isTrue();
        assertThat(again.info("BTC-USD", HOUR).orElseThrow().bars()).isEqualTo(EndlessWriter.BARS);
      }
    }
  }

  /** Replaces the same series by another one again and again. */
  static final class EndlessWriter {
    static final int BARS = 20_000;

    private EndlessWriter() {}

    public static void main(String[] args) {
      try (BarStore store = DuckDbBarStore.open(Path.of(args[0]))) {
        for (long seed = 1; seed < 1_000; seed++) {
          store.write(
              SeededBars.walk(seed, SeededBars.instrument("BTC-USD"), HOUR, BARS),
              WriteMode.REPLACE,
              SeriesSource.of("seed " + seed));
          System.out.println("written");
        }
      }
    }
  }

  @Test
  void changedBarsAreFoundByVerify() throws Exception {
    BarSeries series = SeededBars.walk(1, SeededBars.instrument("BTC-USD"), HOUR, 100);
    store().write(series, WriteMode.KEEP, SeriesSource.of("x"));
    store().close();
    Path file = folder().resolve("market/bars.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE bar SET close = close + 1 WHERE open_time = " + series.openTime(50));
    }
    try (BarStore again = open(folder(), Clock.systemUTC())) {
      assertThat(again.verify("BTC-USD", HOUR).orElseThrow().intact()).isFalse();
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Path file = Files.writeString(folder().resolve("no.duckdb"), "x".repeat(20000));
    assertThatThrownBy(() -> DuckDbBarStore.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no.duckdb");
  }

  @Test
  void aDatabaseCannotReachOtherFiles() throws Exception {
    Path secret = Files.writeString(folder().resolve("secret.csv"), "a,b\n1,2\n");
    store().close();
    DuckDbBarStore store = DuckDbBarStore.open(folder().resolve("market/bars.duckdb"));
    Path target = folder().resolve("out.parquet");
    BarSeries series = SeededBars.oddValues(SeededBars.instrument("BTC-USD"), HOUR);
    store.write(series, WriteMode.KEEP, SeriesSource.of("x"));
    store.exportParquet("BTC-USD", HOUR, target);
    store.close();
    assertThat(target).exists();
    assertThat(secret).hasContent("a,b\n1,2\n");
  }
}
