package dev.tradewind.testkit;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.FunctionRegistry;
import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.feature.CheckedFeature;
import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Bars of two instruments that change as real ones do: new bars with gaps, late bars, corrections,
 * bars taken back, bars completed late, splits, an instrument that comes and goes.
 */
final class RandomHistory {
  private static final String[] EXPRESSIONS = {
    "close",
    "ema(close, 3)",
    "ema(ema(close, 2), 7)",
    "log_return(close, 1)",
    "log_return(volume, 2)",
    "since(close > ema(close, 4))",
    "adjusted(ema(close, 5))",
    "close / close[6] - 1",
    "close - ema(close of \"OTHER\", 3)",
    "if_else(close > close of \"OTHER\", close, ema(close, 2))",
    "ema(close, 3)@LONG",
    "close - close[1]@LONG?"
  };

  /** The example of every function, with periods that short histories can fill. */
  private static final List<String> FUNCTIONS =
      FunctionRegistry.standard().all().stream()
          .map(
              function ->
                  Pattern.compile("(?<![\\w.])([7-9]|\\d\\d+)(?![\\w.])")
                      .matcher(function.example()))
          .map(
              example ->
                  example
                      .replaceAll(
                          number -> {
                            int period = Integer.parseInt(number.group());
                            return String.valueOf(33 - Integer.numberOfLeadingZeros(period));
                          })
                      .replace("SPY", "OTHER"))
          .toList();

  private final SplittableRandom random;
  private final boolean calm;
  private final Timeframe timeframe;
  private final String longer;
  private final Instrument base;
  private final Instrument other;
  private final TreeMap<Long, double[]> baseBars = new TreeMap<>();
  private final TreeMap<Long, double[]> otherBars = new TreeMap<>();
  private final List<Long> splits = new ArrayList<>();
  private boolean otherIsThere = true;
  private long next;
  private long now;
  private long watermark = Long.MIN_VALUE;

  RandomHistory(long seed, String id) {
    this(seed, id, false);
  }

  /**
   * A history.
   *
   * @param calm whether most steps only add a bar or two behind the others, and none is late
   */
  RandomHistory(long seed, String id, boolean calm) {
    random = new SplittableRandom(seed);
    this.calm = calm;
    String[] frames = {"1m", "1h", "1D"};
    String[] longers = {"5m", "4h", "1W"};
    int which = random.nextInt(frames.length);
    TradingCalendar[] calendars = {
      TradingCalendar.ROUND_THE_CLOCK, TradingCalendar.US_EQUITY, TradingCalendar.EXCHANGE
    };
    timeframe = Timeframe.parse(frames[which]);
    longer = longers[which];
    base = instrument(id, calendars[random.nextInt(calendars.length)]);
    other = instrument("OTHER", TradingCalendar.ROUND_THE_CLOCK);
    next = SeededBars.START_MICROS + random.nextInt(500) * timeframe.micros();
    now = next;
  }

  private static Instrument instrument(String id, TradingCalendar calendar) {
    return new Instrument(
        id, AssetClass.CRYPTO, "USD", new BigDecimal("0.01"), BigDecimal.ONE, calendar);
  }

  /** Some features of the history's instrument. */
  List<FeatureProgram> features(int count) {
    ProgramScope scope =
        new ProgramScope(
            base,
            timeframe,
            Timeframes::find,
            id -> id.equals("OTHER") ? Optional.of(other) : Optional.empty(),
            any -> any.calendar().sessions());
    List<FeatureProgram> features = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      String text =
          random.nextBoolean()
              ? FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))
              : EXPRESSIONS[random.nextInt(EXPRESSIONS.length)].replace("LONG", longer);
      features.add(
          FeatureProgram.compile(
              CheckedFeature.of(
                  FeatureDefinition.of("f" + f, text, ""), ExpressionScope.standard()),
              scope));
    }
    return features;
  }

  Timeframe timeframe() {
    return timeframe;
  }

  /** When the newest refresh is made: every bar so far is known. */
  Instant now() {
    return Instant.EPOCH.plus(now, ChronoUnit.MICROS);
  }

  /** Lets something happen. */
  void step() {
    boolean only = calm && random.nextInt(8) > 0;
    if (only) {
      append(1 + random.nextInt(2));
    }
    int happenings = only ? 0 : 1 + random.nextInt(2);
    for (int h = 0; h < happenings; h++) {
      switch (random.nextInt(8)) {
        case 0 -> change(baseBars, false);
        case 1 -> change(otherBars, random.nextBoolean());
        case 2 -> insert(random.nextInt(3) == 0 ? otherBars : baseBars);
        case 3 -> change(baseBars, random.nextInt(4) == 0);
        case 4 -> rarely();
        default -> append(1 + random.nextInt(random.nextInt(4) == 0 ? 80 : 12));
      }
    }
    now = Math.max(now + 1, Math.max(next, lastKnown()));
    next = now;
    watermark = baseBars.isEmpty() ? watermark : Math.max(watermark, baseBars.lastKey());
  }

  private long lastKnown() {
    long last = Long.MIN_VALUE;
    for (var bar : baseBars.entrySet()) {
      long end = bar.getKey() + (long) ((bar.getValue()[5] + 1) * timeframe.micros());
      last = Math.max(last, end);
    }
    return last;
  }

  private void rarely() {
    switch (random.nextInt(3)) {
      case 0 -> otherIsThere = !otherIsThere;
      case 1 -> {
        if (!splits.isEmpty() && random.nextBoolean()) {
          splits.removeLast();
        } else if (!baseBars.isEmpty()) {
          splits.add(any(baseBars));
          splits.sort(null);
        }
      }
      default -> next += timeframe.micros() * random.nextInt(40);
    }
  }

  private long any(TreeMap<Long, double[]> bars) {
    long from = bars.firstKey();
    long to = bars.lastKey();
    return bars.ceilingKey(from + random.nextLong(to - from + 1));
  }

  private void append(int count) {
    next = Math.floorDiv(next + timeframe.micros() - 1, timeframe.micros()) * timeframe.micros();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(calm ? 300 : 12);
      if (kind > 0) {
        baseBars.put(next, bar());
      }
      if (kind != 1) {
        otherBars.put(next, bar());
      }
      boolean gap = random.nextInt(calm ? 200 : 15) == 0;
      next += timeframe.micros() * (gap ? 1 + random.nextInt(14) : 1);
    }
  }

  /** Open, high, low, close, volume, and by how many bars it is completed late. */
  private double[] bar() {
    double price = 50 + random.nextInt(1000) / 10.0;
    double volume = random.nextInt(25) == 0 ? Double.NaN : random.nextInt(20);
    double late = !calm && random.nextInt(20) == 0 ? random.nextInt(5) : 0;
    return new double[] {price, price + 1, price - 1, price + 0.5, volume, late};
  }

  private void change(TreeMap<Long, double[]> bars, boolean remove) {
    if (bars.isEmpty()) {
      return;
    }
    long time = any(bars);
    if (remove) {
      bars.remove(time);
    } else {
      bars.put(time, bar());
    }
  }

  private void insert(TreeMap<Long, double[]> bars) {
    if (bars.isEmpty()) {
      return;
    }
    long time = bars.firstKey() + timeframe.micros() * random.nextInt(-3, 30);
    if (random.nextBoolean()) {
      time = any(bars) + timeframe.micros();
    }
    if (time < watermark) {
      bars.put(time, bar());
    }
  }

  /** What is there now. */
  ProgramData data() {
    Map<String, BarSeries> others = new HashMap<>();
    if (otherIsThere) {
      others.put("OTHER", series(other, otherBars));
    }
    long[] times = splits.stream().distinct().mapToLong(Long::longValue).toArray();
    double[] ratios = new double[times.length];
    java.util.Arrays.fill(ratios, 2);
    return new ProgramData(
        series(base, baseBars), others, Map.of(base.id(), SplitSchedule.of(times, ratios)));
  }

  private BarSeries series(Instrument instrument, TreeMap<Long, double[]> bars) {
    BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, bars.size());
    bars.forEach(
        (time, bar) -> {
          builder.append(time, bar[0], bar[1], bar[2], bar[3], bar[4]);
          if (bar[5] > 0) {
            long close = time + timeframe.micros();
            builder.closing(close, close + (long) (bar[5] * timeframe.micros()), false);
          }
        });
    return builder.build();
  }
}
