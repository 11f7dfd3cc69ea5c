package dev.tradewind.engine.expr;

import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the bars of whole series to a streaming program in the order in which they are known; at
 * one instant other instruments come before the base. Used where the state at some bar is wanted,
 * by the feature store above all. Belongs to one thread.
 */
public final class SeriesFeed {
  private final StreamingProgram program;
  private final BarSeries base;
  private final List<Source> others = new ArrayList<>();
  private long now = Long.MIN_VALUE;
  private int next;

  /** Another instrument's bars and how many of them were fed. */
  private static final class Source {
    private final int index;
    private final @Nullable BarSeries series;
    private int next;
    private long now = Long.MIN_VALUE;

    Source(int index, @Nullable BarSeries series) {
      this.index = index;
      this.series = series;
    }

    /** Whether a bar is known until an instant. */
    boolean hasUntil(long instant) {
      return series != null && next < series.size() && knownAt(series, next, now) <= instant;
    }

    void pass() {
      if (series != null) {
        now = knownAt(series, next, now);
        next++;
      }
    }
  }

  /**
   * A feed that begins with a base bar.
   *
   * @param from the first base bar to feed; those before it, and the other instruments' bars known
   *     by then, count as fed: restore the program's memory as it was after them
   */
  public SeriesFeed(Program program, ProgramData data, int from) {
    this.program = program.streaming();
    this.base = data.base();
    for (int s = 0; s < program.sources().size(); s++) {
      String id = program.sources().get(s);
      this.program.splits(s, data.splitsOf(id));
      if (s > 0) {
        others.add(new Source(s, data.others().get(id)));
      }
    }
    next = from;
    if (from > 0) {
      now = base.lastKnown(0, from);
      for (Source other : others) {
        while (other.hasUntil(now)) {
          other.pass();
        }
      }
    }
  }

  /** When a bar is known; never before the one before it. */
  static long knownAt(BarSeries series, int bar, long before) {
    return Math.max(before, series.knownAt(bar));
  }

  /** The program that is fed. */
  public StreamingProgram program() {
    return program;
  }

  /** The next base bar to feed. */
  public int next() {
    return next;
  }

  /**
   * Feeds base bars up to an index.
   *
   * @param to the first base bar not to feed
   * @param out receives for each column the values of the bars fed, from index 0
   */
  public void run(int to, double[][] out) {
    int from = next;
    for (; next < to; next++) {
      now = knownAt(base, next, now);
      for (Source other : others) {
        BarSeries series = other.series;
        while (series != null && other.hasUntil(now)) {
          program.update(other.index, series, other.next);
          other.pass();
        }
      }
      program.update(0, base, next);
      for (int c = 0; c < out.length; c++) {
        out[c][next - from] = program.value(c);
      }
    }
  }
}
