package dev.tradewind.engine.robustness;

import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A strategy to which every bar and every feature is known one bar late; its account is not. */
final class Delayed {
  private final Strategy inner;
  private final StrategyContext late;
  private @Nullable StrategyContext context;

  private Delayed(Strategy inner) {
    this.inner = inner;
    this.late = proxy(StrategyContext.class, this::onContext);
  }

  static Strategy of(Strategy inner) {
    return proxy(Strategy.class, new Delayed(inner)::onStrategy);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Delayed.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }

  private @Nullable Object onStrategy(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    // What a strategy is started with may also be its context.
    if (arguments == null
        || arguments.length == 0
        || method.getName().equals("onStart")
        || !(arguments[0] instanceof StrategyContext real)) {
      return call(method, inner, arguments);
    }
    context = real;
    if (method.getName().equals(Recorder.ON_BAR) && real.barCount(real.instrument()) < 2) {
      return null;
    }
    Object[] passed = arguments.clone();
    passed[0] = late;
    return call(method, inner, passed);
  }

  private @Nullable Object onContext(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    StrategyContext real = Objects.requireNonNull(context);
    if (arguments != null && method.getName().equals("value")) {
      if (arguments.length == 1 && arguments[0] instanceof FeatureHandle handle) {
        return real.value(handle, 1);
      }
      Object[] shifted = arguments.clone();
      int last = shifted.length - 1;
      // Every other form ends with the number of bars ago; a negative one is refused as it is.
      if (shifted[last] instanceof Integer ago && ago >= 0) {
        shifted[last] = ago + 1;
      }
      return call(method, real, shifted);
    }
    Object answer = call(method, real, arguments);
    return method.getName().equals("barCount") && answer instanceof Integer bars
        ? Integer.valueOf(Math.max(0, bars - 1))
        : answer;
  }
}
