package dev.tradewind.engine.statistics;

import dev.tradewind.engine.statistics.Statistic.Unit;

/**
 * What a measure means, whatever its value. Read by the engine, the documentation, the API and the
 * pages: all of them show the same words.
 *
 * @param key stable name in JSON, for example {@code sharpe}
 * @param title for people
 * @param group under which it is shown
 * @param unit how a value is rendered
 * @param period what it is measured on, and whether it is brought to a year
 * @param direction whether more of it is better
 * @param formula in words and signs
 * @param undefined when there is no value; empty where there always is one
 * @param source a paper, a book or a program; {@code definition} where it is bookkeeping
 */
public record StatisticDefinition(
    String key,
    String title,
    Group group,
    Unit unit,
    Period period,
    Direction direction,
    String formula,
    String undefined,
    String source) {

  /** Headings, in the order in which they are shown. */
  public enum Group {
    /** What was gained. */
    RETURN("Return"),
    /** How much the equity moved. */
    RISK("Risk"),
    /** Falls from a peak. */
    DRAWDOWN("Drawdown"),
    /** Return for risk. */
    RATIO("Return for risk"),
    /** The shape of the daily returns. */
    DISTRIBUTION("Distribution of daily returns"),
    /** Days, months and years. */
    CALENDAR("Months and years"),
    /** Against holding the instruments. */
    BENCHMARK("Against buy and hold"),
    /** From entry to exit. */
    ROUND_TRIP("Round trips"),
    /** What trading took. */
    COST("Activity and costs"),
    /** What the other measures rest on. */
    FACT("Facts");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** The heading for people. */
    public String title() {
      return title;
    }
  }

  /** What a measure is taken from. */
  public enum Period {
    /** The whole span of the run. */
    SPAN("whole span"),
    /** Equity at bar closes. */
    BARS("bar closes"),
    /** Equity at UTC day ends. */
    DAYS("daily"),
    /** Equity at UTC day ends, brought to a year. */
    DAYS_A_YEAR("daily, a year"),
    /** Calendar months in UTC. */
    MONTHS("months"),
    /** Calendar years in UTC. */
    YEARS("years"),
    /** Round trips. */
    ROUND_TRIPS("round trips");

    private final String title;

    Period(String title) {
      this.title = title;
    }

    /** For people. */
    public String title() {
      return title;
    }
  }

  /** Which way is better. */
  public enum Direction {
    /** More is better. */
    HIGHER("higher"),
    /** Less is better. */
    LOWER("lower"),
    /** Neither. */
    NEITHER("—");

    private final String title;

    Direction(String title) {
      this.title = title;
    }

    /** For people. */
    public String title() {
      return title;
    }
  }
}
