package dev.tradewind.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.statistics.Bootstrap;
import dev.tradewind.engine.statistics.UncertaintyOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlainBootstrapTest {
  @Test
  @DisplayName("plain loop and product draw the same resamples")
  void agree() throws InterruptedException {
    double[] returns = StatisticsWorkloads.returns();
    UncertaintyOptions options = StatisticsWorkloads.options().withResamples(400);
    PlainBootstrap plain = new PlainBootstrap(returns, 400, 252);
    plain.run(options.seed());
    Bootstrap.Path path = Bootstrap.independent(returns, options);

    assertThat(path.sharpe().standardError())
        .isCloseTo(PlainBootstrap.deviation(plain.sharpe), within(1e-9));
    assertThat(path.cagr().standardError())
        .isCloseTo(PlainBootstrap.deviation(plain.cagr), within(1e-9));
    assertThat(path.maxDrawdown().standardError())
        .isCloseTo(PlainBootstrap.deviation(plain.drawdown), within(1e-9));
  }
}
