package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.OrderIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fill rules, one a line of the tables in {@code scenarios}; see the README there. */
class ScenarioTest {
  private static final List<String> TABLES =
      List.of(
          "market",
          "limit",
          "stop",
          "stop_limit",
          "trailing",
          "open_close",
          "touched",
          "bracket",
          "groups",
          "force",
          "short",
          "volume",
          "models",
          "sizes",
          "amend");
  private static final Instrument COIN = Scripted.instrument("COIN", "0.01", "1");

  static Stream<Arguments> cases() {
    return TABLES.stream().flatMap(ScenarioTest::cases);
  }

  private static Stream<Arguments> cases(String table) {
    return ScenarioScript.lines(table)
        .map(line -> Arguments.of(table, ScenarioScript.cells(line).getFirst(), line));
  }

  @Test
  void thereAreAtLeastAHundredAndTwenty() {
    assertThat(cases().count()).isGreaterThanOrEqualTo(120);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void fills(String table, String name, String line) {
    List<String> cells = ScenarioScript.cells(line);
    SimulationRun run =
        run(
            ScenarioScript.bars(COIN, cells.get(1)),
            ScenarioScript.orders(cells.get(2)),
            ScenarioScript.config(cells.size() > 5 ? cells.get(5) : ""));

    assertThat(shown(run)).as(line).isEqualTo(cells.get(3));
    Map<Long, String> states =
        OrderRecords.of(run).stream()
            .collect(Collectors.toMap(OrderRecord::id, order -> order.state().name()));
    for (String state :
        cells.size() > 4 ? ScenarioScript.split(cells.get(4), ";") : List.<String>of()) {
      List<String> words = ScenarioScript.split(state, " ");
      assertThat(states.get(Long.parseLong(words.get(0))))
          .as(line + ": order " + words.get(0))
          .isEqualTo(words.get(1));
    }
    assertThat(OrderRecords.of(run)).as(line).allMatch(order -> order.state().isDone());
  }

  /** The general loop gives what the loop of one instrument gives. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void fillsAmongOthers(String table, String name, String line) {
    List<String> cells = ScenarioScript.cells(line);
    BarSeries bars = ScenarioScript.bars(COIN, cells.get(1));
    BarSeries other =
        Scripted.flat(Scripted.instrument("OTHER", "0.01", "1"), new double[] {1, 1, 1, 1});
    SimulationConfig config = ScenarioScript.config(cells.size() > 5 ? cells.get(5) : "");
    SimulationRun run =
        new SimulationRun(
            SimulationInput.of(List.of(bars, other)),
            Scripted.script(ScenarioScript.orders(cells.get(2))).get(),
            "scripted",
            config,
            RunScope.STANDARD);
    run.run(SimulationListener.NONE);

    assertThat(shown(run)).as(line).isEqualTo(cells.get(3));
  }

  private static SimulationRun run(
      BarSeries bars, Map<Integer, List<OrderIntent>> orders, SimulationConfig config) {
    SimulationRun run =
        new SimulationRun(
            SimulationInput.of(List.of(bars)),
            Scripted.script(orders).get(),
            "scripted",
            config,
            RunScope.STANDARD);
    run.run(SimulationListener.NONE);
    return run;
  }

  private static String shown(SimulationRun run) {
    List<String> fills = new ArrayList<>();
    for (int i = 0; i < run.fills.size(); i++) {
      InstrumentRun one = run.runs[run.fills.instrument(i)];
      int bar = run.fills.bar(i);
      boolean atOpen = run.fills.time(i) == one.series.openTime(bar);
      fills.add(
          bar
              + (atOpen ? " " : "+ ")
              + (run.fills.signedLots(i) > 0 ? "buy " : "sell ")
              + Math.abs(run.fills.signedLots(i))
              + " "
              + one.instrument
                  .toPrice(run.fills.priceTicks(i))
                  .stripTrailingZeros()
                  .toPlainString());
    }
    return String.join("; ", fills);
  }
}
