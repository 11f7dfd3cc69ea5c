package dev.tradewind.engine.market;

import dev.tradewind.engine.time.Timeframe;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bars of one instrument and timeframe in columns: 48 bytes a bar. Immutable and thread-safe.
 *
 * <p>Bars are in strictly ascending order of their opening time; gaps are allowed. Bar {@code i}
 * covers {@code [openTime(i), closeTime(i))} and is known at {@code knownAt(i)}: its close unless
 * the series says otherwise, as one of aggregated bars may.
 */
public final class BarSeries {
  private final Instrument instrument;
  private final Timeframe timeframe;
  private final int size;
  private final long[] openTimes;
  private final double[] opens;
  private final double[] highs;
  private final double[] lows;
  private final double[] closes;
  private final double[] volumes;
  private final @Nullable BarTimes barTimes;
  private final Object hashLock = new Object();
  private volatile @Nullable String contentHash;

  private BarSeries(
      Instrument instrument,
      Timeframe timeframe,
      int size,
      long[] times,
      double[][] columns,
      @Nullable BarTimes barTimes) {
    this.instrument = instrument;
    this.timeframe = timeframe;
    this.size = size;
    this.openTimes = times;
    this.opens = columns[0];
    this.highs = columns[1];
    this.lows = columns[2];
    this.closes = columns[3];
    this.volumes = columns[4];
    this.barTimes = barTimes;
  }

  /** A builder that grows as bars are appended. */
  public static Builder builder(Instrument instrument, Timeframe timeframe, int expectedBars) {
    return new Builder(instrument, timeframe, expectedBars);
  }

  /** What the bars are prices of. */
  public Instrument instrument() {
    return instrument;
  }

  /** The length of each bar. */
  public Timeframe timeframe() {
    return timeframe;
  }

  /** Number of bars, &ge; 0. */
  public int size() {
    return size;
  }

  /** Start of bar {@code i}, UTC microseconds. */
  public long openTime(int i) {
    return openTimes[i];
  }

  /**
   * End of bar {@code i} (exclusive), UTC microseconds. Never after the next bar opens: a daily bar
   * on the day of a clock change is shorter than its timeframe.
   */
  public long closeTime(int i) {
    if (barTimes != null) {
      return barTimes.closeTime(i);
    }
    long end = openTimes[i] + timeframe.micros();
    return i + 1 < size ? Math.min(end, openTimes[i + 1]) : end;
  }

  /**
   * When bar {@code i} is known, UTC microseconds: at {@link #closeTime}, later if it was completed
   * late, earlier only if it {@link #isPartial}. Nothing may be decided on the bar before.
   */
  public long knownAt(int i) {
    return barTimes != null ? barTimes.knownAt(i) : closeTime(i);
  }

  /** Whether bar {@code i} lacks data of its span, because the data begin or end within it. */
  public boolean isPartial(int i) {
    return barTimes != null && barTimes.isPartial(i);
  }

  /** First price of bar {@code i}, currency. */
  public double open(int i) {
    return opens[i];
  }

  /** Highest price of bar {@code i}, currency. */
  public double high(int i) {
    return highs[i];
  }

  /** Lowest price of bar {@code i}, currency. */
  public double low(int i) {
    return lows[i];
  }

  /** Last price of bar {@code i}, currency. */
  public double close(int i) {
    return closes[i];
  }

  /** Traded quantity of bar {@code i}, units; {@code NaN} where the source has none. */
  public double volume(int i) {
    return volumes[i];
  }

  /** One value of one column. */
  public double value(BarField field, int i) {
    return column(field)[i];
  }

  /** A copy of one column, length {@link #size()}. */
  public double[] copyOf(BarField field) {
    return Arrays.copyOf(column(field), size);
  }

  /** Copies {@code length} values of a column, from bar {@code from}, to {@code target}. */
  public void copyTo(BarField field, int from, double[] target, int targetFrom, int length) {
    System.arraycopy(column(field), from, target, targetFrom, length);
  }

  /**
   * The bars whose interval lies in {@code [fromMicros, toMicros)}. Shares no mutable state; copies
   * the columns.
   */
  public BarSeries between(long fromMicros, long toMicros) {
    int first = lowerBound(fromMicros);
    int end = first;
    int probe = lowerBound(toMicros);
    while (probe > first && closeTime(probe - 1) > toMicros) {
      probe--;
    }
    end = Math.max(end, probe);
    return slice(first, end);
  }

  private BarSeries slice(int first, int end) {
    double[][] columns = new double[5][];
    BarField[] fields = BarField.values();
    for (int f = 0; f < fields.length; f++) {
      columns[f] = Arrays.copyOfRange(column(fields[f]), first, end);
    }
    return new BarSeries(
        instrument,
        timeframe,
        end - first,
        Arrays.copyOfRange(openTimes, first, end),
        columns,
        barTimes == null ? null : barTimes.slice(first, end));
  }

  /** The first bar that opens at or after a time, or {@link #size()} if none does. */
  public int lowerBound(long timeMicros) {
    int at = Arrays.binarySearch(openTimes, 0, size, timeMicros);
    return at >= 0 ? at : -at - 1;
  }

  /** As {@link #lowerBound}, by steps that double: quick where the answer is near. */
  int lowerBoundAfter(int from, long timeMicros) {
    int low = from;
    int step = 1;
    while (low + step < size && openTimes[low + step] < timeMicros) {
      low += step;
      step <<= 1;
    }
    int at = Arrays.binarySearch(openTimes, low, Math.min(size, low + step + 1), timeMicros);
    return at >= 0 ? at : -at - 1;
  }

  /**
   * The latest {@link #knownAt} of the bars in {@code [from, to)}, which are not none; at once
   * where every bar is known when it ends.
   */
  public long lastKnown(int from, int to) {
    long known = knownAt(to - 1);
    if (barTimes != null) {
      for (int i = from; i < to; i++) {
        known = Math.max(known, barTimes.knownAt(i));
      }
    }
    return known;
  }

  /** The same bars under another instrument; shares the columns, which are never changed. */
  public BarSeries withInstrument(Instrument other) {
    BarSeries copy =
        new BarSeries(
            other,
            timeframe,
            size,
            openTimes,
            new double[][] {opens, highs, lows, closes, volumes},
            barTimes);
    copy.contentHash = contentHash;
    return copy;
  }

  /** The column itself, at least {@link #size()} long; never to be changed or passed on. */
  double[] column(BarField field) {
    return switch (field) {
      case OPEN -> opens;
      case HIGH -> highs;
      case LOW -> lows;
      case CLOSE -> closes;
      case VOLUME -> volumes;
    };
  }

  /** As {@link #column}. */
  long[] openTimes() {
    return openTimes;
  }

  /** Whether bars end and become known at other times than their timeframe says. */
  boolean hasOwnTimes() {
    return barTimes != null;
  }

  /**
   * SHA-256 of the content in hexadecimal: the timeframe's code, the number of bars, and the
   * columns time, open, high, low, close, volume one after the other, each value as eight
   * little-endian bytes; then, only if the bars do not end and become known as their timeframe
   * says, close time, known-at time and 1 or 0 for partial, bar by bar. The instrument is not part
   * of it: the same prices have the same hash under any name.
   */
  public String contentHash() {
    String hash = contentHash;
    if (hash == null) {
      synchronized (hashLock) {
        hash = contentHash;
        if (hash == null) {
          hash = computeHash();
          contentHash = hash;
        }
      }
    }
    return hash;
  }

  private String computeHash() {
    MessageDigest digest = sha256();
    digest.update(
        ("tradewind-bars-1\n" + timeframe.code() + "\n").getBytes(StandardCharsets.UTF_8));
    ByteBuffer buffer = ByteBuffer.allocate(8 * 4096).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(size);
    drain(buffer, digest);
    for (int i = 0; i < size; i++) {
      buffer.putLong(openTimes[i]);
      drainIfFull(buffer, digest);
    }
    for (BarField field : BarField.values()) {
      double[] column = column(field);
      for (int i = 0; i < size; i++) {
        buffer.putLong(Double.doubleToLongBits(column[i]));
        drainIfFull(buffer, digest);
      }
    }
    drain(buffer, digest);
    if (barTimes != null) {
      for (int i = 0; i < size; i++) {
        if (buffer.remaining() < BarTimes.BYTES) {
          drain(buffer, digest);
        }
        barTimes.put(i, buffer);
      }
      drain(buffer, digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void drainIfFull(ByteBuffer buffer, MessageDigest digest) {
    if (!buffer.hasRemaining()) {
      drain(buffer, digest);
    }
  }

  private static void drain(ByteBuffer buffer, MessageDigest digest) {
    buffer.flip();
    digest.update(buffer);
    buffer.clear();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Collects bars in ascending order. Belongs to one thread. */
  public static final class Builder {
    private final Instrument instrument;
    private final Timeframe timeframe;
    private int size;
    private long[] times;
    private final double[][] columns = new double[5][];
    private @Nullable BarTimes barTimes;

    private Builder(Instrument instrument, Timeframe timeframe, int expectedBars) {
      this.instrument = instrument;
      this.timeframe = timeframe;
      int capacity = Math.max(16, expectedBars);
      times = new long[capacity];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = new double[capacity];
      }
    }

    /** Number of bars so far. */
    public int size() {
      return size;
    }

    /** Start of a bar added before, UTC microseconds; {@code i} in {@code [0, size)}. */
    public long openTime(int i) {
      return times[Objects.checkIndex(i, size)];
    }

    /** A value of a bar added before; {@code i} in {@code [0, size)}. */
    public double value(BarField field, int i) {
      int column =
          switch (field) {
            case OPEN -> 0;
            case HIGH -> 1;
            case LOW -> 2;
            case CLOSE -> 3;
            case VOLUME -> 4;
          };
      return columns[column][Objects.checkIndex(i, size)];
    }

    /**
     * Adds a bar after the last one.
     *
     * @throws IllegalArgumentException if it does not open after the last one, or a price is not
     *     finite, or the volume is negative or infinite
     */
    public Builder append(
        long openTimeMicros, double open, double high, double low, double close, double volume) {
      if (size > 0 && openTimeMicros <= times[size - 1]) {
        throw new IllegalArgumentException(
            "openTimeMicros must be > "
                + times[size - 1]
                + " (the bar before), was "
                + openTimeMicros
                + " (bar "
                + size
                + ")");
      }
      // A sum is finite only if every term is; one test keeps the loop of an import short.
      if (!Double.isFinite(open + high + low + close)) {
        throw new IllegalArgumentException("prices must be finite (bar " + size + ")");
      }
      if (volume < 0 || volume == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "volume must be >= 0 and finite, or NaN, was " + volume + " (bar " + size + ")");
      }
      if (size == times.length) {
        grow();
      }
      times[size] = openTimeMicros;
      columns[0][size] = open;
      columns[1][size] = high;
      columns[2][size] = low;
      columns[3][size] = close;
      columns[4][size] = volume;
      size++;
      return this;
    }

    /**
     * Adds rows of columns up to the first that does not open after the one before it; quicker than
     * one {@link #append} a row.
     *
     * @param openTimes start of each bar, microseconds
     * @param shiftMicros added to every start, to be UTC
     * @param values open, high, low, close, volume
     * @param from the first row
     * @param to one behind the last row
     * @return how many rows were added
     * @throws IllegalArgumentException if a price is not finite, or a volume is negative or
     *     infinite; nothing is added then
     */
    public int appendAscending(
        long[] openTimes, long shiftMicros, double[][] values, int from, int to) {
      int end = from;
      long last = size == 0 ? Long.MIN_VALUE : times[size - 1];
      while (end < to && openTimes[end] + shiftMicros > last) {
        last = openTimes[end] + shiftMicros;
        end++;
      }
      int count = end - from;
      if (count == 0) {
        return 0;
      }
      checkValues(values, from, end);
      while (times.length - size < count) {
        grow();
      }
      for (int i = 0; i < count; i++) {
        times[size + i] = openTimes[from + i] + shiftMicros;
      }
      for (int c = 0; c < columns.length; c++) {
        System.arraycopy(values[c], from, columns[c], size, count);
      }
      size += count;
      return count;
    }

    private static void checkValues(double[][] values, int from, int to) {
      double[] open = values[0];
      double[] high = values[1];
      double[] low = values[2];
      double[] close = values[3];
      double[] volume = values[4];
      for (int i = from; i < to; i++) {
        // As in append; NaN is no volume and passes.
        if (!Double.isFinite(open[i] + high[i] + low[i] + close[i])) {
          throw new IllegalArgumentException("prices must be finite (row " + i + ")");
        }
        if (volume[i] < 0 || volume[i] == Double.POSITIVE_INFINITY) {
          throw new IllegalArgumentException(
              "volume must be >= 0 and finite, or NaN, was " + volume[i] + " (row " + i + ")");
        }
      }
    }

    /** Adds a bar after the last one. */
    public Builder append(Bar bar) {
      return append(
          bar.openTimeMicros(), bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
    }

    /**
     * Says when the bar added last ends and becomes known, where that is not one timeframe after
     * its start.
     *
     * @param closeTimeMicros end, exclusive, after the start of the bar and not after the start of
     *     the next one
     * @param knownAtMicros not before the end, or for a partial bar not before the start
     * @throws IllegalArgumentException if a time is too early
     */
    public Builder closing(long closeTimeMicros, long knownAtMicros, boolean partial) {
      int last = Objects.checkIndex(size - 1, size);
      refuseBefore("closeTimeMicros", closeTimeMicros, times[last] + 1);
      refuseBefore("knownAtMicros", knownAtMicros, partial ? times[last] : closeTimeMicros);
      if (barTimes == null) {
        barTimes = BarTimes.unset(times.length);
      }
      barTimes.set(last, closeTimeMicros, knownAtMicros, partial);
      return this;
    }

    private void refuseBefore(String field, long value, long least) {
      if (value < least) {
        throw new IllegalArgumentException(
            field + " must be >= " + least + ", was " + value + " (bar " + (size - 1) + ")");
      }
    }

    private void grow() {
      int capacity = Math.multiplyExact(times.length, 2);
      times = Arrays.copyOf(times, capacity);
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOf(columns[c], capacity);
      }
    }

    /**
     * The series; the builder must not be used afterwards. Slack above an eighth is given back.
     *
     * @throws IllegalArgumentException if a bar ends after the next one opens
     */
    public BarSeries build() {
      if (times.length - size > size / 8) {
        times = Arrays.copyOf(times, size);
        for (int c = 0; c < columns.length; c++) {
          columns[c] = Arrays.copyOf(columns[c], size);
        }
      }
      boolean explicit = barTimes != null && barTimes.complete(times, size, timeframe.micros());
      return new BarSeries(
          instrument, timeframe, size, times, columns.clone(), explicit ? barTimes : null);
    }
  }
}
