package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.shared.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a signal: where it is kept, its bar and its condition. It stays the same when the
 * signal is made again.
 */
record SignalId(long state, long bar, int code) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})_(-?\\d{1,18})_([0-3])");

  static String of(long state, long bar, int code) {
    return state + "_" + bar + "_" + code;
  }

  /** The identity; 404 if the text is none. */
  static SignalId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw ProblemException.notFound("there is no such signal");
    }
    return new SignalId(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }
}
