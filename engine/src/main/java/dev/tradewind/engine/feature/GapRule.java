package dev.tradewind.engine.feature;

import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.time.CalendarScheme;
import dev.tradewind.engine.time.SessionCalendar;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.TradingCalendar;
import java.util.Arrays;

/**
 * The one place that says where a feature begins afresh: at a bar before which more bars are
 * missing than the feature's warm-up has, as if that bar were the first. Bars of other instruments
 * count from then on too: those that become known after the bar before the gap. A feature without a
 * warm-up never begins afresh. Whole-series computation, computation bar by bar and verification
 * all use this rule.
 *
 * <p>Missing bars are those the calendar has room for: for bars below a day the trading time
 * between two bars over the bar's length, rounded down (where only days but no hours are known,
 * only whole days count); for bars of a day or of sessions the sessions in between; for longer ones
 * the time in between over the bar's nominal length, rounded. Immutable and thread-safe.
 */
public final class GapRule {
  private static final long DAY = 86_400_000_000L;

  private final TimeframeDefinition timeframe;
  private final long micros;
  private final SessionCalendar calendar;
  private final boolean roundTheClock;
  private final boolean hoursKnown;

  private GapRule(TimeframeDefinition timeframe, long micros, SessionCalendar calendar) {
    this.timeframe = timeframe;
    this.micros = micros;
    this.calendar = calendar;
    this.roundTheClock = calendar.code().equals(TradingCalendar.ROUND_THE_CLOCK.code());
    this.hoursKnown = !calendar.code().equals(TradingCalendar.EXCHANGE.code());
  }

  /** The rule for the base bars of a scope. */
  public static GapRule of(ProgramScope scope) {
    TimeframeDefinition definition =
        scope
            .timeframes()
            .apply(scope.timeframe().code())
            .orElseGet(() -> TimeframeDefinition.of(scope.timeframe().code()));
    return new GapRule(
        definition, scope.timeframe().micros(), scope.calendars().apply(scope.instrument()));
  }

  /**
   * Number of bars missing between two neighbours.
   *
   * @param closeMicros end of the earlier bar
   * @param openMicros start of the later one
   */
  public long missing(long closeMicros, long openMicros) {
    long gap = openMicros - closeMicros;
    if (gap <= 0) {
      return 0;
    }
    if (timeframe.scheme() == CalendarScheme.TRADING) {
      return calendar.sessionsBetween(closeMicros, openMicros) / timeframe.sessions();
    }
    if (micros > DAY) {
      return Math.round((double) gap / micros);
    }
    if (micros == DAY) {
      return calendar.sessionsBetween(closeMicros, openMicros);
    }
    return roundTheClock ? gap / micros : tradingTime(closeMicros, openMicros) / micros;
  }

  private long tradingTime(long from, long to) {
    long time = 0;
    long index = calendar.indexAt(from);
    while (index != SessionCalendar.NONE
        && calendar.hasSession(index)
        && calendar.openOf(index) < to) {
      long open = calendar.openOf(index);
      long close = calendar.closeOf(index);
      if (hoursKnown) {
        time += Math.min(close, to) - Math.max(open, from);
      } else if (open >= from && close <= to) {
        time += close - open;
      }
      index++;
    }
    return time;
  }

  /**
   * The bars at which a feature begins afresh, without the first bar of all; ascending.
   *
   * @param warmUp of the feature, bars
   */
  public int[] restarts(BarSeries base, long warmUp) {
    return warmUp <= 0 ? new int[0] : gaps(base).longerThan(warmUp);
  }

  /** All gaps of a series: looked for once, they answer for any warm-up. */
  public Gaps gaps(BarSeries base) {
    int[] bars = new int[0];
    long[] lengths = new long[0];
    int count = 0;
    long least = micros / 2;
    long close = base.size() == 0 ? 0 : base.closeTime(0);
    for (int i = 1; i < base.size(); i++) {
      long open = base.openTime(i);
      if (open - close >= least) {
        long missing = missing(close, open);
        if (missing > 0) {
          if (count == bars.length) {
            bars = Arrays.copyOf(bars, Math.max(16, count * 2));
            lengths = Arrays.copyOf(lengths, bars.length);
          }
          bars[count] = i;
          lengths[count] = missing;
          count++;
        }
      }
      close = base.closeTime(i);
    }
    return new Gaps(Arrays.copyOf(bars, count), Arrays.copyOf(lengths, count));
  }

  /** The gaps of a series. Immutable and thread-safe. */
  public static final class Gaps {
    private final int[] bars;
    private final long[] missing;

    private Gaps(int[] bars, long[] missing) {
      this.bars = bars;
      this.missing = missing;
    }

    /** Whether no bar is missing. */
    public boolean isEmpty() {
      return bars.length == 0;
    }

    /** The bars behind gaps in which more bars are missing than the warm-up has; ascending. */
    int[] longerThan(long warmUp) {
      int[] found = new int[bars.length];
      int count = 0;
      for (int g = 0; g < bars.length; g++) {
        if (missing[g] > warmUp) {
          found[count] = bars[g];
          count++;
        }
      }
      return Arrays.copyOf(found, count);
    }
  }
}
