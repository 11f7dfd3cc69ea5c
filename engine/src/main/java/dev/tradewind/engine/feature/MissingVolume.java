package dev.tradewind.engine.feature;

import org.jspecify.annotations.Nullable;

/**
 * Where the volume of another instrument is missing, seen from the bars of the base, which are fed
 * behind all bars of the other that are known with them. Its arrays are shared and never written.
 */
final class MissingVolume {
  /** Farther than any warm-up reaches. */
  private static final long NONE = Long.MAX_VALUE;

  private final int @Nullable [] lastHole;
  private final long[] known;
  private final long[] baseKnown;

  /**
   * The holes of an instrument.
   *
   * @param lastHole for each of its bars the last one up to it that has no volume, -1 for none;
   *     {@code null} if all have one
   * @param known when its bars are known, {@link KnownOrder#of}
   * @param baseKnown when those of the base are
   */
  MissingVolume(int @Nullable [] lastHole, long[] known, long[] baseKnown) {
    this.lastHole = lastHole;
    this.known = known;
    this.baseKnown = baseKnown;
  }

  /**
   * Bars from the last hole that is known with a base bar, of the other instrument or of the base,
   * whichever are fewer: a window is counted in bars of that on which it is computed.
   *
   * @param start the first base bar of the stretch; what was fed before it is forgotten
   * @return &ge; 0; more than any warm-up if there is none
   */
  long distance(int bar, int start) {
    return Math.min(barsSince(bar, start), baseBarsSinceShown(bar, start));
  }

  /**
   * Bars of the other instrument from the last hole to the newest bar; 0 while the hole is that.
   */
  long barsSince(int bar, int start) {
    int hole = hole(bar, start);
    return hole < 0 ? NONE : newest(bar) - (long) hole;
  }

  /** Base bars, the next one included, from the last that showed the hole; 1 while it does. */
  long baseBarsSince(int bar, int start) {
    long since = baseBarsSinceShown(bar, start);
    return since == NONE ? NONE : since + 1;
  }

  private long baseBarsSinceShown(int bar, int start) {
    int hole = hole(bar, start);
    if (hole < 0) {
      return NONE;
    }
    int fed = KnownOrder.firstAfter(baseKnown, known[hole] - 1);
    int shown =
        hole == newest(bar) ? bar : KnownOrder.firstAfter(baseKnown, known[hole + 1] - 1) - 1;
    return bar - (long) Math.max(fed, shown);
  }

  private int newest(int bar) {
    return KnownOrder.firstAfter(known, baseKnown[bar]) - 1;
  }

  /** The last hole that was fed within the stretch; -1 if there is none. */
  private int hole(int bar, int start) {
    int newest = newest(bar);
    if (lastHole == null || newest < 0) {
      return -1;
    }
    int first = start == 0 ? 0 : KnownOrder.firstAfter(known, baseKnown[start - 1]);
    return lastHole[newest] < first ? -1 : lastHole[newest];
  }
}
