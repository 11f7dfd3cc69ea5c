package dev.tradewind.engine.feature;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads labels as people write them, such as {@code direction(5, 0.01)}. */
final class LabelReader {
  private static final int MAX_TEXT = 200;
  private static final Pattern CALL = Pattern.compile("\\s*([a-z_]+)\\s*\\(([^()]*)\\)\\s*");
  private static final String KNOWN =
      "forward_return(bars, simple or log), direction(bars, threshold),"
          + " triple_barrier(takeProfit, stop, bars), trend_scanning(minBars, maxBars)";

  private final String text;
  private final List<String> arguments;

  private LabelReader(String text, List<String> arguments) {
    this.text = text;
    this.arguments = arguments;
  }

  static LabelDefinition read(String text) {
    Matcher call = CALL.matcher(text.length() > MAX_TEXT ? "" : text);
    if (!call.matches()) {
      throw unknown(text);
    }
    LabelReader reader =
        new LabelReader(text, List.of(call.group(2).strip().split("\\s*,\\s*", -1)));
    return switch (call.group(1)) {
      case "forward_return" -> {
        reader.requireArguments(1, 2);
        yield new LabelDefinition.ForwardReturn(reader.bars(0, "bars"), reader.isLogarithmic());
      }
      case "direction" -> {
        reader.requireArguments(2, 2);
        yield new LabelDefinition.Direction(reader.bars(0, "bars"), reader.number(1, "threshold"));
      }
      case "triple_barrier" -> {
        reader.requireArguments(3, 3);
        yield new LabelDefinition.TripleBarrier(
            reader.number(0, "takeProfit"), reader.number(1, "stop"), reader.bars(2, "bars"));
      }
      case "trend_scanning" -> {
        reader.requireArguments(2, 2);
        yield new LabelDefinition.TrendScanning(
            reader.bars(0, "minBars"), reader.bars(1, "maxBars"));
      }
      default -> throw unknown(text);
    };
  }

  private static IllegalArgumentException unknown(String text) {
    String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    return new IllegalArgumentException("label must be one of " + KNOWN + ", was '" + shown + "'");
  }

  private void requireArguments(int least, int most) {
    if (arguments.size() < least || arguments.size() > most) {
      throw unknown(text.strip());
    }
  }

  private boolean isLogarithmic() {
    if (arguments.size() < 2) {
      return false;
    }
    return switch (arguments.get(1)) {
      case "simple" -> false;
      case "log" -> true;
      default ->
          throw new IllegalArgumentException(
              "the return must be simple or log, was '"
                  + arguments.get(1)
                  + "' (label "
                  + text.strip()
                  + ")");
    };
  }

  private int bars(int argument, String name) {
    try {
      return Integer.parseInt(arguments.get(argument));
    } catch (NumberFormatException e) {
      throw notA("whole number", argument, name, e);
    }
  }

  private double number(int argument, String name) {
    String given = arguments.get(argument).toLowerCase(Locale.ROOT);
    if (given.equals("infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double value = Double.parseDouble(given);
      if (given.matches("[-+0-9.e]+")) {
        return value;
      }
      throw new NumberFormatException(given);
    } catch (NumberFormatException e) {
      throw notA("number", argument, name, e);
    }
  }

  private IllegalArgumentException notA(
      String kind, int argument, String name, NumberFormatException cause) {
    return new IllegalArgumentException(
        name
            + " must be a "
            + kind
            + ", was '"
            + arguments.get(argument)
            + "' (label "
            + text.strip()
            + ")",
        cause);
  }
}
