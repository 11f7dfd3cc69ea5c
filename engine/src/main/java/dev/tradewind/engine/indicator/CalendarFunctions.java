package dev.tradewind.engine.indicator;

import java.util.List;

/**
 * Where a bar lies in the day, the week and the session. The date of a bar is the UTC date of the
 * last microsecond before its close: a day that closes at midnight belongs to itself, and a foreign
 * exchange day from Sunday to Monday evening is Monday.
 */
public final class CalendarFunctions {
  private static final String FAMILY = "Calendar";
  private static final String ISO = "ISO 8601-1:2019";
  private static final String DATED = " UTC, of the last microsecond before the bar's close.";

  private CalendarFunctions() {}

  /** The functions of this family. */
  public static List<FunctionDefinition> functions() {
    return List.of(
        FunctionDefinition.named("session_time", FAMILY)
            .describe(
                "Time from the opening of the session in which the bar opens to the bar's close."
                    + " Undefined outside sessions.")
            .source("The instrument's trading calendar")
            .example("session_time() <= 30m")
            .reads(SeriesInput.CLOSE_TIME, SeriesInput.SESSION_OPEN)
            .answersDuration()
            .kernel(c -> new Instantaneous(Reading.SESSION_TIME)),
        FunctionDefinition.named("is_session_open", FAMILY)
            .describe("Whether the bar opens within a session.")
            .source("The instrument's trading calendar")
            .example("is_session_open() and close > open")
            .reads(SeriesInput.OPEN_TIME, SeriesInput.SESSION_OPEN, SeriesInput.SESSION_CLOSE)
            .answersBoolean()
            .kernel(c -> new Instantaneous(Reading.IS_OPEN)),
        dated("day_of_week", "Day of the week, 1 for Monday to 7 for Sunday,", Reading.DAY_OF_WEEK),
        dated("month", "Month, 1 for January to 12 for December,", Reading.MONTH),
        dated("hour", "Hour of the day, 0 to 23,", Reading.HOUR));
  }

  private static FunctionDefinition dated(String name, String description, Reading reading) {
    return FunctionDefinition.named(name, FAMILY)
        .describe(description + DATED)
        .source(ISO)
        .example(name + "() == 1")
        .reads(SeriesInput.CLOSE_TIME)
        .kernel(c -> new Instantaneous(reading));
  }

  /** What is read from the times of a bar. */
  enum Reading {
    SESSION_TIME(2),
    IS_OPEN(3),
    DAY_OF_WEEK(1),
    MONTH(1),
    HOUR(1);

    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long DAY_MICROS = 24 * HOUR_MICROS;

    private final int inputs;

    Reading(int inputs) {
      this.inputs = inputs;
    }

    private double of(double[] in) {
      return switch (this) {
        case SESSION_TIME -> in[0] - in[1];
        case IS_OPEN -> in[1] <= in[0] && in[0] < in[2] ? 1 : 0;
        // 1 January 1970 was a Thursday.
        case DAY_OF_WEEK -> Math.floorMod(day(in[0]) + 3, 7L) + 1;
        case MONTH -> month(day(in[0]));
        case HOUR -> Math.floorMod(Math.floorDiv((long) in[0] - 1, HOUR_MICROS), 24L);
      };
    }

    private static long day(double closeMicros) {
      return Math.floorDiv((long) closeMicros - 1, DAY_MICROS);
    }

    /**
     * The month of a day since 1970 without an object (Howard Hinnant, chrono-Compatible Low-Level
     * Date Algorithms, civil_from_days): years begin in March, so that a leap day comes last.
     */
    private static long month(long day) {
      long ofEra = Math.floorMod(day + 719_468, 146_097L);
      long year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
      long ofYear = ofEra - (365 * year + year / 4 - year / 100);
      long fromMarch = (5 * ofYear + 2) / 153;
      return fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    }
  }

  /** A reading of each bar. */
  record Instantaneous(Reading reading) implements Kernel {
    @Override
    public int inputs() {
      return reading.inputs;
    }

    @Override
    public int warmUp(int output) {
      return 0;
    }

    @Override
    public int stateSize() {
      return 0;
    }

    @Override
    public boolean acceptsUndefined() {
      return reading == Reading.IS_OPEN;
    }

    @Override
    public void update(double[] state, int at, double[] in, double[] out) {
      out[0] = reading.of(in);
    }
  }
}
