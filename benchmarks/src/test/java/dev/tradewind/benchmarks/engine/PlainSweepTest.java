package dev.tradewind.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.benchmarks.WalkGenerator;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.sweep.ParameterSets;
import dev.tradewind.engine.sweep.SweepResult;
import dev.tradewind.engine.sweep.SweepStatistic;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sweep and both hand-written loops agree on every set. */
class PlainSweepTest {
  @Test
  void theLoopsAndTheSweepAgreeOnEverySet() {
    BarSeries bars = WalkGenerator.series(20_000);
    ParameterSets all = SweepWorkload.sets(bars.size());
    ParameterSets sets =
        ParameterSets.of(
            all.names(),
            IntStream.range(0, all.size())
                .filter(set -> set % 9 == 0)
                .mapToObj(set -> new double[] {all.value(set, 0), all.value(set, 1)})
                .toList());
    int[] fast = SweepWorkload.column(sets, 0);
    int[] slow = SweepWorkload.column(sets, 1);
    PlainSweep plain = new PlainSweep(bars);
    PlainSweep.Result scalar = plain.scalar(fast, slow);
    PlainSweep.Result vector = plain.vector(fast, slow);
    SweepResult sweep = SweepWorkload.run(bars, sets, 1);

    for (int set = 0; set < sets.size(); set++) {
      assertThat(vector.trips[set]).isEqualTo(scalar.trips[set]).isPositive();
      assertThat(vector.totalReturn[set]).isCloseTo(scalar.totalReturn[set], within(1e-12));
      assertThat(vector.drawdown[set]).isCloseTo(scalar.drawdown[set], within(1e-12));
      assertThat(sweep.value(set, SweepStatistic.ROUND_TRIPS)).isEqualTo(scalar.trips[set]);
      double rounding = 2 * (scalar.trips[set] + 1) * 1e-8 / PlainLoops.CASH + 1e-12;
      assertThat(sweep.value(set, SweepStatistic.TOTAL_RETURN))
          .isCloseTo(scalar.totalReturn[set], within(rounding));
      assertThat(sweep.value(set, SweepStatistic.MAX_DRAWDOWN))
          .isCloseTo(scalar.drawdown[set], within(rounding));
      assertThat(sweep.value(set, SweepStatistic.SHARPE) / scalar.sharpe[set])
          .isCloseTo(1, within(1e-6));
    }
  }
}
