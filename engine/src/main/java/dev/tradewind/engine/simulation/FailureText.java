package dev.tradewind.engine.simulation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown, in words for users. Errors of the engine say themselves what is wrong; of what
 * else is thrown the type is named. Used by the simulator and by the processes of plugins.
 */
public final class FailureText {
  private static final String OURS = "dev.tradewind.";
  private static final Pattern INDEX =
      Pattern.compile("Index (-?\\d+) out of bounds for length (\\d+)");

  private FailureText() {}

  /** A part of a sentence that follows a colon. */
  public static String of(Throwable thrown) {
    String message = thrown.getMessage();
    boolean said = message != null && !message.isBlank();
    if (isOurs(thrown)) {
      if (thrown instanceof IndexOutOfBoundsException) {
        return "it asked for what is not there: " + index(message);
      }
      if (thrown instanceof NullPointerException) {
        return "it passed null where a value is needed";
      }
      if (said) {
        return String.valueOf(message);
      }
    }
    return "it threw " + type(thrown) + (said ? ": " + message : "");
  }

  private static String index(@Nullable String message) {
    Matcher matcher = INDEX.matcher(String.valueOf(message));
    return matcher.matches()
        ? "number " + matcher.group(1) + " (counted from 0) of " + matcher.group(2)
        : String.valueOf(message);
  }

  /** The type without its package. */
  private static String type(Throwable thrown) {
    String name = thrown.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  /** Whether the engine threw it, or Java where the engine called it. */
  private static boolean isOurs(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String place = frame.getClassName();
      if (!place.startsWith("java.") && !place.startsWith("jdk.")) {
        return place.startsWith(OURS);
      }
    }
    return false;
  }
}
