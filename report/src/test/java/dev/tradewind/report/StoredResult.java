package dev.tradewind.report;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.OpenPosition;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.statistics.Statistic;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A result whose every value is chosen by a test. */
record StoredResult(
    List<Instrument> instruments,
    String strategy,
    List<RoundTrip> roundTrips,
    List<Statistic> statistics,
    List<Assumption> assumptions,
    long[] times,
    double[] values)
    implements SimulationResult {

  static final long START = micros("2020-01-01T00:00:00Z");
  static final Instrument BTC = instrument("BTC-USD");
  static final RoundTrip TRIP =
      new RoundTrip(
          0, 0.5, START, 100.01, START + 60_000_000L, 110, 4.9, 0.098, 0.1, 1, -0.01, 0.1);

  static long micros(String iso) {
    Instant instant = Instant.parse(iso);
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000;
  }

  static Instrument instrument(String id) {
    return new Instrument(
        id,
        AssetClass.CRYPTO,
        "USD",
        new BigDecimal("0.01"),
        new BigDecimal("0.00001"),
        TradingCalendar.ROUND_THE_CLOCK);
  }

  static StoredResult small() {
    return new StoredResult(
        List.of(BTC),
        "ema_crossover",
        List.of(TRIP),
        List.of(
            new Statistic("totalReturn", "Total return", 0.1, Statistic.Unit.FRACTION, "End."),
            new Statistic("sharpe", "Sharpe ratio", Double.NaN, Statistic.Unit.RATIO, "Mean.")),
        List.of(new Assumption("fills.price", "Next open.", false)),
        new long[] {START, START + 60_000_000L},
        new double[] {100_000, 100_004.9});
  }

  /** A walk of so many one-minute points. */
  static StoredResult walk(int size, int trips) {
    long[] times = new long[size];
    double[] values = new double[size];
    double value = 100_000;
    long state = 7;
    for (int i = 0; i < size; i++) {
      state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      value *= 1 + ((state >> 33) / (double) (1L << 30)) * 1e-3;
      times[i] = START + (i + 1) * 60_000_000L;
      values[i] = value;
    }
    StoredResult small = small();
    return new StoredResult(
        small.instruments,
        small.strategy,
        java.util.Collections.nCopies(trips, TRIP),
        small.statistics,
        small.assumptions,
        times,
        values);
  }

  /** One-minute bars along the equity values. */
  static BarSeries bars(int size) {
    StoredResult result = walk(size, 0);
    BarSeries.Builder bars = BarSeries.builder(BTC, Timeframe.parse("1m"), size);
    for (int i = 0; i < size; i++) {
      double price = result.values[i] / 3;
      bars.append(START + i * 60_000_000L, price, price * 1.01, price * 0.99, price, i % 977 / 7.0);
    }
    return bars.build();
  }

  @Override
  public Map<String, BigDecimal> parameters() {
    return new TreeMap<>(Map.of("slow", BigDecimal.valueOf(21), "fast", BigDecimal.valueOf(9)));
  }

  @Override
  public SimulationConfig config() {
    return SimulationConfig.DEFAULT;
  }

  @Override
  public String dataHash() {
    return "d".repeat(64);
  }

  @Override
  public String configHash() {
    return "c".repeat(64);
  }

  @Override
  public String resultHash() {
    return "e".repeat(64);
  }

  @Override
  public int equitySize() {
    return times.length;
  }

  @Override
  public long equityTime(int i) {
    return times[i];
  }

  @Override
  public double equity(int i) {
    return values[i];
  }

  @Override
  public List<Fill> fills() {
    return List.of();
  }

  @Override
  public List<OpenPosition> openPositions() {
    return List.of(new OpenPosition(0, 2, START, 100, 101.5, 2.9, 0.1));
  }

  @Override
  public List<Rejection> rejections() {
    OrderIntent intent = new OrderIntent.Market(0, Side.BUY, new OrderSize.CashFraction(1));
    return List.of(new Rejection(START, intent, "cash pays for 0 lots"));
  }

  @Override
  public double statistic(String key) {
    return statistics.stream()
        .filter(each -> each.key().equals(key))
        .mapToDouble(Statistic::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public double[] dailyReturns() {
    double[] returns = new double[Math.max(0, times.length / 1_440)];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = values[(i + 1) * 1_440 - 1] / values[i * 1_440] - 1;
    }
    return returns;
  }
}
