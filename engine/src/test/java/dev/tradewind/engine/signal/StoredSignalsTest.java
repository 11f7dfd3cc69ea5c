package dev.tradewind.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleProblem;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that reads stored signals trades as one that computes its conditions. */
class StoredSignalsTest {
  private static final long SEED = 20_260_406L;
  private static final Path DATA = Path.of("../../shared/data");

  @Test
  void randomRulesTradeTheSameOnRandomBars() {
    int traded = 0;
    for (int round = 0; round < 150; round++) {
      SplittableRandom random = new SplittableRandom(SEED + round);
      BarSeries bars = new Fixtures.Bars(SEED + round, 300 + random.nextInt(300)).series();
      traded += compare(random, List.of(bars), SEED + round);
    }
    assertThat(traded).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource({
    "crypto-intraday/binance_ETHUSDT_1h_2021-04_2023-12.csv.gz, 1h, 24x7",
    "crypto-intraday/binance_BTCUSDT_5m_2025-04_2025-07.csv.gz, 5m, 24x7",
    "equities-daily/backtesting.py_GOOG_2004-2013.csv, 1D, exchange"
  })
  void randomRulesTradeTheSameOnRealPrices(String file, String timeframe, String calendar)
      throws IOException {
    Path path = DATA.resolve(file);
    assumeTrue(Files.exists(path), () -> "no market data at " + path);
    TradingCalendar trading =
        calendar.equals("24x7") ? TradingCalendar.ROUND_THE_CLOCK : TradingCalendar.EXCHANGE;
    BarSeries bars = read(path, Timeframe.parse(timeframe), trading);
    int traded = 0;
    for (int round = 0; round < 25; round++) {
      traded += compare(new SplittableRandom(SEED - round), List.of(bars), SEED - round);
    }
    assertThat(traded).isGreaterThan(100);
  }

  /** How many round trips both had. */
  private static int compare(SplittableRandom random, List<BarSeries> series, long seed) {
    RuleDefinition rule = rule(random, series.getFirst().timeframe());
    RuleDescriptor descriptor =
        switch (rule.check(ExpressionScope.standard())) {
          case RuleCheck.Accepted(var accepted) -> accepted;
          case RuleCheck.Refused(var problems) ->
              throw new AssertionError(problems.stream().map(RuleProblem::toString).toList());
        };
    Map<String, SignalRows> rows = new TreeMap<>();
    for (BarSeries one : series) {
      SignalDefinition definition =
          new SignalDefinition(
              "stored",
              1,
              one.timeframe().code(),
              new SignalRule(
                  rule.effective(RuleField.ENTER),
                  rule.effective(RuleField.EXIT),
                  rule.effective(RuleField.SHORT_ENTER),
                  rule.effective(RuleField.SHORT_EXIT),
                  ""),
              List.of(),
              Map.of());
      rows.put(
          one.instrument().id(),
          SignalProgram.compile(
                  Fixtures.checked(definition), ProgramScope.of(one.instrument(), one.timeframe()))
              .batch(ProgramData.of(one), MemberSpans.ALWAYS));
    }
    SimulationResult computed = run(series, descriptor.create(Map.of()));
    SimulationResult stored =
        run(series, descriptor.create(Map.of(), new StoredSignals(rows, series)));

    assertThat(stored.fills()).as("seed %s, %s", seed, rule.texts()).isEqualTo(computed.fills());
    assertThat(stored.roundTrips()).as("seed %s", seed).isEqualTo(computed.roundTrips());
    assertThat(stored.equitySize()).isEqualTo(computed.equitySize());
    for (int i = 0; i < stored.equitySize(); i++) {
      assertThat(Double.doubleToLongBits(stored.equity(i)))
          .isEqualTo(Double.doubleToLongBits(computed.equity(i)));
    }
    assertThat(stored.resultHash()).as("seed %s", seed).isEqualTo(computed.resultHash());
    return computed.roundTrips().size();
  }

  private static RuleDefinition rule(SplittableRandom random, Timeframe timeframe) {
    RuleDefinition rule =
        RuleDefinition.of(condition(random, timeframe), condition(random, timeframe))
            .with(RuleField.NAME, "rule");
    if (random.nextBoolean()) {
      rule =
          rule.with(RuleField.STOP_DISTANCE, "2 * atr(14)")
              .with(RuleField.TARGET_DISTANCE, "3 * atr(14)");
    }
    if (random.nextInt(3) == 0) {
      rule = rule.with(RuleField.TIME_STOP, "7");
    }
    if (random.nextInt(3) == 0) {
      rule =
          rule.with(RuleField.DIRECTION, "both")
              .with(RuleField.SHORT_ENTER, condition(random, timeframe))
              .with(RuleField.SHORT_EXIT, condition(random, timeframe));
    }
    return rule;
  }

  /** Bars of a day are joined with longer ones. */
  private static String condition(SplittableRandom random, Timeframe timeframe) {
    String text = Fixtures.condition(random);
    return timeframe.code().equals("1D") ? text.replace("@4h", "@1W") : text;
  }

  private static SimulationResult run(List<BarSeries> series, Strategy strategy) {
    return Simulator.run(
        series,
        strategy,
        "rule",
        Map.of(),
        SimulationConfig.DEFAULT.withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0)),
        SimulationListener.NONE);
  }

  @Test
  void aSignalIsNotReadBeforeItIsKnown() {
    Fixtures.Bars bars = new Fixtures.Bars(SEED, 60);
    BarSeries series = bars.series();
    SignalRows.Builder rows = new SignalRows.Builder(List.of(), 2);
    rows.row(SignalKind.ENTRY, Direction.LONG, bars.time(10), series.knownAt(30) + 1, Double.NaN);
    rows.row(SignalKind.ENTRY, Direction.LONG, bars.time(59), Long.MAX_VALUE, Double.NaN);
    rows.row(SignalKind.ENTRY, Direction.LONG, bars.time(59) + 1, 1, Double.NaN);
    SignalRows late = rows.build(new SignalHash("late", 1, "COIN", "1h"));
    RuleDescriptor rule =
        ((RuleCheck.Accepted) RuleDefinition.of("true", "false").check(ExpressionScope.standard()))
            .rule();

    SimulationResult result =
        run(
            List.of(series),
            rule.create(Map.of(), new StoredSignals(Map.of("COIN", late), List.of(series))));

    assertThat(result.fills()).hasSize(1);
    assertThat(result.fills().getFirst().timeMicros()).isGreaterThanOrEqualTo(series.knownAt(30));
    assertThatThrownBy(() -> new StoredSignals(Map.of(), List.of(series)))
        .hasMessage("no signals were generated for instrument COIN");
  }

  private static BarSeries read(Path file, Timeframe timeframe, TradingCalendar calendar)
      throws IOException {
    Instrument instrument =
        new Instrument(
            "REAL",
            AssetClass.OTHER,
            "USD",
            new BigDecimal("0.01"),
            new BigDecimal("0.00001"),
            calendar);
    byte[] bytes;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      bytes = in.readAllBytes();
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().skip(1).toList();
    BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, lines.size());
    for (String line : lines) {
      String[] cells = line.split(",");
      builder.append(
          micros(cells[0]),
          Double.parseDouble(cells[1]),
          Double.parseDouble(cells[2]),
          Double.parseDouble(cells[3]),
          Double.parseDouble(cells[4]),
          Double.parseDouble(cells[5]));
    }
    return builder.build();
  }

  private static long micros(String text) {
    LocalDateTime time =
        text.length() == 10
            ? LocalDate.parse(text).atStartOfDay()
            : LocalDateTime.parse(text.substring(0, 19).replace(' ', 'T'));
    return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
  }
}
