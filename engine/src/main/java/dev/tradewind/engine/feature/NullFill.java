package dev.tradewind.engine.feature;

/**
 * Fills the holes of a column value by value, by its {@link NullPolicy}. Belongs to one thread.
 *
 * <p>Rows are numbered from 0. A row is answered when it is taken in, and again if a later row
 * gives it a value.
 */
public final class NullFill {
  private final NullPolicy policy;
  private final Sink sink;
  private long row;
  private long lastRow = -1;
  private double last = Double.NaN;
  private long lastKnownAt = Long.MIN_VALUE;
  private long[] holes = new long[16];

  /** Receives the filled column. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a value; a later call for the same row replaces it.
     *
     * @param row from 0
     * @param value {@code NaN} if undefined, so far
     * @param knownAtMicros when it is known, UTC microseconds
     */
    void put(long row, double value, long knownAtMicros);
  }

  /** A fill that begins with the first row. */
  public NullFill(NullPolicy policy, Sink sink) {
    this.policy = policy;
    this.sink = sink;
  }

  /** The next row begins afresh: nothing before it fills it or anything behind. */
  public void restart() {
    lastRow = -1;
    last = Double.NaN;
    lastKnownAt = Long.MIN_VALUE;
  }

  /**
   * Takes in a row.
   *
   * @param value {@code NaN} if undefined
   * @param knownAtMicros when the value, or that there is none, is known
   */
  public void accept(double value, long knownAtMicros) {
    if (!Double.isNaN(value)) {
      if (policy == NullPolicy.INTERPOLATE && lastRow >= 0 && row > lastRow + 1) {
        interpolate(value, knownAtMicros);
      }
      sink.put(row, value, knownAtMicros);
      last = value;
      lastRow = row;
      lastKnownAt = knownAtMicros;
    } else if (policy == NullPolicy.FORWARD_FILL && lastRow >= 0) {
      sink.put(row, last, Math.max(knownAtMicros, lastKnownAt));
    } else {
      sink.put(row, value, knownAtMicros);
      remember(knownAtMicros);
    }
    row++;
  }

  private void remember(long knownAtMicros) {
    if (policy != NullPolicy.INTERPOLATE || lastRow < 0) {
      return;
    }
    int at = Math.toIntExact(row - lastRow - 1);
    if (at == holes.length) {
      holes = java.util.Arrays.copyOf(holes, at * 2);
    }
    holes[at] = knownAtMicros;
  }

  private void interpolate(double value, long knownAtMicros) {
    long steps = row - lastRow;
    for (long step = 1; step < steps; step++) {
      double filled = last + (value - last) * ((double) step / steps);
      long known = Math.max(holes[(int) step - 1], Math.max(lastKnownAt, knownAtMicros));
      sink.put(lastRow + step, filled, known);
    }
  }

  /**
   * Fills a whole column in place.
   *
   * @param values the column
   * @param knownAtMicros when each value is known; a filled value's is replaced
   * @param restarts rows that begin afresh, ascending
   */
  public static void fill(
      NullPolicy policy, double[] values, long[] knownAtMicros, int[] restarts) {
    if (policy == NullPolicy.SKIP) {
      return;
    }
    NullFill fill =
        new NullFill(
            policy,
            (row, value, known) -> {
              values[(int) row] = value;
              knownAtMicros[(int) row] = known;
            });
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      if (next < restarts.length && restarts[next] == i) {
        fill.restart();
        next++;
      }
      fill.accept(values[i], knownAtMicros[i]);
    }
  }
}
