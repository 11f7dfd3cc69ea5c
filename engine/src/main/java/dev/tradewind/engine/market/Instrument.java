package dev.tradewind.engine.market;

import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Something that is traded. The only bridge between analysis (double) and money (ticks and lots).
 *
 * @param id the name users write, 1 to 40 of {@code A-Z a-z 0-9 . _ / : -}, for example {@code
 *     BTC-USD}
 * @param assetClass the kind of instrument
 * @param currency the currency of its prices, three to ten capital letters or digits
 * @param tickSize the smallest price step, in currency, &gt; 0, at most 12 decimals
 * @param lotSize the smallest quantity step, in units, &gt; 0, at most 12 decimals
 * @param calendar when it trades
 */
public record Instrument(
    String id,
    AssetClass assetClass,
    String currency,
    BigDecimal tickSize,
    BigDecimal lotSize,
    TradingCalendar calendar) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:-]{0,39}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z0-9]{3,10}");

  /** Validates every component. */
  public Instrument {
    if (!ID.matcher(id).matches() || id.contains("..")) {
      throw new IllegalArgumentException(
          "instrument id must be 1 to 40 letters, digits or . _ / : - and start with a letter or"
              + " digit, was '"
              + id
              + "'");
    }
    if (!CURRENCY.matcher(currency).matches()) {
      throw new IllegalArgumentException(
          "currency must be 3 to 10 capital letters or digits, was '"
              + currency
              + "' (instrument "
              + id
              + ")");
    }
    tickSize = step("tickSize", tickSize, id);
    lotSize = step("lotSize", lotSize, id);
  }

  private static BigDecimal step(String field, BigDecimal value, String id) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(
          field + " must be > 0, was " + value.toPlainString() + " (instrument " + id + ")");
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > 12) {
      throw new IllegalArgumentException(
          field
              + " must have at most 12 decimals, was "
              + value.toPlainString()
              + " (instrument "
              + id
              + ")");
    }
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /**
   * The quantity as a whole number of lots.
   *
   * @param quantity in units
   * @param rounding what to do with a fraction of a lot; {@link RoundingMode#UNNECESSARY} refuses
   *     it
   * @throws ArithmeticException if the number of lots does not fit a {@code long}, or a fraction is
   *     refused
   */
  public long toLots(BigDecimal quantity, RoundingMode rounding) {
    return quantity.divide(lotSize, 0, rounding).longValueExact();
  }

  /** The quantity of that many lots, in units. */
  public BigDecimal toQuantity(long lots) {
    return lotSize.multiply(BigDecimal.valueOf(lots));
  }

  /**
   * The price as a whole number of ticks.
   *
   * @param price in currency
   * @param rounding what to do with a fraction of a tick
   * @throws ArithmeticException if the number of ticks does not fit a {@code long}, or a fraction
   *     is refused
   */
  public long toTicks(BigDecimal price, RoundingMode rounding) {
    return price.divide(tickSize, 0, rounding).longValueExact();
  }

  /** The price of that many ticks, in currency. */
  public BigDecimal toPrice(long ticks) {
    return tickSize.multiply(BigDecimal.valueOf(ticks));
  }
}
