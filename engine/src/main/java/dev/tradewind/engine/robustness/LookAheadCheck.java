package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.robustness.LookAhead.Change;
import dev.tradewind.engine.robustness.LookAhead.Finding;
import dev.tradewind.engine.robustness.LookAhead.Peek;
import dev.tradewind.engine.robustness.LookAhead.Way;
import dev.tradewind.engine.robustness.Worlds.Future;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares every decision with the one that the strategy makes when what came later is missing, and
 * when it is other. What differs was decided with knowledge of the future, whatever way it came.
 *
 * <p>Where there are more decisions than the limit, those at the ends of days and of higher
 * timeframes, the ones before and behind them, and those with an order are examined, and of the
 * others a seeded sample. Long data are examined in stretches that overlap, each a run of its own.
 */
final class LookAheadCheck {
  private static final long DAY = 86_400_000_000L;
  private static final long HOUR = 3_600_000_000L;
  private static final int STRETCH = 5_000;
  private static final int OTHER_BARS = 250;
  private static final int MAX_FINDINGS = 10;
  private static final int MAX_CHANGES = 5;

  /** A strategy that does not look at prices is accused above this t-value of its round trips. */
  private static final double CLAIRVOYANT = 5;

  private static final int FEW_ROUND_TRIPS = 10;

  private final Subject subject;
  private final int limit;
  private final long seed;
  private final Effort effort;
  private final List<Finding> findings = new ArrayList<>();
  private int examined;
  private int unexamined;
  private int affected;

  private LookAheadCheck(Subject subject, int limit, long seed, Effort effort) {
    this.subject = subject;
    this.limit = limit;
    this.seed = seed;
    this.effort = effort;
  }

  static LookAhead run(Subject subject, int limit, long seed, Effort effort) {
    return new LookAheadCheck(subject, limit, seed, effort).run();
  }

  private LookAhead run() {
    long[] moments = Worlds.moments(subject.series());
    Recorder whole = recorded(subject, Recorder.Observer.NONE, SimulationListener.NONE).recorder();
    BitSet chosen = chosen(moments, whole);
    int warmUp = whole.declared().stream().mapToInt(each -> each.handle().warmUp()).max().orElse(0);
    int stretch = Math.max(STRETCH, 4 * Math.min(warmUp, moments.length));
    int lead = stretch / 4;
    long total = chosen.cardinality();
    for (int from = 0; from < moments.length; from += stretch - lead) {
      int first = from == 0 ? 0 : from + lead;
      int until = Math.min(moments.length, from + stretch);
      if (first < until) {
        examine(moments, from, first, until, chosen, total);
      }
      if (until == moments.length) {
        break;
      }
    }
    return new LookAhead(
        moments.length, examined, unexamined, affected, findings, outside(whole, moments));
  }

  /** A run and what was recorded; a failure of the strategy is part of it. */
  private record Recorded(Recorder recorder, @Nullable RuntimeException failure) {}

  private static Recorded recorded(
      Subject subject, Recorder.Observer observer, SimulationListener listener) {
    Recorder recorder = new Recorder(subject.make(), observer);
    try {
      subject.run(recorder.strategy(), listener);
      return new Recorded(recorder, null);
    } catch (SimulationCancelledException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Recorded(recorder, e);
    }
  }

  // --- which decisions -------------------------------------------------------------------------

  private BitSet chosen(long[] moments, Recorder whole) {
    BitSet chosen = new BitSet(moments.length);
    if (moments.length <= limit) {
      chosen.set(0, moments.length);
      return chosen;
    }
    LongPredicate isEdge = edges(whole);
    for (int i = 0; i < moments.length; i++) {
      boolean dayEnds =
          i + 1 == moments.length
              || Math.floorDiv(moments[i] - 1, DAY) != Math.floorDiv(moments[i + 1] - 1, DAY);
      if (dayEnds || isEdge.test(moments[i])) {
        chosen.set(Math.max(0, i - 1), Math.min(moments.length, i + 2));
      }
    }
    int ordering = 0;
    for (int event : whole.ordering()) {
      if (ordering++ < limit) {
        int at = Arrays.binarySearch(moments, whole.moment(event));
        if (at >= 0) {
          chosen.set(at);
        }
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    int more = Math.min(limit, moments.length - chosen.cardinality());
    for (int i = 0; i < more; i++) {
      chosen.set(random.nextInt(moments.length));
    }
    return chosen;
  }

  /** Ends of the bars of the timeframes in play, other than the one of which every bar ends one. */
  private LongPredicate edges(Recorder whole) {
    long shortest =
        subject.series().stream().mapToLong(one -> one.timeframe().micros()).min().orElse(DAY);
    List<Long> lengths = new ArrayList<>();
    for (BarSeries one : subject.series()) {
      if (one.timeframe().micros() > shortest) {
        lengths.add(one.timeframe().micros());
      }
    }
    for (Recorder.Declared declared : whole.declared()) {
      for (String part : declared.text().split("@", -1)) {
        String code = part.split("[^0-9A-Za-z]", 2)[0];
        if (code.matches("[0-9]+[mh]")) {
          long unit = code.endsWith("h") ? HOUR : HOUR / 60;
          long length = unit * Long.parseLong(code.substring(0, code.length() - 1));
          if (length > shortest) {
            lengths.add(length);
          }
        }
      }
    }
    return moment -> lengths.stream().anyMatch(length -> Math.floorMod(moment, length) == 0);
  }

  // --- comparing -------------------------------------------------------------------------------

  /** The bars {@code from..until} by themselves, of which decisions from {@code first} on. */
  private void examine(long[] moments, int from, int first, int until, BitSet chosen, long total) {
    long before = from == 0 ? Long.MIN_VALUE : moments[from - 1];
    Subject stretch =
        from == 0 && until == moments.length
            ? subject
            : subject.on(Worlds.between(subject.series(), before, moments[until - 1]));
    Recorder base = recorded(stretch, Recorder.Observer.NONE, SimulationListener.NONE).recorder();
    int[] cuts = chosen.stream().filter(i -> i >= first && i < until).toArray();
    List<Cut> results =
        effort
            .within(examined + unexamined, total)
            .map(cuts.length, (i, listener) -> cut(stretch, base, moments[cuts[i]], listener));
    int reported = -1;
    for (int i = 0; i < cuts.length; i++) {
      Cut cut = results.get(i);
      if (cut.unexamined()) {
        unexamined++;
      } else {
        examined++;
      }
      if (cut.event() >= 0) {
        affected++;
        if (findings.size() < MAX_FINDINGS && cut.event() != reported) {
          reported = cut.event();
          findings.add(explain(stretch, base, moments, moments[cuts[i]], cut));
        }
      }
    }
  }

  /**
   * What a cut showed.
   *
   * @param event the first event that differs, or -1
   * @param way with which future
   * @param failure what the strategy threw instead
   * @param unexamined whether it could not be made
   */
  private record Cut(int event, Way way, @Nullable String failure, boolean unexamined) {
    static final Cut SAME = new Cut(-1, Way.REMOVED, null, false);
    static final Cut IMPOSSIBLE = new Cut(-1, Way.REMOVED, null, true);
  }

  private Cut cut(Subject stretch, Recorder base, long moment, SimulationListener listener) {
    int events = base.knownAt(moment);
    boolean possible = false;
    for (Way way : Way.values()) {
      Subject other = stretch.on(Worlds.at(stretch.series(), moment, future(way)));
      Recorder recorder;
      RuntimeException failure;
      try {
        Recorded recorded = recorded(other, Recorder.Observer.NONE, listener);
        recorder = recorded.recorder();
        failure = recorded.failure();
      } catch (SimulationCancelledException e) {
        throw e;
      } catch (RuntimeException e) {
        // Whoever makes it may need more bars than there are: that is no knowledge of the future.
        continue;
      }
      if (failure != null && recorder.size() == 0) {
        continue;
      }
      possible = true;
      int difference = base.firstDifference(recorder, events);
      if (difference >= 0) {
        boolean ended = difference >= recorder.size() - 1;
        String thrown = ended && failure != null ? cause(failure) : null;
        return new Cut(difference, way, thrown, false);
      }
    }
    return possible ? Cut.SAME : Cut.IMPOSSIBLE;
  }

  /** By its class, since compiled code may throw without a message; unknown ones are named. */
  private static String cause(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return switch (cause) {
      case IndexOutOfBoundsException _ -> "asking for what is not there";
      case NullPointerException _ -> "a missing value";
      case ArithmeticException _ -> "a calculation without a result";
      case IllegalArgumentException _ -> "a value that was refused";
      default -> cause.getClass().getSimpleName();
    };
  }

  private Future future(Way way) {
    return switch (way) {
      case REMOVED -> new Future.Missing();
      case CHANGED -> new Future.Other(OTHER_BARS, seed);
    };
  }

  // --- explaining ------------------------------------------------------------------------------

  private Finding explain(Subject stretch, Recorder base, long[] moments, long cut, Cut found) {
    int event = found.event();
    List<Change> changes = new ArrayList<>();
    if (found.failure() != null) {
      changes.add(new Change("the run", "complete", "ended by: " + found.failure()));
    } else {
      Detail before = detail(stretch, event);
      Subject other = stretch.on(Worlds.at(stretch.series(), cut, future(found.way())));
      changes.addAll(before.changes(detail(other, event)));
    }
    long decision = base.moment(event);
    return new Finding(
        decision,
        stretch.series().get(base.instrument(event)).instrument().id(),
        base.callback(event),
        found.way(),
        changes,
        peek(stretch, base, moments, event));
  }

  private static Detail detail(Subject subject, int event) {
    Detail detail = new Detail(event, subject.series());
    Recorder recorder;
    try {
      recorder = recorded(subject, detail, SimulationListener.NONE).recorder();
    } catch (RuntimeException e) {
      // It cannot be made of these bars at all; then nothing of it can be told.
      return detail;
    }
    detail.orders = event < recorder.size() ? recorder.orders(event) : List.of();
    detail.happened = event < recorder.size();
    return detail;
  }

  /** What was read and ordered in one event. */
  private static final class Detail implements Recorder.Observer {
    private final int event;
    private final List<BarSeries> series;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private List<OrderIntent> orders = List.of();
    private boolean happened;

    private Detail(int event, List<BarSeries> series) {
      this.event = event;
      this.series = series;
    }

    @Override
    public boolean wantsReads(int number) {
      return number == event;
    }

    @Override
    public void read(int number, String what, @Nullable Object value) {
      names.add(what);
      values.add(value instanceof Double number2 ? Words.value(number2) : String.valueOf(value));
    }

    List<Change> changes(Detail other) {
      List<Change> changes = new ArrayList<>();
      int common = Math.min(names.size(), other.names.size());
      for (int i = 0; i < common && changes.size() < MAX_CHANGES; i++) {
        if (!names.get(i).equals(other.names.get(i))) {
          break;
        }
        if (!values.get(i).equals(other.values.get(i))) {
          changes.add(new Change(names.get(i), values.get(i), other.values.get(i)));
        }
      }
      if (!orders.toString().equals(other.orders.toString())) {
        changes.add(new Change("orders", shown(orders), shown(other.orders)));
      } else if (changes.isEmpty()) {
        String after = other.happened ? String.join(", ", other.names) : "nothing";
        changes.add(new Change("what was asked for", String.join(", ", names), after));
      }
      return changes;
    }

    private String shown(List<OrderIntent> orders) {
      return orders.isEmpty()
          ? "none"
          : orders.stream().map(this::shown).collect(Collectors.joining("; "));
    }

    private String shown(OrderIntent intent) {
      int at = intent.instrument();
      return (at < 0 || at >= series.size() ? "" : series.get(at).instrument().id() + ": ")
          + OrderWords.of(intent);
    }
  }

  /** The nearest later moment whose bars, changed together with those before, change the event. */
  private @Nullable Peek peek(Subject stretch, Recorder base, long[] moments, int event) {
    long decision = base.moment(event);
    int at = Arrays.binarySearch(moments, decision);
    int last = Arrays.binarySearch(moments, base.moment(base.size() - 1));
    if (at < 0) {
      return null;
    }
    int end = (last < 0 ? moments.length : last + 1) - 1;
    int high = at + 1;
    while (high <= end && !differs(stretch, base, event, decision, until(moments[high]))) {
      high = high == end ? end + 1 : Math.min(end, at + 2 * (high - at));
    }
    if (high > end) {
      return null;
    }
    int low = at + (high - at) / 2;
    while (low + 1 < high) {
      int middle = (low + high) >>> 1;
      if (differs(stretch, base, event, decision, until(moments[middle]))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return peek(stretch, base, event, decision, moments[high], high - at);
  }

  private Future until(long moment) {
    return new Future.OtherUntil(moment, seed);
  }

  private static @Nullable Peek peek(
      Subject stretch, Recorder base, int event, long decision, long close, int ahead) {
    @Nullable Peek whole = null;
    for (int s = 0; s < stretch.series().size(); s++) {
      BarSeries series = stretch.series().get(s);
      int bar = closing(series, close);
      if (bar < 0) {
        continue;
      }
      List<String> fields = new ArrayList<>();
      for (BarField field : BarField.values()) {
        boolean open = field == BarField.OPEN && series.openTime(bar) < decision;
        if (!open
            && (differs(stretch, base, event, decision, one(s, close, field, 2))
                || differs(stretch, base, event, decision, one(s, close, field, 0.5)))) {
          fields.add(field.name().toLowerCase(Locale.ROOT));
        }
      }
      Peek peek = new Peek(series.instrument().id(), series.openTime(bar), close, ahead, fields);
      if (!fields.isEmpty()) {
        return peek;
      }
      whole = whole == null ? peek : whole;
    }
    return whole;
  }

  private static Future one(int series, long close, BarField field, double factor) {
    return new Future.OneValue(series, close, field, factor);
  }

  private static int closing(BarSeries series, long close) {
    for (int i = Math.max(0, series.lowerBound(close) - 1); i >= 0; i--) {
      if (series.closeTime(i) == close) {
        return i;
      }
      if (series.closeTime(i) < close) {
        break;
      }
    }
    return -1;
  }

  private static boolean differs(
      Subject stretch, Recorder base, int event, long decision, Future future) {
    try {
      Subject other = stretch.on(Worlds.at(stretch.series(), decision, future));
      Recorder recorder =
          recorded(other, Recorder.Observer.NONE, SimulationListener.NONE).recorder();
      return base.firstDifference(recorder, event + 1) >= 0;
    } catch (RuntimeException e) {
      // It cannot be made of these bars; that says nothing about the event.
      return false;
    }
  }

  // --- knowledge from elsewhere ----------------------------------------------------------------

  /**
   * Orders that stay the same when all prices of the run are others do not come from these prices.
   * If they nevertheless gain far more often than not, the strategy knows the prices from
   * elsewhere.
   */
  private @Nullable String outside(Recorder whole, long[] moments) {
    if (whole.ordering().length < 2 * FEW_ROUND_TRIPS || moments.length < 3) {
      return null;
    }
    List<BarSeries> elsewhere = Worlds.resampled(subject.series(), 1, seed);
    SimulationResult result;
    Recorder other;
    try {
      Subject shown = subject.onPrices(elsewhere);
      other = new Recorder(shown.make(), Recorder.Observer.NONE);
      shown.run(other.strategy(), SimulationListener.NONE);
      result = subject.run(SimulationListener.NONE);
    } catch (SimulationCancelledException e) {
      throw e;
    } catch (RuntimeException e) {
      return null;
    }
    if (!intents(whole).equals(intents(other))) {
      return null;
    }
    double t = tValue(result.roundTrips());
    return t > CLAIRVOYANT
        ? "its "
            + Words.count(result.roundTrips().size(), "round trip")
            + " stay the same when the run shows other prices, and yet gain with a t-value of "
            + Words.number(t, 1)
            + " (above "
            + Words.number(CLAIRVOYANT, 0)
            + "): it knows the prices from elsewhere"
        : null;
  }

  private static List<String> intents(Recorder recorder) {
    List<String> all = new ArrayList<>();
    for (int event : recorder.ordering()) {
      for (OrderIntent intent : recorder.orders(event)) {
        all.add(recorder.moment(event) + " " + intent);
      }
    }
    return all;
  }

  private static double tValue(List<RoundTrip> trips) {
    int n = trips.size();
    if (n < FEW_ROUND_TRIPS) {
      return 0;
    }
    double mean = trips.stream().mapToDouble(RoundTrip::returnFraction).sum() / n;
    double squares = 0;
    for (RoundTrip trip : trips) {
      squares += (trip.returnFraction() - mean) * (trip.returnFraction() - mean);
    }
    double error = Math.sqrt(squares / (n - 1) / n);
    return error > 0 ? mean / error : 0;
  }
}
