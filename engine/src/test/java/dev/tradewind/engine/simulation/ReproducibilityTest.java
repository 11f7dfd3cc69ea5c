package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The same input gives the same bytes; another input another hash. */
class ReproducibilityTest {
  private static BarSeries walk(String id) {
    SplittableRandom random = new SplittableRandom(5);
    Instrument instrument = Scripted.instrument(id, "0.01", "0.00001");
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1m"), 20_000);
    double price = 100;
    for (int i = 0; i < 20_000; i++) {
      price *= 1 + (random.nextDouble() - 0.5) * 0.01;
      builder.append(i * 60_000_000L, price, price * 1.001, price * 0.999, price, 1_000_000);
    }
    return builder.build();
  }

  private static StrategyDescriptor find(String id) {
    return BuiltInStrategies.INSTANCE.find(id).orElseThrow();
  }

  private static SimulationResult run(BarSeries series, Map<String, BigDecimal> parameters) {
    return Simulator.run(
        List.of(series),
        find("ema_crossover"),
        parameters,
        SimulationConfig.DEFAULT,
        SimulationListener.NONE);
  }

  @Test
  void theSameRunHasTheSameHashOnOneThreadAndOnTwo() throws Exception {
    BarSeries series = walk("A");
    String once = run(series, Map.of()).resultHash();
    assertThat(run(walk("A"), Map.of()).resultHash()).isEqualTo(once);

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<String> task = () -> run(series, Map.of()).resultHash();
      for (Future<String> hash : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(hash.get()).isEqualTo(once);
      }
    }
  }

  /** Runs of one thread hand their feature columns on; what was in them must not matter. */
  @Test
  void aRunBehindOthersOfItsThreadIsTheRunAlone() throws Exception {
    BarSeries series = walk("A");
    Map<String, BigDecimal> slow =
        Map.of("fast", BigDecimal.valueOf(150), "slow", BigDecimal.valueOf(200));
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      String alone = thread.submit(() -> run(series, slow).resultHash()).get();
      BarSeries shorter = series.between(series.openTime(0), series.openTime(9_000));
      for (BarSeries before : List.of(series, shorter)) {
        run(before, Map.of());
        assertThat(run(series, slow).resultHash()).isEqualTo(alone);
      }
    }
  }

  @Test
  void hashesTellDataConfigurationAndResultApart() {
    SimulationResult base = run(walk("A"), Map.of());
    SimulationResult spelledOut =
        run(walk("A"), Map.of("fast", new BigDecimal("9.0"), "slow", BigDecimal.valueOf(21)));
    SimulationResult other = run(walk("A"), Map.of("fast", BigDecimal.valueOf(8)));
    SimulationResult renamed = run(walk("B"), Map.of());

    assertThat(spelledOut.configHash()).isEqualTo(base.configHash());
    assertThat(spelledOut.resultHash()).isEqualTo(base.resultHash());
    assertThat(other.dataHash()).isEqualTo(base.dataHash());
    assertThat(other.configHash()).isNotEqualTo(base.configHash());
    assertThat(other.resultHash()).isNotEqualTo(base.resultHash());
    assertThat(renamed.dataHash()).isEqualTo(base.dataHash());
    assertThat(renamed.configHash()).isNotEqualTo(base.configHash());
    assertThat(List.of(base.dataHash(), base.configHash(), base.resultHash()))
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
  }

  /** Each number of a quote is data of the run; how many were told is said, by instrument. */
  @Test
  void quotesAreDataAndAreSaid() {
    SimulationInput bars = SimulationInput.of(List.of(walk("A")));
    Quote quote = new Quote(60_000_000L, 99, 101, 2, Double.NaN);
    SimulationInput quoted = bars.withMarket(Map.of(), Map.of("A", List.of(quote)));
    List<Quote> others =
        List.of(
            new Quote(60_000_001L, 99, 101, 2, Double.NaN),
            new Quote(60_000_000L, 98, 101, 2, Double.NaN),
            new Quote(60_000_000L, 99, 102, 2, Double.NaN),
            new Quote(60_000_000L, 99, 101, 3, Double.NaN),
            new Quote(60_000_000L, 99, 101, 2, 0));

    assertThat(quoted.dataHash()).isNotEqualTo(bars.dataHash());
    assertThat(others)
        .extracting(each -> bars.withMarket(Map.of(), Map.of("A", List.of(each))).dataHash())
        .doesNotContain(quoted.dataHash())
        .doesNotHaveDuplicates();
    assertThat(sheet(quoted))
        .contains("A: strategies are told of 1 quotes of the market. Fills do not use them.");
    assertThat(sheet(bars)).noneMatch(each -> each.contains("quotes"));
  }

  private static List<String> sheet(SimulationInput input) {
    StrategyDescriptor strategy = find("buy_and_hold");
    return Simulator.run(
            input,
            strategy.create(Map.of()),
            "buy_and_hold",
            Map.of(),
            SimulationConfig.DEFAULT,
            RunScope.STANDARD,
            SimulationListener.NONE)
        .assumptions()
        .stream()
        .map(Assumption::text)
        .toList();
  }

  @Test
  void oneInstrumentAmongSeveralBehavesAsAlone() {
    BarSeries traded = walk("A");
    BarSeries idle =
        Scripted.flat(Scripted.instrument("IDLE", "0.01", "1"), 1, 1, 1, 1, 1, 1, 1, 1);

    SimulationResult alone = run(traded, Map.of());
    SimulationResult among =
        Simulator.run(
            List.of(traded, idle),
            find("ema_crossover"),
            Map.of(),
            SimulationConfig.DEFAULT,
            SimulationListener.NONE);

    assertThat(among.fills()).isEqualTo(alone.fills()).isNotEmpty();
    assertThat(among.roundTrips()).isEqualTo(alone.roundTrips());
  }

  @Test
  void theSheetSaysWhatWasAssumed() {
    SimulationResult result = run(walk("A"), Map.of());
    String sheet = String.join("\n", result.assumptions().stream().map(Assumption::text).toList());

    assertThat(sheet)
        .contains(
            "open of the next bar",
            "5 bps worse than the price they meet",
            "rounded to the tick against the trader",
            "10 bps of the notional",
            "rounded down to the lot",
            "at most 10.00 % of its volume",
            "opens a short position",
            "Cash earns and costs no interest",
            "marked at the last close",
            "20000 bars of 1m",
            "gaps",
            walk("A").contentHash().substring(0, 16),
            "Causal by construction",
            "365 periods a year",
            "risk-free rate 0.0",
            "Features are undefined for the first 20 bars",
            "seed 0",
            "USD",
            "trials",
            EngineVersion.CURRENT);
    assertThat(result.strategy()).isEqualTo("ema_crossover");
    assertThat(result.parameters()).containsOnlyKeys("fast", "slow");
    assertThat(result.instruments()).hasSize(1);
    assertThat(result.config()).isSameAs(SimulationConfig.DEFAULT);
  }

  @Test
  void doubtsAreWarnings() {
    Instrument coarse = Scripted.instrument("COARSE", "1", "1");
    BarSeries.Builder builder = BarSeries.builder(coarse, Timeframe.parse("1D"), 3);
    for (int i = 0; i < 3; i++) {
      builder.append(i * Scripted.DAY, 10, 10, 10, 10, i == 1 ? 2 : Double.NaN);
    }
    SimulationResult result =
        Scripted.run(
            builder.build(),
            Scripted.config("100", "0", "0"),
            Map.of(0, List.of(Scripted.buy(1)), 1, List.of(Scripted.buy(1))));
    List<String> warnings =
        result.assumptions().stream().filter(Assumption::isWarning).map(Assumption::text).toList();

    assertThat(warnings)
        .anyMatch(text -> text.contains("50.00 %") && text.contains("volume"))
        .anyMatch(text -> text.contains("1 of 2 fills") && text.contains("without volume"))
        .anyMatch(text -> text.contains("a tick of 1"))
        .anyMatch(text -> text.contains("Only 0 round trips"))
        .anyMatch(text -> text.contains("spans 3.0 days with 3 daily returns"));
  }

  @Test
  void aSpanBelowAYearIsAWarning() {
    assertThat(spanWarnings(364)).singleElement().asString().contains("spans 364.0 days");
    assertThat(spanWarnings(365)).isEmpty();
  }

  private static List<String> spanWarnings(int days) {
    BarSeries.Builder builder =
        BarSeries.builder(Scripted.instrument("YEAR", "1", "1"), Timeframe.parse("1D"), days);
    for (int i = 0; i < days; i++) {
      builder.append(i * Scripted.DAY, 10, 10, 10, 10, 100);
    }
    return Scripted.run(builder.build(), Scripted.config("100", "0", "0"), Map.of())
        .assumptions()
        .stream()
        .filter(line -> line.isWarning() && line.key().equals("span"))
        .map(Assumption::text)
        .toList();
  }
}
