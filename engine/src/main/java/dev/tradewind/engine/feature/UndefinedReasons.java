package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.indicator.SeriesInput;
import dev.tradewind.engine.market.BarSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says why a feature has no value on a bar, from the data alone. Remembers the last stretch asked
 * for: ask in order. Belongs to one thread.
 */
public final class UndefinedReasons {
  private final FeatureProgram feature;
  private final BarSeries base;
  private final int[] restarts;
  private final boolean unknownInstrument;
  private final List<long[]> othersKnown = new ArrayList<>();
  private final long[] baseKnown;
  private final int @Nullable [] lastHole;
  private int cachedStart = -1;
  private int cachedReady;

  /**
   * Reasons for one feature over these data.
   *
   * @param restarts what {@link FeatureProgram#restarts} gives for the base
   */
  public UndefinedReasons(FeatureProgram feature, ProgramData data, int[] restarts) {
    this.feature = feature;
    this.base = data.base();
    this.restarts = restarts.clone();
    List<String> sources = feature.program().sources();
    boolean unknown = false;
    for (String id : sources.subList(1, sources.size())) {
      BarSeries other = data.others().get(id);
      unknown |= other == null || other.size() == 0;
      if (other != null) {
        othersKnown.add(KnownOrder.of(other));
      }
    }
    unknownInstrument = unknown;
    baseKnown = othersKnown.isEmpty() ? new long[0] : KnownOrder.of(base);
    lastHole = feature.program().reads(SeriesInput.VOLUME) ? holes(base) : null;
  }

  private static int @Nullable [] holes(BarSeries base) {
    int i = 0;
    while (i < base.size() && !Double.isNaN(base.volume(i))) {
      i++;
    }
    if (i == base.size()) {
      return null;
    }
    int[] last = new int[base.size()];
    int hole = -1;
    for (int bar = 0; bar < last.length; bar++) {
      hole = Double.isNaN(base.volume(bar)) ? bar : hole;
      last[bar] = hole;
    }
    return last;
  }

  /** Why the feature has no value on a base bar, given that it has none. */
  public UndefinedReason reason(int bar) {
    if (unknownInstrument) {
      return UndefinedReason.UNKNOWN_INSTRUMENT;
    }
    int at = Arrays.binarySearch(restarts, bar);
    int stretch = at >= 0 ? at : -at - 2;
    int start = stretch < 0 ? 0 : restarts[stretch];
    if (bar - start < feature.warmUp()) {
      return stretch < 0 ? UndefinedReason.WARM_UP : UndefinedReason.GAP;
    }
    if (bar - ready(start) < feature.warmUp() || bar < ready(start)) {
      return UndefinedReason.WARM_UP;
    }
    if (lastHole != null && lastHole[bar] >= 0 && bar - lastHole[bar] <= feature.warmUp()) {
      return UndefinedReason.NON_FINITE_INPUT;
    }
    return UndefinedReason.NO_RESULT;
  }

  /** Number of values that {@link #state} gives. */
  public static final int STATE = 4;

  /**
   * What the reasons on later bars depend on, besides the data from there on: where it is equal,
   * they are.
   *
   * @param next the first of the later bars, &gt; 0
   */
  public double[] state(int next) {
    long warmUp = feature.warmUp();
    int at = Arrays.binarySearch(restarts, next - 1);
    int stretch = at >= 0 ? at : -at - 2;
    int start = stretch < 0 ? 0 : restarts[stretch];
    double seen = Math.min(next - start, warmUp);
    double behindGap = seen < warmUp && stretch >= 0 ? 1 : 0;
    double ready = Math.max(-1, Math.min((long) next - ready(start), warmUp));
    double clean = warmUp + 1;
    int[] holes = lastHole;
    if (holes != null && holes[next - 1] >= 0) {
      clean = Math.min(next - holes[next - 1], clean);
    }
    return new double[] {seen, behindGap, ready, clean};
  }

  /** The first bar of a stretch with which a bar of every other instrument is known. */
  private int ready(int start) {
    if (start != cachedStart) {
      cachedStart = start;
      cachedReady = start;
      for (long[] known : othersKnown) {
        int fed = start == 0 ? 0 : firstAfter(known, baseKnown[start - 1]);
        int first = fed == known.length ? base.size() : firstAfter(baseKnown, known[fed] - 1);
        cachedReady = Math.max(cachedReady, first);
      }
    }
    return cachedReady;
  }

  private static int firstAfter(long[] ascending, long value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
