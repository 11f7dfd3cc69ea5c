package dev.tradewind.engine.expr;

import dev.tradewind.engine.indicator.Kernels;
import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.SharedColumns;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.SessionCalendar;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bars of a frame as columns, and when each is known; every column is made when first asked
 * for. Equal to {@link SpanAccumulator} to the last bit. Belongs to one thread.
 */
final class FrameColumns {
  final int size;
  private final Frame frame;
  private final @Nullable BarSeries series;
  private final SplitSchedule splits;
  private final BarEdges edges;

  /** The spans that these bars are; {@code null} for a root. */
  private final @Nullable FrameSpans spans;

  /** The bars of which these are made; {@code null} for a root. */
  private final @Nullable FrameColumns finer;

  private final Map<SeriesInput, double[]> inputs = new EnumMap<>(SeriesInput.class);

  private FrameColumns(
      Frame frame,
      @Nullable BarSeries series,
      SplitSchedule splits,
      BarEdges edges,
      @Nullable FrameSpans spans,
      @Nullable FrameColumns finer) {
    this.frame = frame;
    this.series = series;
    this.splits = splits;
    this.edges = edges;
    this.spans = spans;
    this.finer = finer;
    this.size = spans == null ? edges.size() : spans.size;
  }

  /** The bars of a source as they are; none where there is no series. */
  static FrameColumns root(
      Frame frame, @Nullable BarSeries series, SplitSchedule splits, BarEdges edges) {
    SplitSchedule used = frame.adjusted() ? splits : SplitSchedule.NONE;
    return new FrameColumns(frame, series, used, edges, null, null);
  }

  /** Bars of a longer timeframe made of these, which fit into it. */
  FrameColumns coarser(Frame longer) {
    var grid = Objects.requireNonNull(longer.grid());
    FrameSpans made =
        spans == null ? FrameSpans.ofBars(grid, edges) : FrameSpans.ofSpans(grid, spans, edges);
    return new FrameColumns(longer, null, SplitSchedule.NONE, edges, made, this);
  }

  Frame frame() {
    return frame;
  }

  /** Start of a bar, UTC microseconds. */
  long openTime(int bar) {
    return spans == null ? edges.open(bar) : spans.opens[bar];
  }

  /** End of a bar, exclusive. */
  long closeTime(int bar) {
    return spans == null ? edges.close(bar) : spans.closes[bar];
  }

  /** Twice the source's bar that completed a bar; odd if that bar is in it. */
  private long order(int bar) {
    return spans == null ? 2L * bar + 1 : spans.order[bar];
  }

  /** The source's bar with which a bar is known. */
  int knownWith(int bar) {
    return spans == null ? bar : (int) (spans.order[bar] / 2);
  }

  /** When a bar is known, UTC microseconds. */
  long knownAt(int bar) {
    return edges.known()[knownWith(bar)];
  }

  /** Whether an input is defined, and not too large to be taken in, on every bar. */
  boolean isWhole(SeriesInput input) {
    return switch (input) {
      case SESSION_OPEN, SESSION_CLOSE -> false;
      case OPEN_TIME, CLOSE_TIME -> true;
      default -> isWhole(input(input));
    };
  }

  private boolean isWhole(double[] column) {
    for (int i = 0; i < size; i++) {
      if (!Kernels.isDefined(column[i])) {
        return false;
      }
    }
    return true;
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
      case OPEN, HIGH, LOW, CLOSE, VOLUME -> finer == null ? own(input) : made(finer, input);
      case TYPICAL, MEDIAN, OPEN_TIME, CLOSE_TIME, SESSION_OPEN, SESSION_CLOSE -> perBar(input);
    };
  }

  private double[] own(SeriesInput input) {
    if (series == null) {
      return new double[0];
    }
    BarField field = BarField.valueOf(input.name());
    // Kernels only read their inputs, so that the bars' own column serves; it may be longer.
    double[] column = splits.size() > 0 ? series.copyOf(field) : SharedColumns.of(series, field);
    if (splits.size() > 0) {
      for (int i = 0; i < size; i++) {
        double factor = splits.factor(splits.countUntil(edges.open(i)));
        column[i] = input == SeriesInput.VOLUME ? column[i] / factor : column[i] * factor;
      }
    }
    return column;
  }

  private double[] made(FrameColumns of, SeriesInput input) {
    FrameSpans own = Objects.requireNonNull(spans);
    double[] column = new double[size];
    // A sum of fractions depends on its order, so it is taken over the source's bars.
    double[] theirs = input == SeriesInput.VOLUME && !hasExactSums() ? column : of.input(input);
    for (int i = 0; i < size; i++) {
      int from = own.first[i];
      int to = own.last[i];
      column[i] =
          switch (input) {
            case OPEN -> theirs[from];
            case CLOSE -> theirs[to];
            case HIGH -> highest(theirs, from, to);
            case LOW -> lowest(theirs, from, to);
            default -> theirs == column ? plusVolume(i, -0.0) : sum(theirs, from, to);
          };
    }
    return column;
  }

  private static double highest(double[] column, int from, int to) {
    double highest = column[from];
    for (int i = from + 1; i <= to; i++) {
      highest = Math.max(highest, column[i]);
    }
    return highest;
  }

  private static double lowest(double[] column, int from, int to) {
    double lowest = column[from];
    for (int i = from + 1; i <= to; i++) {
      lowest = Math.min(lowest, column[i]);
    }
    return lowest;
  }

  private static double sum(double[] column, int from, int to) {
    double sum = column[from];
    for (int i = from + 1; i <= to; i++) {
      sum += column[i];
    }
    return sum;
  }

  /** A sum and the volumes of the source's bars in a bar, in their order. */
  private double plusVolume(int bar, double before) {
    if (finer == null) {
      return before + input(SeriesInput.VOLUME)[bar];
    }
    double sum = before;
    FrameSpans own = Objects.requireNonNull(spans);
    for (int i = own.first[bar]; i <= own.last[bar]; i++) {
      sum = finer.plusVolume(i, sum);
    }
    return sum;
  }

  /** Whether volumes are whole numbers whose sums are exact in any order. */
  private boolean hasExactSums() {
    FrameColumns source = this;
    while (source.finer != null) {
      source = source.finer;
    }
    return source.isExact();
  }

  private @Nullable Boolean exact;

  private boolean isExact() {
    Boolean known = exact;
    if (known == null) {
      double sum = 0;
      boolean whole = true;
      double[] volumes = input(SeriesInput.VOLUME);
      for (int i = 0; i < size; i++) {
        whole &= volumes[i] == Math.rint(volumes[i]);
        sum += volumes[i];
      }
      known = whole && sum <= 0x1p53;
      exact = known;
    }
    return known;
  }

  private double[] perBar(SeriesInput input) {
    double[] column = new double[size];
    SessionCalendar calendar = frame.calendar();
    double[] high = input(SeriesInput.HIGH);
    double[] low = input(SeriesInput.LOW);
    double[] close = input(SeriesInput.CLOSE);
    RawBar bar = new RawBar();
    for (int i = 0; i < size; i++) {
      bar.openTime = openTime(i);
      bar.closeTime = closeTime(i);
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
    if (together && spans == null) {
      joinToRoot(from, values, out);
      return;
    }
    int next = 0;
    for (int i = 0; i < size; i++) {
      long now = together ? order(i) : knownAt(i);
      while (next < from.size && (together ? from.order(next) : from.knownAt(next)) <= now) {
        next++;
      }
      out[i] = next == 0 ? Double.NaN : values[next - 1];
    }
  }

  private void joinToRoot(FrameColumns from, double[] values, double[] out) {
    int filled = from.size == 0 ? size : from.knownWith(0);
    Arrays.fill(out, 0, filled, Double.NaN);
    for (int i = 0; i < from.size; i++) {
      int until = i + 1 < from.size ? from.knownWith(i + 1) : size;
      Arrays.fill(out, filled, until, values[i]);
      filled = until;
    }
  }
}
