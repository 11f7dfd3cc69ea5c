package dev.tradewind.platform.instruments;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an instrument as a user gives them; what is absent has a default.
 *
 * @param assetClass default OTHER: a name does not tell what is traded
 * @param currency default USD
 * @param tickSize exact decimal, default 0.01
 * @param lotSize exact decimal, default 0.00001
 * @param calendar the code of a built-in or of a user's own one; default {@code 24x7} for CRYPTO,
 *     otherwise {@code exchange}
 */
public record InstrumentFields(
    @Nullable String assetClass,
    @Nullable String currency,
    @Nullable String tickSize,
    @Nullable String lotSize,
    @Nullable String calendar) {
  private static final BigDecimal DEFAULT_TICK = new BigDecimal("0.01");
  private static final BigDecimal DEFAULT_LOT = new BigDecimal("0.00001");

  /** No field given. */
  public static final InstrumentFields NONE = new InstrumentFields(null, null, null, null, null);

  /** Whether nothing was given. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** The instrument, or empty with problems noted. */
  public Optional<Instrument> toInstrument(String id, Calendars calendars, Problems problems) {
    Problems own = new Problems();
    AssetClass kind = kind(own);
    BigDecimal tick = own.decimal("tickSize", tickSize, DEFAULT_TICK);
    BigDecimal lot = own.decimal("lotSize", lotSize, DEFAULT_LOT);
    TradingCalendar times =
        own.attempt(
            "calendar",
            calendar,
            TradingCalendar.EXCHANGE,
            () ->
                calendar != null
                    ? calendars.trading(calendar).orElseGet(() -> TradingCalendar.of(calendar))
                    : kind == AssetClass.CRYPTO
                        ? TradingCalendar.ROUND_THE_CLOCK
                        : TradingCalendar.EXCHANGE);
    if (!own.isEmpty()) {
      own.copyTo(problems);
      return Optional.empty();
    }
    return problems.<Optional<Instrument>>attempt(
        "instrument",
        id,
        Optional.empty(),
        () ->
            Optional.of(
                new Instrument(id, kind, currency == null ? "USD" : currency, tick, lot, times)));
  }

  private AssetClass kind(Problems problems) {
    if (assetClass == null) {
      return AssetClass.OTHER;
    }
    String wanted = assetClass.toUpperCase(Locale.ROOT);
    for (AssetClass each : AssetClass.values()) {
      if (each.name().equals(wanted)) {
        return each;
      }
    }
    problems.add(
        "assetClass",
        assetClass,
        Suggestion.unknown(
            "asset class",
            assetClass,
            Arrays.stream(AssetClass.values()).map(Enum::name).toList()));
    return AssetClass.OTHER;
  }
}
