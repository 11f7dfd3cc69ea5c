package dev.tradewind.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison of times means something only between equal results. */
class PlainLoopsTest {
  private static final BarSeries BARS = WalkGenerator.series(100_000);

  @Test
  void plainLoopAndEngineAgreeOnTheCrossoverToTheLastTrade() {
    compare(new PlainLoops(BARS).w1(), EngineWorkloads.w1(BARS));
  }

  @Test
  void plainLoopAndEngineAgreeOnAnOrderEveryBarToTheLastTrade() {
    compare(new PlainLoops(BARS).w5(), EngineWorkloads.w5(BARS));
  }

  @Test
  void plainLoopAndEngineAgreeOnBracketsToTheLastTrade() {
    compare(new PlainLoops(BARS).bracket(), EngineWorkloads.bracket(BARS));
  }

  @Test
  void plainLoopAndEngineAgreeOnManyInstruments() {
    List<BarSeries> universe = UniverseWorkload.universe(BARS, 20, 500);
    SimulationResult result = EngineWorkloads.universe(universe);
    PlainLoops.Result plain =
        PlainLoops.universe(universe.stream().map(PlainLoops::new).toArray(PlainLoops[]::new));

    assertThat(result.roundTrips()).hasSize(plain.trades()).isNotEmpty();
    assertThat(result.statistic("totalReturn")).isCloseTo(plain.totalReturn(), within(1e-9));
    assertThat(result.statistic("maxDrawdown")).isCloseTo(plain.maxDrawdown(), within(1e-9));
  }

  private static void compare(PlainLoops.Result plain, SimulationResult result) {
    assertThat(result.rejections().size()).isLessThanOrEqualTo(1);
    assertThat(result.roundTrips()).hasSize(plain.trades()).isNotEmpty();
    assertThat(result.roundTrips().getLast().exitPrice()).isEqualTo(plain.lastExit());
    // The engine rounds each fee up to 1e-8; the plain loop does not round.
    double rounding = result.fills().size() * 1e-8 / PlainLoops.CASH + 1e-12;
    assertThat(result.statistic("totalReturn")).isCloseTo(plain.totalReturn(), within(rounding));
    assertThat(result.statistic("maxDrawdown")).isCloseTo(plain.maxDrawdown(), within(rounding));
    assertThat(result.statistic("sharpe") / plain.sharpe()).isCloseTo(1, within(1e-6));
  }
}
