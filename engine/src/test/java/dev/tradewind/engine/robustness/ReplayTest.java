package dev.tradewind.engine.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.FillModel;
import dev.tradewind.engine.simulation.FillRules;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.RuleCatalog;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay is the run again, with what was seen. */
class ReplayTest {
  private static Subject subject(String strategy, BarSeries... on) {
    return Subject.of(
        List.of(on),
        RuleCatalog.STANDARD.find(strategy).orElseThrow(),
        Map.of(),
        SimulationConfig.DEFAULT.withFills(new FillRules(FillModel.NEXT_OPEN, 0, 0, 0)),
        RunScope.STANDARD);
  }

  private static final String RULE =
      "enter rsi(close, 5) < 40 and close > sma(close, 50); exit rsi(close, 5) > 60";

  @ParameterizedTest
  @ValueSource(strings = {RULE, "ema_crossover", "rsi_mean_reversion", "buy_and_hold"})
  void theFillsOfAllPagesAreThoseOfTheRun(String strategy) {
    Subject subject =
        subject(
            strategy,
            Markets.walk("BTC", "1h", 400, 0.2, 0.01, 3),
            Markets.walk("ETH", "4h", 100, 0.2, 0.02, 4));
    SimulationResult run = subject.run(SimulationListener.NONE);
    List<Fill> fills = new ArrayList<>();
    int size = 0;
    for (int from = 0; from < run.equitySize(); from += 150) {
      Replay page = Replay.of(subject, from, 150, SimulationListener.NONE);
      page.frames().forEach(frame -> fills.addAll(frame.fills()));
      size += page.frames().size();
      assertThat(page.size()).isEqualTo(run.equitySize());
      assertThat(page.result().resultHash()).isEqualTo(run.resultHash());
    }

    assertThat(size).isEqualTo(run.equitySize());
    assertThat(fills).isEqualTo(run.fills()).isNotEmpty();
  }

  @Test
  void aDecisionShowsConditionsWithTheirParts() {
    Subject subject = subject(RULE, Markets.walk("BTC", "1h", 400, 0.2, 0.01, 3));
    Replay replay = Replay.of(subject, 0, 400, SimulationListener.NONE);

    Replay.Decision early = replay.frames().getFirst().bars().getFirst();
    assertThat(early.values())
        .extracting(Replay.Value::text)
        .contains(
            "rsi(close, 5) < 40 and close > sma(close, 50)",
            "rsi(close, 5) < 40",
            "rsi(close, 5)",
            "close",
            "sma(close, 50)",
            "rsi(close, 5) > 60");
    assertThat(early.values().getFirst().shown()).isEqualTo("undefined");
    assertThat(early.why()).contains("Nothing ordered", "nothing is held", "is undefined");

    Replay.Frame ordering =
        replay.frames().stream()
            .filter(frame -> !frame.bars().getFirst().orders().isEmpty())
            .findFirst()
            .orElseThrow();
    Replay.Decision decision = ordering.bars().getFirst();
    assertThat(decision.orders().getFirst().direction()).contains(Side.BUY);
    assertThat(decision.values().getFirst().shown()).isEqualTo("true");
    assertThat(decision.pending()).isTrue();
    assertThat(decision.why()).startsWith("Ordered").contains("is true (rsi(close, 5) = ");
    assertThat(decision.reads()).isNotEmpty();
    assertThat(ordering.positionLots()).containsExactly(0L);

    Replay.Frame next = replay.frames().get(ordering.index() + 1);
    assertThat(next.fills()).hasSize(1);
    assertThat(next.positionLots().getFirst()).isPositive();
    assertThat(next.cashUnits()).isLessThan(ordering.cashUnits());
  }

  @Test
  void valuesAreThoseThatTheRunComputes() {
    Subject subject = subject("ema_crossover", Markets.walk("BTC", "1h", 200, 0.2, 0.01, 3));
    Replay whole = Replay.of(subject, 0, 200, SimulationListener.NONE);
    Replay window = Replay.of(subject, 120, 10, SimulationListener.NONE);

    assertThat(window.frames()).isEqualTo(whole.frames().subList(120, 130));
    assertThat(window.frames().getFirst().index()).isEqualTo(120);
    for (Replay.Frame frame : whole.frames()) {
      assertThat(frame.timeMicros()).isEqualTo(whole.result().equityTime(frame.index()));
      assertThat(frame.equity()).isEqualTo(whole.result().equity(frame.index()));
    }
  }

  @Test
  void aRefusalStandsAtTheDecisionThatItAnswers() {
    Strategy sells =
        new Strategy() {
          @Override
          public void onStart(StrategySetup setup) {}

          @Override
          public void onBar(StrategyContext context) {
            if (context.barCount(0) == 5) {
              context.submit(new OrderIntent.Market(7, Side.BUY, new OrderSize.CashFraction(1)));
            }
          }
        };
    Subject subject =
        Markets.made(List.of(Markets.walk("BTC", "1h", 20, 0, 0.01, 3)), world -> sells);
    Replay replay = Replay.of(subject, 0, 20, SimulationListener.NONE);

    assertThat(replay.frames().get(4).refusals())
        .singleElement()
        .satisfies(each -> assertThat(each.reason()).contains("instrument"));
    assertThat(replay.frames().get(5).refusals()).isEmpty();
    assertThat(replay.events()).containsExactly(4);
  }

  @Test
  void aWindowIsBounded() {
    Subject subject = subject("buy_and_hold", Markets.walk("BTC", "1h", 20, 0, 0.01, 3));

    assertThat(Replay.of(subject, 15, 500, SimulationListener.NONE).frames()).hasSize(5);
    assertThat(Replay.of(subject, 99, 5, SimulationListener.NONE).frames()).isEmpty();
    assertThatThrownBy(() -> Replay.of(subject, 0, 501, SimulationListener.NONE))
        .hasMessage("count must be in 1..500, was 501");
    assertThatThrownBy(() -> Replay.of(subject, -1, 1, SimulationListener.NONE))
        .hasMessage("from must be >= 0, was -1");
  }

  @Test
  void whatWasSeenHasAnIdentity() {
    BarSeries bars = Markets.walk("BTC", "1h", 200, 0.2, 0.01, 3);
    FeatureHash one = FeatureHash.of(subject("ema_crossover", bars), SimulationListener.NONE);

    assertThat(FeatureHash.of(subject("ema_crossover", bars), SimulationListener.NONE))
        .isEqualTo(one);
    assertThat(one.features())
        .extracting(FeatureHash.Feature::expression)
        .containsExactly("ema(close, 9)", "ema(close, 21)");
    FeatureHash other =
        FeatureHash.of(
            subject("ema_crossover", Markets.walk("BTC", "1h", 200, 0.2, 0.01, 4)),
            SimulationListener.NONE);
    assertThat(other.hash()).isNotEqualTo(one.hash());
  }

  @Test
  void aTimeHasAnIndex() {
    BarSeries bars = Markets.walk("BTC", "1h", 20, 0, 0.01, 3);

    assertThat(Replay.indexAt(List.of(bars), 0)).isZero();
    assertThat(Replay.indexAt(List.of(bars), bars.closeTime(7))).isEqualTo(7);
    assertThat(Replay.indexAt(List.of(bars), bars.closeTime(7) - 1)).isEqualTo(6);
    assertThat(Replay.indexAt(List.of(bars), Long.MAX_VALUE)).isEqualTo(19);
  }
}
