package dev.tradewind.engine.simulation;

import static dev.tradewind.engine.simulation.Scripted.buy;
import static dev.tradewind.engine.simulation.Scripted.buyFraction;
import static dev.tradewind.engine.simulation.Scripted.config;
import static dev.tradewind.engine.simulation.Scripted.flat;
import static dev.tradewind.engine.simulation.Scripted.instrument;
import static dev.tradewind.engine.simulation.Scripted.run;
import static dev.tradewind.engine.simulation.Scripted.sell;
import static dev.tradewind.engine.simulation.Scripted.sellAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One rule a case: at most eight bars, orders in, fills out. */
class FillRulesTest {
  private static final Instrument COIN = instrument("COIN", "0.01", "1");
  private static final SimulationConfig FREE = config("10000", "0", "0");

  private static BarSeries rows(double[]... rows) {
    return Scripted.bars(COIN, rows);
  }

  @Test
  void ordersFillAtTheNextOpen() {
    BarSeries series = rows(new double[][] {{10, 12, 9, 11}, {13, 15, 12, 14}, {16, 18, 15, 17}});

    SimulationResult result = run(series, FREE, Map.of(0, List.of(buy(2)), 1, List.of(sellAll())));

    assertThat(result.fills())
        .containsExactly(
            new Fill(Scripted.DAY, 0, Side.BUY, 2, 1300, 0, 13.0, 1),
            new Fill(2 * Scripted.DAY, 0, Side.SELL, 2, 1600, 0, 16.0, 2));
  }

  @Test
  void theOpenIsTheDecimalThatIsPrinted() {
    SimulationResult result = run(flat(COIN, 100.05, 100.05), FREE, Map.of(0, List.of(buy(1))));

    assertThat(result.fills().getFirst().priceTicks()).isEqualTo(10005);
  }

  @Test
  void slippageAndTickWorkAgainstTheTrader() {
    SimulationResult result =
        run(
            flat(COIN, 100.01, 100.01, 100.01),
            config("10000", "0", "5"),
            Map.of(0, List.of(buy(1)), 1, List.of(sellAll())));

    assertThat(result.fills()).extracting(Fill::priceTicks).containsExactly(10007L, 9995L);
    assertThat(result.statistic("slippagePaid")).isCloseTo(0.12, within(1e-9));
  }

  @Test
  void feesAreRoundedUpToTheUnit() {
    Instrument fine = instrument("FINE", "0.01", "0.00001");

    SimulationResult result =
        run(flat(fine, 33.33, 33.33), config("100", "0.0001", "0"), Map.of(0, List.of(buy(1))));

    // 33.33 x 0.00001 = 33330 units; x 1e-8 is a sliver of a unit.
    assertThat(result.fills().getFirst().feeUnits()).isEqualTo(1);
  }

  @Test
  void allCashBuysTheMostWholeLotsItPaysForWithTheFee() {
    SimulationResult result =
        run(flat(COIN, 100, 100), config("1000", "10", "0"), Map.of(0, List.of(buyFraction(1))));

    // Ten would cost 1001 with the fee.
    assertThat(result.fills().getFirst().lots()).isEqualTo(9);
    assertThat(result.fills().getFirst().feeUnits()).isEqualTo(90_000_000L);
  }

  @Test
  void aTooDearOrderIsRejectedWhole() {
    SimulationResult result =
        run(flat(COIN, 100, 100), config("1000", "10", "0"), Map.of(0, List.of(buy(10))));

    assertThat(result.fills()).isEmpty();
    assertThat(result.rejections()).hasSize(1);
    assertThat(result.rejections().getFirst().reason()).contains("cash 1000.0");
  }

  @Test
  void sellingMoreThanHeldIsRejectedWithoutShortSelling() {
    SimulationResult result =
        run(
            flat(COIN, 100, 100, 100),
            Scripted.longOnly(FREE),
            Map.of(0, List.of(buy(2)), 1, List.of(sell(3))));

    assertThat(result.fills()).hasSize(1);
    assertThat(result.rejections().getFirst().reason())
        .contains("position 2", "was 3", "short selling is off");
  }

  @Test
  void anOrderThatWaitsAtTheEndIsRejected() {
    SimulationResult result = run(flat(COIN, 100, 100), FREE, Map.of(1, List.of(buy(2))));

    assertThat(result.rejections()).hasSize(1);
    assertThat(result.rejections().getFirst().reason())
        .isEqualTo("no bar of COIN opens after the decision");
  }

  @Test
  void entriesAreMatchedFirstInFirstOut() {
    SimulationResult result =
        run(
            flat(COIN, 10, 10, 20, 30, 30),
            FREE,
            Map.of(0, List.of(buy(2)), 1, List.of(buy(2)), 2, List.of(sell(3))));

    assertThat(result.roundTrips())
        .extracting(RoundTrip::quantity, RoundTrip::entryPrice, RoundTrip::pnl, RoundTrip::bars)
        .containsExactly(tuple(2.0, 10.0, 40.0, 2), tuple(1.0, 20.0, 10.0, 1));
    assertThat(result.openPositions()).hasSize(1);
    OpenPosition open = result.openPositions().getFirst();
    assertThat(open.quantity()).isEqualTo(1);
    assertThat(open.entryPrice()).isEqualTo(20);
    assertThat(open.unrealisedPnl()).isEqualTo(10);
  }

  @Test
  void excursionsCoverTheBarsHeldAndTheExitPrice() {
    BarSeries series =
        rows(
            new double[][] {
              {100, 100, 100, 100},
              {100, 110, 95, 100},
              {100, 120, 99, 100},
              {90, 500, 1, 100}
            });

    SimulationResult result = run(series, FREE, Map.of(0, List.of(buy(1)), 2, List.of(sellAll())));

    RoundTrip trip = result.roundTrips().getFirst();
    assertThat(trip.mae()).isCloseTo(-0.1, within(1e-12));
    assertThat(trip.mfe()).isCloseTo(0.2, within(1e-12));
  }
}
