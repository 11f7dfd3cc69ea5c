package dev.tradewind.engine.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The timeframes that every installation begins with. Used to seed the table and without one. */
public final class Timeframes {
  private static final int[] MINUTES = {1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 45};
  private static final int[] HOURS = {1, 2, 3, 4, 6, 8, 12};
  private static final int[] DAYS = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 35, 42, 45, 50, 60, 63, 75, 90, 100, 120, 126, 180, 200, 240, 252, 365
  };
  private static final int[] WEEKS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 26, 39, 52};
  private static final int[] MONTHS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 24, 36};
  private static final int[] QUARTERS = {1, 2, 3, 4, 6, 8};
  private static final int[] YEARS = {1, 2, 3, 4, 5, 10};
  private static final List<TimeframeDefinition> SEEDED = List.copyOf(seeds());
  private static final Map<String, TimeframeDefinition> BY_CODE =
      SEEDED.stream()
          .collect(Collectors.toUnmodifiableMap(TimeframeDefinition::code, Function.identity()));

  private Timeframes() {}

  /**
   * The seeded definitions, 199, by unit from minutes to years and then by count; of days and
   * longer units first all calendar-aligned, then all trading-aligned ones.
   */
  public static List<TimeframeDefinition> seeded() {
    return SEEDED;
  }

  /** The seeded definition of that canonical code. */
  public static Optional<TimeframeDefinition> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  private static List<TimeframeDefinition> seeds() {
    List<TimeframeDefinition> all = new ArrayList<>();
    add(all, MINUTES, "m");
    add(all, HOURS, "h");
    for (String aligned : List.of("", "t")) {
      add(all, DAYS, "D" + aligned);
      add(all, WEEKS, "W" + aligned);
      add(all, MONTHS, "M" + aligned);
      add(all, QUARTERS, "Q" + aligned);
      add(all, YEARS, "Y" + aligned);
    }
    return all;
  }

  private static void add(List<TimeframeDefinition> all, int[] counts, String suffix) {
    for (int count : counts) {
      all.add(TimeframeDefinition.of(count + suffix));
    }
  }
}
