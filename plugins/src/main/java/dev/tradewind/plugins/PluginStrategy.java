package dev.tradewind.plugins;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.engine.simulation.StrategyFailedException;
import dev.tradewind.engine.strategy.BarHandle;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderUpdate;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A strategy whose code is in another process. Belongs to one run like every strategy; the process
 * lives from its start to its end.
 *
 * <p>Everything that is told goes through the context, so the other process can know no more than a
 * strategy in this one, whoever gives the context: a simulation, a check, or a live account.
 */
final class PluginStrategy implements Strategy {
  private static final BarField[] FIELDS = BarField.values();

  private final PluginCode code;
  private final PluginLimits limits;
  private final String name;
  private final String shown;
  private final Map<String, BigDecimal> values;

  private @Nullable PluginProcess process;
  private final Map<Integer, FeatureHandle> features = new HashMap<>();
  private final Map<Integer, BarHandle> longer = new HashMap<>();
  private final List<Source> sources = new ArrayList<>();

  /** Bits of the callbacks that the other side does something in. */
  private int callbacks;

  /** Parts of the account that go with every callback. */
  private int parts;

  private int depth;

  /** Bars whose count, and columns whose values, go with every callback. */
  private static final class Source {
    final int instrument;
    final @Nullable BarHandle bars;
    final List<Column> columns = new ArrayList<>();
    int told;

    Source(int instrument, @Nullable BarHandle bars) {
      this.instrument = instrument;
      this.bars = bars;
    }

    int count(StrategyContext context) {
      return bars == null ? context.barCount(instrument) : context.barCount(bars);
    }
  }

  /** A field of the bars of a source, or a feature on them. */
  private record Column(Source source, @Nullable BarField field, @Nullable FeatureHandle feature) {
    double value(StrategyContext context, int barsAgo) {
      if (feature != null) {
        return context.value(feature, barsAgo);
      }
      BarField read = field == null ? BarField.CLOSE : field;
      return source.bars == null
          ? context.value(source.instrument, read, barsAgo)
          : context.value(source.bars, read, barsAgo);
    }
  }

  /** What can be asked for during a callback, and on behalf of which instrument. */
  private record Turn(@Nullable StrategyContext context, @Nullable StrategySetup setup) {}

  /**
   * A strategy that has not started.
   *
   * @param name of it in the jar
   * @param shown what it is called in messages
   */
  PluginStrategy(PluginCode code, String name, String shown, Map<String, BigDecimal> values) {
    this.code = code;
    this.limits = code.limits();
    this.name = name;
    this.shown = shown;
    this.values = values;
  }

  // --- start and end
  // -------------------------------------------------------------------------------

  @Override
  public void onStart(StrategySetup setup) {
    PluginProcess started = code.start(Protocol.RUN);
    process = started;
    try {
      Wire wire = started.wire().begin(Protocol.START).putText(name).putInt(values.size());
      values.forEach((key, value) -> wire.putText(key).putText(value.toPlainString()));
      wire.putInt(setup.instrumentCount());
      for (int i = 0; i < setup.instrumentCount(); i++) {
        Instrument instrument = setup.instrument(i);
        Codec.put(wire, instrument);
        wire.putText(setup.timeframe(i).code()).putLong(setup.timeframe(i).micros());
      }
      started.waitFor("onStart", limits.callbackMillis());
      wire.send();
      serve(started, new Turn(null, setup));
      callbacks = wire.getInt();
    } catch (IOException e) {
      throw started.failure(e);
    } finally {
      started.rest();
    }
  }

  @Override
  public void onEnd() {
    PluginProcess last = process;
    if (last != null) {
      process = null;
      last.close();
    }
  }

  // --- callbacks
  // -----------------------------------------------------------------------------------

  @Override
  public void onBar(StrategyContext context) {
    if (wants(Protocol.ON_BAR)) {
      begin(Protocol.ON_BAR, "onBar", context);
      finish("onBar", context);
    }
  }

  @Override
  public void onBar(StrategyContext context, BarHandle bars) {
    if (wants(Protocol.ON_LONGER_BAR)) {
      begin(Protocol.ON_LONGER_BAR, "onBar", context).putInt(bars.index());
      finish("onBar", context);
    }
  }

  @Override
  public void onTrade(StrategyContext context, TradeTick trade) {
    if (wants(Protocol.ON_TRADE)) {
      begin(Protocol.ON_TRADE, "onTrade", context)
          .putLong(trade.timeMicros())
          .putDouble(trade.price())
          .putDouble(trade.quantity());
      finish("onTrade", context);
    }
  }

  @Override
  public void onQuote(StrategyContext context, Quote quote) {
    if (wants(Protocol.ON_QUOTE)) {
      begin(Protocol.ON_QUOTE, "onQuote", context)
          .putLong(quote.timeMicros())
          .putDouble(quote.bid())
          .putDouble(quote.ask())
          .putDouble(quote.bidQuantity())
          .putDouble(quote.askQuantity());
      finish("onQuote", context);
    }
  }

  @Override
  public void onSignal(StrategyContext context, Signal signal) {
    if (wants(Protocol.ON_SIGNAL)) {
      Codec.put(begin(Protocol.ON_SIGNAL, "onSignal", context), signal);
      finish("onSignal", context);
    }
  }

  @Override
  public void onFill(StrategyContext context, Fill fill) {
    if (wants(Protocol.ON_FILL)) {
      Codec.put(begin(Protocol.ON_FILL, "onFill", context), fill);
      finish("onFill", context);
    }
  }

  @Override
  public void onOrder(StrategyContext context, OrderUpdate update) {
    if (wants(Protocol.ON_ORDER)) {
      Wire wire = begin(Protocol.ON_ORDER, "onOrder", context).putLong(update.timeMicros());
      Codec.put(wire, update.order());
      wire.putText(update.reason());
      finish("onOrder", context);
    }
  }

  @Override
  public void onSessionClose(StrategyContext context) {
    if (wants(Protocol.ON_SESSION_CLOSE)) {
      begin(Protocol.ON_SESSION_CLOSE, "onSessionClose", context);
      finish("onSessionClose", context);
    }
  }

  @Override
  public void onStop(StrategyContext context) {
    if (wants(Protocol.ON_STOP)) {
      begin(Protocol.ON_STOP, "onStop", context);
      finish("onStop", context);
    }
  }

  private boolean wants(int callback) {
    return (callbacks >>> callback & 1) != 0;
  }

  private Wire begin(int kind, String callback, StrategyContext context) {
    PluginProcess running = process;
    if (running == null) {
      throw ended(callback, context, "its process has ended");
    }
    Wire wire = running.wire().begin(Protocol.CALL).putByte(kind);
    wire.putLong(context.nowMicros()).putInt(context.instrument());
    putNews(wire, context);
    putAccount(wire, context, context.instrument(), parts);
    return wire;
  }

  /** What became known since the last callback. */
  private void putNews(Wire wire, StrategyContext context) {
    int mark = wire.mark();
    int news = 0;
    wire.putInt(0);
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      int known = source.count(context);
      int told = source.told;
      if (known == told) {
        continue;
      }
      news++;
      wire.putInt(i).putInt(known);
      for (Column column : source.columns) {
        for (int bar = told; bar < known; bar++) {
          wire.putDouble(column.value(context, known - 1 - bar));
        }
      }
      source.told = known;
    }
    wire.putIntAt(mark, news);
  }

  private static void putAccount(Wire wire, StrategyContext context, int instrument, int parts) {
    wire.putByte(parts);
    if ((parts & Protocol.LOTS) != 0) {
      wire.putLong(context.positionLots(instrument));
    }
    if ((parts & Protocol.ENTRY_PRICE) != 0) {
      wire.putDouble(context.averageEntryPrice(instrument));
    }
    if ((parts & Protocol.SINCE_ENTRY) != 0) {
      wire.putInt(context.barsSinceEntry(instrument));
    }
    if ((parts & Protocol.PENDING) != 0) {
      wire.putBoolean(context.hasPendingOrder(instrument));
    }
    if ((parts & Protocol.CASH) != 0) {
      wire.putLong(context.cashUnits());
    }
    if ((parts & Protocol.EQUITY) != 0) {
      wire.putDouble(context.equity());
    }
  }

  /** Sends the callback and serves the other side until it returns from it. */
  private void finish(String callback, StrategyContext context) {
    PluginProcess running = process;
    if (running == null) {
      throw ended(callback, context, "its process has ended");
    }
    if (depth == 0) {
      running.waitFor(callback, limits.callbackMillis());
    }
    depth++;
    boolean kept = false;
    try {
      running.wire().send();
      serve(running, new Turn(context, null));
      kept = true;
    } catch (PluginException e) {
      // Thrown by the strategy's own code: whether the run goes on is the run's to say.
      kept = true;
      throw e;
    } catch (IOException e) {
      throw ended(callback, context, String.valueOf(running.failure(e).getMessage()));
    } finally {
      depth--;
      if (depth == 0) {
        running.rest();
      }
      if (!kept) {
        // Nobody is there any more to be told that the run stops.
        callbacks = 0;
        onEnd();
      }
    }
  }

  /** A failure after which nothing more can be told. */
  private StrategyFailedException ended(String callback, StrategyContext context, String why) {
    int instrument = context.instrument();
    return new StrategyFailedException(
        "strategy "
            + shown
            + " failed in "
            + callback
            + " (instrument "
            + context.instrument(instrument).id()
            + ", newest known bar "
            + (context.barCount(instrument) - 1)
            + ", time "
            + Instant.EPOCH.plus(context.nowMicros(), ChronoUnit.MICROS)
            + "): "
            + why,
        null);
  }

  // --- what the other side asks for
  // ----------------------------------------------------------------

  private void serve(PluginProcess running, Turn turn) throws IOException {
    Wire wire = running.wire();
    while (true) {
      int kind = wire.receive();
      switch (kind) {
        case Protocol.RETURNED -> {
          return;
        }
        case Protocol.THREW -> throw new PluginException(wire.getText(Protocol.MAX_TEXT));
        default -> {
          try {
            answer(wire, kind, turn);
          } catch (StrategyFailedException | SimulationCancelledException e) {
            throw e;
          } catch (RuntimeException e) {
            wire.begin(Protocol.REFUSAL).putByte(refusal(e)).putText(text(e));
          }
          wire.send();
        }
      }
    }
  }

  private static int refusal(RuntimeException thrown) {
    return switch (thrown) {
      case IllegalArgumentException e -> Protocol.ILLEGAL_ARGUMENT;
      case IllegalStateException e -> Protocol.ILLEGAL_STATE;
      case IndexOutOfBoundsException e -> Protocol.OUT_OF_BOUNDS;
      default -> Protocol.OTHER;
    };
  }

  private static String text(RuntimeException thrown) {
    return String.valueOf(thrown.getMessage());
  }

  /** Puts the answer, which is to be sent. */
  private void answer(Wire wire, int kind, Turn turn) throws IOException {
    switch (kind) {
      case Protocol.FEATURE -> declareFeature(wire, setup(turn));
      case Protocol.BARS -> declareBars(wire, setup(turn));
      case Protocol.COLUMN -> column(wire, context(turn));
      case Protocol.ACCOUNT -> account(wire, context(turn));
      case Protocol.SUBMIT -> submit(wire, context(turn));
      case Protocol.ORDER -> order(wire, context(turn));
      default -> throw new Wire.MalformedException("there is no request " + kind);
    }
  }

  private static StrategySetup setup(Turn turn) {
    if (turn.setup() == null) {
      throw new IllegalStateException(
          "features and longer bars are declared in onStart, not during the run");
    }
    return turn.setup();
  }

  private static StrategyContext context(Turn turn) {
    if (turn.context() == null) {
      throw new IllegalStateException(
          "nothing is known and no order is taken before the first bar");
    }
    return turn.context();
  }

  private void declareFeature(Wire wire, StrategySetup setup) throws IOException {
    int instrument = wire.getInt();
    FeatureHandle handle = setup.feature(instrument, wire.getText(Protocol.MAX_TEXT));
    features.put(handle.index(), handle);
    wire.begin(Protocol.ANSWER).putInt(handle.index()).putInt(handle.warmUp());
  }

  private void declareBars(Wire wire, StrategySetup setup) throws IOException {
    int instrument = wire.getInt();
    BarHandle handle = setup.bars(instrument, wire.getText(Protocol.MAX_TEXT));
    longer.put(handle.index(), handle);
    wire.begin(Protocol.ANSWER)
        .putInt(handle.index())
        .putText(handle.timeframe().code())
        .putLong(handle.timeframe().micros());
  }

  private void column(Wire wire, StrategyContext context) throws IOException {
    int kind = wire.getByte();
    int index = wire.getInt();
    int field = wire.getInt();
    boolean ofField = kind == Protocol.BAR_FIELD || kind == Protocol.LONGER_FIELD;
    if (ofField && (field < 0 || field >= FIELDS.length)) {
      throw new Wire.MalformedException("there is no field " + field);
    }
    Source source;
    @Nullable Column column = null;
    switch (kind) {
      case Protocol.BAR_COUNT, Protocol.BAR_FIELD -> source = source(index, null, context);
      case Protocol.LONGER_COUNT, Protocol.LONGER_FIELD -> {
        BarHandle bars = known(longer.get(index), "longer bars", index);
        source = source(bars.instrument(), bars, context);
      }
      case Protocol.FEATURE_VALUES -> {
        FeatureHandle feature = known(features.get(index), "feature", index);
        source = source(feature.instrument(), null, context);
        column = new Column(source, null, feature);
      }
      default -> throw new Wire.MalformedException("there is no column " + kind);
    }
    if (ofField) {
      column = new Column(source, FIELDS[field], null);
    }
    wire.begin(Protocol.ANSWER).putInt(sources.indexOf(source)).putInt(source.told);
    if (column != null) {
      if (source.columns.contains(column)) {
        throw new Wire.MalformedException("a column was asked for twice");
      }
      source.columns.add(column);
      for (int bar = 0; bar < source.told; bar++) {
        wire.putDouble(column.value(context, source.told - 1 - bar));
      }
    }
  }

  private static <T> T known(@Nullable T handle, String what, int index) {
    if (handle == null) {
      throw new IllegalArgumentException(what + " " + index + " was not declared in onStart");
    }
    return handle;
  }

  private Source source(int instrument, @Nullable BarHandle bars, StrategyContext context) {
    for (Source each : sources) {
      if (each.instrument == instrument && java.util.Objects.equals(each.bars, bars)) {
        return each;
      }
    }
    Source source = new Source(instrument, bars);
    source.told = source.count(context);
    sources.add(source);
    return source;
  }

  private void account(Wire wire, StrategyContext context) throws IOException {
    int wanted = wire.getByte();
    int instrument = wire.getInt();
    boolean own = instrument == context.instrument();
    if (own) {
      parts |= wanted;
    }
    wire.begin(Protocol.ANSWER);
    putAccount(wire, context, instrument, own ? parts : wanted);
  }

  private void submit(Wire wire, StrategyContext context) throws IOException {
    OrderIntent intent = Codec.intent(wire);
    long id = context.submit(intent);
    wire.begin(Protocol.ANSWER).putLong(id);
    putAccount(wire, context, context.instrument(), parts);
  }

  private static void order(Wire wire, StrategyContext context) throws IOException {
    Optional<OrderStatus> found = context.order(wire.getLong());
    wire.begin(Protocol.ANSWER).putBoolean(found.isPresent());
    if (found.isPresent()) {
      Codec.put(wire, found.get());
    }
  }
}
