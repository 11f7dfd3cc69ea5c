package dev.tradewind.store.imports;

import dev.tradewind.engine.time.Timeframe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bars' length and what must be added to a time of the file to get the opening of its bar.
 *
 * @param timeframe the length of a bar
 * @param inferred whether it was found in the rows
 * @param shiftMicros added to every time; negative if the file names the ends of its bars
 * @param conflict why the timeframe asked for cannot be right
 */
record TimeGrid(
    Timeframe timeframe, boolean inferred, long shiftMicros, Optional<String> conflict) {
  /** Of a file that no bars are made of. */
  private static final Timeframe NO_BARS = Timeframe.parse("1D");

  private static final long MIN_MONTH = 28 * Times.DAY;
  private static final long MAX_MONTH = 31 * Times.DAY;

  /** Decides from the times of the first rows, in the order of the file. */
  static TimeGrid of(
      String source, long[] times, ColumnRoles roles, ImportOptions options, List<String> notes) {
    if (roles.kind() != RowKind.BARS) {
      return ofMoments(source, roles.kind(), options);
    }
    long spacing = mostFrequentSpacing(times);
    Timeframe given = options.timeframe();
    Timeframe timeframe = given == null ? infer(source, spacing, notes) : given;
    Optional<String> conflict = Optional.empty();
    if (given != null && spacing > 0 && spacing < given.micros()) {
      conflict =
          Optional.of(
              "most rows are "
                  + describe(spacing)
                  + " apart, but the timeframe given is "
                  + given
                  + ": bars would overlap; give the timeframe of the file");
    }
    if (given != null && spacing > given.micros()) {
      notes.add(
          "most rows are "
              + describe(spacing)
              + " apart, more than the timeframe given ("
              + given
              + "): every step between them counts as a gap");
    }
    long shift = shift(times, timeframe, roles.closeLabelled(), options, notes);
    return new TimeGrid(timeframe, given == null, shift, conflict);
  }

  private static TimeGrid ofMoments(String source, RowKind kind, ImportOptions options) {
    Timeframe given = options.timeframe();
    if (kind == RowKind.TRADES && given == null) {
      throw new UnreadableFileException(
          source + " is a file of trades; give the timeframe of the bars to make of them");
    }
    if (options.timeLabel() != null) {
      throw new UnreadableFileException(
          source
              + " is a file of "
              + kind.words
              + ", whose times are moments; leave the time label out");
    }
    return new TimeGrid(given == null ? NO_BARS : given, false, 0, Optional.empty());
  }

  private static Timeframe infer(String source, long spacing, List<String> notes) {
    if (spacing == 0) {
      throw new UnreadableFileException(
          source + ": the timeframe cannot be inferred from fewer than two times; give it");
    }
    if (spacing >= MIN_MONTH && spacing <= MAX_MONTH) {
      throw new UnreadableFileException(
          source + ": the bars look monthly; calendar months have no fixed length, use daily bars");
    }
    String code = describe(spacing);
    if (spacing % Times.SECOND != 0 || code.length() > 6) {
      throw new UnreadableFileException(
          source
              + ": the timeframe cannot be inferred, the most frequent spacing of rows is "
              + code
              + "; give it");
    }
    notes.add("timeframe " + code + ": the most frequent spacing of the rows");
    return Timeframe.parse(code);
  }

  /** A length as a timeframe's code, or in microseconds. */
  private static String describe(long micros) {
    Object[][] units = {
      {7 * Times.DAY, "W"},
      {Times.DAY, "D"},
      {Times.HOUR, "h"},
      {Times.MINUTE, "m"},
      {Times.SECOND, "s"}
    };
    for (Object[] unit : units) {
      long length = (Long) unit[0];
      if (micros % length == 0) {
        return micros / length + (String) unit[1];
      }
    }
    return micros + " microseconds";
  }

  /** The most frequent distance of neighbours; the smaller of two; 0 if there is none. */
  static long mostFrequentSpacing(long[] times) {
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 1; i < times.length; i++) {
      long spacing = Math.abs(times[i] - times[i - 1]);
      if (spacing > 0) {
        counts.merge(spacing, 1, Integer::sum);
      }
    }
    long best = 0;
    int bestCount = 0;
    for (Map.Entry<Long, Integer> entry : new TreeMap<>(counts).entrySet()) {
      if (entry.getValue() > bestCount) {
        best = entry.getKey();
        bestCount = entry.getValue();
      }
    }
    return best;
  }

  private static long shift(
      long[] times,
      Timeframe timeframe,
      boolean closeLabelled,
      ImportOptions options,
      List<String> notes) {
    if (options.timeLabel() == TimeLabel.OPEN) {
      return 0;
    }
    long toGrid = beforeGrid(times, timeframe);
    boolean close = options.timeLabel() == TimeLabel.CLOSE || closeLabelled || toGrid > 0;
    if (!close) {
      return 0;
    }
    String why =
        options.timeLabel() == TimeLabel.CLOSE
            ? ", as asked"
            : closeLabelled ? ", as the column's name says" : "";
    String example = times.length == 0 ? "" : " such as " + Times.iso(times[0]);
    notes.add(
        "times"
            + example
            + " are the ends of bars"
            + why
            + "; bars open "
            + timeframe
            + " earlier");
    return toGrid - timeframe.micros();
  }

  /**
   * How far before a full hour (or bar) times such as 23:59:59 stand; 0 if they do not. Nine of ten
   * must, so that one odd row does not move all others.
   */
  private static long beforeGrid(long[] times, Timeframe timeframe) {
    long grid = Math.min(timeframe.micros(), Times.HOUR);
    long[] steps = {1, 1_000, Times.SECOND, Times.MINUTE};
    for (long step : steps) {
      if (step == Times.MINUTE && timeframe.micros() < Times.HOUR) {
        continue;
      }
      if (step >= timeframe.micros()) {
        continue;
      }
      int matching = 0;
      for (long time : times) {
        matching += Math.floorMod(time + step, grid) == 0 ? 1 : 0;
      }
      if (times.length > 0 && matching >= times.length * 0.9) {
        return step;
      }
    }
    return 0;
  }
}
