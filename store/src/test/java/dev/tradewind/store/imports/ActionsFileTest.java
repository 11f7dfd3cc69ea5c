package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramCompiler;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.store.ActionsOutcome;
import dev.tradewind.store.CorporateAction;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.duckdb.DuckDbBarStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits and dividends: read, kept, and taken out of returns. */
class ActionsFileTest {
  private static final long DAY = 86_400_000_000L;

  @TempDir Path folder;

  private ActionsFile.Read read(String text) throws IOException {
    return ActionsFile.read(Files.writeString(folder.resolve("actions.csv"), text));
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000L;
  }

  @Test
  void aSmallFileOfSplits() throws IOException {
    ActionsFile.Read read =
        read(
            """
            date,ratio
            2020-08-31,4
            2014-06-09,7:1
            2013-01-02T14:30:00Z,1/10
            """);

    assertThat(read.rejections()).isEmpty();
    assertThat(read.actions())
        .containsExactly(
            new CorporateAction.Split(micros("2013-01-02T14:30:00Z"), 0.1),
            new CorporateAction.Split(micros("2014-06-09T00:00:00Z"), 7),
            new CorporateAction.Split(micros("2020-08-31T00:00:00Z"), 4));
  }

  @Test
  void anExportOfPricesWithEvents() throws IOException {
    ActionsFile.Read read =
        read(
            """
            Date,Open,High,Low,Close,Volume,Dividends,Stock Splits
            2014-05-08 00:00:00-04:00,1,1,1,1,5,0.47,0.0
            2014-05-09 00:00:00-04:00,1,1,1,1,5,0.0,0.0
            2014-06-09 00:00:00-04:00,1,1,1,1,5,0.0,7.0
            """);

    assertThat(read.rejections()).isEmpty();
    assertThat(read.actions())
        .containsExactly(
            new CorporateAction.Dividend(micros("2014-05-08T00:00:00Z"), 0.47),
            new CorporateAction.Split(micros("2014-06-09T00:00:00Z"), 7));
  }

  @Test
  void whatIsNotUnderstoodIsRejectedWithItsLine() throws IOException {
    ActionsFile.Read read =
        read("ex-date;split\n2014-06-09;seven\n09.06.2014;7\n2015-01-05;-2\n;3\n2015-01-06;2\n");

    assertThat(read.actions()).hasSize(1);
    assertThat(read.rejections()).extracting(RowRejection::line).containsExactly(2L, 3L, 4L, 5L);
    assertThat(read.rejections().get(0).reason()).contains("'seven'");
    assertThat(read.rejections().get(2).reason())
        .isEqualTo("ratio must be > 0, finite and not 1, was -2.0");
    assertThatThrownBy(() -> read("a,b\n1,2\n"))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("must have a column date");
  }

  @Test
  void aStoreKeepsThem() {
    Path file = folder.resolve("bars.duckdb");
    CorporateAction.Split split = new CorporateAction.Split(5 * DAY, 4);
    CorporateAction.Dividend dividend = new CorporateAction.Dividend(5 * DAY, 0.25);
    try (DuckDbBarStore store = DuckDbBarStore.open(file)) {
      assertThat(store.write("AAPL", List.of(split, dividend), WriteMode.KEEP))
          .isEqualTo(new ActionsOutcome.Written(2, 0, 0));
      assertThat(store.write("AAPL", List.of(split), WriteMode.KEEP))
          .isEqualTo(new ActionsOutcome.Written(0, 1, 0));
      assertThat(
              store.write("AAPL", List.of(new CorporateAction.Split(5 * DAY, 5)), WriteMode.KEEP))
          .isEqualTo(new ActionsOutcome.Conflict(List.of(split)));
      store.write("MSFT", List.of(new CorporateAction.Split(DAY, 2)), WriteMode.KEEP);
    }
    try (DuckDbBarStore store = DuckDbBarStore.open(file)) {
      assertThat(store.actions("AAPL")).containsExactly(dividend, split);
      assertThat(
              store.write(
                  "AAPL", List.of(new CorporateAction.Split(5 * DAY, 0.5)), WriteMode.REPLACE))
          .isEqualTo(new ActionsOutcome.Written(0, 0, 1));
      assertThat(store.splits("AAPL").ratio(0)).isEqualTo(0.5);
      assertThat(store.splits("AAPL").effectiveMicros(0)).isEqualTo(5 * DAY);
      assertThat(store.splits("NONE").size()).isZero();
      assertThat(store.actions("MSFT")).hasSize(1);
    }
  }

  private static CheckedExpression checked(String text) {
    return switch (ExpressionChecker.in(ExpressionScope.standard()).check(text)) {
      case CheckResult.Checked it -> it.checked();
      case CheckResult.Refused refused -> throw new AssertionError(refused.render());
    };
  }

  private static BarSeries shared(String name) {
    return BarFileReader.read(
            Reading.shared(name),
            ImportOptions.of(
                new Instrument(
                    "AAPL",
                    AssetClass.EQUITY,
                    "USD",
                    new BigDecimal("0.0001"),
                    BigDecimal.ONE,
                    TradingCalendar.US_EQUITY),
                Timeframe.parse("1D")),
            ImportListener.NONE)
        .series();
  }

  /**
   * As traded by Alpha Vantage against Yahoo's adjusted prices: the same returns but for dividends,
   * which Yahoo adjusts for too, and days on which the two disagree about the close.
   */
  @Test
  void aSplitNeverShowsAsAReturnOfRealPrices() {
    String vendor = "equities-daily/with_splits_dividends_2010-2023/AAPL.csv.gz";
    BarSeries raw = shared("equities-daily/raw_unadjusted_1999-2025/AAPL.csv.gz");
    BarSeries adjusted = shared(vendor);
    ActionsFile.Read actions = ActionsFile.read(Reading.shared(vendor));
    try (DuckDbBarStore store = DuckDbBarStore.open(folder.resolve("real.duckdb"))) {
      store.write(raw, WriteMode.KEEP, SeriesSource.of("raw"));
      store.write("AAPL", actions.actions(), WriteMode.KEEP);
      BarSeries bars =
          store
              .read(
                  "AAPL",
                  Timeframe.parse("1D"),
                  micros("2010-01-04T00:00:00Z"),
                  micros("2023-12-30T00:00:00Z"))
              .orElseThrow();
      double[][] returns =
          ProgramCompiler.compile(
                  List.of(
                      checked("adjusted(log_return(close, 1))"), checked("log_return(close, 1)")),
                  ProgramScope.of(bars.instrument(), bars.timeframe()))
              .batch(new ProgramData(bars, Map.of(), Map.of("AAPL", store.splits("AAPL"))));
      assertThat(store.splits("AAPL").size()).isEqualTo(2);
      compare(bars, adjusted, returns, paid(actions));
    }
  }

  private static Map<Long, Double> paid(ActionsFile.Read actions) {
    Map<Long, Double> paid = new TreeMap<>();
    for (CorporateAction each : actions.actions()) {
      if (each instanceof CorporateAction.Dividend dividend) {
        paid.put(dividend.effectiveMicros() / DAY, dividend.amount());
      }
    }
    return paid;
  }

  private static void compare(
      BarSeries bars, BarSeries vendor, double[][] returns, Map<Long, Double> paid) {
    Map<Long, Double> theirs = new TreeMap<>();
    for (int i = 1; i < vendor.size(); i++) {
      theirs.put(vendor.openTime(i) / DAY, StrictMath.log(vendor.close(i) / vendor.close(i - 1)));
    }
    int compared = 0;
    int jumps = 0;
    int close = 0;
    for (int i = 1; i < bars.size(); i++) {
      long day = bars.openTime(i) / DAY;
      assertThat(Math.abs(returns[0][i])).as("day %d", day).isLessThan(0.15);
      jumps += Math.abs(returns[1][i]) > 0.15 ? 1 : 0;
      Double expected = theirs.get(day);
      if (expected != null) {
        double difference = Math.abs(returns[0][i] - expected);
        assertThat(difference).as("day %d", day).isLessThan(0.015);
        close += difference < 0.0005 || paid.containsKey(day) ? 1 : 0;
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(3_400);
    assertThat(close).isGreaterThan(compared * 99 / 100);
    assertThat(jumps).isEqualTo(2);
  }
}
