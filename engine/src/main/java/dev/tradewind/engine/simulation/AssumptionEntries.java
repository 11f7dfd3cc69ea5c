package dev.tradewind.engine.simulation;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Options as they are written down, by their kind. */
abstract class AssumptionEntries {
  private static final int MAX_LENGTH = 40;
  private static final int MAX_SCALE = 30;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** An option, how a configuration has it and how it takes it. */
  record Entry(
      AssumptionOption option,
      Function<SimulationConfig, String> read,
      BiFunction<SimulationConfig, String, SimulationConfig> write) {}

  /** What was written down, in its order. */
  final Map<String, Entry> entries() {
    return entries;
  }

  final void add(
      AssumptionOption option,
      Function<SimulationConfig, String> read,
      BiFunction<SimulationConfig, String, SimulationConfig> write) {
    entries.put(option.name(), new Entry(option, read, write));
  }

  final void decimal(
      String name,
      String group,
      String min,
      String max,
      String help,
      Function<SimulationConfig, BigDecimal> read,
      BiFunction<SimulationConfig, BigDecimal, SimulationConfig> write) {
    Function<SimulationConfig, String> text = config -> plain(read.apply(config));
    add(
        new AssumptionOption(
            name,
            group,
            AssumptionOption.Type.DECIMAL,
            text.apply(SimulationConfig.DEFAULT),
            min,
            max,
            List.of(),
            help),
        text,
        (config, given) -> write.apply(config, decimal(name, given)));
  }

  final void number(
      String name,
      String group,
      String min,
      String max,
      String help,
      Function<SimulationConfig, Double> read,
      BiFunction<SimulationConfig, Double, SimulationConfig> write) {
    decimal(
        name,
        group,
        min,
        max,
        help,
        config -> BigDecimal.valueOf(read.apply(config)),
        (config, value) -> write.apply(config, value.doubleValue()));
  }

  final void integer(
      String name,
      String group,
      String min,
      String max,
      String help,
      Function<SimulationConfig, ? extends Number> read,
      BiFunction<SimulationConfig, Long, SimulationConfig> write) {
    Function<SimulationConfig, String> text =
        config -> Long.toString(read.apply(config).longValue());
    add(
        new AssumptionOption(
            name,
            group,
            AssumptionOption.Type.INTEGER,
            text.apply(SimulationConfig.DEFAULT),
            min,
            max,
            List.of(),
            help),
        text,
        (config, given) -> {
          long value;
          try {
            value = decimal(name, given).longValueExact();
          } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                name + " must be a whole number, was '" + given + "'", e);
          }
          return write.apply(config, value);
        });
  }

  final <T> void choice(
      String name,
      String group,
      String help,
      List<T> values,
      Function<T, AssumptionOption.Choice> shown,
      Function<SimulationConfig, T> read,
      BiFunction<SimulationConfig, T, SimulationConfig> write) {
    List<AssumptionOption.Choice> choices = values.stream().map(shown).toList();
    Function<SimulationConfig, String> text = config -> shown.apply(read.apply(config)).value();
    add(
        new AssumptionOption(
            name,
            group,
            AssumptionOption.Type.CHOICE,
            text.apply(SimulationConfig.DEFAULT),
            null,
            null,
            choices,
            help),
        text,
        (config, given) -> {
          for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).value().equals(given)) {
              return write.apply(config, values.get(i));
            }
          }
          throw new IllegalArgumentException(
              name
                  + " must be one of "
                  + String.join(", ", choices.stream().map(AssumptionOption.Choice::value).toList())
                  + ", was '"
                  + given
                  + "'");
        });
  }

  static BigDecimal decimal(String name, String text) {
    try {
      if (text.length() <= MAX_LENGTH) {
        BigDecimal number = new BigDecimal(text);
        // A few characters can name a number whose digits fill the memory.
        if (Math.abs((long) number.scale()) <= MAX_SCALE) {
          return number;
        }
      }
      return failed(name, text);
    } catch (NumberFormatException e) {
      return failed(name, text);
    }
  }

  private static BigDecimal failed(String name, String text) {
    throw new IllegalArgumentException(
        name
            + " must be a number, was '"
            + (text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text)
            + "'");
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
