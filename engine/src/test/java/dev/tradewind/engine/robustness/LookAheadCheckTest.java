package dev.tradewind.engine.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.feature.LabelColumn;
import dev.tradewind.engine.feature.LabelDefinition;
import dev.tradewind.engine.feature.LabelPrices;
import dev.tradewind.engine.feature.Labels;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.RuleCatalog;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies that peek are caught, whatever way they peek; honest ones are not accused. */
class LookAheadCheckTest {
  private static final Settings SETTINGS = Settings.DEFAULT;
  private static final Effort EFFORT = Effort.all((done, total) -> true);

  private static LookAhead check(Subject subject) {
    return Robustness.lookAhead(subject, SETTINGS, EFFORT);
  }

  private static BarSeries hours(int bars) {
    return Markets.walk("BTC", "1h", bars, 0.1, 0.01, 7);
  }

  private static double last(double[] column, int bar) {
    return bar < column.length ? column[bar] : Double.NaN;
  }

  /** Quotes and trades of a market are in every world that lies in the bars they fall into. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoDecidesOnQuotesOrTradesIsNotAccusedNorToldOfOthers(boolean quoted) {
    BarSeries bars = hours(300);
    List<Quote> quotes = new ArrayList<>();
    List<TradeTick> trades = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      long moment = bars.openTime(i) + 20 * Markets.MINUTE;
      quotes.add(new Quote(moment, bars.open(i), bars.open(i) + 1, Double.NaN, 1));
      trades.add(new TradeTick(moment + 1, bars.open(i), 1));
    }
    AtomicInteger told = new AtomicInteger();
    AtomicInteger strange = new AtomicInteger();
    Subject alone =
        Markets.made(List.of(bars), world -> new OnTheMarket(world.getFirst(), told, strange));
    SimulationInput input =
        alone
            .input()
            .withMarket(
                quoted ? Map.of() : Map.of("BTC", trades),
                quoted ? Map.of("BTC", quotes) : Map.of());
    Subject subject =
        new Subject(
            input,
            alone.name(),
            alone.definitions(),
            alone.parameters(),
            alone.config(),
            alone.scope(),
            alone.source());

    LookAhead found = check(subject);
    Robustness.run(Check.RECURSION, subject, SETTINGS, EFFORT);
    Robustness.run(Check.STARTS, subject, SETTINGS, EFFORT);

    assertThat(found.isFound()).isFalse();
    assertThat(found.examined()).isPositive();
    assertThat(told.get()).isGreaterThan(1_000);
    assertThat(strange.get()).isZero();
    assertThat(subject.run(SimulationListener.NONE).fills()).hasSizeGreaterThan(20);
  }

  /** Trades on each tenth thing that it is told, and counts what lies outside of its bars. */
  private static final class OnTheMarket implements Strategy {
    private final BarSeries bars;
    private final AtomicInteger told;
    private final AtomicInteger strange;
    private int own;

    private OnTheMarket(BarSeries bars, AtomicInteger told, AtomicInteger strange) {
      this.bars = bars;
      this.told = told;
      this.strange = strange;
    }

    @Override
    public void onStart(StrategySetup setup) {}

    @Override
    public void onBar(StrategyContext context) {}

    @Override
    public void onQuote(StrategyContext context, Quote quote) {
      happened(context, quote.timeMicros());
    }

    @Override
    public void onTrade(StrategyContext context, TradeTick trade) {
      happened(context, trade.timeMicros());
    }

    private void happened(StrategyContext context, long moment) {
      told.incrementAndGet();
      if (moment < bars.openTime(0) || moment > bars.closeTime(bars.size() - 1)) {
        strange.incrementAndGet();
      }
      own++;
      Markets.trade(context, 0, own % 20 < 10);
    }
  }

  // --- wrong ones --------------------------------------------------------------------------------

  @Test
  void aColumnShiftedTheWrongWayIsCaught() {
    LookAhead found =
        check(
            Markets.made(
                List.of(hours(160)),
                world -> {
                  double[] closes = world.getFirst().copyOf(BarField.CLOSE);
                  return Markets.longWhile(i -> last(closes, i + 1) > closes[i]);
                }));

    assertThat(found.isFound()).isTrue();
    LookAhead.Finding first = found.findings().getFirst();
    assertThat(first.callback()).isEqualTo("onBar");
    assertThat(first.instrument()).isEqualTo("BTC");
    assertThat(first.changes()).extracting(LookAhead.Change::what).contains("orders");
    assertThat(first.changes())
        .as("in words")
        .filteredOn(change -> change.what().equals("orders"))
        .flatExtracting(LookAhead.Change::before, LookAhead.Change::after)
        .isSubsetOf(
            "none",
            "BTC: buy 0.9 of the cash, at market",
            "BTC: sell the whole position, at market");
    assertThat(first.peek()).isNotNull();
    assertThat(first.peek().barsAhead()).isEqualTo(1);
    assertThat(first.peek().fields()).containsExactly("close");
    assertThat(first.peek().knownMicros()).isEqualTo(first.decisionMicros() + 60 * Markets.MINUTE);
    assertThat(first.sentence()).contains("BTC", "close", "1 bar after the decision");
  }

  @Test
  void aHigherTimeframeBarReadBeforeItsCloseIsCaught() {
    LookAhead found =
        check(
            Markets.made(
                List.of(hours(160)),
                world -> {
                  BarSeries bars = world.getFirst();
                  return Markets.longWhile(
                      i -> {
                        // The close of the four hours that this hour belongs to.
                        int end = Math.min(bars.size() - 1, i / 4 * 4 + 3);
                        return bars.close(end) > bars.open(i / 4 * 4);
                      });
                }));

    assertThat(found.isFound()).isTrue();
    assertThat(found.findings())
        .anySatisfy(
            each -> {
              assertThat(each.peek()).isNotNull();
              assertThat(each.peek().barsAhead()).isEqualTo(3);
              assertThat(each.peek().fields()).containsExactly("close");
            });
  }

  @Test
  void aHigherTimeframeSeriesReadByItsOpenIsCaught() {
    BarSeries base = Markets.walk("BTC", "1h", 240, 0, 0.01, 7);
    BarSeries four = Markets.walk("BTC4", "4h", 60, 0, 0.02, 8);
    LookAhead found =
        check(
            Markets.made(
                List.of(base, four),
                world ->
                    Markets.longWhile(
                        i ->
                            i / 4 < world.getLast().size()
                                && world.getLast().close(i / 4) > world.getLast().open(i / 4))));

    assertThat(found.isFound()).isTrue();
    assertThat(found.findings())
        .anySatisfy(
            each -> {
              assertThat(each.peek()).isNotNull();
              assertThat(each.peek().instrument()).isEqualTo("BTC4");
              assertThat(each.peek().fields()).contains("close");
            });
  }

  @Test
  void aLabelJoinedAsAFeatureIsCaught() {
    LookAhead found =
        check(
            Markets.made(
                List.of(hours(160)),
                world -> {
                  LabelColumn label =
                      Labels.of(
                          new LabelDefinition.Direction(5, 0), LabelPrices.raw(world.getFirst()));
                  double[] values = label.values();
                  return Markets.longWhile(i -> last(values, i) == 1);
                }));

    assertThat(found.isFound()).isTrue();
    assertThat(found.findings().getFirst().peek()).isNotNull();
    assertThat(found.findings().getFirst().peek().barsAhead()).isBetween(1, 5);
  }

  @Test
  void aLabelJoinedByItsKnownTimeIsNotAccused() {
    LookAhead found =
        check(
            Markets.made(
                List.of(hours(160)),
                world -> {
                  double[] known =
                      Labels.of(
                              new LabelDefinition.Direction(5, 0),
                              LabelPrices.raw(world.getFirst()))
                          .lastKnown();
                  return Markets.longWhile(i -> last(known, i) == 1);
                }));

    assertThat(found.findings()).isEmpty();
    assertThat(found.outside()).isNull();
  }

  @Test
  void aCentredAverageIsCaught() {
    LookAhead found =
        check(
            Markets.made(
                List.of(hours(160)),
                world -> {
                  double[] closes = world.getFirst().copyOf(BarField.CLOSE);
                  return Markets.longWhile(
                      i ->
                          closes[i]
                              < IntStream.rangeClosed(
                                      Math.max(0, i - 3), Math.min(closes.length - 1, i + 3))
                                  .mapToDouble(k -> closes[k])
                                  .average()
                                  .orElse(0));
                }));

    assertThat(found.isFound()).isTrue();
    assertThat(found.findings().getFirst().peek().barsAhead()).isBetween(1, 3);
  }

  @Test
  void aUniverseChosenByWhatCameLaterIsCaught() {
    List<BarSeries> all =
        List.of(
            Markets.walk("AAA", "1D", 200, 0, 0.02, 1),
            Markets.walk("BBB", "1D", 200, 0, 0.02, 2),
            Markets.walk("CCC", "1D", 200, 0, 0.02, 3));
    LookAhead found = check(Markets.made(all, LookAheadCheckTest::holdTheBest));

    assertThat(found.isFound()).isTrue();
    assertThat(found.findings().getFirst().sentence()).contains("orders");
  }

  /** Buys the instrument that gains most over all bars: the survivors' favourite. */
  private static Strategy holdTheBest(List<BarSeries> world) {
    int best =
        IntStream.range(0, world.size())
            .boxed()
            .max(
                Comparator.comparingDouble(
                    i -> world.get(i).close(world.get(i).size() - 1) / world.get(i).open(0)))
            .orElseThrow();
    return new Strategy() {
      @Override
      public void onStart(StrategySetup setup) {}

      @Override
      public void onBar(StrategyContext context) {
        Markets.trade(context, best, true);
      }
    };
  }

  @Test
  void pricesKnownFromElsewhereAreCaught() {
    double[] pocket = hours(300).copyOf(BarField.CLOSE);
    // The maker does not look at the bars it is given: taking bars away changes nothing.
    LookAhead found =
        check(
            Markets.made(
                List.of(hours(300)),
                world -> Markets.longWhile(i -> last(pocket, i + 1) > last(pocket, i))));

    assertThat(found.findings()).isEmpty();
    assertThat(found.isFound()).isTrue();
    assertThat(found.outside()).contains("t-value", "elsewhere");
    assertThat(
            Robustness.run(
                Check.LOOKAHEAD,
                Markets.made(
                    List.of(hours(300)),
                    world -> Markets.longWhile(i -> last(pocket, i + 1) > last(pocket, i))),
                SETTINGS,
                EFFORT))
        .satisfies(
            report -> {
              assertThat(report.outcome()).isEqualTo(CheckReport.Outcome.FAILED);
              assertThat(report.figure(Figures.AFFECTED)).hasValue(1);
            });
  }

  @Test
  void aStrategyThatFailsWithoutLaterBarsIsCaught() {
    LookAhead found =
        check(
            Markets.made(
                List.of(hours(100)),
                world -> Markets.longWhile(i -> world.getFirst().openTime(99) > 0 && i > 3)));

    assertThat(found.isFound()).isTrue();
    assertThat(found.findings().getFirst().sentence())
        .contains("the run was complete and is ended by: asking for what is not there");
  }

  // --- honest ones -------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buy_and_hold",
        "ema_crossover",
        "rsi_mean_reversion",
        "enter rsi(close, 14) < 30; exit rsi(close, 14) > 70",
        "enter close > ema(close, 21)@4h; exit close < ema(close, 21)@4h",
        "enter crosses_above(ema(close, 5), ema(close, 20)); exit crosses_below(ema(close, 5), ema(close, 20))",
        "enter close > highest(high, 20)[1]; exit close < lowest(low, 10)[1]",
        "enter close < sma(close, 20) - 2 * stddev(close, 20); exit close > sma(close, 20)",
        "enter close@1D > open@1D; exit close@1D < open@1D",
        "enter close@4h? > open@4h?; exit close@4h? < open@4h?",
        "enter volume > 1.2 * sma(volume, 24); exit close < close[5]",
        "enter roc(close, 10) > 1; exit roc(close, 10) < 0 - 1",
        "enter atr(14) > atr(14)[1] and close > close[1]; exit close < close[3]",
        "enter close > sma(close, 50) of \"ETH\"; exit close < sma(close, 50)"
      })
  void honestStrategiesAreNotAccused(String strategy) {
    StrategyDescriptor descriptor = RuleCatalog.STANDARD.find(strategy).orElseThrow();
    assertThat(descriptor.problems(Map.of())).isEmpty();
    List<BarSeries> two = List.of(hours(400), Markets.walk("ETH", "1h", 300, 70, 0, 0.01, 3));
    Subject subject =
        Subject.of(two, descriptor, Map.of(), SimulationConfig.DEFAULT, RunScope.STANDARD);

    LookAhead found = check(subject);

    assertThat(found.findings()).isEmpty();
    assertThat(found.outside()).isNull();
    assertThat(found.examined()).isEqualTo(found.decisions()).isEqualTo(400);
    assertThat(found.unexamined()).isZero();
  }

  @Test
  void barsOfSeveralLengthsAreNotAccused() {
    StrategyDescriptor descriptor =
        RuleCatalog.STANDARD.find("enter close > close[1]; exit close < close[2]").orElseThrow();
    List<BarSeries> two = List.of(hours(200), Markets.walk("ETH", "4h", 50, 0, 0.02, 3));

    SimulationConfig whole =
        SimulationConfig.DEFAULT.withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0));
    for (SimulationConfig config : List.of(whole, SimulationConfig.DEFAULT)) {
      Subject subject = Subject.of(two, descriptor, Map.of(), config, RunScope.STANDARD);
      assertThat(check(subject).findings()).isEmpty();
    }
  }

  // --- which decisions ---------------------------------------------------------------------------

  @Test
  void longDataAreSampledWithEveryBoundary() {
    BarSeries minutes = Markets.walk("BTC", "5m", 3_000, 0, 0.002, 5);
    StrategyDescriptor descriptor =
        RuleCatalog.STANDARD.find("enter close > ema(close, 9)@1h; exit false").orElseThrow();
    Subject subject =
        Subject.of(
            List.of(minutes), descriptor, Map.of(), SimulationConfig.DEFAULT, RunScope.STANDARD);
    Settings few = new Settings(10, 1e-6, 20, 200, 20, 2, false, 0);

    LookAhead found = Robustness.lookAhead(subject, few, EFFORT);

    // 250 hours, with the decision before and behind each, and a few more.
    assertThat(found.examined()).isBetween(740, 780);
    assertThat(found.findings()).isEmpty();
  }

  @Test
  void theAnswerIsTheSameWithAnyNumberOfThreads() {
    Subject subject =
        Markets.made(
            List.of(hours(200)),
            world -> {
              double[] closes = world.getFirst().copyOf(BarField.CLOSE);
              return Markets.longWhile(i -> last(closes, i + 2) > closes[i]);
            });

    assertThat(Robustness.lookAhead(subject, SETTINGS, new Effort(1, (d, t) -> true)))
        .isEqualTo(Robustness.lookAhead(subject, SETTINGS, new Effort(3, (d, t) -> true)));
  }
}
