package dev.tradewind.engine.sweep;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.TradeArithmetic;
import dev.tradewind.engine.strategy.RuleField;

/**
 * The stop, the target and the trailing stop of one position, and on which bars something happens
 * to them. What happened within a bar is not known: of what it reached the worse came first, stops
 * before targets. Belongs to one thread.
 */
final class ExitOrders {
  /** Nothing is filled. */
  static final int NONE = 0;

  /** What is held goes at the market at {@link #price}. */
  static final int MARKET = 1;

  /** The target fills at {@link #ticks}. */
  static final int LIMIT = 2;

  private final TradeArithmetic arithmetic;
  private final RuleNumbers numbers;
  private final double[] opens;
  private final double[] closes;
  private final BarSeries series;
  private final SweepBars.Ranges ranges;
  private final boolean hasStop;
  private final boolean hasTarget;
  private final boolean trails;
  private final boolean trailsByFraction;

  // Of the position to come, as decided.
  private double nextStop;
  private double nextTarget;
  private double nextTrail;

  // Of the position.
  private boolean isLong;
  private int entered;
  private double stop;
  private double target;
  private long targetTicks;
  private double trail;
  private boolean trailing;
  private double best;
  private double trigger;

  // Of the fill.
  private double price;
  private long ticks;
  private boolean maker;

  ExitOrders(
      TradeArithmetic arithmetic, RuleNumbers numbers, SweepBars bars, SweepBars.Ranges ranges) {
    this.arithmetic = arithmetic;
    this.numbers = numbers;
    this.opens = bars.opens;
    this.closes = bars.closes;
    this.series = bars.series;
    this.ranges = ranges;
    this.hasStop =
        numbers.has(RuleField.STOP_PRICE)
            || numbers.has(RuleField.STOP_DISTANCE)
            || numbers.has(RuleField.STOP_FRACTION);
    this.hasTarget =
        numbers.has(RuleField.TARGET_PRICE)
            || numbers.has(RuleField.TARGET_DISTANCE)
            || numbers.has(RuleField.TARGET_FRACTION);
    this.trailsByFraction = numbers.has(RuleField.TRAILING_FRACTION);
    this.trails = trailsByFraction || numbers.has(RuleField.TRAILING_DISTANCE);
  }

  /** Whether there are any. */
  boolean any() {
    return hasStop || hasTarget || trails;
  }

  boolean hasTarget() {
    return hasTarget;
  }

  // --- deciding ----------------------------------------------------------------------------------

  /**
   * Works out the prices for a position that is decided on at the close of a bar.
   *
   * @return whether the orders make sense; those that do not are refused with their entry
   */
  boolean decide(boolean buys, int bar) {
    int direction = buys ? 1 : -1;
    nextStop = stopAt(bar, -direction);
    nextTarget =
        !hasTarget
            ? Double.NaN
            : numbers.has(RuleField.TARGET_PRICE)
                ? numbers.at(RuleField.TARGET_PRICE, bar)
                : away(bar, direction, RuleField.TARGET_DISTANCE, RuleField.TARGET_FRACTION);
    nextTrail =
        trailsByFraction
            ? numbers.at(RuleField.TRAILING_FRACTION, bar)
            : numbers.at(RuleField.TRAILING_DISTANCE, bar);
    boolean stopIsRight = hasStop ? isPrice(nextStop) : !trails || trailIsRight();
    return stopIsRight && (!hasTarget || isPrice(nextTarget));
  }

  /** The price at which a loss ends, as sizes by risk take it; {@code NaN} for none. */
  double riskPrice() {
    return nextStop;
  }

  private double stopAt(int bar, int direction) {
    if (numbers.has(RuleField.STOP_PRICE)) {
      return numbers.at(RuleField.STOP_PRICE, bar);
    }
    if (hasStop) {
      return away(bar, direction, RuleField.STOP_DISTANCE, RuleField.STOP_FRACTION);
    }
    return trails
        ? away(bar, direction, RuleField.TRAILING_DISTANCE, RuleField.TRAILING_FRACTION)
        : Double.NaN;
  }

  private double away(int bar, int direction, RuleField distance, RuleField fraction) {
    double close = closes[bar];
    return numbers.has(distance)
        ? close + direction * numbers.at(distance, bar)
        : close * (1 + direction * numbers.at(fraction, bar));
  }

  private static boolean isPrice(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private boolean trailIsRight() {
    return isPrice(nextTrail) && !(trailsByFraction && nextTrail >= 1);
  }

  // --- working -----------------------------------------------------------------------------------

  /**
   * The entry was filled at the open of a bar: the orders work.
   *
   * @return whether a trailing stop beside a fixed one was refused
   */
  boolean begin(boolean positionIsLong, int bar) {
    isLong = positionIsLong;
    entered = bar;
    best = Double.NaN;
    trigger = Double.NaN;
    trail = nextTrail;
    trailing = trails && trailIsRight();
    stop = isLong ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    target = -stop;
    if (hasStop) {
      stop = arithmetic.price(arithmetic.ticks(nextStop, !isLong));
    }
    if (hasTarget) {
      targetTicks = arithmetic.ticks(nextTarget, isLong);
      target = arithmetic.price(targetTicks);
    }
    return trails && !trailing;
  }

  /** The first bar from one to another at which something may happen. */
  int next(int from, int to) {
    if (trailing && Double.isNaN(best)) {
      return from;
    }
    double low;
    double high;
    if (isLong) {
      low = trailing ? Math.max(stop, trigger) : stop;
      high = trailing ? Math.min(target, Math.nextUp(best)) : Math.nextUp(target);
    } else {
      high = trailing ? Math.min(stop, trigger) : stop;
      low = trailing ? Math.max(target, Math.nextDown(best)) : Math.nextDown(target);
    }
    double[] tops = ranges.tops;
    double[] bottoms = ranges.bottoms;
    int bar = from;
    while (bar < to) {
      int block = bar / SweepBars.BLOCK;
      int end = Math.min(to, (block + 1) * SweepBars.BLOCK);
      if (ranges.blockBottom[block] <= low || ranges.blockTop[block] >= high) {
        for (; bar < end; bar++) {
          if (bottoms[bar] <= low || tops[bar] >= high) {
            return bar;
          }
        }
      }
      bar = end;
    }
    return to;
  }

  /** The orders meet the open of a bar. */
  int meetOpen(int bar) {
    double open = opens[bar];
    // Beside a fixed stop the trailing one is handed in once the entry is filled.
    boolean follows = trailing && (!hasStop || bar > entered);
    if (follows && Double.isNaN(best)) {
      best = open;
      trail();
    }
    price = open;
    if (isBeyond(open, stop) || (follows && !hasStop && isBeyond(open, trigger))) {
      return MARKET;
    }
    if (hasTarget && (isLong ? open > target : open < target)) {
      maker = bar > entered;
      if (maker && !RuleSignals.has(ranges.afterBreak, bar)) {
        price = target;
        ticks = targetTicks;
      } else {
        ticks =
            isLong
                ? Math.max(arithmetic.exactSellTicks(open), targetTicks)
                : Math.min(arithmetic.exactBuyTicks(open), targetTicks);
      }
      return LIMIT;
    }
    return follows && isBeyond(open, trigger) ? MARKET : NONE;
  }

  private boolean isBeyond(double at, double level) {
    return isLong ? at <= level : at >= level;
  }

  /** The orders meet a bar between its open and its close. */
  int meetInside(int bar) {
    double low = series.low(bar);
    double high = series.high(bar);
    boolean follows = trailing && (!hasStop || bar > entered);
    double worst = isLong ? low : high;
    boolean stops = isBeyond(worst, stop);
    boolean trailStops = follows && isBeyond(worst, trigger);
    if (stops || trailStops) {
      double open = opens[bar];
      boolean fixed = stops && !(trailStops && Math.abs(trigger - open) < Math.abs(stop - open));
      if (low > high) {
        throw new NotColumnarException("the low is above the high of bar " + bar);
      }
      price = Math.clamp(fixed ? stop : trigger, low, high);
      return MARKET;
    }
    if (hasTarget && (isLong ? high > target : low < target)) {
      price = target;
      ticks = targetTicks;
      maker = true;
      return LIMIT;
    }
    if (follows) {
      best = isLong ? Math.max(best, high) : Math.min(best, low);
      trail();
      if (isBeyond(closes[bar], trigger)) {
        price = trigger;
        return MARKET;
      }
    }
    return NONE;
  }

  private void trail() {
    double gap = trailsByFraction ? best * trail : trail;
    double at = isLong ? Math.max(best - gap, 0) : best + gap;
    trigger = arithmetic.price(arithmetic.ticks(at, !isLong));
  }

  /** The market's price of the fill. */
  double price() {
    return price;
  }

  /** The ticks at which a target fills. */
  long ticks() {
    return ticks;
  }

  /** Whether the target rested when it was filled. */
  boolean isMaker() {
    return maker;
  }
}
