package dev.tradewind.engine.expr;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as written, in its canonical form. */
record DurationText(String text, long micros) {
  private static final Pattern TEXT = Pattern.compile("0*([1-9][0-9]{0,15})([smhdDwW])");
  private static final long MAX_MICROS = 1L << 53;

  static DurationText of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "duration must be a whole count > 0 and a unit of s m h D W, was '" + text + "'");
    }
    long count = Long.parseLong(matcher.group(1));
    char letter = matcher.group(2).charAt(0);
    char unit = letter == 'd' ? 'D' : letter == 'w' ? 'W' : letter;
    long micros = micros(unit);
    if (count > MAX_MICROS / micros) {
      throw new IllegalArgumentException("duration must be at most 285 years, was '" + text + "'");
    }
    return new DurationText(count + String.valueOf(unit), count * micros);
  }

  private static long micros(char unit) {
    long seconds =
        switch (unit) {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3_600;
          case 'D' -> 86_400;
          default -> 604_800;
        };
    return seconds * 1_000_000;
  }
}
