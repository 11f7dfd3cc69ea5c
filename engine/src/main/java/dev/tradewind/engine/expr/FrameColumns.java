package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.TimeGrid;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bars of a frame as columns, and when each is known. */
final class FrameColumns {
  final int size;
  private final Frame frame;
  private final boolean volumeIsWhole;

  /** Twice the source's bar that completed this one; odd if that bar is in it. Ascending. */
  private final long[] order;

  /** When the source's bar that completed this one was known, UTC microseconds. */
  private final long[] known;

  private final Map<SeriesInput, double[]> inputs = new EnumMap<>(SeriesInput.class);
  private final @Nullable BarSeries series;

  private FrameColumns(Frame frame, Growing bars, @Nullable BarSeries series) {
    this.frame = frame;
    this.series = series;
    this.size = bars.size;
    this.order = bars.order;
    this.known = bars.known;
    this.inputs.putAll(bars.columns);
    this.volumeIsWhole = isWhole(input(SeriesInput.VOLUME), size);
  }

  /** The bars of a frame; none where there is no series. */
  static FrameColumns of(Frame frame, @Nullable BarSeries series, SplitSchedule splits) {
    Growing bars = new Growing();
    if (series == null) {
      bars.columns.putAll(emptyColumns());
      return new FrameColumns(frame, bars, null);
    }
    boolean scaled = frame.adjusted() && splits.size() > 0;
    TimeGrid grid = frame.grid();
    if (grid != null || scaled) {
      bars.fill(grid, series, scaled ? splits : SplitSchedule.NONE);
      return new FrameColumns(frame, bars, null);
    }
    bars.size = series.size();
    bars.order = new long[bars.size];
    bars.known = new long[bars.size];
    for (int i = 0; i < bars.size; i++) {
      bars.order[i] = 2L * i + 1;
      bars.known[i] = SeriesFeed.knownAt(series, i, i == 0 ? Long.MIN_VALUE : bars.known[i - 1]);
    }
    return new FrameColumns(frame, bars, series);
  }

  private static Map<SeriesInput, double[]> emptyColumns() {
    Map<SeriesInput, double[]> columns = new EnumMap<>(SeriesInput.class);
    for (SeriesInput input : SeriesInput.values()) {
      columns.put(input, new double[0]);
    }
    return columns;
  }

  private static boolean isWhole(double[] column, int size) {
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(column[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether an input is defined on every bar. */
  boolean isWhole(SeriesInput input) {
    return switch (input) {
      case SESSION_OPEN, SESSION_CLOSE -> false;
      case VOLUME -> volumeIsWhole;
      default -> true;
    };
  }

  /** A column of the bars; made when first asked for. */
  double[] input(SeriesInput input) {
    double[] column = inputs.get(input);
    if (column == null) {
      column = derive(input);
      inputs.put(input, column);
    }
    return column;
  }

  private double[] derive(SeriesInput input) {
    return switch (input) {
      case OPEN -> copy(BarField.OPEN);
      case HIGH -> copy(BarField.HIGH);
      case LOW -> copy(BarField.LOW);
      case CLOSE -> copy(BarField.CLOSE);
      case VOLUME -> copy(BarField.VOLUME);
      case TYPICAL, MEDIAN, OPEN_TIME, CLOSE_TIME, SESSION_OPEN, SESSION_CLOSE -> perBar(input);
    };
  }

  private double[] copy(BarField field) {
    if (series == null) {
      throw new IllegalStateException("the column " + field + " was made with the frame");
    }
    return series.copyOf(field);
  }

  private double[] perBar(SeriesInput input) {
    double[] column = new double[size];
    SessionCalendar calendar = frame.calendar();
    double[] high = input(SeriesInput.HIGH);
    double[] low = input(SeriesInput.LOW);
    double[] close = input(SeriesInput.CLOSE);
    RawBar bar = new RawBar();
    double[] opens = series == null ? input(SeriesInput.OPEN_TIME) : new double[0];
    double[] closes = series == null ? input(SeriesInput.CLOSE_TIME) : new double[0];
    for (int i = 0; i < size; i++) {
      bar.openTime = series == null ? (long) opens[i] : series.openTime(i);
      bar.closeTime = series == null ? (long) closes[i] : series.closeTime(i);
      bar.high = high[i];
      bar.low = low[i];
      bar.close = close[i];
      column[i] = bar.input(input, calendar);
    }
    return column;
  }

  /**
   * The newest value of another frame that is known with each bar of this one.
   *
   * @param out receives {@code size} values
   */
  void join(FrameColumns from, double[] values, double[] out) {
    boolean together = from.frame.source() == frame.source();
    long[] theirs = together ? from.order : from.known;
    long[] ours = together ? order : known;
    int next = 0;
    for (int i = 0; i < size; i++) {
      while (next < from.size && theirs[next] <= ours[i]) {
        next++;
      }
      out[i] = next == 0 ? Double.NaN : values[next - 1];
    }
  }

  /** Columns that grow as spans are completed, by the rules of the streaming form. */
  private static final class Growing {
    int size;
    long[] order = {};
    long[] known = {};
    final Map<SeriesInput, double[]> columns = new EnumMap<>(SeriesInput.class);
    private static final SeriesInput[] KEPT = {
      SeriesInput.OPEN,
      SeriesInput.HIGH,
      SeriesInput.LOW,
      SeriesInput.CLOSE,
      SeriesInput.VOLUME,
      SeriesInput.OPEN_TIME,
      SeriesInput.CLOSE_TIME
    };
    private double[][] kept = new double[KEPT.length][];

    void fill(@Nullable TimeGrid grid, BarSeries series, SplitSchedule splits) {
      reserve(grid == null ? series.size() : 64);
      double[] memory = new double[SpanAccumulator.SIZE];
      RawBar raw = new RawBar();
      RawBar bar = new RawBar();
      long now = Long.MIN_VALUE;
      for (int i = 0; i < series.size(); i++) {
        raw.set(series, i);
        now = SeriesFeed.knownAt(series, i, now);
        if (grid != null
            && SpanAccumulator.endsBefore(memory, 0, grid, raw)
            && SpanAccumulator.take(memory, 0, bar)) {
          add(bar, 2L * i, now);
        }
        bar.setAdjusted(
            raw, splits.size() == 0 ? 1 : splits.factor(splits.countUntil(raw.openTime)));
        if (grid != null) {
          SpanAccumulator.add(memory, 0, grid, bar);
        }
        if (grid == null
            || (SpanAccumulator.endsWith(memory, 0, bar) && SpanAccumulator.take(memory, 0, bar))) {
          add(bar, 2L * i + 1, now);
        }
      }
      for (int k = 0; k < KEPT.length; k++) {
        columns.put(KEPT[k], kept[k]);
      }
    }

    private void reserve(int capacity) {
      order = Arrays.copyOf(order, capacity);
      known = Arrays.copyOf(known, capacity);
      for (int k = 0; k < kept.length; k++) {
        kept[k] = kept[k] == null ? new double[capacity] : Arrays.copyOf(kept[k], capacity);
      }
    }

    private void add(RawBar bar, long sequence, long now) {
      if (size == order.length) {
        reserve(Math.max(64, size * 2));
      }
      order[size] = sequence;
      known[size] = now;
      kept[0][size] = bar.open;
      kept[1][size] = bar.high;
      kept[2][size] = bar.low;
      kept[3][size] = bar.close;
      kept[4][size] = bar.volume;
      kept[5][size] = bar.openTime;
      kept[6][size] = bar.closeTime;
      size++;
    }
  }
}
