package dev.tradewind.plugins;

import dev.tradewind.engine.expr.CheckedExpression;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.strategy.BarHandle;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.OrderIntent;
import dev.tradewind.engine.strategy.OrderStatus;
import dev.tradewind.engine.strategy.OrderUpdate;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import dev.tradewind.engine.time.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The strategy's world in the plugin's process. What a strategy reads for the first time is asked
 * for, and comes with every later callback; so a callback costs one message each way. Lives in the
 * plugin's process.
 */
final class HostContext implements StrategySetup, StrategyContext {
  private final Wire wire;
  private final Strategy strategy;
  private final List<Instrument> instruments;
  private final List<Timeframe> timeframes;

  private final List<Source> sources = new ArrayList<>();
  private final Source[] ofInstrument;
  private final Map<Integer, Source> ofBars = new HashMap<>();
  private Column[] ofFeature = {};
  private final Map<Integer, BarHandle> handles = new HashMap<>();
  private boolean started;

  private long now;
  private int current;

  /** Parts of the account that are here, of the instrument of the callback. */
  private int present;

  private long lots;
  private double entryPrice;
  private int sinceEntry;
  private boolean pending;
  private long cash;
  private double equity;

  /** The connection is lost; the strategy's code cannot do anything about it. */
  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException cause;

    BrokenException(IOException cause) {
      super(cause);
      this.cause = cause;
    }

    IOException cause() {
      return cause;
    }
  }

  /** Bars that become known together. */
  private static final class Source {
    final List<Column> columns = new ArrayList<>();
    final @Nullable Column[] fields = new Column[BarField.values().length];
    int count;
  }

  /** What is known of a column. */
  private static final class Column {
    final Source source;
    double[] values = new double[256];

    Column(Source source) {
      this.source = source;
    }

    double value(int barsAgo) {
      int bar = source.count - 1 - barsAgo;
      return bar < 0 ? Double.NaN : values[bar];
    }

    void read(Wire wire, int from, int to) throws IOException {
      if (values.length < to) {
        values = Arrays.copyOf(values, Math.max(to, values.length * 2));
      }
      for (int i = from; i < to; i++) {
        values[i] = wire.getDouble();
      }
    }
  }

  HostContext(
      Wire wire, Strategy strategy, List<Instrument> instruments, List<Timeframe> timeframes) {
    this.wire = wire;
    this.strategy = strategy;
    this.instruments = List.copyOf(instruments);
    this.timeframes = List.copyOf(timeframes);
    this.ofInstrument = new Source[instruments.size()];
  }

  // --- callbacks
  // -----------------------------------------------------------------------------------

  /** Works off the callback that was received. */
  void call() throws IOException {
    started = true;
    int before = current;
    int kind = wire.getByte();
    now = wire.getLong();
    current = wire.getInt();
    for (int left = wire.getCount(Integer.MAX_VALUE); left > 0; left--) {
      Source source = sources.get(wire.getInt());
      int from = source.count;
      source.count = wire.getInt();
      for (Column column : source.columns) {
        column.read(wire, from, source.count);
      }
    }
    readAccount();
    try {
      tell(kind);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      HostMain.rethrowBroken(e);
      wire.begin(Protocol.THREW).putText(HostMain.described(e)).send();
      return;
    } finally {
      current = before;
      // Whoever was interrupted gets its account anew, with the answer to what it asked.
      present = 0;
    }
    wire.begin(Protocol.RETURNED).send();
  }

  private void tell(int kind) throws IOException {
    switch (kind) {
      case Protocol.ON_BAR -> strategy.onBar(this);
      case Protocol.ON_LONGER_BAR -> {
        BarHandle bars = handles.get(wire.getInt());
        if (bars == null) {
          throw new Wire.MalformedException("a longer bar that nobody asked for");
        }
        strategy.onBar(this, bars);
      }
      case Protocol.ON_TRADE ->
          strategy.onTrade(this, new TradeTick(wire.getLong(), wire.getDouble(), wire.getDouble()));
      case Protocol.ON_QUOTE ->
          strategy.onQuote(
              this,
              new Quote(
                  wire.getLong(),
                  wire.getDouble(),
                  wire.getDouble(),
                  wire.getDouble(),
                  wire.getDouble()));
      case Protocol.ON_SIGNAL -> strategy.onSignal(this, Codec.signal(wire));
      case Protocol.ON_FILL -> strategy.onFill(this, Codec.fill(wire));
      case Protocol.ON_ORDER ->
          strategy.onOrder(
              this,
              new OrderUpdate(
                  wire.getLong(), Codec.status(wire), wire.getText(Protocol.FROM_HOST)));
      case Protocol.ON_SESSION_CLOSE -> strategy.onSessionClose(this);
      case Protocol.ON_STOP -> strategy.onStop(this);
      default -> throw new Wire.MalformedException("there is no callback " + kind);
    }
  }

  private void readAccount() throws IOException {
    present = wire.getByte();
    if ((present & Protocol.LOTS) != 0) {
      lots = wire.getLong();
    }
    if ((present & Protocol.ENTRY_PRICE) != 0) {
      entryPrice = wire.getDouble();
    }
    if ((present & Protocol.SINCE_ENTRY) != 0) {
      sinceEntry = wire.getInt();
    }
    if ((present & Protocol.PENDING) != 0) {
      pending = wire.getBoolean();
    }
    if ((present & Protocol.CASH) != 0) {
      cash = wire.getLong();
    }
    if ((present & Protocol.EQUITY) != 0) {
      equity = wire.getDouble();
    }
  }

  // --- asking
  // --------------------------------------------------------------------------------------

  /** Sends what was begun and waits for the answer, which is to be read next. */
  private void ask() {
    try {
      wire.send();
      while (true) {
        int kind = wire.receive();
        switch (kind) {
          case Protocol.ANSWER -> {
            return;
          }
          case Protocol.REFUSAL -> throw refusal();
          case Protocol.CALL -> call();
          default -> throw new Wire.MalformedException("no answer, but message " + kind);
        }
      }
    } catch (IOException e) {
      throw new BrokenException(e);
    }
  }

  private RuntimeException refusal() throws IOException {
    int kind = wire.getByte();
    String message = wire.getText(Protocol.FROM_HOST);
    return switch (kind) {
      case Protocol.ILLEGAL_ARGUMENT -> new IllegalArgumentException(message);
      case Protocol.OUT_OF_BOUNDS -> new IndexOutOfBoundsException(message);
      default -> new IllegalStateException(message);
    };
  }

  /** An answer, or what reading it throws. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T answer(Reading<T> reading) {
    ask();
    try {
      return reading.read();
    } catch (IOException e) {
      throw new BrokenException(e);
    }
  }

  /** A column that is read for the first time: all of it that is known, and a place for more. */
  private Column column(int kind, int index, int field, @Nullable Source known) {
    wire.begin(Protocol.COLUMN).putByte(kind).putInt(index).putInt(field);
    return answer(
        () -> {
          int number = wire.getInt();
          int count = wire.getInt();
          Source source = known;
          if (source == null) {
            if (number < sources.size()) {
              source = sources.get(number);
            } else {
              source = new Source();
              source.count = count;
              sources.add(source);
            }
          }
          Column column = new Column(source);
          if (kind != Protocol.BAR_COUNT && kind != Protocol.LONGER_COUNT) {
            column.read(wire, 0, count);
            source.columns.add(column);
          }
          return column;
        });
  }

  // --- before the first bar
  // ------------------------------------------------------------------------

  @Override
  public int instrumentCount() {
    return instruments.size();
  }

  @Override
  public Instrument instrument(int index) {
    return instruments.get(index);
  }

  @Override
  public Timeframe timeframe(int index) {
    return timeframes.get(index);
  }

  @Override
  public BarHandle bars(int instrument, String timeframe) {
    wire.begin(Protocol.BARS).putInt(instrument).putText(timeframe);
    BarHandle handle =
        answer(
            () ->
                new BarHandle(
                    wire.getInt(),
                    instrument,
                    new Timeframe(wire.getText(Protocol.MAX_TEXT), wire.getLong())));
    handles.put(handle.index(), handle);
    return handle;
  }

  /** The language without saved features: texts are checked by the platform, which knows them. */
  @Override
  public ExpressionScope expressions() {
    return ExpressionScope.standard();
  }

  @Override
  public FeatureHandle feature(int instrument, CheckedExpression expression) {
    return feature(instrument, expression.canonical());
  }

  @Override
  public FeatureHandle feature(int instrument, String expression) {
    wire.begin(Protocol.FEATURE).putInt(instrument).putText(expression);
    return answer(() -> new FeatureHandle(wire.getInt(), instrument, wire.getInt()));
  }

  // --- what is known
  // -------------------------------------------------------------------------------

  @Override
  public long nowMicros() {
    return now;
  }

  @Override
  public int instrument() {
    return current;
  }

  private Source source(int instrument) {
    Source source = ofInstrument[instrument];
    if (source == null) {
      source = column(Protocol.BAR_COUNT, instrument, 0, null).source;
      ofInstrument[instrument] = source;
    }
    return source;
  }

  private Source source(BarHandle bars) {
    Source source = ofBars.get(bars.index());
    if (source == null) {
      source = column(Protocol.LONGER_COUNT, bars.index(), 0, null).source;
      ofBars.put(bars.index(), source);
    }
    return source;
  }

  @Override
  public int barCount(int instrument) {
    return source(instrument).count;
  }

  @Override
  public int barCount(BarHandle bars) {
    return source(bars).count;
  }

  @Override
  public double value(int instrument, BarField field, int barsAgo) {
    requireKnown(barsAgo);
    Source source = source(instrument);
    Column column = source.fields[Codec.number(field)];
    if (column == null) {
      column = column(Protocol.BAR_FIELD, instrument, Codec.number(field), source);
      source.fields[Codec.number(field)] = column;
    }
    return column.value(barsAgo);
  }

  @Override
  public double value(BarHandle bars, BarField field, int barsAgo) {
    requireKnown(barsAgo);
    Source source = source(bars);
    Column column = source.fields[Codec.number(field)];
    if (column == null) {
      column = column(Protocol.LONGER_FIELD, bars.index(), Codec.number(field), source);
      source.fields[Codec.number(field)] = column;
    }
    return column.value(barsAgo);
  }

  @Override
  public double value(FeatureHandle feature, int barsAgo) {
    requireKnown(barsAgo);
    int index = feature.index();
    if (index >= 0 && index < ofFeature.length && ofFeature[index] != null) {
      return ofFeature[index].value(barsAgo);
    }
    if (!started) {
      throw new IllegalStateException("features have no values before the first bar");
    }
    Source source = source(feature.instrument());
    Column column = column(Protocol.FEATURE_VALUES, index, 0, source);
    if (index >= ofFeature.length) {
      ofFeature = Arrays.copyOf(ofFeature, index + 1);
    }
    ofFeature[index] = column;
    return column.value(barsAgo);
  }

  private static void requireKnown(int barsAgo) {
    if (barsAgo < 0) {
      throw new IllegalArgumentException("barsAgo must be >= 0, was " + barsAgo);
    }
  }

  // --- the account
  // ---------------------------------------------------------------------------------

  /** Asks for parts of the account of the current instrument, now and from now on. */
  private void need(int parts) {
    if ((present & parts) != parts) {
      wire.begin(Protocol.ACCOUNT).putByte(parts).putInt(current);
      ask();
      try {
        readAccount();
      } catch (IOException e) {
        throw new BrokenException(e);
      }
    }
  }

  /** Of another instrument, which is not kept. */
  private <T> T of(int parts, int instrument, Reading<T> reading) {
    wire.begin(Protocol.ACCOUNT).putByte(parts).putInt(instrument);
    return answer(
        () -> {
          wire.getByte();
          return reading.read();
        });
  }

  @Override
  public long positionLots(int instrument) {
    if (instrument != current) {
      return of(Protocol.LOTS, instrument, wire::getLong);
    }
    need(Protocol.LOTS);
    return lots;
  }

  @Override
  public double averageEntryPrice(int instrument) {
    if (instrument != current) {
      return of(Protocol.ENTRY_PRICE, instrument, wire::getDouble);
    }
    need(Protocol.ENTRY_PRICE);
    return entryPrice;
  }

  @Override
  public int barsSinceEntry(int instrument) {
    if (instrument != current) {
      return of(Protocol.SINCE_ENTRY, instrument, wire::getInt);
    }
    need(Protocol.SINCE_ENTRY);
    return sinceEntry;
  }

  @Override
  public boolean hasPendingOrder(int instrument) {
    if (instrument != current) {
      return of(Protocol.PENDING, instrument, wire::getBoolean);
    }
    need(Protocol.PENDING);
    return pending;
  }

  @Override
  public long cashUnits() {
    need(Protocol.CASH);
    return cash;
  }

  @Override
  public double equity() {
    need(Protocol.EQUITY);
    return equity;
  }

  // --- orders
  // --------------------------------------------------------------------------------------

  @Override
  public Optional<OrderStatus> order(long orderId) {
    wire.begin(Protocol.ORDER).putLong(orderId);
    return answer(() -> wire.getBoolean() ? Optional.of(Codec.status(wire)) : Optional.empty());
  }

  @Override
  public long submit(OrderIntent intent) {
    wire.begin(Protocol.SUBMIT);
    Codec.put(wire, intent);
    return answer(
        () -> {
          long id = wire.getLong();
          readAccount();
          return id;
        });
  }
}
