package dev.tradewind.platform.shared;

import dev.tradewind.engine.expr.NearestName;
import java.util.Collection;

/** Helps with a name that is not known. */
public final class Suggestion {
  private Suggestion() {}

  /** A sentence that names the unknown word and the nearest known one, or all known ones. */
  public static String unknown(String what, String name, Collection<String> known) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    String start = "unknown " + what + " '" + shown + "'; ";
    return NearestName.of(name, known)
        .map(best -> start + "did you mean '" + best + "'?")
        .orElse(start + "known: " + String.join(", ", known));
  }
}
