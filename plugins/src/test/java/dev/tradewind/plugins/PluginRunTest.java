package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.strategy.StrategyProvider;
import dev.tradewind.testkit.CompiledJar;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same code in another process and in this one gives the same result, to the last bit. */
class PluginRunTest {
  private static final Path GUIDE = Path.of("../docs/guides/plugins.md");

  @TempDir Path folder;

  static String example() throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  @Test
  void theExampleOfTheGuideRunsAsInProcess() throws Exception {
    Path jar = CompiledJar.of(folder.resolve("breakout.jar"), example());
    PluginJar read = PluginJar.read(jar, PluginLimits.DEFAULT);
    assertThat(read.problem()).isEmpty();
    StrategyDescriptor found = read.strategies().getFirst().descriptor();
    assertThat(found.id()).isEqualTo("channel_breakout@" + read.hash().substring(0, 12));
    assertThat(found.parameters())
        .extracting(each -> each.name())
        .containsExactly("length", "stop");
    assertThat(found.problems(Map.of("length", new BigDecimal(3))))
        .singleElement()
        .asString()
        .contains("length must be in 4..500, was 3");
    SimulationInput input =
        SimulationInput.of(
            List.of(TestMarket.walk("A", "1D", 900, 1), TestMarket.walk("B", "1D", 700, 2)));
    SimulationResult result = assertSame(jar, found, Map.of("length", new BigDecimal(10)), input);
    assertThat(result.fills()).hasSizeGreaterThan(50);
  }

  /** Touches everything a strategy can see and do. */
  private static final String EVERYTHING =
      """
      private FeatureHandle rsi;
      private FeatureHandle slow;
      private BarHandle week;
      private double sum;
      private int events;
      private long last;
      public void onStart(StrategySetup setup) {
        rsi = setup.feature(0, "rsi(close, 5)");
        slow = setup.feature(0, "ema(close, 7)@1W");
        week = setup.bars(0, "1W");
        sum += setup.timeframe(0).micros() + setup.instrumentCount();
        if (!setup.instrument(0).currency().equals("USD")) throw new IllegalStateException();
      }
      public void onBar(StrategyContext c) {
        int i = c.instrument();
        for (int ago = 0; ago < 3; ago++) {
          for (BarField f : BarField.values()) {
            double v = c.value(0, f, ago);
            if (v == v) sum += v;
          }
          double r = c.value(rsi, ago);
          if (r == r) sum += r;
        }
        double s = c.value(slow);
        if (s == s) sum += s;
        sum += c.equity() + c.cashUnits() * 1e-8 + c.barsSinceEntry(i) + c.barCount(1 - i)
            + c.positionLots(1 - i) + c.barCount(week);
        double paid = c.averageEntryPrice(i);
        if (paid == paid) sum += paid;
        int n = c.barCount(i);
        Side side = (long) sum % 2 == 0 ? Side.BUY : Side.SELL;
        double close = c.value(i, BarField.CLOSE, 0);
        OrderSize one = new OrderSize.Lots(1 + (long) sum % 50);
        switch (n % 9) {
          case 0 -> c.submit(new OrderIntent.Market(i, side, one));
          case 1 -> last = c.submit(new OrderIntent.Order(
              i, side, one, new OrderType.Limit(close * 0.99)).withTag("tag " + events));
          case 2 -> c.submit(new OrderIntent.Amend(last, null, new OrderType.Limit(close * 0.995)));
          case 3 -> c.submit(new OrderIntent.Cancel(last));
          case 4 -> c.submit(new OrderIntent.Bracket(
              new OrderIntent.Order(i, side, one, new OrderType.Market()),
              new OrderType.TrailingStop(0.03, true), null));
          case 5 -> c.submit(new OrderIntent.OneCancelsOther(List.of(
              new OrderIntent.Order(i, side, one, new OrderType.Stop(close * 1.02)),
              new OrderIntent.Order(i, side, one, new OrderType.StopLimit(close, close * 1.01))
                  .withTimeInForce(new TimeInForce.Gtd(c.nowMicros() + 1_000_000_000_000L)))));
          case 6 -> c.submit(new OrderIntent.OneTriggersOther(
              new OrderIntent.Order(i, side, new OrderSize.EquityFraction(0.1),
                  new OrderType.MarketOnOpen()),
              List.of(new OrderIntent.Order(i, side.opposite(), new OrderSize.EntirePosition(),
                  new OrderType.LimitIfTouched(close, close * 1.01)).reducing().posting())));
          case 7 -> c.submit(new OrderIntent.Order(i, side, new OrderSize.Lots(-1),
              new OrderType.Limit(Double.NaN)));
          default -> {
            if (!c.hasPendingOrder(i)) sum += 0.5;
            if (c.hasPendingOrder(1 - i)) sum += 0.25;
          }
        }
        sum += c.order(last).map(o -> o.filledLots() + o.state().name().length()).orElse(1L);
        if (c.hasPendingOrder(i)) sum += 3;
        if (sum > 1e9) sum = 0;
      }
      public void onBar(StrategyContext c, BarHandle bars) {
        events++;
        sum += c.value(bars, BarField.HIGH, 0) + bars.timeframe().code().length();
      }
      public void onFill(StrategyContext c, Fill fill) {
        events++;
        sum += fill.lots() + fill.priceTicks() * 0.01 + fill.feeUnits() * 1e-8
            + fill.referencePrice() + c.positionLots(fill.instrument());
        if (events % 7 == 0) c.submit(new OrderIntent.Market(
            fill.instrument(), fill.side().opposite(), new OrderSize.Lots(fill.lots())));
      }
      public void onOrder(StrategyContext c, OrderUpdate update) {
        events++;
        sum += update.order().id() % 10 + update.reason().length() + update.order().tag().length()
            + c.equity() * 1e-3;
      }
      public void onTrade(StrategyContext c, TradeTick trade) { sum += trade.price(); }
      public void onQuote(StrategyContext c, Quote quote) { sum += quote.bid() * quote.askQuantity() + (quote.bidQuantity() > 0 ? 1 : 0); }
      public void onSignal(StrategyContext c, Signal signal) {
        sum += signal.strength() + signal.definition().length();
        c.submit(new OrderIntent.Market(signal.instrument(), signal.side(), new OrderSize.Lots(3)));
      }
      public void onSessionClose(StrategyContext c) { sum += 1; }
      public void onStop(StrategyContext c) { if (c.submit(new OrderIntent.Cancel(1)) < 0) sum++; }
      """;

  @Test
  void everyCallbackAndEveryOrderPassesUnchanged() throws Exception {
    Path jar =
        CompiledJar.of(
            folder.resolve("everything.jar"),
            CompiledJar.provider("Everything", "everything", EVERYTHING));
    StrategyDescriptor found = only(jar);
    for (long seed = 1; seed <= 2; seed++) {
      BarSeries first = TestMarket.walk("A", "1D", 400, seed);
      BarSeries second = TestMarket.walk("B", "1D", 300, seed + 100);
      List<TradeTick> trades = new ArrayList<>();
      List<Quote> quotes = new ArrayList<>();
      List<Signal> signals = new ArrayList<>();
      for (int i = 20; i < 300; i += 30) {
        trades.add(new TradeTick(first.openTime(i) + 1_000, first.open(i), 1));
        quotes.add(new Quote(second.openTime(i - 15) + 1, 10 + i, 10.5 + i, Double.NaN, i));
        signals.add(
            new Signal(
                "crossing",
                i % 2,
                Signal.Kind.ENTRY,
                i % 4 == 0 ? Side.BUY : Side.SELL,
                first.openTime(i),
                first.closeTime(i),
                i / 3.0));
      }
      SimulationInput input =
          SimulationInput.of(List.of(first, second))
              .withMarket(Map.of("A", trades), Map.of("B", quotes))
              .withSignals(signals);
      SimulationResult result = assertSame(jar, found, Map.of(), input);
      assertThat(result.fills()).hasSizeGreaterThan(50);
      assertThat(result.rejections()).isNotEmpty();
    }
  }

  private static StrategyDescriptor only(Path jar) {
    PluginJar read = PluginJar.read(jar, PluginLimits.DEFAULT);
    assertThat(read.problem()).isEmpty();
    return read.strategies().getFirst().descriptor();
  }

  private static SimulationResult assertSame(
      Path jar, StrategyDescriptor found, Map<String, BigDecimal> given, SimulationInput input)
      throws Exception {
    SimulationResult outside = run(found.create(given), found, given, input);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      String name =
          new String(loader.getResourceAsStream(CompiledJar.SERVICES).readAllBytes())
              .lines()
              .toList()
              .getFirst();
      StrategyProvider provider =
          (StrategyProvider) loader.loadClass(name).getConstructor().newInstance();
      SimulationResult inside = run(provider.descriptor().create(given), found, given, input);
      assertThat(outside.fills()).isEqualTo(inside.fills());
      assertThat(outside.rejections()).isEqualTo(inside.rejections());
      assertThat(outside.orders()).isEqualTo(inside.orders());
      assertThat(outside.resultHash()).isEqualTo(inside.resultHash());
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    return outside;
  }

  private static SimulationResult run(
      Strategy strategy,
      StrategyDescriptor found,
      Map<String, BigDecimal> given,
      SimulationInput input) {
    return Simulator.run(
        input,
        strategy,
        found.id(),
        found.complete(given),
        SimulationConfig.DEFAULT,
        RunScope.STANDARD,
        SimulationListener.NONE);
  }
}
