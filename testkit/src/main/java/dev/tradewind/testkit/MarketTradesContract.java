package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.TradeHash;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.TradesInfo;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.WriteMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store must do with the market's trades, beside {@link BarStoreContract}. The test of
 * an implementation extends it and supplies {@link #open(Path, Clock)}.
 */
public abstract class MarketTradesContract {
  private static final Timeframe HOUR = Timeframe.parse("1h");
  private static final SeriesSource SOURCE = new SeriesSource("test.csv", "made by a seed");
  private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

  private Path folder;
  private BarStore store;

  /** Opens the store that is kept in a folder; the same folder is the same store. */
  protected abstract BarStore open(Path folder, Clock clock);

  @BeforeEach
  final void openStore(@TempDir Path given) {
    folder = given;
    store = open(folder, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  private static TradeTick trade(long moment, double price, double quantity) {
    return new TradeTick(moment, price, quantity);
  }

  private TradesOutcome writeTrades(WriteMode mode, TradeTick... trades) {
    return store.writeTrades("BTC-USD", List.of(trades), mode, SOURCE);
  }

  private List<TradeTick> allTrades() {
    return store.trades("BTC-USD", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Several of many moments have the same time, price and quantity. */
  private static List<TradeTick> manyTrades(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TradeTick> trades = new ArrayList<>();
    long moment = 1_700_000_000_000_000L;
    for (int i = 0; i < count; i++) {
      moment += random.nextInt(3) * 1_000L;
      trades.add(trade(moment, 100 + random.nextInt(4) * 0.1, random.nextInt(3) * 0.1));
    }
    return trades;
  }

  @Test
  void anEmptyStoreHasNoTrades() {
    assertThat(store.tradeCatalogue()).isEmpty();
    assertThat(store.tradesInfo("BTC-USD")).isEmpty();
    assertThat(allTrades()).isEmpty();
    assertThat(store.tradeCount("BTC-USD", Long.MIN_VALUE, Long.MAX_VALUE)).isZero();
    assertThat(store.verifyTrades("BTC-USD")).isEmpty();
    assertThat(store.deleteTrades("BTC-USD")).isZero();
    assertThat(writeTrades(WriteMode.KEEP)).isEqualTo(new TradesOutcome.Written(0, 0, 0));
    assertThat(store.tradeCatalogue()).isEmpty();
  }

  @Test
  void tradesReadBackBitForBitAndAfterReopening() {
    List<TradeTick> trades = manyTrades(11, 10_000);
    store.writeTrades("BTC-USD", trades, WriteMode.KEEP, SOURCE);
    store.writeTrades("ETH-USD", trades.subList(0, 10), WriteMode.KEEP, SOURCE);

    assertThat(allTrades()).isEqualTo(trades);
    store.close();
    store = open(folder, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(allTrades()).isEqualTo(trades);
    assertThat(store.tradeCatalogue())
        .extracting(TradesInfo::instrument)
        .containsExactly("BTC-USD", "ETH-USD");
    assertThat(store.tradesInfo("BTC-USD"))
        .contains(
            new TradesInfo(
                "BTC-USD",
                10_000,
                trades.getFirst().timeMicros(),
                trades.getLast().timeMicros(),
                TradeHash.of(trades),
                SOURCE,
                NOW));
    assertThat(store.verifyTrades("BTC-USD").orElseThrow().intact()).isTrue();
  }

  @Test
  void theSameTradesAgainChangeNothing() {
    List<TradeTick> trades = manyTrades(12, 3_000);
    SeriesSource other = SeriesSource.of("other.csv");
    assertThat(store.writeTrades("BTC-USD", trades, WriteMode.KEEP, SOURCE))
        .isEqualTo(new TradesOutcome.Written(3_000, 0, 0));
    TradesInfo before = store.tradesInfo("BTC-USD").orElseThrow();

    for (WriteMode mode : WriteMode.values()) {
      assertThat(store.writeTrades("BTC-USD", trades, mode, other))
          .isEqualTo(new TradesOutcome.Written(0, 3_000, 0));
      assertThat(store.tradesInfo("BTC-USD")).contains(before);
    }
  }

  @Test
  void partsOfTradesInAnyOrderMakeTheWhole() {
    List<TradeTick> trades = manyTrades(13, 2_000);
    SplittableRandom random = new SplittableRandom(14);
    for (int round = 0; round < 12; round++) {
      // Ends may lie in the middle of a moment, as files that were cut by their number of rows.
      int from = random.nextInt(trades.size());
      int to = from + 1 + random.nextInt(trades.size() - from);
      TradesOutcome outcome =
          store.writeTrades("BTC-USD", trades.subList(from, to), WriteMode.KEEP, SOURCE);
      assertThat(outcome).isInstanceOf(TradesOutcome.Written.class);
      assertThat(allTrades().size()).isLessThanOrEqualTo(trades.size());
    }
    store.writeTrades("BTC-USD", trades, WriteMode.KEEP, SOURCE);

    assertThat(allTrades()).isEqualTo(trades);
    assertThat(store.verifyTrades("BTC-USD").orElseThrow().intact()).isTrue();
  }

  @Test
  void tradesOfASpanAreThoseFromItsStartToBeforeItsEnd() {
    writeTrades(WriteMode.KEEP, trade(10, 1, 1), trade(20, 2, 1), trade(20, 3, 1), trade(30, 4, 1));

    assertThat(store.trades("BTC-USD", 10, 20)).containsExactly(trade(10, 1, 1));
    assertThat(store.trades("BTC-USD", 20, 30)).containsExactly(trade(20, 2, 1), trade(20, 3, 1));
    assertThat(store.tradeCount("BTC-USD", 11, 31)).isEqualTo(3);
    assertThat(store.trades("BTC-USD", 31, Long.MAX_VALUE)).isEmpty();
    assertThat(store.trades("ETH-USD", 0, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void tradesThatDisagreeAreAConflictUntilTheyReplace() {
    writeTrades(WriteMode.KEEP, trade(10, 1, 1), trade(20, 2, 1), trade(20, 2, 5), trade(30, 3, 1));
    List<TradeTick> before = allTrades();

    assertThat(writeTrades(WriteMode.KEEP, trade(15, 7, 1), trade(20, 2, 2), trade(30, 4, 1)))
        .isEqualTo(
            new TradesOutcome.Conflict(
                2,
                List.of(
                    new TradesOutcome.Disagreement(20, "quantity", 1, 2),
                    new TradesOutcome.Disagreement(30, "price", 3, 4))));
    assertThat(allTrades()).isEqualTo(before);
    assertThat(store.verifyTrades("BTC-USD").orElseThrow().intact()).isTrue();

    assertThat(writeTrades(WriteMode.REPLACE, trade(15, 7, 1), trade(20, 2, 2), trade(30, 4, 1)))
        .isEqualTo(new TradesOutcome.Written(1, 0, 3));
    assertThat(allTrades())
        .containsExactly(trade(10, 1, 1), trade(15, 7, 1), trade(20, 2, 2), trade(30, 4, 1));
  }

  @Test
  void deletedTradesAreGoneAndBarsAndOtherInstrumentsStay() {
    store.write(
        SeededBars.walk(1, SeededBars.instrument("BTC-USD"), HOUR, 10), WriteMode.KEEP, SOURCE);
    writeTrades(WriteMode.KEEP, trade(10, 1, 1), trade(20, 2, 1));
    store.writeTrades("ETH-USD", List.of(trade(10, 1, 1)), WriteMode.KEEP, SOURCE);

    assertThat(store.deleteTrades("BTC-USD")).isEqualTo(2);
    assertThat(store.deleteTrades("BTC-USD")).isZero();

    assertThat(allTrades()).isEmpty();
    assertThat(store.tradesInfo("BTC-USD")).isEmpty();
    assertThat(store.tradesInfo("ETH-USD")).isPresent();
    assertThat(store.read("BTC-USD", HOUR).orElseThrow().size()).isEqualTo(10);
    writeTrades(WriteMode.KEEP, trade(5, 9, 9));
    assertThat(allTrades()).containsExactly(trade(5, 9, 9));
  }

  @Test
  void tradesThatCannotBeAreNotWritten() {
    TradeTick[][] wrong = {
      {trade(10, 1, 1), trade(9, 1, 1)},
      {trade(10, 0, 1)},
      {trade(10, Double.NaN, 1)},
      {trade(10, Double.POSITIVE_INFINITY, 1)},
      {trade(10, 1, -1)},
      {trade(10, 1, Double.NaN)}
    };
    for (TradeTick[] each : wrong) {
      assertThatThrownBy(() -> writeTrades(WriteMode.KEEP, each))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of BTC-USD)");
    }
    assertThat(store.tradeCatalogue()).isEmpty();
  }
}
