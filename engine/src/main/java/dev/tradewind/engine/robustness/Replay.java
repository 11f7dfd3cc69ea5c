package dev.tradewind.engine.robustness;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionPrinter;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.Rejection;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A run again, moment by moment: what the strategy saw, which conditions were true, what it
 * ordered, what was refused and filled, and what it then held. Nothing is kept from the first time:
 * the run is repeated, and a window of it is written down. Immutable.
 *
 * @param size moments of the run: one for each at which a bar closed
 * @param from index of the first moment of the window
 * @param frames the moments of the window
 * @param events indexes of all moments at which something was ordered, filled or refused, ascending
 * @param result of the repeated run
 */
public record Replay(
    int size, int from, List<Frame> frames, List<Integer> events, SimulationResult result) {
  /** Most moments of a window. */
  public static final int MAX_FRAMES = 500;

  /** Copies the list. */
  public Replay {
    frames = List.copyOf(frames);
    events = List.copyOf(events);
  }

  /**
   * A moment at which a bar closed.
   *
   * @param index from 0
   * @param timeMicros UTC microseconds
   * @param fills since the moment before, in their order
   * @param bars of the instruments whose bar closed, in the order in which the strategy was asked
   * @param refusals between this moment and the next
   * @param cashUnits after the decisions, 1e-8 of the currency
   * @param equity marked at this moment, currency
   * @param positionLots of every instrument
   */
  public record Frame(
      int index,
      long timeMicros,
      List<Fill> fills,
      List<Decision> bars,
      List<Rejection> refusals,
      long cashUnits,
      double equity,
      List<Long> positionLots) {
    /** Copies the lists. */
    public Frame {
      fills = List.copyOf(fills);
      bars = List.copyOf(bars);
      refusals = List.copyOf(refusals);
      positionLots = List.copyOf(positionLots);
    }
  }

  /**
   * A decision about an instrument whose bar closed.
   *
   * @param instrument its index
   * @param bar index of its bar, from 0
   * @param values of the features of this instrument, each condition followed by its parts
   * @param reads what the strategy read besides, in its order
   * @param orders what it handed in
   * @param pending whether an order of the instrument was at work after the decision
   * @param why in words, why something or nothing was ordered
   */
  public record Decision(
      int instrument,
      int bar,
      List<Value> values,
      List<Read> reads,
      List<OrderIntent> orders,
      boolean pending,
      String why) {
    /** Copies the lists. */
    public Decision {
      values = List.copyOf(values);
      reads = List.copyOf(reads);
      orders = List.copyOf(orders);
    }
  }

  /**
   * The value of an expression.
   *
   * @param text canonical
   * @param depth 0 for what the strategy declared, 1 for its parts, and so on
   * @param condition whether it is true or false rather than a number
   * @param value 1 or 0 for a condition; {@code NaN} where undefined
   */
  public record Value(String text, int depth, boolean condition, double value) {
    /** As people read it. */
    public String shown() {
      if (Double.isNaN(value)) {
        return "undefined";
      }
      return condition ? (value == 1 ? "true" : "false") : Words.value(value);
    }
  }

  /** Something that was read, and its value as text. */
  public record Read(String what, String value) {}

  /**
   * Repeats a run.
   *
   * @param from index of the first moment wanted, &ge; 0; behind the end nothing is shown
   * @param count of moments wanted, in 1..{@link #MAX_FRAMES}
   * @throws IllegalArgumentException if they are out of bounds
   */
  public static Replay of(Subject subject, int from, int count, SimulationListener listener) {
    if (from < 0) {
      throw new IllegalArgumentException("from must be >= 0, was " + from);
    }
    if (count < 1 || count > MAX_FRAMES) {
      throw new IllegalArgumentException("count must be in 1.." + MAX_FRAMES + ", was " + count);
    }
    Tape tape = new Tape(from, from + count);
    tape.recorder = new Recorder(subject.make(), tape);
    SimulationResult result = subject.run(tape.recorder().strategy(), listener);
    return new Replay(
        result.equitySize(), from, tape.frames(result), List.copyOf(tape.events), result);
  }

  /**
   * The index of the last moment at or before a time, 0 if there is none.
   *
   * @param timeMicros UTC microseconds
   */
  public static int indexAt(List<BarSeries> series, long timeMicros) {
    long[] moments = Worlds.moments(series);
    int index = 0;
    while (index + 1 < moments.length && moments[index + 1] <= timeMicros) {
      index++;
    }
    return index;
  }

  /** An expression of which the value is shown, and where it stands. */
  private record Part(FeatureHandle handle, String text, int depth, boolean condition) {}

  /** Writes down the window. */
  private static final class Tape implements Recorder.Observer {
    private final int from;
    private final int until;
    private @Nullable Recorder recorder;
    private final Map<Integer, List<Part>> parts = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private List<Fill> fills = new ArrayList<>();
    private List<Read> reads = new ArrayList<>();
    private final List<Long> moments = new ArrayList<>();
    private final TreeSet<Integer> events = new TreeSet<>();
    private int index = -1;
    private long moment = Long.MIN_VALUE;

    private Tape(int from, int until) {
      this.from = from;
      this.until = until;
    }

    /** A frame in the making. */
    private static final class Draft {
      private final int index;
      private final long time;
      private final List<Fill> fills;
      private final List<Decision> bars = new ArrayList<>();
      private long cash;
      private List<Long> lots = List.of();

      private Draft(int index, long time, List<Fill> fills) {
        this.index = index;
        this.time = time;
        this.fills = fills;
      }
    }

    private Recorder recorder() {
      if (recorder == null) {
        throw new IllegalStateException("the recorder is there before the run");
      }
      return recorder;
    }

    @Override
    public void started(StrategySetup setup, List<Recorder.Declared> declared) {
      for (Recorder.Declared each : declared) {
        List<Part> all = parts.computeIfAbsent(each.handle().instrument(), _ -> new ArrayList<>());
        CheckResult checked = ExpressionChecker.in(setup.expressions()).check(each.text());
        if (checked instanceof CheckResult.Checked(CheckedExpression expression)) {
          boolean condition = expression.type() == ValueType.BOOLEAN;
          all.add(new Part(each.handle(), each.text(), 0, condition));
          addChildren(setup, each.handle().instrument(), expression.expression(), 1, all);
        } else {
          all.add(new Part(each.handle(), each.text(), 0, false));
        }
      }
    }

    /** Below a value of another timeframe or instrument, parts would be of other bars. */
    private static void addChildren(
        StrategySetup setup, int instrument, Expression parent, int depth, List<Part> all) {
      boolean shown =
          parent instanceof Expression.Binary
              || parent instanceof Expression.Not
              || parent instanceof Expression.Negate;
      if (!shown) {
        return;
      }
      for (Expression child : parent.children()) {
        boolean constant =
            child instanceof Expression.NumberLiteral
                || child instanceof Expression.BooleanLiteral
                || child instanceof Expression.DurationLiteral;
        if (!constant
            && ExpressionChecker.in(setup.expressions()).check(ExpressionPrinter.print(child))
                instanceof CheckResult.Checked(CheckedExpression checked)) {
          FeatureHandle handle = setup.feature(instrument, checked);
          all.add(
              new Part(handle, checked.canonical(), depth, checked.type() == ValueType.BOOLEAN));
          addChildren(setup, instrument, child, depth + 1, all);
        }
      }
    }

    @Override
    public boolean wantsReads(int event) {
      return index + 1 >= from && index < until;
    }

    @Override
    public void read(int event, String what, @Nullable Object value) {
      String text = value instanceof Double number ? Words.value(number) : String.valueOf(value);
      reads.add(new Read(what, text));
    }

    @Override
    public void begins(int event, String callback, List<Object> arguments) {
      reads = new ArrayList<>();
      for (Object argument : arguments) {
        if (argument instanceof Fill fill) {
          fills.add(fill);
        }
      }
    }

    @Override
    public void ended(int event, String callback, StrategyContext context) {
      if (!callback.equals(Recorder.ON_BAR)) {
        return;
      }
      if (context.nowMicros() != moment) {
        moment = context.nowMicros();
        moments.add(moment);
        index++;
        if (index >= from && index < until) {
          drafts.add(new Draft(index, moment, fills));
        }
        if (!fills.isEmpty()) {
          events.add(index);
        }
        fills = new ArrayList<>();
      }
      if (!recorder().orders(event).isEmpty()) {
        events.add(index);
      }
      if (index < from || index >= until) {
        return;
      }
      Draft draft = drafts.getLast();
      draft.bars.add(decision(event, context));
      draft.cash = context.cashUnits();
      List<Long> lots = new ArrayList<>();
      for (int i = 0; i < context.instrumentCount(); i++) {
        lots.add(context.positionLots(i));
      }
      draft.lots = lots;
    }

    private Decision decision(int event, StrategyContext context) {
      int instrument = context.instrument();
      List<Value> values = new ArrayList<>();
      for (Part part : parts.getOrDefault(instrument, List.of())) {
        values.add(
            new Value(
                part.text(), part.depth(), part.condition(), context.value(part.handle(), 0)));
      }
      List<OrderIntent> orders = recorder().orders(event);
      boolean pending = context.hasPendingOrder(instrument);
      return new Decision(
          instrument,
          context.barCount(instrument) - 1,
          values,
          reads,
          orders,
          pending,
          why(values, orders, pending, context.positionLots(instrument)));
    }

    private static String why(
        List<Value> values, List<OrderIntent> orders, boolean pending, long lots) {
      StringBuilder why = new StringBuilder();
      if (orders.isEmpty()) {
        why.append("Nothing ordered");
        why.append(pending ? ": an order is at work" : "");
      } else {
        why.append("Ordered");
      }
      why.append(lots == 0 ? "; nothing is held" : lots > 0 ? "; long" : "; short");
      Map<String, String> conditions = new LinkedHashMap<>();
      for (int i = 0; i < values.size(); i++) {
        Value value = values.get(i);
        if (value.condition() && value.depth() == 0) {
          conditions.putIfAbsent(value.text(), value.shown() + because(values, i));
        }
      }
      conditions.forEach(
          (text, shown) -> why.append("; ").append(text).append(" is ").append(shown));
      return why.append('.').toString();
    }

    /** The numbers directly below a condition. */
    private static String because(List<Value> values, int at) {
      List<String> numbers = new ArrayList<>();
      for (int i = at + 1; i < values.size() && values.get(i).depth() > 0; i++) {
        if (!values.get(i).condition()) {
          String text = values.get(i).text() + " = " + values.get(i).shown();
          if (!numbers.contains(text)) {
            numbers.add(text);
          }
        }
      }
      return numbers.isEmpty() ? "" : " (" + String.join(", ", numbers) + ")";
    }

    private List<Frame> frames(SimulationResult result) {
      Map<Integer, List<Rejection>> refusals = new HashMap<>();
      for (Rejection each : result.rejections()) {
        int at = before(each.timeMicros());
        refusals.computeIfAbsent(at, _ -> new ArrayList<>()).add(each);
        events.add(at);
      }
      List<Frame> frames = new ArrayList<>();
      for (Draft draft : drafts) {
        frames.add(
            new Frame(
                draft.index,
                draft.time,
                draft.fills,
                draft.bars,
                refusals.getOrDefault(draft.index, List.of()),
                draft.cash,
                result.equity(draft.index),
                draft.lots));
      }
      return frames;
    }

    /** The last moment at or before a time. */
    private int before(long time) {
      int low = 0;
      int high = moments.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (moments.get(middle) <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return Math.max(0, low - 1);
    }
  }
}
