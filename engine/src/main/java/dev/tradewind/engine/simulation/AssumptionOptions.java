package dev.tradewind.engine.simulation;

import dev.tradewind.engine.simulation.AssumptionEntries.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All assumptions of a simulation by name: the one source of the command line's options, the API's
 * request, the forms, the documentation and the configuration's hash. Thread-safe.
 */
public final class AssumptionOptions {
  private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

  static {
    ENTRIES.putAll(new AccountAssumptions().entries());
    ENTRIES.putAll(new RunAssumptions().entries());
  }

  private AssumptionOptions() {}

  /** Every option, in the order of a form. */
  public static List<AssumptionOption> all() {
    return ENTRIES.values().stream().map(Entry::option).toList();
  }

  /** The option of that name. */
  public static Optional<AssumptionOption> find(String name) {
    return Optional.ofNullable(ENTRIES.get(name)).map(Entry::option);
  }

  /** The values of a configuration by name, in the order of {@link #all}. */
  public static Map<String, String> values(SimulationConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    ENTRIES.forEach((name, entry) -> values.put(name, entry.read().apply(config)));
    return values;
  }

  /**
   * A problem with a given value.
   *
   * @param name of the option
   * @param value as given
   * @param message what is wrong, naming field, value and bound
   */
  public record Problem(String name, String value, String message) {}

  /**
   * A configuration with some values changed, or all that is wrong with them.
   *
   * @param config with every value that could be taken
   * @param problems empty if all could
   */
  public record Outcome(SimulationConfig config, List<Problem> problems) {
    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /** Changes values by name; all problems are found at once. */
  public static Outcome apply(SimulationConfig base, Map<String, String> given) {
    SimulationConfig config = base;
    List<Problem> problems = new ArrayList<>();
    for (String name : given.keySet().stream().sorted().toList()) {
      if (!ENTRIES.containsKey(name)) {
        problems.add(new Problem(name, given.getOrDefault(name, ""), unknown(name)));
      }
    }
    for (Map.Entry<String, Entry> each : ENTRIES.entrySet()) {
      String text = given.get(each.getKey());
      if (text == null) {
        continue;
      }
      try {
        config = each.getValue().write().apply(config, text.strip());
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(each.getKey(), text, String.valueOf(e.getMessage())));
      }
    }
    return new Outcome(config, problems);
  }

  private static String unknown(String name) {
    String nearest =
        ENTRIES.keySet().stream()
            .min(
                (a, b) ->
                    distance(a, name) == distance(b, name)
                        ? a.compareTo(b)
                        : Integer.compare(distance(a, name), distance(b, name)))
            .orElse("");
    return "assumption '" + name + "' is unknown; did you mean " + nearest + "?";
  }

  /** Number of letters to change, add or take away (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
