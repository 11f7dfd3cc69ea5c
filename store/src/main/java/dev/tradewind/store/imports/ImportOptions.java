package dev.tradewind.store.imports;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file. Everything but the instrument may be left to the reader, which says in the
 * report's notes what it inferred.
 *
 * @param instrument what the bars are prices of
 * @param timeframe the length of a bar; {@code null}: the most frequent spacing of the rows. Trade
 *     files need it
 * @param strict refuse the file if any row is rejected
 * @param zone the zone of times that carry no offset; {@code null}: UTC
 * @param delimiter one of comma, semicolon, tab or bar; {@code null}: found by looking
 * @param decimalSeparator point or comma; {@code null}: found by looking
 * @param timeLabel which end of the bar the times name; {@code null}: the opening, unless the file
 *     shows otherwise
 * @param dateOrder how to read {@code 04/01/2010}; {@code null}: from the other dates of the file
 * @param asOf bars that open after this moment are flagged; {@code null}: no check
 */
public record ImportOptions(
    Instrument instrument,
    @Nullable Timeframe timeframe,
    boolean strict,
    @Nullable ZoneId zone,
    @Nullable Character delimiter,
    @Nullable Character decimalSeparator,
    @Nullable TimeLabel timeLabel,
    @Nullable DateOrder dateOrder,
    @Nullable Instant asOf) {
  /** Refuses separators that cannot work, alone or together. */
  public ImportOptions {
    if (delimiter != null && ",;\t|".indexOf(delimiter) < 0) {
      throw new IllegalArgumentException(
          "delimiter must be one of , ; tab |, was '" + delimiter + "'");
    }
    if (decimalSeparator != null && decimalSeparator != '.' && decimalSeparator != ',') {
      throw new IllegalArgumentException(
          "decimalSeparator must be . or , was '" + decimalSeparator + "'");
    }
  }

  /** Options that leave everything else to the reader. */
  public static ImportOptions of(Instrument instrument, @Nullable Timeframe timeframe) {
    return new ImportOptions(instrument, timeframe, false, null, null, null, null, null, null);
  }

  /** The same options for another instrument. */
  public ImportOptions withInstrument(Instrument value) {
    return new ImportOptions(
        value, timeframe, strict, zone, delimiter, decimalSeparator, timeLabel, dateOrder, asOf);
  }

  /** The same options with a timeframe. */
  public ImportOptions withTimeframe(@Nullable Timeframe value) {
    return new ImportOptions(
        instrument, value, strict, zone, delimiter, decimalSeparator, timeLabel, dateOrder, asOf);
  }

  /** The same options, strict or not. */
  public ImportOptions withStrict(boolean value) {
    return new ImportOptions(
        instrument,
        timeframe,
        value,
        zone,
        delimiter,
        decimalSeparator,
        timeLabel,
        dateOrder,
        asOf);
  }

  /** The same options with a zone. */
  public ImportOptions withZone(@Nullable ZoneId value) {
    return new ImportOptions(
        instrument,
        timeframe,
        strict,
        value,
        delimiter,
        decimalSeparator,
        timeLabel,
        dateOrder,
        asOf);
  }

  /** The same options with a delimiter. */
  public ImportOptions withDelimiter(@Nullable Character value) {
    return new ImportOptions(
        instrument, timeframe, strict, zone, value, decimalSeparator, timeLabel, dateOrder, asOf);
  }

  /** The same options with a decimal separator. */
  public ImportOptions withDecimalSeparator(@Nullable Character value) {
    return new ImportOptions(
        instrument, timeframe, strict, zone, delimiter, value, timeLabel, dateOrder, asOf);
  }

  /** The same options with a time label. */
  public ImportOptions withTimeLabel(@Nullable TimeLabel value) {
    return new ImportOptions(
        instrument, timeframe, strict, zone, delimiter, decimalSeparator, value, dateOrder, asOf);
  }

  /** The same options with an order of dates. */
  public ImportOptions withDateOrder(@Nullable DateOrder value) {
    return new ImportOptions(
        instrument, timeframe, strict, zone, delimiter, decimalSeparator, timeLabel, value, asOf);
  }

  /** The same options with a moment after which bars are flagged. */
  public ImportOptions withAsOf(@Nullable Instant value) {
    return new ImportOptions(
        instrument,
        timeframe,
        strict,
        zone,
        delimiter,
        decimalSeparator,
        timeLabel,
        dateOrder,
        value);
  }
}
