package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.Program;
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
  private static final int OWN_STATE = 4;

  private final FeatureProgram feature;
  private final BarSeries base;
  private final int[] restarts;
  private final boolean unknownInstrument;
  private final List<long[]> othersKnown = new ArrayList<>();
  private final List<MissingVolume> othersMissing = new ArrayList<>();
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
    Program program = feature.program();
    List<String> sources = program.sources();
    baseKnown = sources.size() == 1 ? new long[0] : KnownOrder.of(base);
    boolean unknown = false;
    for (int s = 1; s < sources.size(); s++) {
      BarSeries other = data.others().get(sources.get(s));
      unknown |= other == null || other.size() == 0;
      if (other != null) {
        long[] known = KnownOrder.of(other);
        othersKnown.add(known);
        if (program.reads(s, SeriesInput.VOLUME)) {
          othersMissing.add(new MissingVolume(holes(other), known, baseKnown));
        }
      }
    }
    unknownInstrument = unknown;
    lastHole = program.reads(0, SeriesInput.VOLUME) ? holes(base) : null;
  }

  /** Number of other instruments whose volume a program reads. */
  static int othersWithVolume(Program program) {
    int count = 0;
    for (int s = 1; s < program.sources().size(); s++) {
      count += program.reads(s, SeriesInput.VOLUME) ? 1 : 0;
    }
    return count;
  }

  private static int @Nullable [] holes(BarSeries bars) {
    int i = 0;
    while (i < bars.size() && !Double.isNaN(bars.volume(i))) {
      i++;
    }
    if (i == bars.size()) {
      return null;
    }
    int[] last = new int[bars.size()];
    int hole = -1;
    for (int bar = 0; bar < last.length; bar++) {
      hole = Double.isNaN(bars.volume(bar)) ? bar : hole;
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
    for (MissingVolume missing : othersMissing) {
      if (missing.distance(bar, start) <= feature.warmUp()) {
        return UndefinedReason.NON_FINITE_INPUT;
      }
    }
    return UndefinedReason.NO_RESULT;
  }

  /** Number of values that {@link #state} gives for a feature, whatever the data. */
  public static int stateSize(FeatureProgram feature) {
    return OWN_STATE + 2 * othersWithVolume(feature.program());
  }

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
    double[] state = new double[stateSize(feature)];
    Arrays.fill(state, OWN_STATE, state.length, (double) (warmUp + 1));
    state[0] = seen;
    state[1] = behindGap;
    state[2] = ready;
    state[3] = clean;
    for (int m = 0; m < othersMissing.size(); m++) {
      MissingVolume missing = othersMissing.get(m);
      state[OWN_STATE + 2 * m] = Math.min(missing.barsSince(next - 1, start), warmUp + 1);
      state[OWN_STATE + 2 * m + 1] = Math.min(missing.baseBarsSince(next - 1, start), warmUp + 1);
    }
    return state;
  }

  /** The first bar of a stretch with which a bar of every other instrument is known. */
  private int ready(int start) {
    if (start != cachedStart) {
      cachedStart = start;
      cachedReady = start;
      for (long[] known : othersKnown) {
        int fed = start == 0 ? 0 : KnownOrder.firstAfter(known, baseKnown[start - 1]);
        int first =
            fed == known.length ? base.size() : KnownOrder.firstAfter(baseKnown, known[fed] - 1);
        cachedReady = Math.max(cachedReady, first);
      }
    }
    return cachedReady;
  }
}
