package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.signal.CheckedSignal;
import dev.tradewind.engine.signal.Direction;
import dev.tradewind.engine.signal.SignalHash;
import dev.tradewind.engine.signal.SignalKind;
import dev.tradewind.engine.signal.SignalRows;
import dev.tradewind.engine.signal.StoredSignals;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.Signal;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.signals.SignalArchive;
import dev.tradewind.platform.signals.UnavailableSignalsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads stored signals, or computes them, as conditions of a rule. */
@Component
final class Archive implements SignalArchive {
  private static final Pattern NAME =
      Pattern.compile("signals ([a-z][a-z0-9_]{0,59})(?: v(\\d{1,6}))?( computed)?");

  private final DefinitionTable definitions;
  private final Definitions meanings;
  private final StateTable states;
  private final SignalQuery query;
  private final ComputedSignals computed;
  private final SavedFeatures features;
  private final MarketData market;
  private final TransactionTemplate transaction;

  Archive(
      DefinitionTable definitions,
      Definitions meanings,
      StateTable states,
      SignalQuery query,
      ComputedSignals computed,
      SavedFeatures features,
      MarketData market,
      TransactionTemplate transaction) {
    this.definitions = definitions;
    this.meanings = meanings;
    this.states = states;
    this.query = query;
    this.computed = computed;
    this.features = features;
    this.market = market;
    this.transaction = transaction;
  }

  /** What a text names. */
  private record Named(Definition definition, boolean computed) {}

  private Optional<Named> named(String text) {
    Matcher matcher = NAME.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(2);
    boolean computed = matcher.group(3) != null;
    return definitions
        .find(matcher.group(1), version == null ? null : (Integer) Integer.parseInt(version))
        .map(found -> new Named(found, computed));
  }

  @Override
  public Optional<RuleDescriptor> find(String text) {
    return named(text)
        .flatMap(
            named -> {
              Definition row = named.definition();
              CheckedSignal signal = meanings.meaning(row).checked();
              return signal == null
                  ? Optional.empty()
                  : rule(signal).map(rule -> named(rule, row, named.computed()));
            });
  }

  private static RuleDescriptor named(RuleDescriptor rule, Definition row, boolean computed) {
    return rule.named(PREFIX + row.name() + " v" + row.version() + (computed ? " computed" : ""));
  }

  private Optional<RuleDescriptor> rule(CheckedSignal signal) {
    Map<RuleField, String> texts = new EnumMap<>(RuleField.class);
    boolean isLong = false;
    boolean isShort = false;
    for (CheckedSignal.Condition each : signal.conditions()) {
      isLong |= each.direction() == Direction.LONG;
      isShort |= each.direction() == Direction.SHORT;
      texts.put(field(each.kind(), each.direction()), each.expression().canonical());
    }
    texts.put(RuleField.NAME, signal.definition().name());
    texts.put(RuleField.DIRECTION, isLong ? isShort ? "both" : "long" : "short");
    return new RuleDefinition(texts, List.of(), List.of()).check(features.scope())
            instanceof RuleCheck.Accepted(RuleDescriptor rule)
        ? Optional.of(rule)
        : Optional.empty();
  }

  private static RuleField field(SignalKind kind, Direction direction) {
    return switch (kind) {
      case ENTRY -> direction == Direction.LONG ? RuleField.ENTER : RuleField.SHORT_ENTER;
      case EXIT -> direction == Direction.LONG ? RuleField.EXIT : RuleField.SHORT_EXIT;
    };
  }

  @Override
  public Traded open(String text, List<BarSeries> series) {
    Named named = required(text);
    Definition row = named.definition();
    Map<String, SignalRows> rows = new TreeMap<>();
    for (BarSeries one : series) {
      rows.put(
          one.instrument().id(),
          named.computed() ? computed.of(row, whole(one)) : stored(row, one));
    }
    List<BarSeries> own = List.copyOf(series);
    boolean again = computed.isComputable(row);
    return world -> {
      Map<String, SignalRows> read = new TreeMap<>(rows);
      for (int i = 0; again && i < world.size(); i++) {
        BarSeries one = world.get(i);
        if (one != own.get(i)) {
          read.put(one.instrument().id(), computed.of(row, behindStored(one)));
        }
      }
      return new StoredSignals(read, world);
    };
  }

  private Named required(String text) {
    return named(text)
        .orElseThrow(
            () -> new UnavailableSignalsException("there is no definition for '" + text + "'"));
  }

  @Override
  public List<Signal> told(String name, List<BarSeries> series) {
    Definition row = required(PREFIX + name).definition();
    List<Signal> told = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      BarSeries one = series.get(i);
      SignalRows rows = stored(row, one);
      long end = one.closeTime(one.size() - 1);
      for (int r = rows.lowerBound(one.openTime(0)); r < rows.size(); r++) {
        if (rows.barTime(r) < end) {
          boolean entry = rows.kind(r) == SignalKind.ENTRY;
          boolean buys = entry == (rows.direction(r) == Direction.LONG);
          told.add(
              new Signal(
                  row.name(),
                  i,
                  entry ? Signal.Kind.ENTRY : Signal.Kind.EXIT,
                  buys ? Side.BUY : Side.SELL,
                  rows.barTime(r),
                  rows.knownAt(r),
                  rows.strength(r)));
        }
      }
    }
    told.sort(
        Comparator.comparingLong(Signal::knownAtMicros)
            .thenComparingInt(Signal::instrument)
            .thenComparingLong(Signal::barTimeMicros)
            .thenComparing(Signal::kind, Comparator.reverseOrder())
            .thenComparing(Signal::side));
    return List.copyOf(told);
  }

  private SignalRows stored(Definition row, BarSeries one) {
    ComputedSignals.requireTimeframe(row, one);
    String id = one.instrument().id();
    StateTable.@Nullable Row state = states.find(row.name(), row.version(), id).orElse(null);
    Long last = state == null ? null : state.lastBar();
    if (state == null
        || state.dirtyFrom() != null
        || last == null
        || last < one.openTime(one.size() - 1)) {
      throw new UnavailableSignalsException(
          "signals of "
              + row.name()
              + " version "
              + row.version()
              + " on "
              + id
              + " are not generated up to the bars of the run; generate them first");
    }
    SignalRows.Builder rows = new SignalRows.Builder(row.columns(), 64);
    SignalQuery.Filter filter =
        new SignalQuery.Filter(row.name(), row.version(), id, null, null, null, null);
    transaction.executeWithoutResult(
        any ->
            query.each(
                filter,
                each -> {
                  rows.row(
                      each.kind(), each.direction(), each.bar(), each.knownAt(), each.strength());
                  for (int c = 0; c < each.snapshot().size(); c++) {
                    rows.value(c, each.snapshot().get(c));
                  }
                }));
    return rows.build(new SignalHash(row.name(), row.version(), id, row.timeframe()));
  }

  /** All stored bars of the instrument, of which the run may have a part. */
  private BarSeries whole(BarSeries one) {
    return market.bars(one.instrument().id(), one.timeframe()).orElse(one);
  }

  /** Bars behind the stored ones that came before them, which conditions need to be known. */
  private BarSeries behindStored(BarSeries one) {
    BarSeries all = whole(one);
    int before = one.size() == 0 ? 0 : all.lowerBound(one.openTime(0));
    if (before == 0) {
      return one;
    }
    BarSeries.Builder builder =
        BarSeries.builder(one.instrument(), one.timeframe(), before + one.size());
    append(builder, all, before);
    append(builder, one, one.size());
    return builder.build();
  }

  private static void append(BarSeries.Builder builder, BarSeries from, int bars) {
    for (int i = 0; i < bars; i++) {
      builder.append(
          from.openTime(i), from.open(i), from.high(i), from.low(i), from.close(i), from.volume(i));
      builder.closing(from.closeTime(i), from.knownAt(i), from.isPartial(i));
    }
  }
}
