package dev.tradewind.cli;

import dev.tradewind.engine.time.Timeframe;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments as values; what does not fit is said with field, value and bound. */
final class Arguments {
  private Arguments() {}

  static @Nullable Timeframe timeframe(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Timeframe.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** A date (its first moment in UTC) or a time; without an offset it is UTC. */
  static @Nullable Instant time(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new CliException(
          ExitCode.USAGE,
          option
              + " must be a date or a UTC time such as 2020-01-31 or 2020-01-31T16:00:00Z, was '"
              + text
              + "'",
          e);
    }
  }

  static long micros(@Nullable Instant time, long absent) {
    return time == null
        ? absent
        : Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  /** Strategy parameters given as {@code name=number}. */
  static Map<String, BigDecimal> parameters(List<String> given) {
    Map<String, BigDecimal> parameters = new LinkedHashMap<>();
    for (String each : given) {
      int equals = each.indexOf('=');
      if (equals <= 0) {
        throw new CliException(
            ExitCode.USAGE, "--param must be name=value, such as fast=9; was '" + each + "'");
      }
      String name = each.substring(0, equals).strip();
      if (parameters.put(name, number("--param " + name, each.substring(equals + 1))) != null) {
        throw new CliException(ExitCode.USAGE, "--param " + name + " is given twice");
      }
    }
    return parameters;
  }

  static BigDecimal number(String option, String text) {
    try {
      BigDecimal number = new BigDecimal(text.strip());
      if (text.length() > 40 || Math.abs((long) number.scale()) > 30) {
        throw new NumberFormatException("too long");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new CliException(
          ExitCode.USAGE, option + " must be a number, was '" + Table.shown(text) + "'", e);
    }
  }
}
