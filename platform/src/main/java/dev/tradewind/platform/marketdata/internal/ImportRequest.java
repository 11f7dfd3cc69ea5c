package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.instruments.InstrumentFields;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.store.imports.DateOrder;
import dev.tradewind.store.imports.ImportOptions;
import dev.tradewind.store.imports.TimeLabel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to import a file. Everything but the instrument may be left out; then it is inferred from the
 * file and said in the report.
 *
 * @param instrument id
 * @param timeframe such as {@code 1h}
 * @param trades keep trades as trades, for runs with detail {@code trades}, instead of making bars
 *     of them; the instrument must be known and the timeframe left out
 * @param strict refuse the file if any row is rejected
 * @param replace offered bars win over stored ones
 * @param zone of times without an offset, such as {@code Europe/Berlin}
 * @param delimiter comma, semicolon, tab or bar
 * @param decimalSeparator point or comma
 * @param timeLabel {@code open} or {@code close}
 * @param dateOrder {@code dmy} or {@code mdy}
 * @param assetClass of a new instrument
 * @param currency of a new instrument
 * @param tickSize of a new instrument
 * @param lotSize of a new instrument
 * @param calendar of a new instrument
 */
record ImportRequest(
    String instrument,
    @Nullable String timeframe,
    @Nullable Boolean trades,
    @Nullable Boolean strict,
    @Nullable Boolean replace,
    @Nullable String zone,
    @Nullable String delimiter,
    @Nullable String decimalSeparator,
    @Nullable String timeLabel,
    @Nullable String dateOrder,
    @Nullable String assetClass,
    @Nullable String currency,
    @Nullable String tickSize,
    @Nullable String lotSize,
    @Nullable String calendar) {

  static ImportRequest of(Instrument instrument, @Nullable Timeframe timeframe) {
    return new ImportRequest(
        instrument.id(),
        timeframe == null ? null : timeframe.code(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        instrument.assetClass().name(),
        instrument.currency(),
        instrument.tickSize().toPlainString(),
        instrument.lotSize().toPlainString(),
        instrument.calendar().code());
  }

  InstrumentFields fields() {
    return new InstrumentFields(assetClass, currency, tickSize, lotSize, calendar);
  }

  boolean keepsTrades() {
    return Boolean.TRUE.equals(trades);
  }

  /** Notes what cannot be said of trades that are kept as trades. */
  void checkTrades(boolean isKnown, Problems problems) {
    if (!isKnown) {
      problems.add(
          "instrument",
          instrument,
          "no bars of "
              + instrument
              + " are stored; import them first: with a timeframe they are made of the same file");
    }
    if (timeframe != null) {
      problems.add(
          "timeframe", timeframe, "timeframe must be left out where trades are kept as trades");
    }
    if (timeLabel != null) {
      problems.add(
          "timeLabel", timeLabel, "timeLabel must be left out: the times of trades are moments");
    }
  }

  boolean replaces() {
    return Boolean.TRUE.equals(replace);
  }

  /** What the reader needs; wrong fields are noted as problems. */
  ImportOptions options(Instrument resolved, Instant asOf, Problems problems) {
    Timeframe length =
        timeframe == null
            ? null
            : problems.parse("timeframe", timeframe, () -> Timeframe.parse(timeframe)).orElse(null);
    ZoneId zoneId =
        zone == null ? null : problems.parse("zone", zone, () -> ZoneId.of(zone)).orElse(null);
    Character fieldDelimiter = single("delimiter", named(delimiter), ",;\t|", problems);
    Character decimal = single("decimalSeparator", decimalSeparator, ".,", problems);
    return new ImportOptions(
        resolved,
        length,
        Boolean.TRUE.equals(strict),
        zoneId,
        fieldDelimiter,
        decimal,
        oneOf("timeLabel", timeLabel, TimeLabel.class, problems),
        oneOf("dateOrder", dateOrder, DateOrder.class, problems),
        asOf);
  }

  private static @Nullable String named(@Nullable String text) {
    return "tab".equals(text) || "\\t".equals(text) ? "\t" : text;
  }

  private static @Nullable Character single(
      String field, @Nullable String text, String allowed, Problems problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.length() == 1 && allowed.contains(text)) {
      return text.charAt(0);
    }
    String shown = allowed.replace("\t", " tab ");
    problems.add(field, text, field + " must be one of " + shown);
    return null;
  }

  private static <E extends Enum<E>> @Nullable E oneOf(
      String field, @Nullable String text, Class<E> type, Problems problems) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(text.toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    problems.add(
        field,
        text,
        field
            + " must be "
            + String.join(
                " or ",
                Arrays.stream(type.getEnumConstants())
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .toList()));
    return null;
  }
}
