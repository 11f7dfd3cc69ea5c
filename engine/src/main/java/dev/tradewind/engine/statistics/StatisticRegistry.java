package dev.tradewind.engine.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every measure there is, once: engine, documentation, API and pages read it here. In the order in
 * which measures are shown.
 */
public final class StatisticRegistry {

  private static final List<StatisticDefinition> ALL =
      Stream.concat(new DayDefinitions().all().stream(), new TradeDefinitions().all().stream())
          .toList();
  private static final Map<String, Integer> PLACES = places();

  private StatisticRegistry() {}

  /** All of them. */
  public static List<StatisticDefinition> all() {
    return ALL;
  }

  /** The definition behind a key. */
  public static Optional<StatisticDefinition> find(String key) {
    Integer place = PLACES.get(key);
    return place == null ? Optional.empty() : Optional.of(ALL.get(place));
  }

  /** The place of a key in {@link #all}. */
  static int place(String key) {
    Integer place = PLACES.get(key);
    if (place == null) {
      throw new IllegalArgumentException("there is no statistic " + key);
    }
    return place;
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < ALL.size(); i++) {
      if (places.put(ALL.get(i).key(), i) != null) {
        throw new IllegalStateException("two statistics named " + ALL.get(i).key());
      }
    }
    return places;
  }
}
