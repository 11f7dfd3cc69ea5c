package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.TimeInForce;
import dev.tradewind.engine.time.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the words of the tables in {@code scenarios}; see the README there. */
final class ScenarioScript {
  private ScenarioScript() {}

  /** The lines of a table, without empty ones. */
  static Stream<String> lines(String table) {
    try (InputStream in =
        Objects.requireNonNull(
            ScenarioScript.class.getResourceAsStream("/scenarios/" + table + ".txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cells of a line. */
  static List<String> cells(String line) {
    return Stream.of(line.split("\\|", -1)).map(String::strip).toList();
  }

  static List<String> split(String text, String by) {
    return Stream.of(text.split(by, -1)).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  /** Daily bars, the first at the start of 1970. */
  static BarSeries bars(Instrument instrument, String cell) {
    return bars(instrument, cell, new int[0]);
  }

  /** The same, on the given days instead of one after the other. */
  static BarSeries bars(Instrument instrument, String cell, int[] days) {
    List<String> rows = split(cell, ",");
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1D"), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      double[] values = numbers(rows.get(i));
      builder.append(
          (days.length == 0 ? i : days[i]) * Scripted.DAY,
          values[0],
          values[1],
          values[2],
          values[3],
          values.length > 4 ? values[4] : 1_000);
    }
    return builder.build();
  }

  /** Open, high, low, close and perhaps volume. */
  static double[] numbers(String row) {
    return split(row.equals("F") ? "100 100 100 100" : row, " ").stream()
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  static SimulationConfig config(String cell) {
    return config(cell, Map.of());
  }

  /** Assumptions over others, which are over those of all tables. */
  static SimulationConfig config(String cell, Map<String, String> usual) {
    Map<String, String> given = new HashMap<>();
    given.put("initialCash", "10000");
    given.put("feeBps", "0");
    given.put("slippageBps", "0");
    given.put("participation", "0");
    given.putAll(usual);
    for (String one : split(cell, " ")) {
      List<String> parts = split(one, "=");
      given.put(parts.get(0), parts.get(1));
    }
    AssumptionOptions.Outcome outcome = AssumptionOptions.apply(SimulationConfig.DEFAULT, given);
    assertThat(outcome.problems()).isEmpty();
    return outcome.config();
  }

  static Map<Integer, List<OrderIntent>> orders(String cell) {
    Map<Integer, List<OrderIntent>> orders = new HashMap<>();
    for (String one : split(cell, ";")) {
      List<String> words = split(one, " ");
      orders
          .computeIfAbsent(Integer.parseInt(words.get(0)), bar -> new ArrayList<>())
          .add(intent(words.subList(1, words.size())));
    }
    return orders;
  }

  static OrderIntent intent(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "cancel" -> new OrderIntent.Cancel(Long.parseLong(rest.get(0)));
      case "amend" -> {
        long id = Long.parseLong(rest.get(0));
        yield rest.get(1).equals("size")
            ? new OrderIntent.Amend(id, size(rest.get(2)), null)
            : new OrderIntent.Amend(id, null, type(rest.subList(1, rest.size())));
      }
      case "oco" -> new OrderIntent.OneCancelsOther(several(rest));
      case "oto" -> {
        List<OrderIntent.Order> all = several(rest);
        yield new OrderIntent.OneTriggersOther(all.getFirst(), all.subList(1, all.size()));
      }
      case "bracket" ->
          new OrderIntent.Bracket(order(rest), exit(rest, "sl", "ts"), exit(rest, "tp", ""));
      default -> {
        OrderIntent.Order order = order(words);
        yield order.type() instanceof OrderType.Market && words.size() == 3
            ? new OrderIntent.Market(0, order.side(), order.size())
            : order;
      }
    };
  }

  private static List<OrderIntent.Order> several(List<String> words) {
    return split(String.join(" ", words), "/").stream().map(one -> order(split(one, " "))).toList();
  }

  private static @Nullable OrderType exit(List<String> words, String name, String trailing) {
    for (String word : words) {
      List<String> parts = split(word, "=");
      if (parts.size() == 2 && parts.get(0).equals(name)) {
        double price = Double.parseDouble(parts.get(1));
        return name.equals("sl") ? new OrderType.Stop(price) : new OrderType.Limit(price);
      }
      if (parts.size() == 2 && parts.get(0).equals(trailing)) {
        return new OrderType.TrailingStop(Double.parseDouble(parts.get(1)), false);
      }
    }
    return null;
  }

  private static OrderIntent.Order order(List<String> all) {
    List<String> words = all.stream().filter(word -> !word.equals("B")).toList();
    Side side = words.get(0).equals("buy") ? Side.BUY : Side.SELL;
    OrderIntent.Order order =
        new OrderIntent.Order(
            all.contains("B") ? 1 : 0,
            side,
            size(words.get(1)),
            type(words.subList(2, words.size())));
    for (String word : words) {
      order =
          switch (word) {
            case "day" -> order.withTimeInForce(new TimeInForce.Day());
            case "ioc" -> order.withTimeInForce(new TimeInForce.Ioc());
            case "fok" -> order.withTimeInForce(new TimeInForce.Fok());
            case "reduce" -> order.reducing();
            case "post" -> order.posting();
            default ->
                word.startsWith("gtd:")
                    ? order.withTimeInForce(
                        new TimeInForce.Gtd(
                            (long) (Double.parseDouble(word.substring(4)) * Scripted.DAY)))
                    : order;
          };
    }
    return order;
  }

  private static OrderSize size(String word) {
    List<String> parts = split(word, ":");
    return switch (parts.get(0)) {
      case "all" -> new OrderSize.EntirePosition();
      case "cash" -> new OrderSize.CashFraction(Double.parseDouble(parts.get(1)));
      case "equity" -> new OrderSize.EquityFraction(Double.parseDouble(parts.get(1)));
      case "notional" -> new OrderSize.Notional(Double.parseDouble(parts.get(1)));
      case "risk" ->
          new OrderSize.RiskAmount(
              Double.parseDouble(parts.get(1)), Double.parseDouble(parts.get(2)));
      default -> new OrderSize.Lots(Long.parseLong(word));
    };
  }

  private static OrderType type(List<String> words) {
    double first = words.size() > 1 ? number(words.get(1)) : Double.NaN;
    return switch (words.get(0)) {
      case "market" -> new OrderType.Market();
      case "open" -> new OrderType.MarketOnOpen();
      case "close" -> new OrderType.MarketOnClose();
      case "limit" -> new OrderType.Limit(first);
      case "stop" -> new OrderType.Stop(first);
      case "stoplimit" -> new OrderType.StopLimit(first, number(words.get(2)));
      case "trail" -> new OrderType.TrailingStop(first, false);
      case "trailpct" -> new OrderType.TrailingStop(first, true);
      case "touched" -> new OrderType.LimitIfTouched(first, number(words.get(2)));
      default -> throw new AssertionError("no type " + words);
    };
  }

  private static double number(String word) {
    return word.contains("=") || word.matches("[a-z:]+.*") ? Double.NaN : Double.parseDouble(word);
  }
}
