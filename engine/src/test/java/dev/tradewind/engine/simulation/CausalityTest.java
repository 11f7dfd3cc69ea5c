package dev.tradewind.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.BarHandle;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The proof that a strategy cannot reach a value that is not known yet: a strategy that calls every
 * method of its API with every argument in reach, in every callback, sees the same up to a moment
 * whether what follows is as it was, changed, or missing.
 */
class CausalityTest {
  private static final int BARS = 60;
  private static final long MINUTE = 60_000_000L;

  private static BarSeries series(String id, int minutes, int bars, long changedFrom) {
    SplittableRandom random = new SplittableRandom(id.hashCode());
    SplittableRandom other = new SplittableRandom(99);
    BarSeries.Builder builder =
        BarSeries.builder(
            Scripted.instrument(id, "0.01", "0.001"), Timeframe.parse(minutes + "m"), bars);
    double price = 100;
    // Close to midnight, so that sessions end during the run.
    long start = Scripted.DAY - 20 * MINUTE;
    for (int i = 0; i < bars; i++) {
      long open = start + (long) i * minutes * MINUTE;
      boolean changed = open >= changedFrom;
      price *= 1 + ((changed ? other : random).nextDouble() - 0.5) * 0.02;
      builder.append(open, price, price * 1.01, price * 0.99, price * 1.001, 5 + i % 3);
    }
    return builder.build();
  }

  private static List<BarSeries> world(int bars, long changedFrom) {
    return List.of(series("A", 1, bars, changedFrom), series("B", 5, bars / 5, changedFrom));
  }

  /** Writes down, with its moment, all that the API gives. */
  private static final class Probe implements Strategy {
    final List<String> seen = new ArrayList<>();
    final List<Long> moments = new ArrayList<>();
    private final List<FeatureHandle> handles = new ArrayList<>();
    private final List<BarHandle> longer = new ArrayList<>();

    @Override
    public void onStart(StrategySetup setup) {
      for (int i = 0; i < setup.instrumentCount(); i++) {
        handles.add(setup.feature(i, "ema(close, 3)"));
        handles.add(setup.feature(i, "rsi(close, 4)"));
        handles.add(setup.feature(i, "sma(volume, 2)"));
        handles.add(setup.feature(i, "high"));
        longer.add(setup.bars(i, "15m"));
      }
      // Setup happens before the first bar: what it gives may not depend on any bar.
      write(Long.MIN_VALUE, "setup", callAll(StrategySetup.class, setup));
      // A handle that claims another instrument, which knows more bars.
      handles.add(new FeatureHandle(4, 0, 0));
    }

    @Override
    public void onBar(StrategyContext context) {
      write(context.nowMicros(), "bar", callAll(StrategyContext.class, context));
      int i = context.instrument();
      if (context.hasPendingOrder(i)) {
        return;
      }
      if (context.positionLots(i) == 0) {
        context.submit(new OrderIntent.Market(i, Side.BUY, new OrderSize.CashFraction(0.3)));
      } else if (context.barCount(i) % 3 == 0) {
        context.submit(new OrderIntent.Market(i, Side.SELL, new OrderSize.EntirePosition()));
      }
    }

    @Override
    public void onFill(StrategyContext context, Fill fill) {
      write(context.nowMicros(), "fill " + fill, callAll(StrategyContext.class, context));
    }

    @Override
    public void onSessionClose(StrategyContext context) {
      write(context.nowMicros(), "session", callAll(StrategyContext.class, context));
    }

    private void write(long moment, String event, String values) {
      moments.add(moment);
      seen.add(event + " " + values);
    }

    /** Every method, found by reflection, so that a new one is probed without being named here. */
    private String callAll(Class<?> api, Object target) {
      StringBuilder all = new StringBuilder();
      Method[] methods = api.getMethods();
      Arrays.sort(methods, Comparator.comparing(Method::toString));
      for (Method method : methods) {
        if (List.of("feature", "bars", "submit").contains(method.getName())) {
          continue;
        }
        all.append(method.getName());
        for (Object[] arguments : arguments(method.getParameterTypes())) {
          all.append(' ').append(call(method, target, arguments));
        }
        all.append('\n');
      }
      return all.toString();
    }

    private static String call(Method method, Object target, Object[] arguments) {
      try {
        return String.valueOf(method.invoke(target, arguments));
      } catch (InvocationTargetException e) {
        return String.valueOf(e.getCause());
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }

    private List<Object[]> arguments(Class<?>[] types) {
      List<Object[]> all = List.<Object[]>of(new Object[0]);
      for (int p = 0; p < types.length; p++) {
        List<Object[]> longer = new ArrayList<>();
        for (Object[] before : all) {
          for (Object value : values(types[p], p)) {
            Object[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = value;
            longer.add(more);
          }
        }
        all = longer;
      }
      return all;
    }

    private List<?> values(Class<?> type, int position) {
      if (type == int.class) {
        return position == 0 ? List.of(0, 1) : List.of(0, 1, 2, 7, BARS, -1, Integer.MIN_VALUE);
      } else if (type == BarField.class) {
        return List.of(BarField.values());
      } else if (type == FeatureHandle.class) {
        return handles;
      } else if (type == BarHandle.class) {
        return longer;
      } else if (type == long.class) {
        return List.of(0L, 1L, 2L, 5L, -1L);
      }
      throw new AssertionError("teach this test to make a " + type);
    }
  }

  private static Probe probe(List<BarSeries> world) {
    Probe probe = new Probe();
    Simulator.run(
        world, probe, "probe", Map.of(), SimulationConfig.DEFAULT, SimulationListener.NONE);
    return probe;
  }

  /** What was seen strictly before a moment. */
  private static List<String> before(Probe probe, long moment) {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < probe.seen.size() && probe.moments.get(i) < moment; i++) {
      known.add(probe.seen.get(i));
    }
    return known;
  }

  @Test
  void aChangedFutureChangesNothingThatWasSeenBefore() {
    Probe original = probe(world(BARS, Long.MAX_VALUE));
    long start = Scripted.DAY - 20 * MINUTE;
    for (int cut : new int[] {10, 20, 33, 45}) {
      long moment = start + cut * MINUTE;
      Probe changed = probe(world(BARS, moment));

      // At the moment itself the opens of the changed bars are known, and fill orders.
      assertThat(before(changed, moment)).isEqualTo(before(original, moment)).isNotEmpty();
      assertThat(changed.seen).isNotEqualTo(original.seen);
    }
  }

  @Test
  void aMissingFutureChangesNothingThatWasSeenBefore() {
    Probe original = probe(world(BARS, Long.MAX_VALUE));
    long start = Scripted.DAY - 20 * MINUTE;
    for (int cut : new int[] {10, 20, 45}) {
      long moment = start + cut * MINUTE;

      assertThat(before(probe(world(cut, Long.MAX_VALUE)), moment))
          .isEqualTo(before(original, moment))
          .isNotEmpty();
    }
  }

  @Test
  void theProbeSeesFillsAndSessionCloses() {
    assertThat(probe(world(BARS, Long.MAX_VALUE)).seen)
        .anyMatch(s -> s.startsWith("fill"))
        .anyMatch(s -> s.startsWith("session"))
        .anyMatch(s -> s.startsWith("bar"));
  }
}
