package dev.tradewind.platform.shared;

import java.util.UUID;
import java.util.regex.Pattern;

/** Identities in paths. */
public final class Ids {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Ids() {}

  /** The identity; 404 if the text is none, because nothing can be found under it. */
  public static UUID parse(String what, String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw ProblemException.notFound("there is no such " + what);
    }
    return UUID.fromString(text);
  }
}
