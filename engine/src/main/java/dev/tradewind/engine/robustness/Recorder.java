package dev.tradewind.engine.robustness;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the simulator and a strategy and writes down every callback with what was read and
 * ordered in it. All interfaces are stood in for by reflection, so that a new method of them is
 * recorded without being named here. Belongs to one run.
 */
final class Recorder {
  /** A callback that is about a bar that closed. */
  static final String ON_BAR = "onBar";

  private static final String ON_START = "onStart";
  private static final String ON_STOP = "onStop";

  private final Strategy inner;
  private final Observer observer;
  private final StrategyContext recording;
  private @Nullable StrategyContext context;
  private final Map<Integer, String> featureTexts = new HashMap<>();
  private final List<Declared> declared = new ArrayList<>();

  private int size;
  private long[] moments = new long[1_024];
  private long[] signatures = new long[1_024];
  private int[] instruments = new int[1_024];
  private String[] callbacks = new String[1_024];
  private final Map<Integer, List<OrderIntent>> orders = new HashMap<>();

  /** The event that goes on, and what is known of it; a cancellation is told of within another. */
  private int current;

  private long signature;

  /** A feature that the strategy declared. */
  record Declared(FeatureHandle handle, String text) {}

  /** Looks on while events happen. */
  interface Observer {
    /** Looks at nothing. */
    Observer NONE = new Observer() {};

    /** May declare more features, after the strategy has. */
    default void started(StrategySetup setup, List<Declared> declared) {}

    /** Something was read. */
    default void read(int event, String what, @Nullable Object value) {}

    /** Whether {@link #read} is wanted of an event. */
    default boolean wantsReads(int event) {
      return false;
    }

    /** A callback begins; the arguments behind the context. */
    default void begins(int event, String callback, List<Object> arguments) {}

    /** A callback has ended; the context is that of the simulator. */
    default void ended(int event, String callback, StrategyContext context) {}
  }

  Recorder(Strategy inner, Observer observer) {
    this.inner = inner;
    this.observer = observer;
    this.recording = proxy(StrategyContext.class, this::onContext);
  }

  /** What the simulator runs. */
  Strategy strategy() {
    return proxy(Strategy.class, this::onStrategy);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Recorder.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Calls through and lets exceptions pass as they are. */
  private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }

  private @Nullable Object onStrategy(Object self, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    if (method.getDeclaringClass() == Object.class) {
      return call(method, inner, given);
    }
    if (method.getName().equals(ON_START)) {
      StrategySetup setup = (StrategySetup) arguments[0];
      Object answer =
          call(method, inner, new Object[] {proxy(StrategySetup.class, recordingSetup(setup))});
      observer.started(setup, List.copyOf(declared));
      return answer;
    }
    // The end decides nothing any more, and comes after a failure too.
    if (arguments.length == 0
        || method.getName().equals(ON_STOP)
        || !(arguments[0] instanceof StrategyContext real)) {
      return call(method, inner, given);
    }
    String callback = name(method, arguments);
    StrategyContext outer = context;
    int outerEvent = current;
    long outerSignature = signature;
    context = real;
    begin(callback, real, arguments);
    int event = current;
    Object[] passed = arguments.clone();
    passed[0] = recording;
    try {
      return call(method, inner, passed);
    } finally {
      signatures[event] = signature;
      observer.ended(event, callback, real);
      context = outer;
      current = outerEvent;
      signature = outerSignature;
    }
  }

  /** A longer bar is told by the same name, with what it is in addition. */
  private static String name(Method method, Object[] arguments) {
    boolean longer = method.getName().equals(ON_BAR) && arguments.length > 1;
    return longer ? ON_BAR + " of longer bars" : method.getName();
  }

  private InvocationHandler recordingSetup(StrategySetup setup) {
    return (self, method, arguments) -> {
      Object answer = call(method, setup, arguments);
      if (answer instanceof FeatureHandle handle && arguments != null && arguments.length == 2) {
        String text =
            arguments[1] instanceof CheckedExpression checked
                ? checked.canonical()
                : String.valueOf(arguments[1]);
        if (featureTexts.put(handle.index(), text) == null) {
          declared.add(new Declared(handle, text));
        }
      }
      return answer;
    };
  }

  private void begin(String callback, StrategyContext real, Object[] arguments) {
    if (size == moments.length) {
      int wider = size * 2;
      moments = Arrays.copyOf(moments, wider);
      signatures = Arrays.copyOf(signatures, wider);
      instruments = Arrays.copyOf(instruments, wider);
      callbacks = Arrays.copyOf(callbacks, wider);
    }
    current = size++;
    moments[current] = real.nowMicros();
    instruments[current] = real.instrument();
    callbacks[current] = callback;
    signature = mix(mix(callback.hashCode(), moments[current]), instruments[current]);
    List<Object> rest = Arrays.asList(arguments).subList(1, arguments.length);
    for (Object argument : rest) {
      signature = mix(signature, argument.toString().hashCode());
    }
    observer.begins(current, callback, rest);
  }

  private @Nullable Object onContext(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    StrategyContext real = Objects.requireNonNull(context);
    Object answer = call(method, real, arguments);
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof OrderIntent intent) {
      orders.computeIfAbsent(current, _ -> new ArrayList<>()).add(intent);
      signature = mix(signature, intent.toString().hashCode());
    } else if (!(answer instanceof Instrument)) {
      note(real, method, arguments, answer);
    }
    return answer;
  }

  private void note(
      StrategyContext real, Method method, Object @Nullable [] arguments, @Nullable Object answer) {
    long mixed = mix(signature, method.getName().hashCode());
    if (arguments != null) {
      for (Object argument : arguments) {
        mixed = mix(mixed, bits(argument));
      }
    }
    signature = mix(mixed, bits(answer));
    if (observer.wantsReads(current)) {
      observer.read(current, text(real, method, arguments), answer);
    }
  }

  private static long bits(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case Double number -> Double.doubleToLongBits(number);
      case Long number -> number;
      case Integer number -> number;
      case Boolean flag -> flag ? 3 : 2;
      case FeatureHandle handle -> handle.index();
      case Enum<?> constant -> constant.name().hashCode();
      default -> value.toString().hashCode();
    };
  }

  /** The finaliser of the generator SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long hash, long value) {
    long z = hash * 0x9E3779B97F4A7C15L + value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private String text(StrategyContext real, Method method, Object @Nullable [] arguments) {
    if (arguments == null || arguments.length == 0) {
      return method.getName();
    }
    if (method.getName().equals("value")) {
      if (arguments[0] instanceof FeatureHandle handle) {
        String name = featureTexts.getOrDefault(handle.index(), "feature " + handle.index());
        return arguments.length == 1 ? name : name + ago(arguments[1]);
      }
      if (arguments.length == 3
          && arguments[0] instanceof Integer instrument
          && arguments[1] instanceof BarField field) {
        return field.name().toLowerCase(java.util.Locale.ROOT)
            + ago(arguments[2])
            + " of "
            + real.instrument(instrument).id();
      }
    }
    return method.getName() + Arrays.asList(arguments);
  }

  private static String ago(Object bars) {
    return Integer.valueOf(0).equals(bars) ? "" : "[" + bars + "]";
  }

  // --- what was recorded -----------------------------------------------------------------------

  int size() {
    return size;
  }

  long moment(int event) {
    return moments[event];
  }

  int instrument(int event) {
    return instruments[event];
  }

  String callback(int event) {
    return callbacks[event];
  }

  /** Identifies what was read and ordered in an event; equal for equal events. */
  long signature(int event) {
    return signatures[event];
  }

  List<OrderIntent> orders(int event) {
    return orders.getOrDefault(event, List.of());
  }

  /** Events in which something was ordered, ascending. */
  int[] ordering() {
    return orders.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  List<Declared> declared() {
    return List.copyOf(declared);
  }

  /** Number of events up to the last bar that closes by a moment. */
  int knownAt(long moment) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (moments[middle] <= moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    while (low > 0 && !callbacks[low - 1].equals(ON_BAR)) {
      low--;
    }
    return low;
  }

  /** The first of the first {@code events} that differs in the other, or is not there; else -1. */
  int firstDifference(Recorder other, int events) {
    for (int i = 0; i < events; i++) {
      if (i >= other.size || signatures[i] != other.signatures[i]) {
        return i;
      }
    }
    return -1;
  }
}
