package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.signal.Direction;
import dev.tradewind.engine.signal.SignalKind;
import dev.tradewind.engine.signal.SignalRows;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Times;
import dev.tradewind.platform.signals.UnavailableSignalsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the signals of a definition on an instrument would have been at a moment: made anew of the
 * prices that were known then, and compared with the stored ones.
 */
@Component
final class PastSignals {
  /** The most that are listed; the counts are of all. */
  static final int SHOWN = 500;

  private final MarketData market;
  private final ComputedSignals computed;
  private final SignalQuery query;
  private final TransactionTemplate transaction;

  PastSignals(
      MarketData market,
      ComputedSignals computed,
      SignalQuery query,
      TransactionTemplate transaction) {
    this.market = market;
    this.computed = computed;
    this.query = query;
    this.transaction = transaction;
  }

  /** A value that a signal was decided on; null where it was undefined. */
  record PastValue(String column, @Nullable Double value) {}

  /**
   * A signal as it would have been; {@code stored} tells whether the one that is stored now has the
   * same hash.
   */
  record PastSignal(
      SignalKind kind,
      Direction direction,
      Instant bar,
      Instant knownAt,
      @Nullable Double strength,
      String hash,
      boolean stored,
      List<PastValue> snapshot) {}

  /**
   * The signals that would have been known, newest first, at most 500 of them.
   *
   * @param count all of them
   * @param changed those that are stored otherwise now, or not at all
   * @param added stored ones of bars known then that would not have been there
   */
  record SignalsAsOf(
      String definition,
      int version,
      String instrument,
      Instant asOf,
      int count,
      int changed,
      int added,
      List<PastSignal> signals) {}

  private record Key(long bar, SignalKind kind, Direction direction) {}

  SignalsAsOf of(Definition row, String instrument, Instant asOf) {
    BarSeries bars =
        market
            .barsAsOf(instrument, Timeframe.parse(row.timeframe()), asOf)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "there are no bars of " + row.timeframe() + " of " + instrument));
    SignalRows rows;
    try {
      rows = computed.asOf(row, bars, asOf);
    } catch (UnavailableSignalsException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    }
    Map<Key, String> stored = stored(row, instrument, Times.micros(asOf));
    List<PastSignal> found = new ArrayList<>();
    int changed = 0;
    for (int r = rows.size() - 1; r >= 0; r--) {
      String hash = HexFormat.of().toHexDigits(rows.hash(r));
      String now = stored.remove(new Key(rows.barTime(r), rows.kind(r), rows.direction(r)));
      boolean same = hash.equals(now);
      changed += same ? 0 : 1;
      if (found.size() < SHOWN) {
        found.add(signal(rows, r, hash, same));
      }
    }
    return new SignalsAsOf(
        row.name(),
        row.version(),
        instrument,
        asOf,
        rows.size(),
        changed,
        stored.size(),
        List.copyOf(found));
  }

  private static PastSignal signal(SignalRows rows, int r, String hash, boolean same) {
    List<PastValue> snapshot = new ArrayList<>();
    for (int c = 0; c < rows.columns().size(); c++) {
      snapshot.add(new PastValue(rows.columns().get(c), finite(rows.value(r, c))));
    }
    return new PastSignal(
        rows.kind(r),
        rows.direction(r),
        Times.ofMicros(rows.barTime(r)),
        Times.ofMicros(rows.knownAt(r)),
        finite(rows.strength(r)),
        hash,
        same,
        List.copyOf(snapshot));
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private Map<Key, String> stored(Definition row, String instrument, long asOf) {
    Map<Key, String> hashes = new HashMap<>();
    SignalQuery.Filter filter =
        new SignalQuery.Filter(row.name(), row.version(), instrument, null, null, null, null);
    transaction.executeWithoutResult(
        any ->
            query.each(
                filter,
                each -> {
                  if (each.knownAt() <= asOf) {
                    hashes.put(new Key(each.bar(), each.kind(), each.direction()), each.hash());
                  }
                }));
    return hashes;
  }
}
