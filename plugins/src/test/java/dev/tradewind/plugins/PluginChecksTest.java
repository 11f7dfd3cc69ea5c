package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.CheckReport;
import dev.tradewind.engine.robustness.Effort;
import dev.tradewind.engine.robustness.LookAhead;
import dev.tradewind.engine.robustness.Replay;
import dev.tradewind.engine.robustness.Robustness;
import dev.tradewind.engine.robustness.Settings;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.robustness.WarmUp;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.strategy.StrategyProvider;
import dev.tradewind.testkit.CompiledJar;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks and replay of code in a process of its own say what they say of the same code in this. */
class PluginChecksTest {
  private static final Settings FEW = new Settings(10, 1e-6, 4, 20, 10, 1, false, 7);
  private static final BarSeries HOURS = TestMarket.walk("A", "1h", 40, 3);

  @TempDir Path folder;

  @AfterEach
  void everyProcessIsGone() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static final String TRADE =
      """
      private static void hold(StrategyContext c, boolean wanted) {
        if (c.hasPendingOrder(0)) return;
        if (wanted && c.positionLots(0) == 0) {
          c.submit(new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(5)));
        } else if (!wanted && c.positionLots(0) > 0) {
          c.submit(new OrderIntent.Market(0, Side.SELL, new OrderSize.EntirePosition()));
        }
      }
      """;

  private static final String HONEST =
      TRADE
          + """
          private FeatureHandle fast;
          private FeatureHandle higher;
          public void onStart(StrategySetup setup) {
            fast = setup.feature(0, "ema(close, 5)");
            higher = setup.feature(0, "close@4h");
          }
          public void onBar(StrategyContext c) {
            double close = c.value(0, BarField.CLOSE, 0);
            hold(c, close > c.value(fast) && close > c.value(higher));
          }
          """;

  private Path jar(String members) throws Exception {
    return CompiledJar.of(
        folder.resolve("checked.jar"), CompiledJar.provider("Checked", "checked", members));
  }

  private static Subject outside(Path jar, BarSeries bars) {
    PluginJar read = PluginJar.read(jar, PluginLimits.DEFAULT);
    assertThat(read.problem()).isEmpty();
    return subject(read.strategies().getFirst().descriptor(), bars);
  }

  private static Subject inside(URLClassLoader loader, BarSeries bars) throws Exception {
    StrategyProvider provider =
        (StrategyProvider) loader.loadClass("test.Checked").getConstructor().newInstance();
    return subject(provider.descriptor(), bars);
  }

  private static Subject subject(StrategyDescriptor strategy, BarSeries bars) {
    return Subject.of(
        List.of(bars), strategy, Map.of(), SimulationConfig.DEFAULT, RunScope.STANDARD);
  }

  private static URLClassLoader loader(Path jar) throws Exception {
    return new URLClassLoader(new URL[] {jar.toUri().toURL()});
  }

  @ParameterizedTest
  @EnumSource(
      value = Check.class,
      names = {"LOOKAHEAD", "RECURSION", "STARTS", "COSTS", "DELAY"})
  void everyCheckSaysOfAnHonestPluginWhatItSaysOfItsClass(Check check) throws Exception {
    Path jar = jar(HONEST);
    CheckReport outside = Robustness.run(check, outside(jar, HOURS), FEW, Effort.QUIET);
    try (URLClassLoader loader = loader(jar)) {
      assertThat(outside)
          .isEqualTo(Robustness.run(check, inside(loader, HOURS), FEW, Effort.QUIET));
    }
    if (check == Check.LOOKAHEAD) {
      assertThat(outside.outcome()).isEqualTo(CheckReport.Outcome.PASSED);
    }
  }

  /** Remembers the closes of one run for the next, where the next is in the same process. */
  private static final String REMEMBERING =
      TRADE
          + """
          private static final Map<Long, Double> SEEN = new HashMap<>();
          public void onStart(StrategySetup setup) {}
          public void onBar(StrategyContext c) {
            double close = c.value(0, BarField.CLOSE, 0);
            SEEN.put(c.nowMicros(), close);
            Double next = SEEN.get(c.nowMicros() + 3_600_000_000L);
            hold(c, next != null && next > close);
          }
          """;

  @Test
  void whatRemembersOneRunForTheNextIsCaughtInThisProcessAndRemembersNothingInItsOwn()
      throws Exception {
    Path jar = jar(REMEMBERING);
    try (URLClassLoader loader = loader(jar)) {
      Subject inside = inside(loader, HOURS);
      assertThat(Robustness.lookAhead(inside, FEW, Effort.QUIET).isFound()).isTrue();
      assertThat(inside.run(SimulationListener.NONE).fills()).isNotEmpty();
    }
    Subject outside = outside(jar, HOURS);
    for (int run = 0; run < 2; run++) {
      assertThat(outside.run(SimulationListener.NONE).fills()).isEmpty();
    }
    assertThat(Robustness.lookAhead(outside, FEW, Effort.QUIET).isFound()).isFalse();
  }

  /** Knows the prices before it is run: they are in its jar. */
  private static String knowing(BarSeries bars, String close) {
    StringBuilder closes = new StringBuilder();
    for (int i = 0; i < bars.size(); i++) {
      closes.append(i == 0 ? "" : ", ").append(bars.close(i));
    }
    return TRADE
        + "private static final double[] KNOWN = {"
        + closes
        + "};\npublic void onStart(StrategySetup setup) {}\n"
        + "public void onBar(StrategyContext c) {\n"
        + "  int i = c.barCount(0);\n"
        + "  hold(c, i < KNOWN.length && KNOWN[i] > "
        + close
        + ");\n}";
  }

  @Test
  void pricesInTheJarAreSuspectedWhereItDoesNotEvenLookAtTheMarket() throws Exception {
    BarSeries bars = TestMarket.walk("A", "1h", 160, 3);
    Subject subject = outside(jar(knowing(bars, "KNOWN[i - 1]")), bars);

    LookAhead found = Robustness.lookAhead(subject, FEW, Effort.QUIET);

    assertThat(found.outside()).contains("t-value", "elsewhere");
    assertThat(found.findings()).isEmpty();
  }

  /** The limit of the check, as the guide states it: such a jar is no function of its bars. */
  @Test
  void pricesInTheJarAreNotFoundWhereItAlsoLooksAtTheMarket() throws Exception {
    Subject subject = outside(jar(knowing(HOURS, "c.value(0, BarField.CLOSE, 0)")), HOURS);

    assertThat(Robustness.lookAhead(subject, FEW, Effort.QUIET).isFound()).isFalse();
    assertThat(subject.run(SimulationListener.NONE).fills()).isNotEmpty();
  }

  /** An average over all bars since the first, which no warm-up is declared for. */
  private static final String SINCE_THE_FIRST_BAR =
      TRADE
          + """
          private double sum;
          private int count;
          public void onStart(StrategySetup setup) {}
          public void onBar(StrategyContext c) {
            double close = c.value(0, BarField.CLOSE, 0);
            sum += close;
            count++;
            hold(c, close > sum / count);
          }
          """;

  @Test
  void aMemoryThatReachesToTheFirstBarIsFoundByTheWarmUpCheck() throws Exception {
    BarSeries bars = TestMarket.walk("A", "1h", 200, 5);
    WarmUp found = Robustness.warmUp(outside(jar(SINCE_THE_FIRST_BAR), bars), FEW, Effort.QUIET);

    assertThat(found.features()).isEmpty();
    assertThat(found.starts()).anyMatch(each -> each.differing() > 0);
    assertThat(found.neededByOrders()).isPositive();
  }

  @Test
  void replayShowsTheOrdersOfAPluginAtTheirBars() throws Exception {
    Path jar = jar(HONEST);
    Replay outside = Replay.of(outside(jar, HOURS), 0, 40, SimulationListener.NONE);
    try (URLClassLoader loader = loader(jar)) {
      Replay inside = Replay.of(inside(loader, HOURS), 0, 40, SimulationListener.NONE);
      assertThat(outside.events()).isEqualTo(inside.events()).isNotEmpty();
      for (int i = 0; i < outside.size(); i++) {
        Replay.Frame frame = outside.frames().get(i);
        Replay.Frame same = inside.frames().get(i);
        assertThat(frame.fills()).isEqualTo(same.fills());
        assertThat(frame.cashUnits()).isEqualTo(same.cashUnits());
        assertThat(frame.positionLots()).isEqualTo(same.positionLots());
        Replay.Decision decision = frame.bars().getFirst();
        assertThat(decision.orders()).isEqualTo(same.bars().getFirst().orders());
        assertThat(decision.why()).isEqualTo(same.bars().getFirst().why());
        assertThat(decision.values()).isEqualTo(same.bars().getFirst().values());
      }
    }
    assertThat(outside.frames())
        .anyMatch(each -> !each.bars().getFirst().orders().isEmpty())
        .allMatch(each -> !each.bars().getFirst().why().isBlank());
  }
}
