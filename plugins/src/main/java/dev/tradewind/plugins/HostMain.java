package dev.tradewind.plugins;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.simulation.FailureText;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyProvider;
import dev.tradewind.engine.time.Timeframe;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The process of a plugin. It is handed the jar, a strategy's name and the instruments over its
 * standard input and works off callbacks until that ends. Started by {@link PluginProcess} alone.
 */
final class HostMain {
  /** Exit code after a message that is none. */
  private static final int BROKEN = 70;

  private static final int MAX_MESSAGE = 2_000;

  private final Wire wire;

  private HostMain(Wire wire) {
    this.wire = wire;
  }

  /** The entry point. */
  public static void main(String[] arguments) {
    Wire wire =
        new Wire(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            Integer.MAX_VALUE - 64);
    // What code prints must not look like messages.
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(nowhere);
    System.setErr(nowhere);
    endWithParent();
    try {
      new HostMain(wire).work();
    } catch (IOException e) {
      // The platform has gone, or will say what it did not understand.
      Runtime.getRuntime().halt(BROKEN);
    }
    Runtime.getRuntime().halt(0);
  }

  /** A strategy that loops for ever must not outlive a platform that was killed. */
  private static void endWithParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isPresent()) {
      Thread.ofPlatform()
          .daemon()
          .name("parent")
          .start(
              () -> {
                ProcessHandle ended = parent.get().onExit().join();
                Runtime.getRuntime().halt(ended.isAlive() ? 0 : BROKEN);
              });
    }
  }

  private void work() throws IOException {
    wire.begin(Protocol.READY).send();
    require(Protocol.LOAD);
    int purpose = wire.getByte();
    boolean checks = wire.getBoolean();
    byte[] jar = wire.getBytes(Protocol.MAX_JAR_BYTES);
    try {
      Map<String, StrategyProvider> providers = load(jar, checks);
      if (purpose == Protocol.DESCRIBE) {
        describe(providers);
      } else {
        run(providers);
      }
    } catch (JarClasses.RefusedException e) {
      threw(String.valueOf(e.getMessage()));
    }
  }

  private void require(int kind) throws IOException {
    int received = wire.receive();
    if (received != kind) {
      throw new Wire.MalformedException("expected message " + kind + ", was " + received);
    }
  }

  private void threw(String message) throws IOException {
    wire.begin(Protocol.THREW).putText(cut(message)).send();
  }

  private static String cut(String text) {
    return text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "…" : text;
  }

  private static Map<String, StrategyProvider> load(byte[] jar, boolean checks)
      throws JarClasses.RefusedException {
    JarClasses classes = new JarClasses(jar, checks);
    Map<String, StrategyProvider> providers = new LinkedHashMap<>();
    for (String name : classes.providers()) {
      StrategyProvider provider = make(classes, name);
      try {
        if (providers.put(String.valueOf(provider.id()), provider) != null) {
          throw new JarClasses.RefusedException(
              "two of its strategies are called " + provider.id());
        }
      } catch (RuntimeException | LinkageError e) {
        throw new JarClasses.RefusedException(
            "provider " + name + " failed to say its id: " + described(e));
      }
    }
    return providers;
  }

  private static StrategyProvider make(JarClasses classes, String name)
      throws JarClasses.RefusedException {
    try {
      Constructor<?> constructor = Class.forName(name, true, classes).getConstructor();
      if (constructor.newInstance() instanceof StrategyProvider provider) {
        return provider;
      }
      throw new JarClasses.RefusedException(
          "class " + name + " must implement " + StrategyProvider.class.getName());
    } catch (ClassNotFoundException e) {
      throw new JarClasses.RefusedException("class " + name + ", which it names, is not in it");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new JarClasses.RefusedException(
          "class " + name + " must be public and have a public constructor without parameters");
    } catch (InvocationTargetException e) {
      throw new JarClasses.RefusedException(
          "the constructor of "
              + name
              + " failed: "
              + described(e.getCause() == null ? e : e.getCause()));
    } catch (LinkageError e) {
      throw new JarClasses.RefusedException("class " + name + " cannot be loaded: " + described(e));
    }
  }

  private void describe(Map<String, StrategyProvider> providers) throws IOException {
    try {
      wire.begin(Protocol.CATALOG).putInt(providers.size());
      for (Map.Entry<String, StrategyProvider> each : providers.entrySet()) {
        StrategyProvider provider = each.getValue();
        List<ParameterDefinition> parameters = List.copyOf(provider.parameters());
        wire.putText(each.getKey())
            .putText(provider.title())
            .putText(provider.description())
            .putInt(parameters.size());
        for (ParameterDefinition parameter : parameters) {
          Codec.put(wire, parameter);
        }
      }
    } catch (RuntimeException | LinkageError e) {
      threw("its description failed: " + described(e));
      return;
    }
    wire.send();
  }

  private void run(Map<String, StrategyProvider> providers) throws IOException {
    require(Protocol.START);
    String id = wire.getText(Protocol.MAX_TEXT);
    Map<String, BigDecimal> values = new TreeMap<>();
    for (int left = wire.getCount(Protocol.MAX_PARAMETERS); left > 0; left--) {
      values.put(wire.getText(Protocol.MAX_TEXT), Codec.decimal(wire));
    }
    int count = wire.getCount(Integer.MAX_VALUE);
    List<Instrument> instruments = new ArrayList<>();
    List<Timeframe> timeframes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instruments.add(Codec.instrument(wire));
      timeframes.add(new Timeframe(wire.getText(Protocol.MAX_TEXT), wire.getLong()));
    }
    StrategyProvider provider = providers.get(id);
    if (provider == null) {
      threw("there is no strategy " + id + " in the jar");
      return;
    }
    Strategy strategy;
    HostContext context;
    try {
      strategy = provider.create(values);
      context = new HostContext(wire, strategy, instruments, timeframes);
      strategy.onStart(context);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      rethrowBroken(e);
      threw(described(e));
      return;
    }
    wire.begin(Protocol.RETURNED).putInt(overridden(strategy)).send();
    while (true) {
      require(Protocol.CALL);
      context.call();
    }
  }

  /** What ended the connection must end the process, whatever the strategy made of it. */
  static void rethrowBroken(Throwable thrown) throws IOException {
    if (thrown instanceof HostContext.BrokenException broken) {
      throw broken.cause();
    }
  }

  /** Bits of the callbacks that do something. */
  private static int overridden(Strategy strategy) {
    int bits = 1 << Protocol.ON_BAR;
    for (java.lang.reflect.Method method : Strategy.class.getMethods()) {
      Optional<Integer> bit = bit(method);
      if (bit.isPresent() && isOverridden(strategy, method)) {
        bits |= 1 << bit.get();
      }
    }
    return bits;
  }

  private static Optional<Integer> bit(java.lang.reflect.Method method) {
    return switch (method.getName()) {
      case "onBar" ->
          Optional.of(method.getParameterCount() == 1 ? Protocol.ON_BAR : Protocol.ON_LONGER_BAR);
      case "onTrade" -> Optional.of(Protocol.ON_TRADE);
      case "onQuote" -> Optional.of(Protocol.ON_QUOTE);
      case "onSignal" -> Optional.of(Protocol.ON_SIGNAL);
      case "onFill" -> Optional.of(Protocol.ON_FILL);
      case "onOrder" -> Optional.of(Protocol.ON_ORDER);
      case "onSessionClose" -> Optional.of(Protocol.ON_SESSION_CLOSE);
      case "onStop" -> Optional.of(Protocol.ON_STOP);
      default -> Optional.empty();
    };
  }

  private static boolean isOverridden(Strategy strategy, java.lang.reflect.Method method) {
    try {
      return strategy
              .getClass()
              .getMethod(method.getName(), method.getParameterTypes())
              .getDeclaringClass()
          != Strategy.class;
    } catch (NoSuchMethodException e) {
      return true;
    }
  }

  /** An exception and the place in the plugin where it came up. */
  static String described(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "for no reason";
    }
    String text;
    try {
      text = FailureText.of(thrown);
    } catch (RuntimeException e) {
      text = "it threw " + thrown.getClass().getName() + ", which cannot say why";
    }
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if ("plugin".equals(frame.getClassLoaderName())) {
        return cut(text)
            + " ("
            + frame.getClassName()
            + "."
            + frame.getMethodName()
            + ", line "
            + frame.getLineNumber()
            + ")";
      }
    }
    return cut(text);
  }
}
