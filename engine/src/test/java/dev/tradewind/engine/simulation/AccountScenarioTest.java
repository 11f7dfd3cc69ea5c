package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What happens to an account besides plain fills, one rule a line of the tables in {@code
 * scenarios/account}; see the README there.
 */
class AccountScenarioTest {
  private static final List<String> TABLES =
      List.of(
          "splits",
          "dividends",
          "currencies",
          "detail",
          "ticks",
          "fees",
          "borrowing",
          "margin",
          "sessions",
          "participation");
  private static final Map<String, String> USUAL = Map.of("borrowRate", "0");
  private static final Path GUIDE = Path.of("../docs/concepts/simulation.md");

  static Stream<Arguments> cases() {
    return TABLES.stream()
        .flatMap(
            table ->
                ScenarioScript.lines("account/" + table)
                    .map(line -> Arguments.of(table, ScenarioScript.cells(line).getFirst(), line)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void accounts(String table, String name, String line) {
    check(line, new Market(line), false);
  }

  /** Another instrument, which nobody trades, changes nothing. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void accountsAmongOthers(String table, String name, String line) {
    check(line, new Market(line), true);
  }

  @Test
  void everyRuleIsThatOfTheGuide() throws IOException {
    String guide = plain(Files.readString(GUIDE));
    assertThat(
            TABLES.stream()
                .flatMap(table -> ScenarioScript.lines("account/" + table))
                .map(line -> ScenarioScript.cells(line).get(1))
                .distinct())
        .allSatisfy(rule -> assertThat(guide).contains(plain(rule)));
  }

  @Test
  void theSheetSaysWhereRatesAreOldAndFinerBarsAreMissing() {
    assertThat(warnings("old | | F, F, F, F, F, F, F, F | rates 1 1 | 0 buy 1 market | | |"))
        .containsEntry(
            "rates.COIN",
            "COIN: the newest known rate of EUR was 7 days old at 1970-01-09T00:00:00Z.");
    assertThat(warnings("new | | F, F, F, F, F | rates 1 1 | 0 buy 1 market | | |"))
        .doesNotContainKey("rates.COIN");
    assertThat(
            warnings(
                "gap | | F, 100 101 90 96 | d 1 100 101 99 100 | 0 buy 1 limit 92 | | | |"
                    + " fillModel=intrabar"))
        .containsKey("detail.gaps.COIN");
  }

  private static Map<String, String> warnings(String line) {
    Market market = new Market(line);
    List<String> cells = ScenarioScript.cells(line);
    return Simulator.run(
            market.input(market.series),
            Scripted.script(ScenarioScript.orders(cells.get(4))).get(),
            "scripted",
            Map.of(),
            ScenarioScript.config(cells.size() > 8 ? cells.get(8) : "", market.assumptions),
            RunScope.STANDARD,
            SimulationListener.NONE)
        .assumptions()
        .stream()
        .filter(Assumption::isWarning)
        .collect(Collectors.toMap(Assumption::key, Assumption::text));
  }

  private static String plain(String text) {
    return text.replace("*", "").replace("`", "").replaceAll("\\s+", " ");
  }

  private static void check(String line, Market market, boolean amongOthers) {
    List<String> cells = ScenarioScript.cells(line);
    List<BarSeries> series = new ArrayList<>(market.series);
    if (amongOthers) {
      series.add(market.other());
    }
    Map<Integer, List<OrderIntent>> orders = ScenarioScript.orders(cells.get(4));
    SimulationConfig config =
        ScenarioScript.config(cells.size() > 8 ? cells.get(8) : "", market.assumptions);
    String expected = cells.get(5);
    if (expected.startsWith("!")) {
      assertThatThrownBy(() -> run(market.input(series), orders, config))
          .as(line)
          .hasMessageContaining(expected.substring(1).strip());
      return;
    }
    SimulationRun run = run(market.input(series), orders, config);

    assertThat(shown(run)).as(line).isEqualTo(expected);
    assertThat(account(run, ScenarioScript.split(cells.get(6), ",")))
        .as(line)
        .isEqualTo(cells.get(6));
    Map<Long, OrderRecord> records =
        OrderRecords.of(run).stream().collect(Collectors.toMap(OrderRecord::id, order -> order));
    List<String> states = cells.size() > 7 ? ScenarioScript.split(cells.get(7), ";") : List.of();
    for (String state : states) {
      List<String> words = ScenarioScript.split(state, " ");
      OrderRecord order = records.get(Long.parseLong(words.get(0)));
      assertThat(order.state().name()).as(line + ": order " + words.get(0)).isEqualTo(words.get(1));
      assertThat(order.reason())
          .as(line + ": order " + words.get(0))
          .contains(String.join(" ", words.subList(2, words.size())));
    }
  }

  private static SimulationRun run(
      SimulationInput input, Map<Integer, List<OrderIntent>> orders, SimulationConfig config) {
    SimulationRun run =
        new SimulationRun(
            input, Scripted.script(orders).get(), "scripted", config, RunScope.STANDARD);
    run.run(SimulationListener.NONE);
    return run;
  }

  private static String shown(SimulationRun run) {
    List<String> fills = new ArrayList<>();
    for (int i = 0; i < run.fills.size(); i++) {
      InstrumentRun one = run.runs[run.fills.instrument(i)];
      int bar = run.fills.bar(i);
      fills.add(
          bar
              + moment(run.fills.time(i), one.series, bar)
              + (one.index > 0 ? " B" : "")
              + (run.fills.signedLots(i) > 0 ? " buy " : " sell ")
              + Math.abs(run.fills.signedLots(i))
              + " "
              + one.instrument
                  .toPrice(run.fills.priceTicks(i))
                  .stripTrailingZeros()
                  .toPlainString());
    }
    return String.join("; ", fills);
  }

  /** Nothing for a bar's open, a plus for its close, else the part of the day as decimals. */
  private static String moment(long time, BarSeries series, int bar) {
    if (time == series.openTime(bar)) {
      return "";
    }
    if (time == series.closeTime(bar)) {
      return "+";
    }
    BigDecimal part =
        BigDecimal.valueOf(time - series.openTime(bar))
            .divide(BigDecimal.valueOf(Scripted.DAY), 4, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return part.toPlainString().substring(1);
  }

  /** The values of the account that a cell names, as it writes them. */
  private static String account(SimulationRun run, List<String> asked) {
    LedgerTotals totals = run.ledger.totals();
    return asked.stream()
        .map(one -> ScenarioScript.split(one, " ").getFirst())
        .map(
            name ->
                name
                    + " "
                    + switch (name) {
                      case "cash" -> units(totals.cash());
                      case "lots" -> Long.toString(run.runs[0].lots);
                      case "fees" -> units(totals.fees());
                      case "conversion" -> units(totals.conversion());
                      case "borrow" -> units(totals.borrow());
                      case "dividends" -> units(totals.dividends());
                      case "lieu" -> units(totals.inLieu());
                      default -> throw new AssertionError("no value " + name);
                    })
        .collect(Collectors.joining(", "));
  }

  private static String units(long units) {
    BigDecimal value = BigDecimal.valueOf(units, 8).stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }

  /** The bars and the market of a line. */
  private static final class Market {
    final List<BarSeries> series = new ArrayList<>();
    final Map<String, String> assumptions = new LinkedHashMap<>(USUAL);
    private final Map<String, SplitSchedule> splits = new LinkedHashMap<>();
    private final Map<String, DividendSchedule> dividends = new LinkedHashMap<>();
    private final Map<String, BarSeries> rates = new LinkedHashMap<>();
    private final Map<String, BarSeries> detail = new LinkedHashMap<>();
    private final Map<String, List<TradeTick>> trades = new LinkedHashMap<>();

    private String currency = "USD";
    private TradingCalendar calendar = TradingCalendar.ROUND_THE_CLOCK;
    private int[] days = {};
    private String other = "";
    private final TreeMap<Double, Double> splitAt = new TreeMap<>();
    private final TreeMap<Double, Double> dividendAt = new TreeMap<>();
    private final List<List<String>> finer = new ArrayList<>();
    private final List<TradeTick> ticks = new ArrayList<>();

    Market(String line) {
      List<String> cells = ScenarioScript.cells(line);
      for (String item : ScenarioScript.split(cells.get(3), ";")) {
        List<String> words = ScenarioScript.split(item, " ");
        take(words.getFirst(), words.subList(1, words.size()), item);
      }
      Instrument coin =
          new Instrument(
              "COIN",
              AssetClass.CRYPTO,
              currency,
              new BigDecimal("0.01"),
              BigDecimal.ONE,
              calendar);
      series.add(ScenarioScript.bars(coin, cells.get(2), days));
      if (!other.isEmpty()) {
        series.add(ScenarioScript.bars(Scripted.instrument("B", "0.01", "1"), other, days));
      }
      if (!splitAt.isEmpty()) {
        splits.put("COIN", SplitSchedule.of(times(splitAt), values(splitAt)));
      }
      if (!dividendAt.isEmpty()) {
        dividends.put("COIN", DividendSchedule.of(times(dividendAt), values(dividendAt)));
      }
      if (!finer.isEmpty()) {
        detail.put("COIN", detail(coin));
      }
      if (!ticks.isEmpty()) {
        trades.put("COIN", ticks);
      }
    }

    private void take(String kind, List<String> words, String item) {
      switch (kind) {
        case "split" -> splitAt.put(number(words.get(0)), ratio(words.get(1)));
        case "dividend" -> dividendAt.put(number(words.get(0)), number(words.get(1)));
        case "hours" -> calendar = TradingCalendar.of(words.getFirst());
        case "days" -> days = words.stream().mapToInt(Integer::parseInt).toArray();
        case "other" -> other = item.substring(6);
        case "d" -> finer.add(words);
        case "t" ->
            ticks.add(
                new TradeTick(
                    Math.round(number(words.get(0)) * Scripted.DAY),
                    number(words.get(1)),
                    number(words.get(2))));
        case "euro" -> {
          currency = "EUR";
          assumptions.put("accountCurrency", "USD");
        }
        case "rates" -> {
          currency = "EUR";
          assumptions.put("accountCurrency", "USD");
          rates.put("EUR", rates(words));
        }
        default -> throw new AssertionError("no market " + item);
      }
    }

    private static double number(String word) {
      return Double.parseDouble(word);
    }

    private static double ratio(String word) {
      List<String> parts = ScenarioScript.split(word, ":");
      return parts.size() == 1 ? number(word) : number(parts.get(0)) / number(parts.get(1));
    }

    private static long[] times(TreeMap<Double, Double> byDay) {
      return byDay.keySet().stream().mapToLong(day -> (long) (day * Scripted.DAY)).toArray();
    }

    private static double[] values(TreeMap<Double, Double> byDay) {
      return byDay.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Quarters of days. */
    private BarSeries detail(Instrument coin) {
      BarSeries.Builder builder = BarSeries.builder(coin, Timeframe.parse("6h"), finer.size());
      for (List<String> words : finer) {
        double[] values = ScenarioScript.numbers(String.join(" ", words.subList(1, words.size())));
        builder.append(
            (long) (number(words.getFirst()) * Scripted.DAY),
            values[0],
            values[1],
            values[2],
            values[3],
            values.length > 4 ? values[4] : 1_000);
      }
      return builder.build();
    }

    /** Of days of which the first ends at the open of bar 0; {@code R@DAY} is known later. */
    private static BarSeries rates(List<String> words) {
      Instrument euro = Scripted.instrument("EURUSD", "0.00001", "1");
      BarSeries.Builder builder = BarSeries.builder(euro, Timeframe.parse("1D"), words.size());
      for (int i = 0; i < words.size(); i++) {
        List<String> parts = ScenarioScript.split(words.get(i), "@");
        double rate = number(parts.get(0));
        builder.append((i - 1) * Scripted.DAY, rate, rate, rate, rate, 0);
        if (parts.size() > 1) {
          builder.closing(i * Scripted.DAY, (long) (number(parts.get(1)) * Scripted.DAY), false);
        }
      }
      return builder.build();
    }

    /** One that nobody trades. */
    BarSeries other() {
      BarSeries other = Scripted.flat(Scripted.instrument("OTHER", "0.01", "1"), 1, 1, 1, 1);
      if (!detail.isEmpty() || !trades.isEmpty()) {
        detail.put("OTHER", other);
      }
      return other;
    }

    SimulationInput input(List<BarSeries> all) {
      return SimulationInput.of(all)
          .withActions(splits, dividends)
          .withRates(rates)
          .withDetail(detail)
          .withMarket(trades, Map.of());
    }
  }
}
