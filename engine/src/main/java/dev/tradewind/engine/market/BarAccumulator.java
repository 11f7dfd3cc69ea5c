package dev.tradewind.engine.market;

import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.TimeGrid;
import java.util.Objects;

/**
 * Puts bars together to longer ones, one at a time as they become known. Used by {@link
 * BarAggregator} for whole series and by streaming evaluation; both give the same bars.
 *
 * <p>A bar belongs to the span of {@link TimeGrid#spanOf}; one that belongs to none is ignored. A
 * longer bar is done as soon as the bars reach the end of its span, and is known then, or when the
 * last of its bars was known if that is later. It opens at the start of the span, its first price
 * is that of its first bar; its volume is the sum, {@code NaN} where one is. Belongs to one thread;
 * allocates nothing after construction.
 *
 * <p>After each {@link #take} or {@link #advanceTo} the bars that were done can be read by index
 * until the next call.
 */
public final class BarAccumulator {
  /** Length of the array of {@link #exportLongs}. */
  public static final int LONGS = 6;

  /** Length of the array of {@link #exportDoubles}. */
  public static final int DOUBLES = 5;

  private static final long NONE = TimeGrid.NONE;

  /** The bar that is being made; done bars are before it. */
  private static final int PENDING = 2;

  private final TimeGrid grid;
  private final PartialBars partials;

  private final long[] openTimes = new long[3];
  private final long[] closeTimes = new long[3];
  private final long[] knownTimes = new long[3];
  private final boolean[] partial = new boolean[3];
  private final double[][] values = new double[3][5];
  private int done;

  /** Start of the first bar ever taken, {@link #NONE} before it. */
  private long dataStart = NONE;

  /** No bar may open before. */
  private long earliest = NONE;

  /** Whether the bar taken last belongs to no span. */
  private boolean outside;

  /** Up to here every bar belongs to the pending span. */
  private long pieceEnd = NONE;

  /**
   * An accumulator without bars.
   *
   * @param partials whether a partial first bar is kept; a partial last one is read by {@link
   *     #preview}
   * @throws IllegalArgumentException if the timeframe does not allow the partial bars
   */
  public BarAccumulator(TimeGrid grid, PartialBars partials) {
    partials.checkAllowedBy(grid.definition());
    this.grid = grid;
    this.partials = partials;
    openTimes[PENDING] = NONE;
  }

  /**
   * Takes the next bar of a series.
   *
   * @return how many longer bars are done by it, 0 to 2
   * @throws IllegalArgumentException as {@link #take(Bar, long, long)}
   */
  public int take(BarSeries series, int i) {
    begin(series.openTime(i), series.closeTime(i));
    if (place(series.openTime(i), series.closeTime(i))) {
      merge(series.open(i), series.high(i), series.low(i), series.close(i), series.volume(i));
      reach(series.closeTime(i), series.knownAt(i));
    }
    return done;
  }

  /**
   * Takes a bar and all that follow it in the same uninterrupted part of its span: the same as one
   * by one, in a loop without questions.
   *
   * @return the first bar that was not taken; {@link #done} says what is done
   */
  int takeRun(BarSeries series, int from) {
    take(series, from);
    if (outside) {
      return skipOutside(series, from);
    }
    if (series.openTime(from) >= pieceEnd) {
      return from + 1;
    }
    int end = series.lowerBoundAfter(from, pieceEnd);
    if (end > from + 1) {
      mergeRun(series, from + 1, end);
      earliest = series.openTime(end - 1) + 1;
      reach(series.closeTime(end - 1), series.lastKnown(from + 1, end));
    }
    return end;
  }

  /** Passes over the bars before the next session, as taking them would. */
  private int skipOutside(BarSeries series, int from) {
    long next = grid.calendar().nextOpen(series.openTime(from) + 1);
    int end = next == NONE ? series.size() : series.lowerBoundAfter(from, next);
    if (end > from + 1 && series.closeTime(end - 1) > next && next != NONE) {
      end--;
    }
    earliest = series.openTime(end - 1) + 1;
    return end;
  }

  private void mergeRun(BarSeries series, int from, int to) {
    double[] pending = values[PENDING];
    double[] highs = series.column(BarField.HIGH);
    double[] lows = series.column(BarField.LOW);
    double[] volumes = series.column(BarField.VOLUME);
    double high = pending[1];
    double low = pending[2];
    double volume = pending[4];
    for (int i = from; i < to; i++) {
      high = Math.max(high, highs[i]);
      low = Math.min(low, lows[i]);
      volume += volumes[i];
    }
    pending[1] = high;
    pending[2] = low;
    pending[3] = series.close(to - 1);
    pending[4] = volume;
  }

  /**
   * Takes the next bar.
   *
   * @param closeTimeMicros its end, exclusive
   * @param knownAtMicros when it became known
   * @return how many longer bars are done by it, 0 to 2
   * @throws IllegalArgumentException if it does not open after the one before it, or opens in a
   *     span that is done, or ends before it opens
   */
  public int take(Bar bar, long closeTimeMicros, long knownAtMicros) {
    begin(bar.openTimeMicros(), closeTimeMicros);
    if (place(bar.openTimeMicros(), closeTimeMicros)) {
      merge(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
      reach(closeTimeMicros, knownAtMicros);
    }
    return done;
  }

  /**
   * Says that every bar that opened before an instant has been taken, so that a span that ended by
   * then is done although no bar reached its end.
   *
   * @return how many longer bars are done by it, 0 or 1
   */
  public int advanceTo(long timeMicros) {
    done = 0;
    if (hasPending() && closeTimes[PENDING] <= timeMicros) {
      finish();
    }
    earliest = Math.max(earliest, timeMicros);
    return done;
  }

  /**
   * Makes the bar that is not done readable as bar 0, marked as partial and known when the last of
   * its bars was. Changes nothing else.
   *
   * @return 1, or 0 if no bar is being made
   */
  public int preview() {
    done = 0;
    if (hasPending()) {
      copyPending(knownTimes[PENDING], true);
    }
    return done;
  }

  /** Whether bars have been taken whose span is not done. */
  public boolean hasPending() {
    return openTimes[PENDING] != NONE;
  }

  private void begin(long open, long close) {
    if (open < earliest || close <= open) {
      throw new IllegalArgumentException(
          "a bar must open at or after "
              + earliest
              + " (after the one before, in a span that is not done) and end later, was ["
              + open
              + ", "
              + close
              + ") (timeframe "
              + grid.definition().code()
              + ")");
    }
    done = 0;
    if (dataStart == NONE) {
      dataStart = open;
    }
    earliest = open + 1;
  }

  /** Whether the bar belongs to the pending span, after ending the one before and beginning it. */
  private boolean place(long open, long close) {
    if (open < pieceEnd) {
      outside = false;
      return true;
    }
    if (hasPending() && open >= closeTimes[PENDING]) {
      finish();
    }
    long span = grid.spanOf(open, close);
    outside = span == NONE;
    if (outside) {
      return false;
    }
    if (openTimes[PENDING] != span) {
      start(span);
    }
    pieceEnd = grid.pieceEnd(Math.max(open, span));
    return true;
  }

  private void start(long span) {
    SessionCalendar calendar = grid.calendar();
    openTimes[PENDING] = span;
    closeTimes[PENDING] = grid.spanEnd(span);
    knownTimes[PENDING] = NONE;
    // Nothing is missing where nothing was traded before the data begin.
    partial[PENDING] = calendar.tradesBetween(span, dataStart);
  }

  private void merge(double open, double high, double low, double close, double volume) {
    double[] pending = values[PENDING];
    if (knownTimes[PENDING] == NONE) {
      pending[0] = open;
      pending[1] = high;
      pending[2] = low;
      pending[4] = 0;
    } else {
      pending[1] = Math.max(pending[1], high);
      pending[2] = Math.min(pending[2], low);
    }
    pending[3] = close;
    pending[4] += volume;
  }

  private void reach(long close, long known) {
    knownTimes[PENDING] = Math.max(knownTimes[PENDING], known);
    if (close >= closeTimes[PENDING]) {
      finish();
    }
  }

  private void finish() {
    if (!partial[PENDING] || partials.first()) {
      copyPending(Math.max(knownTimes[PENDING], closeTimes[PENDING]), partial[PENDING]);
    }
    earliest = Math.max(earliest, closeTimes[PENDING]);
    openTimes[PENDING] = NONE;
    pieceEnd = NONE;
  }

  private void copyPending(long known, boolean marked) {
    openTimes[done] = openTimes[PENDING];
    closeTimes[done] = closeTimes[PENDING];
    knownTimes[done] = known;
    partial[done] = marked;
    System.arraycopy(values[PENDING], 0, values[done], 0, values[done].length);
    done++;
  }

  /** How many bars can be read: what the last call returned. */
  public int done() {
    return done;
  }

  /** Start of the span of a done bar, UTC microseconds; {@code i} in {@code [0, done)}. */
  public long openTime(int i) {
    return openTimes[checked(i)];
  }

  /** End of the span of a done bar, exclusive, UTC microseconds. */
  public long closeTime(int i) {
    return closeTimes[checked(i)];
  }

  /** When a done bar is known, UTC microseconds. */
  public long knownAt(int i) {
    return knownTimes[checked(i)];
  }

  /** Whether a done bar lacks data of its span. */
  public boolean isPartial(int i) {
    return partial[checked(i)];
  }

  /** A value of a done bar. */
  public double value(BarField field, int i) {
    double[] bar = values[checked(i)];
    return switch (field) {
      case OPEN -> bar[0];
      case HIGH -> bar[1];
      case LOW -> bar[2];
      case CLOSE -> bar[3];
      case VOLUME -> bar[4];
    };
  }

  private int checked(int i) {
    return Objects.checkIndex(i, done);
  }

  /** The whole-number part of the state, to be given to {@link #restore}; a new array. */
  public long[] exportLongs() {
    return new long[] {
      dataStart,
      earliest,
      openTimes[PENDING],
      closeTimes[PENDING],
      knownTimes[PENDING],
      partial[PENDING] ? 1 : 0
    };
  }

  /** The prices and volume of the bar that is being made; a new array. */
  public double[] exportDoubles() {
    return values[PENDING].clone();
  }

  /**
   * Goes on from an exported state of an accumulator of the same grid.
   *
   * @throws IllegalArgumentException if an array has another length
   */
  public void restore(long[] longs, double[] doubles) {
    if (longs.length != LONGS || doubles.length != DOUBLES) {
      throw new IllegalArgumentException(
          "state must be "
              + LONGS
              + " longs and "
              + DOUBLES
              + " doubles, was "
              + longs.length
              + " and "
              + doubles.length);
    }
    dataStart = longs[0];
    earliest = longs[1];
    openTimes[PENDING] = longs[2];
    closeTimes[PENDING] = longs[3];
    knownTimes[PENDING] = longs[4];
    partial[PENDING] = longs[5] != 0;
    System.arraycopy(doubles, 0, values[PENDING], 0, DOUBLES);
    pieceEnd = NONE;
    done = 0;
  }
}
