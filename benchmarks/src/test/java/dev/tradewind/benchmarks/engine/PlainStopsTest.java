package dev.tradewind.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.sweep.ParameterSets;
import dev.tradewind.engine.sweep.SweepResult;
import dev.tradewind.engine.sweep.SweepStatistic;
import org.junit.jupiter.api.Test;

/** The sweep with stops and the loop by hand agree on every set. */
class PlainStopsTest {
  @Test
  void theLoopAndTheSweepAgreeOnEverySet() {
    BarSeries bars = WalkGenerator.series(20_000);
    ParameterSets sets = StoppedSweep.sets(173);
    PlainStops plain = new PlainStops(bars);
    SweepResult sweep = StoppedSweep.run(bars, sets, 2);

    assertThat(sweep.problems()).isEmpty();
    for (int set = 0; set < sets.size(); set++) {
      PlainStops.Result one =
          plain.run((int) sets.value(set, 0), (int) sets.value(set, 1), sets.value(set, 2));
      double rounding = 2 * (one.trips() + 1) * 1e-6 / PlainLoops.CASH + 1e-12;
      assertThat(sweep.value(set, SweepStatistic.ROUND_TRIPS)).isEqualTo(one.trips()).isPositive();
      assertThat(sweep.value(set, SweepStatistic.TOTAL_RETURN))
          .isCloseTo(one.totalReturn(), within(rounding));
      assertThat(sweep.value(set, SweepStatistic.MAX_DRAWDOWN))
          .isCloseTo(one.drawdown(), within(rounding));
      assertThat(sweep.value(set, SweepStatistic.SHARPE) / one.sharpe()).isCloseTo(1, within(1e-6));
    }
  }
}
