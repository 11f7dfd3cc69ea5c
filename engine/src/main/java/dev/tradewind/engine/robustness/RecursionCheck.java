package dev.tradewind.engine.robustness;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the strategy from later and later first bars and compares, bar by bar, the values of its
 * features and its orders with those of the run that has seen everything. A value that is computed
 * from its own past, such as an exponential average, forgets where it began only slowly.
 */
final class RecursionCheck {
  private static final int MAX_BARS = 20_000;

  private final Subject subject;
  private final Settings settings;
  private final Effort effort;

  private RecursionCheck(Subject subject, Settings settings, Effort effort) {
    this.subject = subject;
    this.settings = settings;
    this.effort = effort;
  }

  static WarmUp run(Subject subject, Settings settings, Effort effort) {
    return new RecursionCheck(subject, settings, effort).run();
  }

  private WarmUp run() {
    long[] all = Worlds.moments(subject.series());
    long[] moments =
        all.length > MAX_BARS ? Arrays.copyOfRange(all, all.length - MAX_BARS, all.length) : all;
    int count = Math.min(settings.starts(), moments.length / 2 - 1);
    if (count < 1) {
      return new WarmUp(moments.length, settings.tolerance(), List.of(), List.of());
    }
    int[] starts = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      // From 0 on, in equal steps through the first half.
      starts[i] = (int) ((long) i * moments.length / 2 / (count + 1));
    }
    List<Tape> tapes =
        effort.map(starts.length, (i, listener) -> tape(moments, starts[i], listener));
    return compare(moments, starts, tapes);
  }

  private Tape tape(long[] moments, int start, SimulationListener listener) {
    long from = start == 0 ? moments[0] - 1 : moments[start - 1];
    List<BarSeries> world =
        Worlds.between(
            subject.series(),
            start == 0 ? firstOpen(moments[0]) : from,
            moments[moments.length - 1]);
    Tape tape = new Tape(moments);
    Recorder recorder = new Recorder(subject.on(world).make(), tape);
    subject.on(world).run(recorder.strategy(), listener);
    for (int event : recorder.ordering()) {
      int at = Arrays.binarySearch(moments, recorder.moment(event));
      if (at >= 0) {
        for (OrderIntent intent : recorder.orders(event)) {
          tape.orders[at] = tape.orders[at] + direction(intent) + ";";
        }
      }
    }
    return tape;
  }

  /** The bars whose close is the first moment belong to the window. */
  private long firstOpen(long firstClose) {
    long open = firstClose - 1;
    for (BarSeries one : subject.series()) {
      for (int i = 0; i < one.size() && one.closeTime(i) <= firstClose; i++) {
        if (one.closeTime(i) == firstClose) {
          open = Math.min(open, one.openTime(i));
        }
      }
    }
    return open;
  }

  /** What an order is about without its amounts, which depend on the equity so far. */
  private static String direction(OrderIntent intent) {
    return intent.toString().replaceAll("-?[0-9]+\\.[0-9]+(E-?[0-9]+)?|lots=[0-9]+", "~");
  }

  private WarmUp compare(long[] moments, int[] starts, List<Tape> tapes) {
    Tape whole = tapes.getFirst();
    List<WarmUp.Feature> features = new ArrayList<>();
    for (int f = 0; f < whole.declared.size(); f++) {
      features.add(feature(moments, starts, tapes, f));
    }
    List<WarmUp.Start> shifted = new ArrayList<>();
    for (int s = 1; s < starts.length; s++) {
      int differing = 0;
      int last = -1;
      int ordering = 0;
      for (int bar = starts[s]; bar < moments.length; bar++) {
        if (!whole.orders[bar].isEmpty() || !tapes.get(s).orders[bar].isEmpty()) {
          ordering++;
        }
        if (!whole.orders[bar].equals(tapes.get(s).orders[bar])) {
          differing++;
          last = bar - starts[s];
        }
      }
      shifted.add(
          new WarmUp.Start(
              moments[starts[s]], moments.length - starts[s], ordering, differing, last + 1));
    }
    return new WarmUp(moments.length, settings.tolerance(), features, shifted);
  }

  private WarmUp.Feature feature(long[] moments, int[] starts, List<Tape> tapes, int f) {
    Tape whole = tapes.getFirst();
    FeatureHandle handle = whole.declared.get(f).handle();
    double[] reference = whole.values.get(f);
    int needed = 0;
    int fewest = Integer.MAX_VALUE;
    double atWarmUp = 0;
    double atEnd = 0;
    boolean never = false;
    for (int s = 1; s < starts.length; s++) {
      if (f >= tapes.get(s).values.size()) {
        continue;
      }
      double[] other = tapes.get(s).values.get(f);
      int last = -1;
      int seen = -1;
      for (int bar = starts[s]; bar < moments.length; bar++) {
        if (!whole.seen.get(f)[bar] || !tapes.get(s).seen.get(f)[bar]) {
          continue;
        }
        seen = bar - starts[s];
        double difference = difference(reference[bar], other[bar]);
        if (!(difference <= settings.tolerance())) {
          last = seen;
        }
        if (seen == handle.warmUp()) {
          atWarmUp = worst(atWarmUp, difference);
        }
      }
      if (seen >= 0) {
        atEnd = worst(atEnd, difference(reference[starts[s] + seen], other[starts[s] + seen]));
        never |= last == seen;
        needed = Math.max(needed, last + 1);
        fewest = Math.min(fewest, seen + 1);
      }
    }
    return new WarmUp.Feature(
        subject.series().get(handle.instrument()).instrument().id(),
        whole.declared.get(f).text(),
        handle.warmUp(),
        never ? -1 : needed,
        atWarmUp,
        atEnd);
  }

  private static double worst(double one, double other) {
    return Double.isNaN(one) || Double.isNaN(other) ? Double.NaN : Math.max(one, other);
  }

  /** Relative to the larger; 0 if both are undefined, {@code NaN} if one is. */
  private static double difference(double one, double other) {
    if ((Double.isNaN(one) && Double.isNaN(other)) || one == other) {
      return 0;
    }
    return Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
  }

  /** The values of all features and the orders, for each moment. */
  private static final class Tape implements Recorder.Observer {
    private final long[] moments;
    private List<Recorder.Declared> declared = List.of();
    private final List<double[]> values = new ArrayList<>();
    private final List<boolean[]> seen = new ArrayList<>();
    private final String[] orders;

    private Tape(long[] moments) {
      this.moments = moments;
      this.orders = new String[moments.length];
      Arrays.fill(orders, "");
    }

    @Override
    public void started(
        dev.tradewind.engine.strategy.StrategySetup setup, List<Recorder.Declared> all) {
      declared = all;
      for (int i = 0; i < all.size(); i++) {
        values.add(new double[moments.length]);
        seen.add(new boolean[moments.length]);
      }
    }

    @Override
    public void ended(int event, String callback, StrategyContext context) {
      if (!callback.equals(Recorder.ON_BAR)) {
        return;
      }
      int at = Arrays.binarySearch(moments, context.nowMicros());
      if (at < 0) {
        return;
      }
      for (int f = 0; f < declared.size(); f++) {
        FeatureHandle handle = declared.get(f).handle();
        if (handle.instrument() == context.instrument()) {
          values.get(f)[at] = context.value(handle, 0);
          seen.get(f)[at] = true;
        }
      }
    }
  }
}
