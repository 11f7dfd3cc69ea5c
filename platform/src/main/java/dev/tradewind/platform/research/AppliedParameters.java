package dev.tradewind.platform.research;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes runs and versions of strategies from parameters that were found, with the evidence
 * attached. Used by {@code optimisation}. Thread-safe.
 */
public interface AppliedParameters {
  /**
   * A full simulation.
   *
   * @param instruments ids
   * @param timeframe of the stored series
   * @param from first moment as text; null for the first bar
   * @param to moment after the last; null for the last bar
   * @param strategy its id
   * @param parameters all that are not the default, exact decimals as texts
   * @param assumptions by name
   * @param detail timeframe of stored finer bars, or {@code trades}; null for none
   * @param rates by currency the instrument that gives its rate
   * @param benchmark stored instrument to measure against; null for holding the run's own
   * @param name for people
   */
  record Run(
      List<String> instruments,
      String timeframe,
      @Nullable String from,
      @Nullable String to,
      String strategy,
      Map<String, String> parameters,
      Map<String, String> assumptions,
      @Nullable String detail,
      Map<String, String> rates,
      @Nullable String benchmark,
      String name) {
    /** Copies. */
    public Run {
      instruments = List.copyOf(instruments);
      parameters = Map.copyOf(parameters);
      assumptions = Map.copyOf(assumptions);
      rates = Map.copyOf(rates);
    }
  }

  /** A version that was saved; the reference names it for ever. */
  record Saved(String name, int version, String reference) {}

  /**
   * Starts a run; its job follows.
   *
   * @return the identity of the back-test
   * @throws dev.tradewind.platform.shared.ProblemException if it cannot be run as asked
   */
  String run(Run run, Evidence evidence);

  /**
   * Saves a version of a rule whose defaults are these parameters.
   *
   * @param strategy id of the rule
   * @param parameters by name, exact decimals as texts
   * @param name of another strategy to save it as; null for a new version of the same
   * @throws dev.tradewind.platform.shared.ProblemException if the strategy has no document, or the
   *     name cannot be used
   */
  Saved save(
      String strategy, Map<String, String> parameters, @Nullable String name, Evidence evidence);
}
