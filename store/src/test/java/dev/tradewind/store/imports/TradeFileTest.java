package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of trades that are read as trades. */
class TradeFileTest {
  private static final ImportOptions INFER = Reading.INFER;

  @TempDir Path folder;

  private TradeFileReader.Read read(String text, ImportOptions options) throws IOException {
    Path file = Files.writeString(folder.resolve("ticks.csv"), text);
    return TradeFileReader.read(file, options, ImportListener.NONE);
  }

  @Test
  void tradesNeedNoTimeframe() throws IOException {
    TradeFileReader.Read read =
        read(
            """
            time,price,amount
            2024-01-01T10:00:00.000001Z,100,1
            2024-01-01T10:00:00.000001Z,102.5,0
            """,
            INFER);

    long moment = 1_704_103_200_000_001L;
    assertThat(read.trades())
        .containsExactly(new TradeTick(moment, 100, 1), new TradeTick(moment, 102.5, 0));
    assertThat(read.report().format()).isEqualTo(Format.TRADES_CSV);
    assertThat(read.report().timeframe()).isNull();
    assertThat(read.report().accepted()).isEqualTo(2);
    assertThat(read.report().flags()).isEmpty();
    assertThat(read.report().refused()).isFalse();
    assertThat(read.report().notes()).noneMatch(each -> each.contains("bars"));
  }

  @Test
  void badRowsAreRejectedAndGoodOnesSurvive() throws IOException {
    StringBuilder rows = new StringBuilder("time,price,amount\n");
    for (int i = 0; i < 300; i++) {
      rows.append("2024-01-01T10:0").append(i / 60).append(':').append("%02d".formatted(i % 60));
      rows.append("Z,").append(100 + i).append(",1\n");
    }
    rows.append("2024-01-01T10:06:00Z,-5,1\n2024-01-01T10:00:30Z,7,1\n");

    TradeFileReader.Read read = read(rows.toString(), INFER);
    TradeFileReader.Read strict = read(rows.toString(), INFER.withStrict(true));

    assertThat(read.trades()).hasSize(300);
    assertThat(read.report().refused()).isFalse();
    assertThat(read.report().rejections())
        .extracting(RowRejection::line)
        .containsExactly(302L, 303L);
    assertThat(read.report().rejections())
        .extracting(RowRejection::reason)
        .allMatch(each -> each.contains("price must be > 0") || each.contains("before the one"));
    assertThat(strict.report().refusal().orElse("")).contains("2 rows are rejected", "line 302");
  }

  @Test
  void aFileOfBarsIsRefused() throws IOException {
    TradeFileReader.Read read =
        read(
            "time,open,high,low,close,volume\n2024-01-01T00:00:00Z,1,2,1,2,3\n"
                + "2024-01-01T01:00:00Z,1,2,1,2,3\n",
            INFER);

    assertThat(read.trades()).isEmpty();
    assertThat(read.report().refusal().orElse("")).startsWith("the rows are bars, not trades");
    assertThatThrownBy(() -> read("nothing here\n", INFER))
        .isInstanceOf(UnreadableFileException.class);
  }

  @Test
  void whatIsStoredIsExportedAndReadAgainBitForBit() throws IOException {
    TradeFileReader.Read read =
        read(
            """
            time,price,amount
            2024-01-01T10:00:00.000001Z,0.1,0.30000000000000004
            2024-01-01T10:00:00.000001Z,1E-7,12345678.9
            2024-01-01T10:00:01Z,102.5,0
            """,
            INFER);
    Path exported = folder.resolve("out.csv");
    try (DuckDbBarStore store = DuckDbBarStore.open(folder.resolve("bars.duckdb"))) {
      SeriesSource source = SeriesSource.of("ticks.csv");
      store.writeTrades("COIN", read.trades(), WriteMode.KEEP, source);
      store.exportTrades("COIN", Long.MIN_VALUE, Long.MAX_VALUE, exported);
      List<TradeTick> again = TradeFileReader.read(exported, INFER, ImportListener.NONE).trades();

      assertThat(again).isEqualTo(List.copyOf(read.trades()));
      assertThat(store.writeTrades("COIN", again, WriteMode.KEEP, source))
          .isEqualTo(new TradesOutcome.Written(0, 3, 0));
      store.exportTrades("COIN", again.getLast().timeMicros(), Long.MAX_VALUE, exported);
      assertThat(exported)
          .content()
          .isEqualTo("time,price,quantity\n2024-01-01T10:00:01Z,102.5,0.0\n");
    }
  }

  /** Freqtrade's trades carry an id and repeat moments. */
  @Test
  void aRealFileIsStoredOnce() {
    Path file = Reading.shared("ticks/freqtrade_XRP_ETH-trades.json.gz");
    TradeFileReader.Read read = TradeFileReader.read(file, INFER, ImportListener.NONE);
    assertThat(read.report().refused()).isFalse();
    assertThat(read.report().rejectedCount()).isZero();
    assertThat(read.trades()).hasSizeGreaterThan(1_000);
    try (DuckDbBarStore store = DuckDbBarStore.open(folder.resolve("bars.duckdb"))) {
      SeriesSource source = SeriesSource.of(read.report().source());
      TradesOutcome first = store.writeTrades("XRP", read.trades(), WriteMode.KEEP, source);
      assertThat(first).isEqualTo(new TradesOutcome.Written(read.trades().size(), 0, 0));
      TradesOutcome again = store.writeTrades("XRP", read.trades(), WriteMode.KEEP, source);
      assertThat(again).isEqualTo(new TradesOutcome.Written(0, read.trades().size(), 0));
      assertThat(store.trades("XRP", Long.MIN_VALUE, Long.MAX_VALUE))
          .isEqualTo(List.copyOf(read.trades()));
    }
  }
}
