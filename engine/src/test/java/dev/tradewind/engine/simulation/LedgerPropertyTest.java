package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.time.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ledger under random orders, against a plain model in {@code BigDecimal}. Each seed is a case
 * of its own, so that a failure names it.
 */
class LedgerPropertyTest {
  private static final String[] TICKS = {"0.01", "0.00000001", "0.5", "0.0003"};
  private static final String[] LOTS = {"1", "0.00001", "0.00000001", "0.7"};

  private static <T> T pick(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static BarSeries walk(SplittableRandom random, String id, int bars) {
    Instrument instrument =
        Scripted.instrument(id, pick(random, List.of(TICKS)), pick(random, List.of(LOTS)));
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1h"), bars);
    double price = 50;
    for (int i = 0; i < bars; i++) {
      price *= 1 + (random.nextDouble() - 0.5) * 0.1;
      double open = Math.rint(price * 1e4) / 1e4;
      builder.append(i * 3_600_000_000L, open, open * 1.02, open * 0.98, open, 10);
    }
    return builder.build();
  }

  private static OrderIntent order(SplittableRandom random, StrategyContext context) {
    int instrument = random.nextInt(context.instrumentCount());
    long held = context.positionLots(instrument);
    return switch (random.nextInt(4)) {
      case 0 ->
          new OrderIntent.Market(
              instrument, Side.BUY, new OrderSize.CashFraction(random.nextDouble() + 1e-9));
      case 1 ->
          new OrderIntent.Market(
              instrument, Side.BUY, new OrderSize.Lots(random.nextLong(1, 100_000)));
      case 2 -> new OrderIntent.Market(instrument, Side.SELL, new OrderSize.EntirePosition());
      default ->
          new OrderIntent.Market(
              instrument, Side.SELL, new OrderSize.Lots(random.nextLong(1, held + 3)));
    };
  }

  private static SimulationResult randomRun(long seed, List<BarSeries> series) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    return Scripted.run(
        series,
        Scripted.longOnly(
            Scripted.unlimited(
                new SimulationConfig(
                    new BigDecimal("12345.67890123"),
                    new BigDecimal("7.5"),
                    new BigDecimal("3"),
                    0,
                    seed))),
        Scripted.onBar(
            context -> {
              for (int k = random.nextInt(3); k > 0; k--) {
                context.submit(order(random, context));
              }
              assertThat(context.cashUnits()).as("seed %d", seed).isNotNegative();
            }));
  }

  private static List<BarSeries> series(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return List.of(walk(random, "A", 60), walk(random, "B", 60));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  @DisplayName(
      "case 20: nothing is made or lost by rounding, and rounding never favours the trader")
  void cashFeesAndNotionalsBalance(long seed) {
    List<BarSeries> series = series(seed);
    SimulationResult result = randomRun(seed, series);

    BigDecimal cash = result.config().initialCash();
    BigDecimal feeRate = result.config().feeBps().movePointLeft(4);
    BigDecimal fees = BigDecimal.ZERO;
    long[] held = new long[2];
    for (Fill fill : result.fills()) {
      Instrument own = series.get(fill.instrument()).instrument();
      boolean buy = fill.side() == Side.BUY;
      BigDecimal price = own.toPrice(fill.priceTicks());
      BigDecimal open = new BigDecimal(Double.toString(fill.referencePrice()));
      assertThat(price.compareTo(open)).as("seed %d %s", seed, fill).isEqualTo(buy ? 1 : -1);
      BigDecimal notional =
          price
              .multiply(own.toQuantity(fill.lots()))
              .setScale(8, buy ? RoundingMode.CEILING : RoundingMode.FLOOR);
      BigDecimal fee = notional.multiply(feeRate).setScale(8, RoundingMode.CEILING);
      assertThat(BigDecimal.valueOf(fill.feeUnits(), 8)).isEqualByComparingTo(fee);
      cash = (buy ? cash.subtract(notional) : cash.add(notional)).subtract(fee);
      fees = fees.add(fee);
      held[fill.instrument()] += buy ? fill.lots() : -fill.lots();
      assertThat(cash.signum()).as("seed %d", seed).isNotNegative();
      assertThat(held[fill.instrument()]).as("seed %d", seed).isNotNegative();
    }

    BigDecimal equity = cash;
    for (int i = 0; i < 2; i++) {
      BarSeries own = series.get(i);
      equity =
          equity.add(
              own.instrument()
                  .toQuantity(held[i])
                  .multiply(BigDecimal.valueOf(own.close(own.size() - 1))));
    }
    assertThat(result.fills()).isNotEmpty();
    assertThat(result.statistic("finalEquity")).isCloseTo(equity.doubleValue(), within(1e-6));
    assertThat(result.statistic("feesPaid")).isCloseTo(fees.doubleValue(), within(1e-9));
    double realised = result.roundTrips().stream().mapToDouble(RoundTrip::pnl).sum();
    double open = result.openPositions().stream().mapToDouble(OpenPosition::unrealisedPnl).sum();
    assertThat(realised + open)
        .as("seed %d: every cent of profit belongs to a round trip or an open position", seed)
        .isCloseTo(result.statistic("netProfit"), within(1e-6));
  }

  private record Entry(long time, long ticks, int bar) {}

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
  void roundTripsAreThoseOfAPlainQueue(long seed) {
    List<BarSeries> series = series(seed);
    SimulationResult result = randomRun(seed, series);

    List<String> expected = new ArrayList<>();
    List<Deque<Entry>> open = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    List<Deque<Long>> left = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    for (Fill fill : result.fills()) {
      BarSeries own = series.get(fill.instrument());
      int bar = own.lowerBound(fill.timeMicros());
      Deque<Entry> entries = open.get(fill.instrument());
      Deque<Long> lots = left.get(fill.instrument());
      if (fill.side() == Side.BUY) {
        entries.addLast(new Entry(fill.timeMicros(), fill.priceTicks(), bar));
        lots.addLast(fill.lots());
        continue;
      }
      long remaining = fill.lots();
      while (remaining > 0) {
        Entry entry = entries.getFirst();
        long piece = Math.min(remaining, lots.getFirst());
        expected.add(line(own, fill, entry, piece, bar));
        remaining -= piece;
        lots.addFirst(lots.removeFirst() - piece);
        if (lots.getFirst() == 0) {
          lots.removeFirst();
          entries.removeFirst();
        }
      }
    }
    assertThat(result.roundTrips().stream().map(LedgerPropertyTest::line).toList())
        .as("seed %d", seed)
        .isEqualTo(expected);
  }

  private static String line(BarSeries own, Fill exit, Entry entry, long piece, int bar) {
    double entryPrice = own.instrument().toPrice(entry.ticks()).doubleValue();
    double exitPrice = own.instrument().toPrice(exit.priceTicks()).doubleValue();
    double low = Math.min(entryPrice, exitPrice);
    double high = Math.max(entryPrice, exitPrice);
    for (int i = entry.bar(); i < bar; i++) {
      low = Math.min(low, own.low(i));
      high = Math.max(high, own.high(i));
    }
    return exit.instrument()
        + " "
        + own.instrument().toQuantity(piece).doubleValue()
        + " "
        + entry.time()
        + " "
        + entryPrice
        + " "
        + exit.timeMicros()
        + " "
        + exitPrice
        + " "
        + (bar - entry.bar())
        + " "
        + (low / entryPrice - 1)
        + " "
        + (high / entryPrice - 1);
  }

  private static String line(RoundTrip t) {
    return t.instrument()
        + " "
        + t.quantity()
        + " "
        + t.entryTimeMicros()
        + " "
        + t.entryPrice()
        + " "
        + t.exitTimeMicros()
        + " "
        + t.exitPrice()
        + " "
        + t.bars()
        + " "
        + t.mae()
        + " "
        + t.mfe();
  }

  @Test
  void sizingByCashIsTheLargestThatIsPaidFor() {
    SplittableRandom random = new SplittableRandom(77);
    for (int i = 0; i < 2_000; i++) {
      Instrument instrument =
          Scripted.instrument("X", pick(random, List.of(TICKS)), pick(random, List.of(LOTS)));
      Account account = new Account(instrument, new BigDecimal("12.3456"));
      long ticks = random.nextLong(1, 1L << random.nextInt(2, 30));
      long budget = random.nextLong(0, 1L << random.nextInt(2, 55));

      long lots = account.affordableLots(ticks, budget);

      String what = "seed 77 round " + i + ": " + instrument + " " + ticks + " " + budget;
      if (lots > 0) {
        long cost = account.cost(ticks, lots);
        assertThat(cost + account.fee(cost)).as(what).isLessThanOrEqualTo(budget);
      }
      if (lots < 1L << 60) {
        long more = account.cost(ticks, lots + 1);
        assertThat(more + account.fee(more)).as(what).isGreaterThan(budget);
      }
    }
  }

  @Test
  @DisplayName("case 20: 0.1 + 0.2 lots are 0.3, and the position sells to zero")
  void decimalsAddUp() {
    Instrument instrument = Scripted.instrument("DEC", "0.1", "0.1");
    SimulationResult result =
        Scripted.run(
            Scripted.flat(instrument, 0.3, 0.3, 0.3, 0.3),
            Scripted.config("1", "0", "0"),
            Map.of(
                0,
                List.of(Scripted.buy(1)),
                1,
                List.of(Scripted.buy(2)),
                2,
                List.of(Scripted.sell(3))));

    assertThat(result.rejections()).isEmpty();
    assertThat(result.openPositions()).isEmpty();
    assertThat(result.statistic("finalEquity")).isEqualTo(1.0);
    assertThat(result.roundTrips()).extracting(RoundTrip::quantity).containsExactly(0.1, 0.2);
  }

  @Test
  void whatTheLedgerCannotHoldThrowsWithItsPlace() {
    Instrument instrument = Scripted.instrument("HUGE", "1", "1");

    assertThatThrownBy(
            () ->
                Scripted.run(
                    Scripted.flat(instrument, 1e12, 1e12),
                    Scripted.config("90000000000", "0", "0"),
                    Map.of(0, List.of(Scripted.buy(1_000_000)))))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContainingAll("HUGE", "1000000", "1.0E12");
  }

  @Test
  void fineTicksAndLotsDoNotOverflowOnTheWay() {
    Instrument fine = Scripted.instrument("FINE", "0.00000001", "0.00000001");
    SimulationResult result =
        Scripted.run(
            Scripted.flat(fine, 64000, 64000, 64000),
            Scripted.config("1000000", "10", "5"),
            Map.of(0, List.of(Scripted.buyFraction(1)), 1, List.of(Scripted.sellAll())));

    assertThat(result.roundTrips()).hasSize(1);
    assertThat(result.roundTrips().getFirst().quantity()).isCloseTo(15.6, within(0.01));
  }
}
