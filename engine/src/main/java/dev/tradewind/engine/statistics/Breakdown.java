package dev.tradewind.engine.statistics;

import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The round trips of a run by one of their properties. Used by reports and the run's page. Slices
 * without round trips are left out.
 *
 * @param dimension by what
 * @param slices in the natural order of the property
 */
public record Breakdown(Dimension dimension, List<Slice> slices) {
  private static final String[] WEEKDAYS = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  private static final String[] HOLDING = {
    "under 1 hour", "1 to 4 hours", "4 to 24 hours", "1 to 7 days", "7 to 30 days", "over 30 days"
  };
  private static final long HOUR = 3_600_000_000L;
  private static final long[] HOLDING_BOUNDS = {
    HOUR, 4 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR
  };

  /** Properties of a round trip. */
  public enum Dimension {
    /** The instrument traded. */
    INSTRUMENT("Instrument", "the instrument traded"),
    /** Long or short. */
    SIDE("Side", "long where the entry was a buy, short where it was a sale"),
    /** Day of the week of the entry. */
    WEEKDAY("Weekday", "day of the week of the entry, UTC"),
    /** Hour of the day of the entry. */
    HOUR("Hour", "hour of the day of the entry, UTC"),
    /** Month of the year of the entry. */
    MONTH("Month", "month of the year of the entry, UTC"),
    /** How much the instrument moved before the entry. */
    VOLATILITY(
        "Volatility",
        "deviation of the logarithmic daily returns of the instrument over the 20 days before the"
            + " day of the entry: low, normal or high by the thirds of all such days of the run,"
            + " known in hindsight only"),
    /** Time from entry to exit. */
    HOLDING("Holding time", "time from entry to exit"),
    /** The reason given with the order of the entry. */
    TAG("Entry signal", "the tag of the order that opened the position");

    private final String title;
    private final String definition;

    Dimension(String title, String definition) {
      this.title = title;
      this.definition = definition;
    }

    /** For people. */
    public String title() {
      return title;
    }

    /** What decides where a round trip belongs. */
    public String definition() {
      return definition;
    }
  }

  /**
   * Round trips that share a property.
   *
   * @param name of the property's value, for people
   * @param roundTrips how many; fewer than 30 say little
   * @param winRate fraction
   * @param netProfit sum of the profits and losses, currency
   * @param expectancy their mean, currency
   * @param profitFactor {@code NaN} without a loss
   * @param averageReturn mean of profit over entry notional, fraction
   * @param averageSeconds mean time from entry to exit
   */
  public record Slice(
      String name,
      int roundTrips,
      double winRate,
      double netProfit,
      double expectancy,
      double profitFactor,
      double averageReturn,
      double averageSeconds) {
    /** Whether there are too few round trips to conclude anything. */
    public boolean isSmall() {
      return roundTrips < 30;
    }
  }

  /** Makes the list unmodifiable. */
  public Breakdown {
    slices = List.copyOf(slices);
  }

  /**
   * All breakdowns of a run in one pass over its round trips.
   *
   * @param trips in the order of the exits
   * @param instruments their names, by index
   * @param series the bars, by index; empty leaves out the volatility
   * @param tagOf the tag of the entry of a round trip by its place; null leaves out the tags
   */
  public static List<Breakdown> of(
      List<RoundTrip> trips,
      List<String> instruments,
      List<BarSeries> series,
      @Nullable IntFunction<String> tagOf) {
    Sums[] byInstrument = sums(instruments.toArray(String[]::new));
    Sums[] bySide = sums("long", "short");
    Sums[] byWeekday = sums(WEEKDAYS);
    Sums[] byHour = new Sums[24];
    for (int hour = 0; hour < byHour.length; hour++) {
      byHour[hour] = new Sums((hour < 10 ? "0" : "") + hour + ":00");
    }
    Sums[] byMonth = sums(MONTHS);
    Sums[] byRegime = sums(VolatilityRegimes.NAMES);
    Sums[] byHolding = sums(HOLDING);
    Map<String, Sums> byTag = new LinkedHashMap<>();
    List<VolatilityRegimes> regimes = series.stream().map(VolatilityRegimes::of).toList();
    for (int i = 0; i < trips.size(); i++) {
      RoundTrip trip = trips.get(i);
      long entry = trip.entryTimeMicros();
      int day = Math.toIntExact(Math.floorDiv(entry, DailyEquity.DAY));
      byInstrument[trip.instrument()].add(trip);
      bySide[trip.quantity() < 0 ? 1 : 0].add(trip);
      byWeekday[Math.floorMod(day + 3, 7)].add(trip);
      byHour[(int) (Math.floorMod(entry, DailyEquity.DAY) / HOUR)].add(trip);
      byMonth[month(day)].add(trip);
      byHolding[holding(trip.exitTimeMicros() - entry)].add(trip);
      if (!regimes.isEmpty()) {
        byRegime[regimes.get(trip.instrument()).at(entry)].add(trip);
      }
      if (tagOf != null) {
        String tag = tagOf.apply(i);
        byTag.computeIfAbsent(tag.isEmpty() ? "no tag" : tag, Sums::new).add(trip);
      }
    }
    List<Breakdown> all = new ArrayList<>();
    put(all, Dimension.INSTRUMENT, byInstrument);
    put(all, Dimension.SIDE, bySide);
    put(all, Dimension.TAG, byTag.values().toArray(Sums[]::new));
    put(all, Dimension.WEEKDAY, byWeekday);
    put(all, Dimension.HOUR, byHour);
    put(all, Dimension.MONTH, byMonth);
    put(all, Dimension.VOLATILITY, byRegime);
    put(all, Dimension.HOLDING, byHolding);
    return List.copyOf(all);
  }

  private static Sums[] sums(String... names) {
    Sums[] sums = new Sums[names.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new Sums(names[i]);
    }
    return sums;
  }

  private static void put(List<Breakdown> all, Dimension dimension, Sums[] sums) {
    List<Slice> slices = new ArrayList<>();
    for (Sums each : sums) {
      if (each.count > 0) {
        slices.add(each.slice());
      }
    }
    if (!slices.isEmpty()) {
      all.add(new Breakdown(dimension, slices));
    }
  }

  private static int holding(long micros) {
    int bucket = 0;
    while (bucket < HOLDING_BOUNDS.length && micros >= HOLDING_BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /**
   * Month of a day since 1970, from 0, in whole numbers: H. Hinnant, "chrono-compatible low-level
   * date algorithms".
   */
  static int month(int epochDay) {
    int shifted = epochDay + 719_468;
    int ofEra = Math.floorMod(shifted, 146_097);
    int year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * year + year / 4 - year / 100);
    int fromMarch = (5 * ofYear + 2) / 153;
    return fromMarch < 10 ? fromMarch + 2 : fromMarch - 10;
  }

  private static final class Sums {
    final String name;
    int count;
    int wins;
    double won;
    double lost;
    double returns;
    double seconds;

    Sums(String name) {
      this.name = name;
    }

    void add(RoundTrip trip) {
      double pnl = trip.pnl();
      count++;
      wins += pnl > 0 ? 1 : 0;
      won += Math.max(pnl, 0);
      lost -= Math.min(pnl, 0);
      returns += trip.returnFraction();
      seconds += (trip.exitTimeMicros() - trip.entryTimeMicros()) / 1e6;
    }

    Slice slice() {
      double net = won - lost;
      return new Slice(
          name,
          count,
          (double) wins / count,
          net,
          net / count,
          won / Statistics.zeroAsNaN(lost),
          returns / count,
          seconds / count);
    }
  }
}
