package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Other histories: without what came later, with another future, with another path. Stateless. */
final class Worlds {
  private Worlds() {}

  /** What stands in the place of what was not known yet. */
  sealed interface Future {
    /** Nothing. */
    record Missing() implements Future {}

    /** Other prices on the next bars, and nothing behind them. */
    record Other(int bars, long seed) implements Future {}

    /** Other prices on the bars that end by an instant; those behind it are as they were. */
    record OtherUntil(long untilMicros, long seed) implements Future {}

    /** One value changed of the bar of one series that ends at an instant. */
    record OneValue(int series, long closeMicros, BarField field, double factor)
        implements Future {}
  }

  /** All moments at which a bar closes, ascending and distinct, UTC microseconds. */
  static long[] moments(List<BarSeries> series) {
    long[] all = new long[series.stream().mapToInt(BarSeries::size).sum()];
    int n = 0;
    for (BarSeries one : series) {
      for (int i = 0; i < one.size(); i++) {
        all[n++] = one.closeTime(i);
      }
    }
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  /**
   * The bars that lie in {@code (fromMicros, toMicros]} of moments; a series without any keeps one.
   */
  static List<BarSeries> between(List<BarSeries> series, long fromMicros, long toMicros) {
    List<BarSeries> world = new ArrayList<>();
    for (BarSeries one : series) {
      BarSeries.Builder builder = builder(one);
      for (int i = one.lowerBound(fromMicros); i < one.size(); i++) {
        if (one.closeTime(i) > toMicros) {
          break;
        }
        copy(builder, one, i);
      }
      if (builder.size() == 0) {
        placeholder(builder, one, toMicros);
      }
      world.add(builder.build());
    }
    return world;
  }

  /** The bars that are known at an instant, with a future; a bar in the making keeps its open. */
  static List<BarSeries> at(List<BarSeries> series, long instant, Future future) {
    List<BarSeries> world = new ArrayList<>();
    for (int s = 0; s < series.size(); s++) {
      BarSeries one = series.get(s);
      BarSeries.Builder builder = builder(one);
      int later = 0;
      for (int i = 0; i < one.size(); i++) {
        if (one.closeTime(i) <= instant) {
          copy(builder, one, i);
        } else if (!appendLater(builder, s, one, i, instant, later++, future)) {
          break;
        }
      }
      if (builder.size() == 0) {
        placeholder(builder, one, instant);
      }
      world.add(builder.build());
    }
    return world;
  }

  private static boolean appendLater(
      BarSeries.Builder builder,
      int index,
      BarSeries series,
      int bar,
      long instant,
      int later,
      Future future) {
    boolean begun = series.openTime(bar) < instant;
    switch (future) {
      case Future.Missing() -> {
        if (!begun) {
          return false;
        }
        double open = series.open(bar);
        // That it opened is known, and so that something was traded, if it says how much.
        double volume = series.volume(bar) > 0 ? 1 : Double.NaN;
        append(builder, series, bar, open, open, open, open, volume);
      }
      case Future.Other(int bars, long seed) -> {
        if (later >= bars) {
          return false;
        }
        scale(builder, series, bar, begun, factor(seed, index, bar));
      }
      case Future.OtherUntil(long until, long seed) -> {
        if (series.closeTime(bar) <= until) {
          scale(builder, series, bar, begun, factor(seed, index, bar));
        } else {
          copy(builder, series, bar);
        }
      }
      case Future.OneValue(int which, long close, BarField field, double factor) -> {
        if (which == index && series.closeTime(bar) == close) {
          change(builder, series, bar, field, factor);
        } else {
          copy(builder, series, bar);
        }
      }
    }
    return true;
  }

  private static BarSeries.Builder builder(BarSeries like) {
    return BarSeries.builder(like.instrument(), like.timeframe(), like.size());
  }

  private static void copy(BarSeries.Builder builder, BarSeries series, int i) {
    append(
        builder,
        series,
        i,
        series.open(i),
        series.high(i),
        series.low(i),
        series.close(i),
        series.volume(i));
  }

  /** Times are those of the bar, also where the bar behind it, which may have cut it, is gone. */
  private static void append(
      BarSeries.Builder builder,
      BarSeries series,
      int i,
      double open,
      double high,
      double low,
      double close,
      double volume) {
    builder.append(series.openTime(i), open, high, low, close, volume);
    boolean usual =
        series.closeTime(i) == series.openTime(i) + series.timeframe().micros()
            && series.knownAt(i) == series.closeTime(i)
            && !series.isPartial(i);
    if (!usual) {
      builder.closing(series.closeTime(i), series.knownAt(i), series.isPartial(i));
    }
  }

  private static void scale(
      BarSeries.Builder builder, BarSeries series, int i, boolean begun, double factor) {
    double open = series.open(i) * (begun ? 1 : factor);
    double close = series.close(i) * factor;
    double high = Math.max(Math.max(open, close), series.high(i) * factor);
    double low = Math.min(Math.min(open, close), series.low(i) * factor);
    append(builder, series, i, open, high, low, close, series.volume(i) * factor);
  }

  private static void change(
      BarSeries.Builder builder, BarSeries series, int i, BarField field, double factor) {
    append(
        builder,
        series,
        i,
        series.open(i) * (field == BarField.OPEN ? factor : 1),
        series.high(i) * (field == BarField.HIGH ? factor : 1),
        series.low(i) * (field == BarField.LOW ? factor : 1),
        series.close(i) * (field == BarField.CLOSE ? factor : 1),
        series.volume(i) * (field == BarField.VOLUME ? factor : 1));
  }

  /** Far enough from 1 to be noticed: in [0.5, 0.8] or [1.25, 2]. */
  private static double factor(long seed, int series, int bar) {
    SplittableRandom random =
        new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (bar * 64L + series + 1));
    boolean up = random.nextBoolean();
    double size = 1.25 + 0.75 * random.nextDouble();
    return up ? size : 1 / size;
  }

  /** A series that has not begun keeps its place in the run with one bar behind the instant. */
  private static void placeholder(BarSeries.Builder builder, BarSeries series, long instant) {
    double price = series.open(0);
    long open = Math.max(series.openTime(0), instant);
    builder.append(open, price, price, price, price, Double.NaN);
  }

  /**
   * Another path of the same length and times: blocks of consecutive bars in random order, each bar
   * kept in its form and set on the close before it. Series that share all their times share the
   * blocks, so that what moved together still does.
   *
   * @param block mean number of bars of a block, &ge; 1; lengths are geometric (Politis and Romano,
   *     The Stationary Bootstrap, 1994)
   */
  static List<BarSeries> resampled(List<BarSeries> series, int block, long seed) {
    List<BarSeries> world = new ArrayList<>();
    for (BarSeries one : series) {
      boolean shared = sameTimes(one, series.getFirst());
      long own = shared ? seed : seed * 31 + world.size();
      world.add(resampled(one, block, new SplittableRandom(own)));
    }
    return world;
  }

  private static boolean sameTimes(BarSeries one, BarSeries other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.openTime(i) != other.openTime(i)) {
        return false;
      }
    }
    return true;
  }

  private static BarSeries resampled(BarSeries series, int block, SplittableRandom random) {
    int size = series.size();
    BarSeries.Builder builder = builder(series);
    copy(builder, series, 0);
    double last = series.close(0);
    int source = 0;
    for (int i = 1; i < size; i++) {
      boolean jump = i == 1 || source + 1 >= size || random.nextDouble() * block < 1;
      source = jump ? 1 + random.nextInt(size - 1) : source + 1;
      double before = series.close(source - 1);
      // Prices at or below zero have no ratio: such a bar stands still.
      double scale = before > 0 && series.low(source) > 0 && last > 0 ? last / before : Double.NaN;
      if (Double.isNaN(scale)) {
        append(builder, series, i, last, last, last, last, series.volume(i));
      } else {
        double open = series.open(source) * scale;
        double close = series.close(source) * scale;
        double high = Math.max(Math.max(open, close), series.high(source) * scale);
        double low = Math.min(Math.min(open, close), series.low(source) * scale);
        append(builder, series, i, open, high, low, close, series.volume(source));
        last = close;
      }
    }
    return builder.build();
  }
}
