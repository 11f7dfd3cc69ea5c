package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.feature.FeatureProgram;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.signal.EntryMatcher;
import dev.tradewind.engine.signal.MemberSpans;
import dev.tradewind.engine.signal.SignalKind;
import dev.tradewind.engine.signal.SignalProgram;
import dev.tradewind.engine.signal.SignalRows;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.signals.NewSignals;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureRefresh;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.Watermark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the signals of one definition on one instrument up to its bars. The columns that the
 * conditions read are kept in the feature store and refreshed there; signals are made again from
 * the first bar on whose column changed, in steps. A step writes its signals, their matches, the
 * news of the new ones and how far it came in one transaction: where the process ends, the next run
 * goes on. One generation of an instrument at a time.
 */
@Component
final class Generator {
  private static final int STEP_BARS = 20_000;
  private static final int NEWS = 500;

  private final StateTable states;
  private final SignalTable signals;
  private final SignalInputs inputs;
  private final FeatureStore store;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Generator(
      StateTable states,
      SignalTable signals,
      SignalInputs inputs,
      FeatureStore store,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      PlatformSettings settings) {
    this.states = states;
    this.signals = signals;
    this.inputs = inputs;
    this.store = store;
    this.transaction = transaction;
    this.events = events;
    this.clock = settings.clock();
  }

  /** What a run did: bars gone through, signals that are new and that are gone. */
  record Done(long bars, long added, long removed, boolean cancelled) {}

  /**
   * Makes signals.
   *
   * @param program the definition compiled for the instrument
   * @param afresh whether all are made again, whatever changed
   * @param goOn asked before every step
   */
  synchronized Done run(
      Definition definition,
      SignalProgram program,
      BarSeries bars,
      MemberSpans members,
      boolean afresh,
      BooleanSupplier goOn) {
    StateTable.Row state = states.ensure(definition, bars.instrument().id());
    Map<String, FeatureProgram> columns = new LinkedHashMap<>();
    program.features().forEach(each -> columns.putIfAbsent(each.definition().name(), each));
    List<FeatureProgram> features = List.copyOf(columns.values());
    String before = hash(marks(features));
    long barsBefore = bars(marks(features));
    List<FeatureRefresh> refreshed =
        store.refresh(
            features,
            inputs.data(bars, program.program()),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    String now = hash(refreshed.stream().map(FeatureRefresh::watermark).toList());
    boolean shrunk = bars.size() < barsBefore;
    Long from = dirtyFrom(state, before, now, refreshed, afresh || shrunk ? Long.MIN_VALUE : null);
    if (from == null) {
      return new Done(0, 0, 0, false);
    }
    long first = from;
    transaction.executeWithoutResult(any -> states.dirty(state.id(), now, first));
    return steps(new Work(state.id(), definition, program, bars, members), first, goOn);
  }

  /** From which bar on signals have to be made; {@code null} if all are there. */
  private static @Nullable Long dirtyFrom(
      StateTable.Row state,
      String before,
      String now,
      List<FeatureRefresh> refreshed,
      @Nullable Long asked) {
    if (asked != null || !state.sourceHash().equals(before)) {
      return asked == null && state.sourceHash().equals(now) ? state.dirtyFrom() : Long.MIN_VALUE;
    }
    if (before.equals(now)) {
      return state.dirtyFrom();
    }
    long from = refreshed.stream().mapToLong(FeatureRefresh::fromMicros).min().orElse(0);
    if (from == Long.MAX_VALUE) {
      // Bars are gone, or only their times differ.
      return Long.MIN_VALUE;
    }
    return state.dirtyFrom() == null ? from : Math.min(from, state.dirtyFrom());
  }

  private List<Watermark> marks(List<FeatureProgram> features) {
    return features.stream()
        .map(each -> store.info(FeatureKey.of(each)))
        .flatMap(Optional::stream)
        .map(FeatureInfo::watermark)
        .toList();
  }

  private static long bars(List<Watermark> marks) {
    return marks.stream().mapToLong(Watermark::rows).max().orElse(0);
  }

  private static String hash(List<Watermark> marks) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Watermark each : marks) {
        String line =
            each.key().feature().name() + " " + each.inputHash() + " " + each.columnHash() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What the steps of one run share. */
  private record Work(
      long state,
      Definition definition,
      SignalProgram program,
      BarSeries bars,
      MemberSpans members) {}

  private Done steps(Work work, long from, BooleanSupplier goOn) {
    BarSeries bars = work.bars();
    int first = bars.lowerBound(from);
    double[][] values = read(work, first);
    long added = 0;
    long removed = 0;
    int at = first;
    long windowFrom = from;
    do {
      if (!goOn.getAsBoolean()) {
        return new Done(at - first, added, removed, true);
      }
      int to = Math.min(bars.size(), at + STEP_BARS);
      boolean last = to == bars.size();
      double[][] part = new double[values.length][];
      for (int c = 0; c < values.length; c++) {
        part[c] = Arrays.copyOfRange(values[c], at - first, to - first);
      }
      SignalRows rows = work.program().rows(bars, at, to, part, work.members());
      long windowTo = last ? Long.MAX_VALUE : bars.openTime(to);
      long start = windowFrom;
      int[] counts = transaction.execute(any -> write(work, rows, start, windowTo));
      added += counts[0];
      removed += counts[1];
      at = to;
      windowFrom = windowTo;
    } while (at < bars.size());
    return new Done(at - first, added, removed, false);
  }

  /** The columns of the program from a bar on, as they are stored. */
  private double[][] read(Work work, int first) {
    BarSeries bars = work.bars();
    int count = bars.size() - first;
    List<String> names =
        work.program().features().stream().map(each -> each.definition().name()).toList();
    double[][] values = new double[names.size()][count];
    if (count == 0) {
      return values;
    }
    List<String> distinct = names.stream().distinct().toList();
    FeatureFrame frame =
        store.read(
            FeatureQuery.all(
                    bars.instrument().id(),
                    bars.timeframe(),
                    distinct.stream().map(name -> new FeatureVersion(name, 1)).toList())
                .between(bars.openTime(first), Long.MAX_VALUE)
                .unfilled());
    long[] times = frame.openMicros();
    boolean same = times.length == count;
    for (int i = 0; same && i < count; i++) {
      same = times[i] == bars.openTime(first + i);
    }
    if (!same) {
      throw new IllegalStateException(
          "the stored columns are not those of the bars (signal "
              + work.definition().name()
              + ", instrument "
              + bars.instrument().id()
              + ")");
    }
    for (int c = 0; c < values.length; c++) {
      values[c] = frame.values(distinct.indexOf(names.get(c)));
    }
    return values;
  }

  /** Writes a step; how many signals are new, and how many are gone. */
  private int[] write(Work work, SignalRows rows, long from, long to) {
    Instant now = clock.instant();
    signals.reopen(work.state(), from);
    Map<SignalTable.Key, SignalTable.Stored> stored = signals.between(work.state(), from, to);
    EntryMatcher.Matches matches =
        new EntryMatcher(signals.openBefore(work.state(), from)).match(rows);
    List<Integer> fresh = new ArrayList<>();
    List<SignalTable.Key> gone = new ArrayList<>();
    Map<SignalTable.Key, Long> partners = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      SignalTable.Key key =
          new SignalTable.Key(
              rows.barTime(row), SignalTable.code(rows.kind(row), rows.direction(row)));
      SignalTable.Stored known = stored.remove(key);
      long partner = matches.partners().get(row);
      if (known == null || known.hash() != rows.hash(row)) {
        fresh.add(row);
        if (known != null) {
          gone.add(key);
        }
      } else if (known.partner() != partner) {
        partners.put(key, partner);
      }
    }
    gone.addAll(stored.keySet());
    for (EntryMatcher.Closed each : matches.closed()) {
      partners.put(
          new SignalTable.Key(
              each.entryMicros(), SignalTable.code(SignalKind.ENTRY, each.direction())),
          each.exitMicros());
    }
    signals.delete(work.state(), gone);
    signals.insert(work.state(), rows, fresh, matches.partners(), now);
    signals.partners(work.state(), partners);
    BarSeries bars = work.bars();
    boolean last = to == Long.MAX_VALUE;
    int size = last ? bars.size() : bars.lowerBound(to);
    states.done(
        work.state(), last ? null : to, size, size == 0 ? null : bars.openTime(size - 1), now);
    tell(work, rows, fresh);
    return new int[] {fresh.size(), gone.size()};
  }

  private void tell(Work work, SignalRows rows, List<Integer> fresh) {
    for (int from = 0; from < fresh.size(); from += NEWS) {
      List<NewSignals.NewSignal> news = new ArrayList<>();
      for (int row : fresh.subList(from, Math.min(fresh.size(), from + NEWS))) {
        news.add(
            new NewSignals.NewSignal(
                SignalId.of(
                    work.state(),
                    rows.barTime(row),
                    SignalTable.code(rows.kind(row), rows.direction(row))),
                rows.kind(row).name(),
                rows.direction(row).name(),
                rows.barTime(row),
                rows.knownAt(row),
                rows.hashText(row)));
      }
      events.publishEvent(
          new NewSignals(
              work.definition().name(),
              work.definition().version(),
              work.bars().instrument().id(),
              work.bars().timeframe().code(),
              news));
    }
  }
}
