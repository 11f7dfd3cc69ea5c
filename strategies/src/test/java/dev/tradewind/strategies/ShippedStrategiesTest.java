package dev.tradewind.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.optimize.InProcessRunner;
import dev.tradewind.engine.optimize.SimulationEvaluator;
import dev.tradewind.engine.optimize.SweepRunner;
import dev.tradewind.engine.optimize.TrialJob;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped strategies on prices of a seeded walk, and against what they must equal. */
class ShippedStrategiesTest {
  private static final long DAY = 86_400_000_000L;

  private static BarSeries walk(String id, long seed, int bars) {
    Instrument instrument =
        new Instrument(
            id,
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            new BigDecimal("0.001"),
            TradingCalendar.ROUND_THE_CLOCK);
    SplittableRandom random = new SplittableRandom(seed);
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1D"), bars);
    double close = 100;
    for (int i = 0; i < bars; i++) {
      double open = close;
      // A slow wave below noise, so that trends and reversals both happen.
      double drift = 0.004 * Math.sin(i / 60.0 + seed);
      close = round(open * Math.exp(drift + 0.015 * (random.nextDouble() * 2 - 1)));
      double high = round(Math.max(open, close) * (1 + 0.005 * random.nextDouble()));
      double low = round(Math.min(open, close) * (1 - 0.005 * random.nextDouble()));
      builder.append(i * DAY, open, high, low, close, 1e7);
    }
    return builder.build();
  }

  private static double round(double price) {
    return Math.round(price * 100) / 100.0;
  }

  private static SimulationResult run(StrategyDescriptor strategy, BarSeries... series) {
    return run(strategy, Map.of(), series);
  }

  private static SimulationResult run(
      StrategyDescriptor strategy, Map<String, BigDecimal> parameters, BarSeries... series) {
    return Simulator.run(
        List.of(series), strategy, parameters, SimulationConfig.DEFAULT, SimulationListener.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ema_crossover", "rsi_mean_reversion"})
  void theDocumentOfABuiltInOneFillsAsTheBuiltInOne(String name) {
    BarSeries series = walk("ONE", 7, 1_500);
    StrategyDescriptor document = ShippedRules.find(name).orElseThrow();
    StrategyDescriptor builtIn = BuiltInStrategies.INSTANCE.find(name).orElseThrow();

    List<Fill> fills = run(document, series).fills();

    assertThat(fills).hasSizeGreaterThan(5).isEqualTo(run(builtIn, series).fills());
    assertThat(document.complete(Map.of())).isEqualTo(builtIn.complete(Map.of()));
    Map<String, BigDecimal> wrong =
        name.startsWith("ema")
            ? Map.of("fast", BigDecimal.valueOf(30))
            : Map.of("oversold", BigDecimal.valueOf(80));
    assertThat(document.problems(wrong)).hasSize(1);
    assertThat(builtIn.problems(wrong)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ema_crossover", "rsi_mean_reversion"})
  void aBuiltInOneIsSweptAsItsDocument(String name) {
    StrategyDescriptor strategy = StrategyLibrary.STANDARD.find(name).orElseThrow();
    List<TrialJob> jobs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      jobs.add(
          TrialJob.handed(
              i,
              name.startsWith("ema")
                  ? Map.of("fast", decimal(2 + i % 10), "slow", decimal(5 + i))
                  : Map.of(
                      "period", decimal(2 + i % 10),
                      "oversold", decimal(20 + i),
                      "overbought", decimal(85 - i)),
              1));
    }
    for (int seed = 0; seed < 20; seed++) {
      SimulationEvaluator evaluator =
          new SimulationEvaluator(
              List.of(walk("ONE", 100 + seed, 1_500)),
              strategy,
              Map.of(),
              SimulationConfig.DEFAULT,
              List.of("sharpe", "totalReturn", "maxDrawdown", "tradeCount"));
      try (SweepRunner sweep = new SweepRunner(evaluator, 1);
          InProcessRunner simulator = new InProcessRunner(evaluator, 1)) {
        assertThat(sweep.run(jobs, (job, evaluation) -> true))
            .usingRecursiveComparison()
            .isEqualTo(simulator.run(jobs, (job, evaluation) -> true));
        assertThat(sweep.how()).contains("sweep over columns");
      }
    }
  }

  private static BigDecimal decimal(int value) {
    return BigDecimal.valueOf(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "donchian_breakout",
        "bollinger_reversion",
        "dual_timeframe_trend",
        "volatility_target"
      })
  void aShippedOneTradesAndEveryOrderIsAccepted(String name) {
    SimulationResult result =
        run(StrategyLibrary.STANDARD.find(name).orElseThrow(), walk("ONE", 11, 2_500));

    assertThat(result.fills()).hasSizeGreaterThan(3);
    assertThat(result.rejections()).isEmpty();
    assertThat(result.strategy()).isEqualTo(name);
  }

  @Test
  void momentumRotationHoldsAtMostSoManyOfTheRankedOnes() {
    BarSeries[] series = new BarSeries[6];
    for (int i = 0; i < series.length; i++) {
      series[i] = walk("N" + i, i, 1_500);
    }

    SimulationResult result =
        run(
            StrategyLibrary.STANDARD.find("momentum_rotation").orElseThrow(),
            Map.of("held", BigDecimal.valueOf(2)),
            series);

    assertThat(result.fills()).hasSizeGreaterThan(10);
    assertThat(result.rejections()).isEmpty();
    long[] held = new long[series.length];
    int most = 0;
    for (Fill fill : result.fills()) {
      held[fill.instrument()] += fill.side() == Side.BUY ? fill.lots() : -fill.lots();
      int now = 0;
      for (long lots : held) {
        assertThat(lots).isNotNegative();
        now += lots > 0 ? 1 : 0;
      }
      most = Math.max(most, now);
    }
    assertThat(most).isEqualTo(2);
  }

  @Test
  void pairsReversionIsLongOneAndShortTheOtherOrFlat() {
    BarSeries one = walk("ONE", 3, 1_200);
    BarSeries two = walk("TWO", 4, 1_200);
    StrategyDescriptor pairs = StrategyLibrary.STANDARD.find("pairs_reversion").orElseThrow();

    SimulationResult result = run(pairs, one, two);

    assertThat(result.fills()).hasSizeGreaterThan(3);
    long[] held = new long[2];
    long moment = 0;
    for (Fill fill : result.fills()) {
      if (fill.timeMicros() != moment) {
        assertThat(Long.signum(held[0]) + Long.signum(held[1])).isZero();
        moment = fill.timeMicros();
      }
      held[fill.instrument()] += fill.side() == Side.BUY ? fill.lots() : -fill.lots();
    }
    assertThatThrownBy(() -> run(pairs, one))
        .hasMessageContaining("pairs_reversion needs two instruments, the run has 1");
    assertThat(pairs.problems(Map.of("exit", BigDecimal.valueOf(3))))
        .containsExactly("exit must be < entry (2), was 3 (strategy pairs_reversion)");
  }

  @Test
  void everyShippedStrategyHasAPageThatNamesItsParametersAndItsSource() throws IOException {
    Path pages = Path.of("../docs/guides/strategies");
    for (StrategyDescriptor each : StrategyLibrary.STANDARD.all()) {
      Path page = pages.resolve(each.id() + ".md");
      assertThat(page).exists();
      String text = Files.readString(page);
      assertThat(text).contains("`" + each.id() + "`").contains("## When it fails", "## Source");
      each.parameters()
          .forEach(parameter -> assertThat(text).contains("| `" + parameter.name() + "` |"));
    }
  }

  @Test
  void theExamplesOfTheGuideAreRight() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/strategies.md"));
    int examples = 0;
    for (String part : guide.split("```yaml\n")) {
      if (examples++ > 0) {
        String document = part.substring(0, part.indexOf("```"));
        assertThat(RuleDocuments.check(document, ExpressionScope.standard()).render(document))
            .isEmpty();
      }
    }
    assertThat(examples).isGreaterThan(4);
    for (RuleField field : RuleField.values()) {
      assertThat(guide).contains("`" + field.path() + "`");
    }
  }
}
