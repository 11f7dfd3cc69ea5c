package dev.tradewind.engine.time;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a bar, used wherever bars are named, stored or aggregated.
 *
 * @param code canonical text: a count and a unit {@code s m h D W}, for example {@code 1m}, {@code
 *     4h}, {@code 1D}
 * @param micros length in microseconds, &gt; 0
 */
public record Timeframe(String code, long micros) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})([smhdDwW])");
  private static final long SECOND = 1_000_000L;

  /** Refuses a length that does not belong to the code. */
  public Timeframe {
    if (!TEXT.matcher(code).matches()) {
      throw new IllegalArgumentException("timeframe code must be canonical, was '" + code + "'");
    }
    if (micros <= 0) {
      throw new IllegalArgumentException("timeframe micros must be > 0, was " + micros);
    }
  }

  /**
   * Reads a timeframe as a user writes it: {@code 1m}, {@code 15m}, {@code 1h}, {@code 4h}, {@code
   * 1D} (or {@code 1d}), {@code 1W} (or {@code 1w}).
   *
   * @throws IllegalArgumentException if the text is not a count and a unit; {@code M} is refused
   *     because calendar months have no fixed length
   */
  public static Timeframe parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "timeframe must be a count and a unit (s, m, h, D or W), such as 1m, 4h or 1D; was '"
              + text
              + "'");
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    return switch (unit) {
      case "s" -> new Timeframe(count + "s", count * SECOND);
      case "m" -> new Timeframe(count + "m", count * 60 * SECOND);
      case "h" -> new Timeframe(count + "h", count * 3_600 * SECOND);
      default ->
          "d".equals(unit.toLowerCase(Locale.ROOT))
              ? new Timeframe(count + "D", count * 86_400 * SECOND)
              : new Timeframe(count + "W", count * 7 * 86_400 * SECOND);
    };
  }

  @Override
  public String toString() {
    return code;
  }
}
