package dev.tradewind.engine.expr;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that was probably meant; used wherever a user types a name. */
public final class NearestName {
  private static final int COMPARED = 60;

  private NearestName() {}

  /**
   * The known name with the fewest edits, if they are at most a third of the letters (and 2 for
   * short names); letters in the other case count as equal. Of several the first.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    String wanted = shorten(name).toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int bestDistance = Math.min(Math.max(2, name.length() / 3), Math.max(1, name.length() - 1)) + 1;
    for (String candidate : known) {
      int distance = distance(wanted, shorten(candidate).toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = Optional.of(candidate);
        bestDistance = distance;
      }
    }
    return best;
  }

  private static String shorten(String name) {
    return name.length() > COMPARED ? name.substring(0, COMPARED) : name;
  }

  /** Insertions, deletions and replacements from one to the other (V. Levenshtein, 1966). */
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
