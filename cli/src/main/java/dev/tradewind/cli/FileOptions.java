package dev.tradewind.cli;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.imports.DateOrder;
import dev.tradewind.store.imports.ImportOptions;
import dev.tradewind.store.imports.TimeLabel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to read a file; what is not said is inferred and reported. */
final class FileOptions {
  @Option(
      names = "--strict",
      description = "Refuse the file if any row is rejected (otherwise: if more than 1 %% are).")
  boolean strict;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Zone of times without an offset, such as America/New_York (default: UTC).")
  @Nullable String zone;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "Between columns: , ; | or tab (default: found by looking).")
  @Nullable String delimiter;

  @Option(
      names = "--decimal",
      paramLabel = "CHAR",
      description = "Decimal separator: . or , (default: found by looking).")
  @Nullable String decimal;

  @Option(
      names = "--date-order",
      paramLabel = "ORDER",
      description = "How to read 04/01/2010: dmy or mdy (default: from the other dates).")
  @Nullable DateOrder dateOrder;

  @Option(
      names = "--time-label",
      paramLabel = "END",
      description = "Which end of a bar its time names: open or close (default: open).")
  @Nullable TimeLabel timeLabel;

  ImportOptions options(
      Instrument instrument, @Nullable Timeframe timeframe, @Nullable Instant asOf) {
    try {
      return new ImportOptions(
          instrument,
          timeframe,
          strict,
          zone == null ? null : ZoneId.of(zone),
          delimiter == null ? null : character("--delimiter", delimiter),
          decimal == null ? null : character("--decimal", decimal),
          timeLabel,
          dateOrder,
          asOf);
    } catch (DateTimeException e) {
      throw new CliException(
          ExitCode.USAGE,
          "--zone must be a zone such as UTC or Europe/Paris, was '" + zone + "'",
          e);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static char character(String option, String text) {
    if ("tab".equals(text.toLowerCase(Locale.ROOT)) || "\\t".equals(text)) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new CliException(
          ExitCode.USAGE, option + " must be one character or tab, was '" + text + "'");
    }
    return text.charAt(0);
  }

  /** The options as the platform's API names them. */
  Map<String, Json> properties() {
    Map<String, Json> properties = new LinkedHashMap<>();
    properties.put("strict", Json.bool(strict));
    put(properties, "zone", zone);
    put(
        properties,
        "delimiter",
        delimiter == null ? null : String.valueOf(character("--delimiter", delimiter)));
    put(properties, "decimalSeparator", decimal);
    put(properties, "dateOrder", dateOrder == null ? null : dateOrder.name());
    put(properties, "timeLabel", timeLabel == null ? null : timeLabel.name());
    return properties;
  }

  static void put(Map<String, Json> properties, String name, @Nullable String value) {
    if (value != null) {
      properties.put(name, Json.ofText(value));
    }
  }
}
