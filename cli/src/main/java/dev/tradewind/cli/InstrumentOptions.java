package dev.tradewind.cli;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a user may say of an instrument; the rest is taken from a base. */
final class InstrumentOptions {
  static final BigDecimal DEFAULT_TICK = new BigDecimal("0.01");
  static final BigDecimal DEFAULT_LOT = new BigDecimal("0.00001");

  @Option(
      names = "--asset-class",
      paramLabel = "CLASS",
      description = "crypto, equity, fx, index or other (default: other).")
  @Nullable AssetClass assetClass;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "Currency of the prices (default: USD).")
  @Nullable String currency;

  @Option(
      names = "--tick-size",
      paramLabel = "STEP",
      description = "Smallest price step, in currency (default: 0.01).")
  @Nullable BigDecimal tickSize;

  @Option(
      names = "--lot-size",
      paramLabel = "STEP",
      description = "Smallest quantity step, in units (default: 0.00001).")
  @Nullable BigDecimal lotSize;

  @Option(
      names = "--calendar",
      paramLabel = "CALENDAR",
      description =
          "24x7, exchange, us-equity or fx, or one added to the platform (default: exchange if no"
              + " bar covers a weekend, otherwise 24x7).")
  @Nullable String calendar;

  /** The first option that was given, for those verbs where none makes sense. */
  @Nullable String anyGiven() {
    if (assetClass != null) {
      return "--asset-class";
    }
    if (currency != null) {
      return "--currency";
    }
    if (tickSize != null) {
      return "--tick-size";
    }
    if (lotSize != null) {
      return "--lot-size";
    }
    return calendar != null ? "--calendar" : null;
  }

  /** The instrument of those options but for its calendar, which the platform knows. */
  Instrument withoutCalendar(String id) {
    @Nullable String given = calendar;
    try {
      calendar = null;
      return instrument(id, null);
    } finally {
      calendar = given;
    }
  }

  /** The instrument of those options, completed by what is stored of it or by the defaults. */
  Instrument instrument(String id, @Nullable Instrument stored) {
    try {
      Instrument base =
          stored != null
              ? stored
              : new Instrument(
                  id,
                  AssetClass.OTHER,
                  "USD",
                  DEFAULT_TICK,
                  DEFAULT_LOT,
                  TradingCalendar.ROUND_THE_CLOCK);
      return new Instrument(
          id,
          assetClass != null ? assetClass : base.assetClass(),
          currency != null ? currency.toUpperCase(Locale.ROOT) : base.currency(),
          tickSize != null ? tickSize : base.tickSize(),
          lotSize != null ? lotSize : base.lotSize(),
          calendar != null ? TradingCalendar.of(calendar) : base.calendar());
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
