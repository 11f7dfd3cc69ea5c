package dev.tradewind.engine.sweep;

import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Rules by chance, of all that a sweep walks, each feature alone or with others. */
final class RandomRules {
  private static final Map<String, RuleParameter> PARAMETERS =
      Map.of(
          "a", new RuleParameter("a", "integer", "5", "1", "50", "1", ""),
          "b", new RuleParameter("b", "integer", "20", "2", "80", "1", ""),
          "level", new RuleParameter("level", "number", "40", "0", "100", "0.5", ""),
          "k", new RuleParameter("k", "number", "0.02", "0.0001", "3", "0.0001", ""));

  private final Random random;

  RandomRules(Random random) {
    this.random = random;
  }

  private String of(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private String operand() {
    return of(
        "close",
        "ema(close, $a)",
        "sma(close, $b)",
        "highest(high, $a)[1]",
        "lowest(low, $b)[1]",
        "sma(open, 10)",
        "(high + low) / 2",
        "close[" + random.nextInt(4) + "]",
        "ema(close, $a) + atr(14)");
  }

  /** A condition; deeper ones join others. */
  String condition(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> "crosses_above(" + operand() + ", " + operand() + ")";
      case 1 -> "crosses_below(" + operand() + ", " + operand() + ")";
      case 2 -> "rsi(close, $a) < $level";
      case 3 -> operand() + of(" < ", " <= ", " > ", " >= ", " == ", " != ") + operand();
      case 4 -> of("rising(close, 2)", "falling(close, 3)", "close > open");
      case 5 -> "zscore(close, $b) > 0.5";
      case 6 -> "not (" + condition(depth - 1) + ")";
      case 7 -> "(" + condition(depth - 1) + ") and (" + condition(depth - 1) + ")";
      default -> "(" + condition(depth - 1) + ") or (" + condition(depth - 1) + ")";
    };
  }

  /** A rule of one of the features alone, or of several. */
  RuleDefinition rule() {
    EnumMap<RuleField, String> texts = new EnumMap<>(RuleField.class);
    texts.put(RuleField.NAME, "by_chance");
    String direction = of("long", "long", "short", "both");
    texts.put(RuleField.DIRECTION, direction);
    if (!direction.equals("short")) {
      texts.put(RuleField.ENTER, condition(1));
      maybe(texts, 0.7, RuleField.EXIT, condition(1));
    }
    if (!direction.equals("long")) {
      texts.put(RuleField.SHORT_ENTER, condition(1));
      maybe(texts, 0.7, RuleField.SHORT_EXIT, condition(1));
    }
    double each = random.nextInt(4) == 0 ? 0 : 0.5;
    int alone = each == 0 ? random.nextInt(7) : -1;
    if (random.nextDouble() < each || alone == 0) {
      stop(texts, direction);
    }
    if (random.nextDouble() < each || alone == 1) {
      target(texts, direction);
    }
    if (random.nextDouble() < each * 0.7 || alone == 2) {
      if (random.nextBoolean()) {
        texts.put(RuleField.TRAILING_DISTANCE, of("2 * atr(14)", "0.5", "$k * 20", "atr(5)"));
      } else {
        texts.put(RuleField.TRAILING_FRACTION, of("0.02", "$k", "0.004"));
      }
    }
    if (random.nextDouble() < each * 0.7 || alone == 3) {
      texts.put(RuleField.TIME_STOP, of("1", "2", "7", "$a"));
    }
    if (random.nextDouble() < each * 0.5 || alone == 4) {
      texts.put(RuleField.COOLDOWN, of("1", "3", "$a"));
    }
    if (random.nextDouble() < each * 0.4 || alone == 5) {
      texts.put(RuleField.UNIVERSE_FILTER, condition(0));
    }
    if (random.nextDouble() < each || alone == 6) {
      size(texts);
    }
    return new RuleDefinition(texts, parameters(texts), List.of());
  }

  private void maybe(
      Map<RuleField, String> texts, double probability, RuleField field, String text) {
    if (random.nextDouble() < probability) {
      texts.put(field, text);
    }
  }

  private void stop(Map<RuleField, String> texts, String direction) {
    int kind = random.nextInt(direction.equals("both") ? 2 : 3);
    if (kind == 0) {
      texts.put(RuleField.STOP_DISTANCE, of("2 * atr(14)", "1", "$k * 30", "atr($a) - 0.4"));
    } else if (kind == 1) {
      texts.put(RuleField.STOP_FRACTION, of("0.02", "$k", "0.1", "$k / 4"));
    } else {
      String beyond =
          direction.equals("long") ? "lowest(low, $a)" : "highest(high, $a) + 0.005 * close";
      texts.put(RuleField.STOP_PRICE, of(beyond, "sma(close, $b)", "close"));
    }
  }

  private void target(Map<RuleField, String> texts, String direction) {
    int kind = random.nextInt(direction.equals("both") ? 2 : 3);
    if (kind == 0) {
      texts.put(RuleField.TARGET_DISTANCE, of("3 * atr(14)", "1.5", "$k * 40", "atr(14) / 20"));
    } else if (kind == 1) {
      texts.put(RuleField.TARGET_FRACTION, of("0.03", "$k", "2 * $k", "0.001"));
    } else {
      String beyond =
          direction.equals("long") ? "highest(high, $b)" : "lowest(low, $b) - 0.005 * close";
      texts.put(RuleField.TARGET_PRICE, of(beyond, "sma(close, $b)"));
    }
  }

  private void size(Map<RuleField, String> texts) {
    boolean stops =
        texts.keySet().stream().anyMatch(each -> each.path().matches("(stop|trailingStop)\\..*"));
    String type = of("equal_cash", "quantity", "cash", "percent_of_equity", "percent_of_equity");
    if (stops && random.nextInt(3) == 0) {
      type = "risk_per_trade";
    }
    texts.put(RuleField.SIZE_TYPE, type);
    texts.put(
        RuleField.SIZE_VALUE,
        switch (type) {
          case "equal_cash" -> of("0.5", "$k / 3", "1");
          case "quantity" -> of("3", "$level", "0.0004", "atr(14)");
          case "cash" -> of("5000", "$level * 100", "250000", "close * 10");
          case "risk_per_trade" -> of("0.01", "$k / 6");
          default -> of("50", "$level", "100", "130", "40 + rsi(close, $a) / 2", "99.9");
        });
  }

  private static List<RuleParameter> parameters(Map<RuleField, String> texts) {
    List<RuleParameter> used = new ArrayList<>();
    for (String name : List.of("a", "b", "level", "k")) {
      if (texts.values().stream().anyMatch(text -> text.contains("$" + name))) {
        RuleParameter parameter = PARAMETERS.get(name);
        if (parameter != null) {
          used.add(parameter);
        }
      }
    }
    return used;
  }

  /** A set of values for the parameters of a rule. */
  double[] values(List<String> names) {
    return names.stream()
        .mapToDouble(
            name ->
                switch (name) {
                  case "a" -> 2 + random.nextInt(10);
                  case "b" -> 2 + random.nextInt(20);
                  case "level" -> random.nextInt(140) / 2.0 + 15;
                  default ->
                      random.nextInt(30) == 0
                          ? 1 + random.nextInt(20) / 10.0
                          : (1 + random.nextInt(400)) / 10_000.0;
                })
        .toArray();
  }

  /** Fields whose rules are counted. */
  static final Set<RuleField> FEATURES =
      Set.of(
          RuleField.STOP_PRICE,
          RuleField.STOP_DISTANCE,
          RuleField.STOP_FRACTION,
          RuleField.TARGET_PRICE,
          RuleField.TARGET_DISTANCE,
          RuleField.TARGET_FRACTION,
          RuleField.TRAILING_DISTANCE,
          RuleField.TRAILING_FRACTION,
          RuleField.TIME_STOP,
          RuleField.COOLDOWN,
          RuleField.UNIVERSE_FILTER,
          RuleField.SHORT_ENTER,
          RuleField.SIZE_TYPE);
}
