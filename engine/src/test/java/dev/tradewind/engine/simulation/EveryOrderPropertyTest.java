package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.strategy.TimeInForce;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random strategies with every kind of order over random short histories with splits, dividends,
 * conversion, finer bars (some missing) and sessions, under random assumptions. What must hold of
 * all of them, counted again here from bars, sessions and fills alone. {@code
 * -Dtradewind.orders=150} tries three times as many.
 */
class EveryOrderPropertyTest {
  private static final int SEEDS_A_BLOCK = Integer.getInteger("tradewind.orders", 50);
  private static final long HOUR = 3_600_000_000L;

  /** Monday 2024-01-08, 00:00 UTC. */
  private static final long START = 1_704_672_000_000_000L;

  static LongStream blocks() {
    return LongStream.range(0, 20);
  }

  // --- a random world ----------------------------------------------------------------------------

  private record World(
      long seed, SimulationInput input, SimulationConfig config, boolean detailed, boolean splits) {
    List<BarSeries> series() {
      return input.series();
    }
  }

  private static <T> T pick(SplittableRandom random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static double cents(double price) {
    return Math.rint(price * 100) / 100;
  }

  private static World world(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = random.nextInt(1, 4);
    int bars = random.nextInt(20, 60);
    boolean detailed = random.nextInt(3) == 0;
    List<BarSeries> series = new ArrayList<>();
    Map<String, BarSeries> detail = new HashMap<>();
    Map<String, BarSeries> rates = new HashMap<>();
    Map<String, SplitSchedule> splits = new HashMap<>();
    Map<String, DividendSchedule> dividends = new HashMap<>();
    for (int i = 0; i < count; i++) {
      boolean foreign = i > 0 && random.nextInt(3) == 0;
      Instrument instrument =
          new Instrument(
              "I" + i,
              AssetClass.EQUITY,
              foreign ? "EUR" : "USD",
              new BigDecimal("0.01"),
              new BigDecimal(random.nextBoolean() ? "1" : "0.01"),
              random.nextInt(3) == 0 ? TradingCalendar.US_EQUITY : TradingCalendar.ROUND_THE_CLOCK);
      int splitBar = random.nextInt(4) == 0 ? random.nextInt(1, bars) : 0;
      double ratio = pick(random, List.of(2.0, 3.0, 0.5, 0.1));
      prices(random, instrument, bars, detailed, splitBar, ratio, series, detail);
      if (foreign) {
        rates.put("EUR", rates(random, bars));
      }
      if (splitBar > 0) {
        splits.put(
            instrument.id(),
            SplitSchedule.of(new long[] {START + splitBar * HOUR}, new double[] {ratio}));
      }
      if (random.nextInt(4) == 0) {
        dividends.put(
            instrument.id(),
            DividendSchedule.of(
                new long[] {START + random.nextInt(1, bars) * HOUR},
                new double[] {random.nextInt(1, 300) / 100.0}));
      }
    }
    SimulationInput input =
        SimulationInput.of(series)
            .withActions(splits, dividends)
            .withRates(rates)
            .withDetail(detail);
    return new World(seed, input, config(random, detailed), detailed, !splits.isEmpty());
  }

  private static void prices(
      SplittableRandom random,
      Instrument instrument,
      int bars,
      boolean detailed,
      int splitBar,
      double ratio,
      List<BarSeries> series,
      Map<String, BarSeries> detail) {
    BarSeries.Builder whole = BarSeries.builder(instrument, Timeframe.parse("1h"), bars);
    BarSeries.Builder fine = BarSeries.builder(instrument, Timeframe.parse("15m"), bars * 4);
    double price = 50;
    int gap = random.nextInt(26);
    for (int i = 0; i < bars; i++) {
      price = i > 0 && i == splitBar ? Math.max(1, price / ratio) : price;
      double first = cents(price * (1 + (random.nextDouble() - 0.5) * 0.02));
      double top = first;
      double bottom = first;
      double sum = 0;
      double at = first;
      for (int part = 0; part < 4; part++) {
        double open = at;
        double close = Math.max(1, cents(at * (1 + (random.nextDouble() - 0.5) * 0.06)));
        double high = Math.max(open, close) + random.nextInt(20) / 100.0;
        double low = Math.max(0.5, Math.min(open, close) - random.nextInt(20) / 100.0);
        high = cents(high);
        low = cents(low);
        double volume = random.nextInt(8) == 0 ? 0 : random.nextInt(1, 500);
        if (i % 13 != gap && random.nextInt(20) > 0) {
          fine.append(START + i * HOUR + part * HOUR / 4, open, high, low, close, volume);
        }
        top = Math.max(top, high);
        bottom = Math.min(bottom, low);
        sum += volume;
        at = close;
      }
      whole.append(START + i * HOUR, first, top, bottom, at, random.nextInt(9) == 0 ? 0 : sum);
      price = at;
    }
    series.add(whole.build());
    if (detailed) {
      detail.put(instrument.id(), fine.build());
    }
  }

  private static BarSeries rates(SplittableRandom random, int bars) {
    Instrument pair = Scripted.instrument("EURUSD", "0.00001", "1");
    BarSeries.Builder builder = BarSeries.builder(pair, Timeframe.parse("1h"), bars + 1);
    for (int i = -1; i < bars; i++) {
      double rate = Math.rint((1 + random.nextDouble() * 0.2) * 1e5) / 1e5;
      builder.append(START + i * HOUR, rate, rate, rate, rate, 0);
    }
    return builder.build();
  }

  private static SimulationConfig config(SplittableRandom random, boolean detailed) {
    List<FillModel> models =
        detailed
            ? List.of(FillModel.values())
            : List.of(FillModel.NEXT_OPEN, FillModel.CLOSE, FillModel.WORST, FillModel.VWAP);
    BigDecimal ten = BigDecimal.TEN;
    List<FeeTier> tiers =
        random.nextBoolean()
            ? List.of()
            : List.of(
                new FeeTier(BigDecimal.valueOf(1_000), BigDecimal.ONE, BigDecimal.valueOf(8)),
                new FeeTier(BigDecimal.valueOf(50_000), BigDecimal.ZERO, BigDecimal.valueOf(4)));
    double initial = pick(random, List.of(1.0, 0.5, 0.25));
    return new SimulationConfig(
        new BigDecimal(pick(random, List.of("1000", "12345.67890123", "1000000"))),
        new Costs(
            pick(random, List.of(CostModel.values())),
            ten,
            BigDecimal.TWO,
            new BigDecimal("0.005"),
            BigDecimal.ONE,
            random.nextBoolean() ? BigDecimal.ZERO : new BigDecimal("0.35"),
            tiers),
        new Slippage(
            pick(random, List.of(SlippageModel.values())), BigDecimal.valueOf(5), ten, 0.1),
        new FillRules(
            pick(random, models),
            pick(random, List.of(0.0, 0.1, 0.5)),
            pick(random, List.of(0.0, 0.5)),
            pick(random, List.of(0L, 0L, 1_800_000L))),
        new MarginRules(initial, initial / 2, 0.5, random.nextInt(4) > 0),
        "USD",
        BigDecimal.valueOf(random.nextInt(3)),
        ErrorPolicy.STOP,
        1_000,
        0,
        random.nextLong());
  }

  // --- a random strategy -------------------------------------------------------------------------

  /** A fill with the position that it led to. */
  private record Seen(Fill fill, long after) {}

  private static final class Random implements Strategy {
    private final SplittableRandom random;
    private final List<Seen> fills = new ArrayList<>();
    private final Set<Long> reducing = new HashSet<>();
    private final Set<Long> amended = new HashSet<>();
    private final List<List<Long>> rivals = new ArrayList<>();
    private long last;

    Random(long seed) {
      random = new SplittableRandom(seed ^ 0x5DEECE66DL);
    }

    @Override
    public void onStart(StrategySetup setup) {}

    @Override
    public void onBar(StrategyContext context) {
      for (int k = random.nextInt(3); k > 0; k--) {
        submit(context);
      }
    }

    @Override
    public void onFill(StrategyContext context, Fill fill) {
      fills.add(new Seen(fill, context.positionLots(fill.instrument())));
      if (random.nextInt(6) == 0) {
        submit(context);
      }
    }

    private void submit(StrategyContext context) {
      switch (random.nextInt(10)) {
        case 0 -> {
          long id = 1 + random.nextLong(Math.max(1, last));
          context.submit(new OrderIntent.Cancel(id));
        }
        case 1 -> {
          long id = 1 + random.nextLong(Math.max(1, last));
          amended.add(id);
          context.submit(
              new OrderIntent.Amend(
                  id,
                  random.nextBoolean() ? new OrderSize.Lots(random.nextLong(1, 200)) : null,
                  random.nextBoolean() ? new OrderType.Limit(price(context, 0)) : null));
        }
        case 2 -> {
          OrderIntent.Order entry = order(context);
          double price = price(context, entry.instrument());
          boolean buys = entry.side() == Side.BUY;
          note(
              entry,
              context.submit(
                  new OrderIntent.Bracket(
                      entry,
                      random.nextInt(4) == 0
                          ? new OrderType.TrailingStop(0.5, false)
                          : new OrderType.Stop(cents(price * (buys ? 0.98 : 1.02))),
                      new OrderType.Limit(cents(price * (buys ? 1.02 : 0.98))))),
              3);
        }
        case 3 -> {
          OrderIntent.Order one = order(context);
          OrderIntent.Order other = order(context);
          long id = context.submit(new OrderIntent.OneCancelsOther(List.of(one, other)));
          if (context.order(id).isPresent()) {
            rivals.add(List.of(id, id + 1));
          }
          noteGroup(context, one, other, id);
        }
        case 4 -> {
          OrderIntent.Order one = order(context);
          OrderIntent.Order other = order(context);
          long id = context.submit(new OrderIntent.OneTriggersOther(one, List.of(other)));
          noteGroup(context, one, other, id);
        }
        case 5, 6 -> {
          int instrument = random.nextInt(context.instrumentCount());
          last =
              context.submit(
                  new OrderIntent.Market(instrument, side(), new OrderSize.Lots(lots())));
        }
        default -> {
          OrderIntent.Order order = order(context);
          note(order, context.submit(order), 1);
        }
      }
    }

    /** A group that was refused has one id, and the next one is another order's. */
    private void noteGroup(
        StrategyContext context, OrderIntent.Order one, OrderIntent.Order other, long id) {
      note(one, id, 1);
      if (context.order(id + 1).isPresent()) {
        note(other, id + 1, 1);
      }
    }

    private void note(OrderIntent.Order order, long id, int ids) {
      last = Math.max(last, id + ids - 1);
      if (order.reduceOnly()) {
        reducing.add(id);
      }
    }

    private Side side() {
      return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private long lots() {
      return random.nextLong(1, 300);
    }

    private double price(StrategyContext context, int instrument) {
      double close =
          context.barCount(instrument) == 0 ? 50 : context.value(instrument, BarField.CLOSE, 0);
      return Math.max(0.02, cents(close * (1 + (random.nextDouble() - 0.5) * 0.05)));
    }

    private OrderIntent.Order order(StrategyContext context) {
      int instrument = random.nextInt(context.instrumentCount());
      Side side = side();
      OrderSize size =
          switch (random.nextInt(6)) {
            case 0 -> new OrderSize.EntirePosition();
            case 1 -> new OrderSize.EquityFraction(0.01 + random.nextDouble() * 0.9);
            case 2 -> new OrderSize.Notional(1 + random.nextInt(2_000));
            case 3 ->
                side == Side.BUY
                    ? new OrderSize.CashFraction(0.01 + random.nextDouble() * 0.9)
                    : new OrderSize.Lots(lots());
            default -> new OrderSize.Lots(lots());
          };
      double price = price(context, instrument);
      OrderType type =
          switch (random.nextInt(9)) {
            case 0 -> new OrderType.MarketOnOpen();
            case 1 -> new OrderType.MarketOnClose();
            case 2, 3 -> new OrderType.Limit(price);
            case 4 -> new OrderType.Stop(price);
            case 5 -> new OrderType.StopLimit(price, price(context, instrument));
            case 6 -> new OrderType.TrailingStop(0.02, true);
            case 7 -> new OrderType.LimitIfTouched(price, price(context, instrument));
            default -> new OrderType.Market();
          };
      TimeInForce force =
          switch (random.nextInt(7)) {
            case 0 -> new TimeInForce.Day();
            case 1 -> new TimeInForce.Ioc();
            case 2 -> new TimeInForce.Fok();
            case 3 -> new TimeInForce.Gtd(context.nowMicros() + random.nextInt(1, 9) * HOUR);
            default -> new TimeInForce.Gtc();
          };
      boolean postOnly =
          type instanceof OrderType.Limit
              && random.nextInt(4) == 0
              && !(force instanceof TimeInForce.Ioc)
              && !(force instanceof TimeInForce.Fok);
      return new OrderIntent.Order(
          instrument, side, size, type, force, random.nextInt(5) == 0, postOnly, "");
    }
  }

  private static SimulationResult run(World world, Strategy strategy) {
    try {
      return Simulator.run(
          world.input(),
          strategy,
          "random",
          Map.of(),
          world.config(),
          RunScope.STANDARD,
          SimulationListener.NONE);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + world.seed() + ": " + e, e);
    }
  }

  // --- what must hold ----------------------------------------------------------------------------

  @ParameterizedTest
  @MethodSource("blocks")
  void whatHoldsOfEveryRun(long block) {
    int fills = 0;
    for (long seed = block * SEEDS_A_BLOCK; seed < (block + 1) * SEEDS_A_BLOCK; seed++) {
      World world = world(seed);
      Random strategy = new Random(seed);
      SimulationResult result = run(world, strategy);
      String what = "seed " + seed + " " + world.config().fills();
      everyUnitIsAccountedFor(what, world, result);
      fillsLieWithinTheirBars(what, world, result);
      fillsAreOfOpenMarketsAndTheirVolume(what, world, result);
      theFillsAloneGiveTheLedger(what, world, result);
      reducingOrdersOnlyReduce(what, strategy);
      ordersKeepTheirWord(what, world, strategy, result);
      assertThat(run(world, new Random(seed)).resultHash()).as(what).isEqualTo(result.resultHash());
      fills += result.fills().size();
    }
    assertThat(fills).isGreaterThan(SEEDS_A_BLOCK);
  }

  private static void everyUnitIsAccountedFor(String what, World world, SimulationResult result) {
    LedgerTotals ledger = result.ledger().orElseThrow();
    assertThat(
            ledger.initial()
                - ledger.bought()
                + ledger.sold()
                - ledger.fees()
                - ledger.conversion()
                - ledger.borrow()
                + ledger.dividends()
                + ledger.inLieu())
        .as(what)
        .isEqualTo(ledger.cash());
    assertThat(result.fills().stream().mapToLong(Fill::feeUnits).sum())
        .as(what)
        .isEqualTo(ledger.fees());
    double realised = result.roundTrips().stream().mapToDouble(RoundTrip::pnl).sum();
    double open = result.openPositions().stream().mapToDouble(OpenPosition::unrealisedPnl).sum();
    double other = (ledger.dividends() - ledger.borrow()) / 1e8;
    assertThat(realised + open + other)
        .as("%s: every cent belongs to a trip, a position, a dividend or borrowing", what)
        .isCloseTo(result.statistic("netProfit"), within(1e-5));
  }

  private static boolean isLimit(OrderType type) {
    return type instanceof OrderType.Limit
        || type instanceof OrderType.StopLimit
        || type instanceof OrderType.LimitIfTouched;
  }

  private static void fillsLieWithinTheirBars(String what, World world, SimulationResult result) {
    Set<Long> limits = new HashSet<>();
    result.orders().stream()
        .filter(each -> isLimit(each.type()))
        .forEach(each -> limits.add(each.id()));
    FillList fills = (FillList) result.fills();
    for (int f = 0; f < fills.size(); f++) {
      Fill fill = fills.get(f);
      BarSeries series = world.series().get(fill.instrument());
      double reference = fill.referencePrice();
      TradingHours hours = hours(series.instrument());
      int bar = fills.bar(f);
      // What a bar's volume left of a resting limit fills at its price, though all others pay
      // better ones: never in favour of the trader.
      boolean resting = limits.contains(fill.orderId());
      boolean buys = fill.side() == Side.BUY;
      assertThat(
              series.openTime(bar) <= fill.timeMicros()
                  && fill.timeMicros() <= series.closeTime(bar)
                  && (!hours.closes() || hours.trades(series.openTime(bar), series.closeTime(bar)))
                  && (reference >= series.low(bar) - 1e-9 || (resting && !buys))
                  && (reference <= series.high(bar) + 1e-9 || (resting && buys)))
          .as(
              "%s: %s of %s met bar %d of %s..%s that trades at its price (%s)",
              what,
              fill,
              result.orders().stream().filter(each -> each.id() == fill.orderId()).toList(),
              bar,
              series.low(bar),
              series.high(bar),
              series.instrument().calendar().code())
          .isTrue();
      double price = series.instrument().toPrice(fill.priceTicks()).doubleValue();
      double better = fill.side() == Side.BUY ? reference - price : price - reference;
      assertThat(better).as("%s: %s is no better than the market", what, fill).isLessThan(0.0101);
    }
  }

  private static TradingHours hours(Instrument instrument) {
    return instrument.calendar().roundTheClock()
        ? new TradingHours(TradingHours.Kind.ROUND_THE_CLOCK, null)
        : new TradingHours(TradingHours.Kind.SESSIONS, instrument.calendar().sessions());
  }

  private static double splitFactor(World world, BarSeries series, int bar) {
    SplitSchedule splits =
        world.input().splits().getOrDefault(series.instrument().id(), SplitSchedule.NONE);
    return splits.factor(splits.countUntil(series.openTime(bar)));
  }

  /** A part of the market that orders met as a whole: a bar or a finer one. */
  private record Slice(
      int bar, long from, long to, long end, double volume, double before, boolean opens) {}

  /** What an instrument's orders could meet, by sessions and finer bars, in the order of time. */
  private static List<Slice> slices(World world, int instrument) {
    BarSeries series = world.series().get(instrument);
    BarSeries detail = world.input().detail().get(series.instrument().id());
    TradingHours hours = hours(series.instrument());
    List<Slice> found = new ArrayList<>();
    double before = 0;
    for (int bar = 0; bar < series.size(); bar++) {
      long from = series.openTime(bar);
      long to = series.closeTime(bar);
      boolean covered = false;
      double high = Double.NEGATIVE_INFINITY;
      double low = Double.POSITIVE_INFINITY;
      double rest = series.volume(bar);
      before *=
          bar == 0 ? 1 : splitFactor(world, series, bar) / splitFactor(world, series, bar - 1);
      int first = found.size();
      boolean trades = !hours.closes() || hours.trades(from, to);
      for (int i = detail == null ? 0 : detail.lowerBound(from);
          detail != null && i < detail.size() && detail.openTime(i) < to;
          i++) {
        covered = true;
        high = Math.max(high, detail.high(i));
        low = Math.min(low, detail.low(i));
        rest -= detail.volume(i);
        if (!hours.closes() || hours.trades(detail.openTime(i), detail.closeTime(i))) {
          found.add(
              new Slice(
                  bar,
                  detail.openTime(i),
                  detail.closeTime(i),
                  detail.closeTime(i),
                  detail.volume(i),
                  before,
                  true));
          before = detail.volume(i);
        }
      }
      if (found.size() > first) {
        // What fills over the whole bar or at its close takes of the last finer bar's volume.
        Slice last = found.removeLast();
        found.add(new Slice(bar, last.from(), last.to(), to, last.volume(), last.before(), true));
        if (series.high(bar) > high || series.low(bar) < low) {
          // Some finer bars are missing: what they had of the bar's prices is met at its end.
          found.add(new Slice(bar, last.to(), to, to, Math.max(0, rest), 0, false));
        }
      } else {
        // A bar of which no finer one is of a session opens unseen.
        if (trades) {
          found.add(new Slice(bar, from, to, to, series.volume(bar), before, !covered));
        }
        before = !covered || trades ? series.volume(bar) : before;
      }
    }
    return found;
  }

  /**
   * Every fill is of a slice of its bar within a session, at its open or at its end, and the fills
   * of a slice take no more than its part: at the open of the volume that was known then, in all of
   * what there was. A fill at the end of one that is the open of the next belongs to the first for
   * as long as its volume lasts, which is the reading that gives most.
   */
  private static void fillsAreOfOpenMarketsAndTheirVolume(
      String what, World world, SimulationResult result) {
    double part = world.config().fills().participation();
    FillList fills = (FillList) result.fills();
    for (int i = 0; i < world.series().size(); i++) {
      BarSeries series = world.series().get(i);
      List<Slice> slices = slices(world, i);
      boolean limited = part > 0 && hasVolume(series);
      double lot = series.instrument().lotSize().doubleValue();
      int at = 0;
      long taken = 0;
      for (int f = 0; f < fills.size(); f++) {
        if (fills.instrument(f) != i) {
          continue;
        }
        Fill fill = fills.get(f);
        boolean booked = false;
        while (at < slices.size() && !booked) {
          Slice slice = slices.get(at);
          boolean own = slice.bar() == fills.bar(f);
          long time = fill.timeMicros();
          boolean inside = own && (slice.to() == time || slice.end() == time);
          boolean atOpen = own && slice.opens() && slice.from() == time;
          double volume = inside ? slice.volume() : slice.volume() > 0 ? slice.before() : 0;
          long most = limited ? (long) Math.floor(part * volume / lot + 1e-6) : Long.MAX_VALUE;
          booked = (inside || atOpen) && taken + fill.lots() <= most;
          if (booked) {
            taken += fill.lots();
          } else {
            at++;
            taken = 0;
          }
        }
        assertThat(booked)
            .as(
                "%s: %s in bar %d of %s (%s) fits a session and its volume of %s",
                what,
                fill,
                fills.bar(f),
                series.instrument().id(),
                series.instrument().calendar().code(),
                slices.stream().filter(slice -> slice.bar() == fill(fills, fill)).toList())
            .isTrue();
      }
    }
  }

  private static int fill(FillList fills, Fill fill) {
    return fills.bar(fills.indexOf(fill));
  }

  private static boolean hasVolume(BarSeries series) {
    for (int i = 0; i < series.size(); i++) {
      if (series.volume(i) > 0) {
        return true;
      }
    }
    return false;
  }

  // --- the account, counted again ----------------------------------------------------------------

  private static BigDecimal units(BigDecimal amount, boolean up) {
    return amount.setScale(8, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
  }

  /** The newest rate that was known at a moment, to 12 decimals; 1 for the account's currency. */
  private static BigDecimal rate(World world, Instrument instrument, long time) {
    BarSeries rates = world.input().rates().get(instrument.currency());
    if (instrument.currency().equals("USD") || rates == null) {
      return BigDecimal.ONE;
    }
    int known = 0;
    while (known < rates.size() && rates.knownAt(known) <= time) {
      known++;
    }
    return new BigDecimal(rates.close(known - 1)).setScale(12, RoundingMode.HALF_EVEN);
  }

  /** The fees that a fill may have cost in its instrument's currency: as a maker or as a taker. */
  private static List<BigDecimal> fees(
      World world, Fill fill, Instrument own, BigDecimal notional, boolean first, long traded) {
    Costs costs = world.config().costs();
    BigDecimal maker = costs.makerBps();
    BigDecimal taker = costs.takerBps();
    for (FeeTier tier : costs.tiers()) {
      if (BigDecimal.valueOf(traded, 8).compareTo(tier.fromNotional()) >= 0) {
        maker = tier.makerBps();
        taker = tier.takerBps();
      }
    }
    List<BigDecimal> found = new ArrayList<>();
    for (BigDecimal bps : List.of(maker, taker)) {
      BigDecimal fee =
          switch (costs.model()) {
            case PER_NOTIONAL -> units(notional.multiply(bps).movePointLeft(4), true);
            case PER_SHARE -> units(costs.perUnit().multiply(own.toQuantity(fill.lots())), true);
            case FIXED -> first ? costs.perOrder() : BigDecimal.ZERO;
          };
      found.add(first ? fee.max(costs.minimum()) : fee);
    }
    return found;
  }

  /** Counts cash and positions again from nothing but the fills, in decimals. */
  private static void theFillsAloneGiveTheLedger(
      String what, World world, SimulationResult result) {
    BigDecimal bought = BigDecimal.ZERO;
    BigDecimal sold = BigDecimal.ZERO;
    BigDecimal conversion = BigDecimal.ZERO;
    long traded = 0;
    Set<Long> begun = new HashSet<>();
    long[] held = new long[world.series().size()];
    for (Fill fill : result.fills()) {
      Instrument own = result.instruments().get(fill.instrument());
      boolean buys = fill.side() == Side.BUY;
      boolean converts = !own.currency().equals("USD");
      BigDecimal rate = rate(world, own, fill.timeMicros());
      BigDecimal local =
          units(own.toPrice(fill.priceTicks()).multiply(own.toQuantity(fill.lots())), buys);
      BigDecimal notional = units(local.multiply(rate), buys);
      boolean first = begun.add(fill.orderId());
      if (!world.splits()) {
        assertThat(BigDecimal.valueOf(fill.feeUnits(), 8))
            .as("%s: fee of %s", what, fill)
            .isIn(
                fees(world, fill, own, local, first, traded).stream()
                    .map(fee -> units(fee.multiply(rate), true))
                    .toList());
      }
      bought = buys ? bought.add(notional) : bought;
      sold = buys ? sold : sold.add(notional);
      traded += notional.movePointRight(8).longValueExact();
      if (converts) {
        conversion =
            conversion.add(
                units(notional.multiply(world.config().conversionBps()).movePointLeft(4), true));
      }
      held[fill.instrument()] += buys ? fill.lots() : -fill.lots();
    }
    LedgerTotals ledger = result.ledger().orElseThrow();
    assertThat(bought.movePointRight(8).longValueExact()).as(what).isEqualTo(ledger.bought());
    assertThat(sold.movePointRight(8).longValueExact()).as(what).isEqualTo(ledger.sold());
    assertThat(conversion.movePointRight(8).longValueExact())
        .as(what)
        .isEqualTo(ledger.conversion());
    if (!world.splits()) {
      for (OpenPosition open : result.openPositions()) {
        Instrument own = result.instruments().get(open.instrument());
        assertThat(own.toQuantity(held[open.instrument()]).doubleValue())
            .as(what)
            .isEqualTo(open.quantity());
        held[open.instrument()] = 0;
      }
      assertThat(held).as("%s: positions that the result does not name", what).containsOnly(0);
    }
  }

  private static void reducingOrdersOnlyReduce(String what, Random strategy) {
    for (Seen seen : strategy.fills) {
      if (strategy.reducing.contains(seen.fill().orderId())) {
        long signed = seen.fill().side() == Side.BUY ? seen.fill().lots() : -seen.fill().lots();
        long before = seen.after() - signed;
        assertThat(Math.abs(seen.after())).as("%s: %s", what, seen).isLessThan(Math.abs(before));
        assertThat(Long.signum(seen.after()) * Long.signum(before))
            .as("%s: %s", what, seen)
            .isNotNegative();
      }
    }
  }

  private static void ordersKeepTheirWord(
      String what, World world, Random strategy, SimulationResult result) {
    Map<Long, List<Fill>> fills = new HashMap<>();
    result.fills().forEach(f -> fills.computeIfAbsent(f.orderId(), _ -> new ArrayList<>()).add(f));
    Map<Long, OrderRecord> orders = new HashMap<>();
    result.orders().forEach(each -> orders.put(each.id(), each));
    for (OrderRecord order : orders.values()) {
      List<Fill> own = fills.getOrDefault(order.id(), List.of());
      String said = what + ": " + order;
      if (!world.splits()) {
        assertThat(own.stream().mapToLong(Fill::lots).sum()).as(said).isEqualTo(order.filledLots());
      }
      assertThat(own).as(said).allMatch(fill -> fill.side() == order.side());
      assertThat(own).as(said).allMatch(fill -> fill.timeMicros() >= order.submittedMicros());
      if (order.state() == OrderState.FILLED) {
        assertThat(order.filledLots()).as(said).isEqualTo(order.lots());
      }
      if (order.timeInForce() instanceof TimeInForce.Fok) {
        assertThat(own).as(said).hasSizeLessThanOrEqualTo(1);
        assertThat(order.filledLots()).as(said).isIn(0L, order.lots());
      }
      if (order.timeInForce() instanceof TimeInForce.Ioc) {
        assertThat(own.stream().mapToLong(Fill::timeMicros).distinct().count())
            .as(said)
            .isLessThanOrEqualTo(1);
      }
      if (order.timeInForce() instanceof TimeInForce.Gtd(long until)) {
        assertThat(own).as(said).allMatch(fill -> fill.timeMicros() <= until);
      }
      if (order.timeInForce() instanceof TimeInForce.Day && !own.isEmpty()) {
        daysDoNotPass(said, world, own);
      }
      if (order.type() instanceof OrderType.Limit(double limit)
          && !strategy.amended.contains(order.id())
          && !world.splits()) {
        double tick = 0.01;
        assertThat(own)
            .as(said)
            .allMatch(
                fill ->
                    order.side() == Side.BUY
                        ? fill.priceTicks() * tick <= limit + 1e-9
                        : fill.priceTicks() * tick >= limit - 1e-9);
      }
    }
    for (List<Long> group : strategy.rivals) {
      assertThat(group.stream().filter(fills::containsKey).count())
          .as("%s: one of %s", what, group)
          .isLessThanOrEqualTo(1);
    }
  }

  /** All fills of an order for the day are of one session, or of one day where there are none. */
  private static void daysDoNotPass(String said, World world, List<Fill> fills) {
    BarSeries series = world.series().get(fills.getFirst().instrument());
    TradingHours hours = hours(series.instrument());
    long first = fills.getFirst().timeMicros();
    long last = fills.getLast().timeMicros();
    for (int bar = 0; bar < series.size(); bar++) {
      long ended = series.closeTime(bar);
      if (ended > first && ended < last) {
        assertThat(hours.ends(series, bar) && hours.trades(series.openTime(bar), ended))
            .as("%s: a session ended between its fills, with bar %d", said, bar)
            .isFalse();
      }
    }
  }
}
