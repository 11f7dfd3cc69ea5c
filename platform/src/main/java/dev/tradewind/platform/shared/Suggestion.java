package dev.tradewind.platform.shared;

import java.util.Collection;
import java.util.Locale;

/** Helps with a name that is not known. */
public final class Suggestion {
  private Suggestion() {}

  /** A sentence that names the unknown word and the nearest known one, or all known ones. */
  public static String unknown(String what, String name, Collection<String> known) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    String best = "";
    int bestDistance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(shown.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    String start = "unknown " + what + " '" + shown + "'; ";
    return best.isEmpty()
        ? start + "known: " + String.join(", ", known)
        : start + "did you mean '" + best + "'?";
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
