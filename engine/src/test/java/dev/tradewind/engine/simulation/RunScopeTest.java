package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.RuleCatalog;
import dev.tradewind.engine.time.SessionCalendars;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rules may name and look up is what the run was given. */
class RunScopeTest {
  private static final String RULE = "enter ema(close, 1)@37D > 1; exit false";

  private static List<TimeframeDefinition> timeframes() {
    List<TimeframeDefinition> all = new ArrayList<>(Timeframes.seeded());
    all.add(TimeframeDefinition.of("37D"));
    return all;
  }

  private static BarSeries days(Instrument instrument) {
    double[] prices = new double[100];
    Arrays.fill(prices, 10);
    return Scripted.flat(instrument, prices);
  }

  private static SimulationResult run(String rule, Instrument instrument, RunScope scope) {
    return Simulator.run(
        List.of(days(instrument)),
        new RuleCatalog(scope.expressions()).find(rule).orElseThrow(),
        Map.of(),
        Scripted.config("1000", "0", "0"),
        scope,
        SimulationListener.NONE);
  }

  @Test
  void aRuleReadsAnInsertedTimeframe() {
    Instrument instrument = Scripted.instrument("I", "0.01", "1");
    ExpressionScope names = ExpressionScope.standard().withTimeframes(timeframes());

    SimulationResult result = run(RULE, instrument, RunScope.STANDARD.withExpressions(names));

    // Days 0 to 36 make the first bar of 37 days: it is known at the start of day 37.
    assertThat(result.fills()).hasSize(1);
    assertThat(result.fills().getFirst().timeMicros()).isEqualTo(37 * Scripted.DAY);
    assertThatThrownBy(() -> run(RULE, instrument, RunScope.STANDARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown timeframe 37D");
  }

  @Test
  void aRuleReadsTheSessionsOfAUsersOwnCalendar() {
    Instrument instrument =
        new Instrument(
            "I",
            AssetClass.EQUITY,
            "USD",
            new BigDecimal("0.01"),
            BigDecimal.ONE,
            new TradingCalendar("own", 252, false));
    String rule = "enter is_session_open() and close of \"I\" > 1; exit false";
    RunScope scope = RunScope.STANDARD.withCalendars(any -> SessionCalendars.weekdays());

    // The first bar is that of Thursday, 1 January 1970.
    assertThat(run(rule, instrument, scope).fills().getFirst().timeMicros())
        .isEqualTo(Scripted.DAY);
  }

  @Test
  void aTimeframeThatTheBarsCannotMakeIsRefusedAtItsPlace() {
    Instrument instrument = Scripted.instrument("I", "0.01", "1");

    assertThatThrownBy(() -> run("enter close@4h > 1; exit false", instrument, RunScope.STANDARD))
        .isInstanceOf(StrategyFailedException.class)
        .hasMessageContaining("line 1, column 7: bars of 4h cannot be made from bars of 1D")
        .hasMessageContaining("did you mean '2D'?");
  }
}
