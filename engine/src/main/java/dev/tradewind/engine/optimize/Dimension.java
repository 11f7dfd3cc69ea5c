package dev.tradewind.engine.optimize;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter of a search.
 *
 * @param name as the strategy knows it
 * @param domain its values
 * @param when a condition over parameters named before it; where it does not hold the parameter
 *     keeps the strategy's default and is not searched
 */
public record Dimension(String name, Domain domain, Optional<String> when) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Pattern RANGE =
      Pattern.compile(
          "([-+0-9.eE]+?)\\s*\\.\\.\\s*([-+0-9.eE]+)((?:\\s*:\\s*[-+0-9.eE]+)?)((?:\\s*:\\s*log)?)");
  private static final String FORM =
      "NAME=2..30, NAME=31..130:5, NAME=0.1..10:log, NAME={a,b} or one of these with ' if CONDITION'";

  /** Refuses what is no name. */
  public Dimension {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be a letter or _ and up to 63 letters, digits or _, was '" + name + "'");
    }
  }

  /**
   * Reads {@code fast=2..30}, {@code slow=31..130:5}, {@code level=0.1..10:log}, {@code
   * mode={1,3,7}} or {@code stop=1..5 if mode == 3}. Bounds without a point make whole numbers.
   *
   * @throws IllegalArgumentException if the text is none of these; says what was expected
   */
  public static Dimension parse(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException("space must be " + FORM + ", was '" + text + "'");
    }
    String name = text.substring(0, equals).strip();
    String rest = text.substring(equals + 1).strip();
    int condition = rest.indexOf(" if ");
    Optional<String> when =
        condition < 0 ? Optional.empty() : Optional.of(rest.substring(condition + 4).strip());
    String values = condition < 0 ? rest : rest.substring(0, condition).strip();
    try {
      return new Dimension(name, domain(values), when);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.valueOf(e.getMessage()) + " (space '" + text + "')", e);
    }
  }

  private static Domain domain(String text) {
    if (text.startsWith("{") && text.endsWith("}")) {
      List<String> values =
          Arrays.stream(text.substring(1, text.length() - 1).split(",", -1))
              .map(String::strip)
              .toList();
      if (values.stream().anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException("choices must not be empty, were " + text);
      }
      return new Domain.Choices(values);
    }
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException("values must be " + FORM + ", were '" + text + "'");
    }
    String step = range.group(3).replaceFirst("\\s*:\\s*", "");
    boolean log = !range.group(4).isEmpty();
    try {
      if (isWhole(range.group(1)) && isWhole(range.group(2)) && (step.isEmpty() || isWhole(step))) {
        return new Domain.WholeNumbers(
            Long.parseLong(range.group(1)),
            Long.parseLong(range.group(2)),
            step.isEmpty() ? 1 : Long.parseLong(step),
            log);
      }
      return new Domain.RealNumbers(
          decimal(range.group(1)),
          decimal(range.group(2)),
          step.isEmpty() ? Optional.empty() : Optional.of(decimal(step)),
          log);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("bounds must be numbers, were '" + text + "'", e);
    }
  }

  private static BigDecimal decimal(String text) {
    BigDecimal value = new BigDecimal(text);
    if (Math.abs((long) value.scale()) > 30 || value.precision() > 30) {
      throw new NumberFormatException("too long");
    }
    return value;
  }

  private static boolean isWhole(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+');
  }

  /** As a user writes it. */
  public String text() {
    return name + "=" + domain.text() + when.map(each -> " if " + each).orElse("");
  }
}
